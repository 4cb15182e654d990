"""The stage of an account, since when, and why."""

from __future__ import annotations

from collections.abc import Sequence

from abm_sheets.explain.case import Case
from abm_sheets.explain.model import Section
from abm_sheets.metrics.days import number
from abm_sheets.metrics.stage import LONGEST, Runs, runs
from abm_sheets.outputs.tabs.definitions import stage_rule


def stage(case: Case, account: int) -> Section:
    """The stage, the rule that gives it, and what its first day comes from."""
    title = case.text("titles.stage")
    figures = case.view.figures.accounts.iloc[account]
    if not figures["active"]:
        return Section("stage", title, [case.text("stage.none", None, **case.facts)])
    name, since = str(figures["stage"]), number(figures["stage_since"].date())
    shown = case.text("stage.is", stage=case.words.word("account_stage", name), since=case.shown_day(since))
    sentences = [shown, stage_rule(case.view, name), _since(case, account, name, since)]
    if figures["stagnating"]:
        days = case.settings.stagnation_days
        sentences.append(case.text("stage.stagnating", case.day - since, limit=days))
    return Section("stage", title, sentences)


def _since(case: Case, account: int, name: str, since: int) -> str:
    """Why the stage began on that day: what happened, or the limit before which nobody looks."""
    found = runs(case.prepared.engagement, case.prepared.deals, case.day, len(case.prepared.accounts))
    for happened, day in _beginnings(found, account)[name]:
        if day == since:
            return case.text(f"stage.since.{happened}", None, **case.facts)
    joined = since == case.prepared.accounts.since[account]
    return case.text(f"stage.since.{'joined' if joined else 'longest'}", None, days=LONGEST)


def _beginnings(found: Runs, account: int) -> dict[str, Sequence[tuple[str, int]]]:
    """For each stage, what may have begun it, and on which day."""
    opened, engaged = int(found.open_last[account]) + 1, int(found.engaged_last[account]) + 1
    return {
        "customer": [("signed", int(found.signed[account]))],
        "opportunity": [("opened", int(found.open_first[account]))],
        "engaged": [("engaged", int(found.engaged_first[account])), ("no_longer_open", opened)],
        "targeted": [("no_longer_engaged", engaged), ("no_longer_open", opened)],
    }
