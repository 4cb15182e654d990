"""What the terminal shows of a run: tables of metrics, weeks, votes, accesses, and the issues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from abm_sheets.history.changes import compared
from abm_sheets.issues import Issue
from abm_sheets.language import Catalogue
from abm_sheets.language.formats import NO_VALUE
from abm_sheets.metrics.known import SHARED
from abm_sheets.metrics.metric import Metrics
from abm_sheets.outputs.terminal import headed_table
from abm_sheets.story.quality import column_name, gravity
from abm_sheets.story.units import metric_units, metric_value, unit_of
from abm_sheets.story.view import View
from abm_sheets.story.wording import metric_text, status_text
from abm_sheets.story.workshop import Tally
from abm_sheets.tables.targets import Unit

_STATUS_COLOURS = {"green": "green", "amber": "yellow", "red": "red", "grey": "bright_black"}


def metrics_table(view: View) -> Table:
    """The five metrics with value, k/n, target and status."""
    words = view.words
    table = _table(words, "metric", "value", "detail", "target", "status")
    lines = {line.metric: line for line in view.figures.statuses}
    for metric in SHARED:
        line = lines[metric]
        table.add_row(
            words.word("metric", metric),
            Text(metric_text(view, metric, metric_value(view.figures.now, metric)), style="bold"),
            proportion(view.figures.now, metric),
            metric_text(view, metric, metric_units(metric, line.target)),
            Text(status_text(view, line), style=_STATUS_COLOURS[line.status]),
        )
    return table


def proportion(now: Metrics, metric: str) -> str:
    """The count behind a rate, over what it is a share of."""
    found = now.measure(metric)
    if found.numerator is None or unit_of(metric) not in {Unit.COUNT, Unit.SHARE}:
        return NO_VALUE
    return f"{found.numerator}/{found.denominator}"


def recomputed_table(view: View, metric: str | None = None) -> RenderableType:
    """The frozen figures of a metric, or of all, beside what today's data give; restated ones are marked."""
    words, rows = view.words, compared(view.history, view.figures.weeks)
    rows = [each for each in rows if metric in (None, each.metric)]
    if not rows:
        return words.text("history.none")
    table = Table(header_style="bold", show_edge=False, pad_edge=False)
    for column in ("week", "metric", "frozen", "recomputed"):
        table.add_column(words.text(f"history.table.{column}"))
    table.add_column("")
    for each in rows:
        frozen, now = (metric_text(view, each.metric, value) for value in (each.frozen, each.recomputed))
        mark = Text(words.text("history.table.restated"), style="yellow") if each.is_restated else ""
        table.add_row(each.week, words.word("metric", each.metric), frozen, now, mark)
    return table


def tally_table(tally: Tally, words: Catalogue) -> Table:
    """The votes, metric by metric."""
    table = _table(words, "metric", "points", "votes", "roles", "proposed")
    for each in tally.metrics:
        proposed = words.text(f"console.{'yes' if each.proposed else 'no'}")
        name = words.word("metric", each.metric)
        table.add_row(name, str(each.points), str(each.votes), str(each.roles), proposed)
    return table


def access_table(lines: Sequence[tuple[str, ...]], words: Catalogue) -> Table:
    """The changes of a plan of accesses: what is done, to whom or where, what it gives, why."""
    headers = [words.text(f"access.{column}") for column in ("action", "subject", "detail", "reason")]
    table = headed_table(headers)
    for line in lines:
        table.add_row(*map(Text, line))
    return table


def _table(words: Catalogue, *columns: str) -> Table:
    return headed_table([words.text(f"console.{column}") for column in columns])


LISTED = 100
"""Issues shown one by one at most; more of them are of a few kinds, each with one cause."""

_FIRST_ROWS = 3
_COLOURS = {"error": "red", "warning": "yellow", "info": "bright_black"}


def shown_issues(issues: Sequence[Issue], words: Catalogue) -> Iterator[RenderableType]:
    """What to correct: each issue, or the first of each kind and how many there are."""
    if len(issues) <= LISTED:
        yield issues_table(issues, words)
        return
    yield kinds_table(issues, words)
    yield ""
    yield words.text("console.kinds", len(issues))


def issues_table(issues: Sequence[Issue], words: Catalogue) -> Table:
    """The issues: how grave, where, what the cell holds, what to do."""
    table = headed_table([words.text(f"console.{key}") for key in ("severity", "place", "cell", "issue")])
    for issue in issues:
        place = Text(_place(issue, words, issue.row))
        table.add_row(_severity(issue, words), place, Text(issue.value or ""), Text(issue.message))
    return table


def kinds_table(issues: Sequence[Issue], words: Catalogue) -> Table:
    """The kinds of issues, the gravest first: where, how many, on which rows first, what to do there."""
    kinds: dict[tuple[str, str, str | None], list[Issue]] = {}
    for issue in issues:
        kinds.setdefault((issue.rule, issue.tab, issue.column), []).append(issue)
    table = Table(show_header=False, show_edge=False, pad_edge=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for alike in sorted(kinds.values(), key=lambda alike: (gravity(alike[0]), -len(alike))):
        table.add_row(_severity(alike[0], words), Text(_kind(alike, words)))
    return table


def _kind(alike: Sequence[Issue], words: Catalogue) -> str:
    rows = list(dict.fromkeys(str(issue.row) for issue in alike if issue.row is not None))
    facts = [_place(alike[0], words, None), words.text("console.times", len(alike))]
    if rows:
        first = ", ".join(rows[:_FIRST_ROWS]) + ("…" if len(rows) > _FIRST_ROWS else "")
        facts.append(words.text("console.rows", len(rows), rows=first))
    return f"{' · '.join(facts)}\n→ {alike[0].message}"


def issue_line(issue: Issue, words: Catalogue) -> str:
    """An issue on one line."""
    severity, place = words.word("severity", issue.severity), _place(issue, words, issue.row)
    return " | ".join([severity, place, issue.value or "", issue.message]).replace("\n", " ")


def _severity(issue: Issue, words: Catalogue) -> Text:
    return Text(words.word("severity", issue.severity), style=_COLOURS[issue.severity])


def _place(issue: Issue, words: Catalogue, row: int | None) -> str:
    known = words.find("tabs")
    parts = [words.title(issue.tab) if issue.tab in known else issue.tab]
    if row is not None:
        parts.append(words.text("console.row", row=row))
    if issue.column is not None:
        parts.append(column_name(issue, words))
    return ", ".join(parts)
