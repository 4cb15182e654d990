"""How the service's workbooks, runs and sources are shown on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from abm_sheets.language import Catalogue
from abm_sheets.language.formats import NO_VALUE
from abm_sheets.outputs.terminal import headed_table

if TYPE_CHECKING:
    from abm_sheets.service.desk import ServedState
    from abm_sheets.service.store.events import Hook
    from abm_sheets.service.store.runs import Run
    from abm_sheets.service.store.workbooks import Served

_ACCOUNTS = ".iam.gserviceaccount.com"
"""How the addresses of service accounts end, all alike."""

_COLOURS = {"done": "green", "failed": "red", "running": "yellow", "queued": "yellow"}


def standings_table(standings: Sequence[ServedState], words: Catalogue, *, accounts: bool = False) -> Table:
    """The workbooks served: when each was last refreshed, how that went, when it is next, by whom."""
    table = _table(words, "title", "schedule", "last", "result", "next", *["account"] * accounts)
    for each in standings:
        served, shown = each.served, each.pending or each.last
        last = moment(served.refreshed, served.clock, words) or words.text("service.never")
        result = "" if shown is None else _state(shown, words)
        account = [(served.account or NO_VALUE).removesuffix(_ACCOUNTS)] * accounts
        schedule = served.schedule or NO_VALUE
        table.add_row(Text(served.title), schedule, last, result, next_text(served, words), *account)
    return table


def runs_table(runs: Sequence[Run], zone: tzinfo, words: Catalogue) -> Table:
    """The runs of a workbook: who asked, how long it took, on what, how it went and why."""
    table = _table(words, "queued", "who", "duration", "rows", "issues", "result")
    for run in runs:
        asked = words.text(f"service.trigger.{run.trigger}")
        who = f"{asked} ({run.who})" if run.who else asked
        rows, issues = (_count(number, words) for number in (run.row_count, run.issue_count))
        result = _state(run, words)
        if run.failure:
            result.append(f"\n{run.failure[words.language]}")
        table.add_row(moment(run.queued, zone, words), Text(who), _duration(run), rows, issues, result)
    return table


def hooks_table(hooks: Sequence[Hook], words: Catalogue) -> Table:
    """The sources of a workbook and the tabs that they feed."""
    table = _table(words, "source", "tab", "added")
    for hook in hooks:
        table.add_row(hook.source, words.title(hook.tab), words.formats.long_day(hook.added))
    return table


def moment(when: datetime | None, zone: tzinfo, words: Catalogue) -> str:
    """A moment on a workbook's clock, "" where there is none."""
    return "" if when is None else words.formats.moment(when.astimezone(zone))


def next_text(served: Served, words: Catalogue) -> str:
    """When a workbook is refreshed next, with the zone of its clock."""
    if served.paused:
        return words.text("service.state.paused")
    if served.next_due is None:
        return words.text("service.no_next")
    when = moment(served.next_due, served.clock, words)
    return words.text("service.next", moment=when, zone=str(served.clock))


def removal_question(served: Served, words: Catalogue) -> str:
    """What is asked before a workbook is served no more."""
    choices = "/".join(words.text(f"console.{answer}") for answer in ("yes", "no"))
    return f"{words.text('service.sure', title=served.title)} ({choices})"


def _state(run: Run, words: Catalogue) -> Text:
    return Text(words.text(f"service.state.{run.state}"), style=_COLOURS[run.state])


def _duration(run: Run) -> str:
    if run.started is None or run.ended is None:
        return NO_VALUE
    return f"{(run.ended - run.started).total_seconds():.0f} s"


def _count(number: int | None, words: Catalogue) -> str:
    return NO_VALUE if number is None else words.formats.integer(number)


def _table(words: Catalogue, *columns: str) -> Table:
    return headed_table([words.text(f"service.columns.{column}") for column in columns])
