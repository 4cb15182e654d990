"""Why the velocity is what it is: its four inputs, then the deals behind each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from abm_sheets.explain.case import Case
from abm_sheets.explain.ledger import Verdict, judged
from abm_sheets.explain.metrics.conversion_rate import division
from abm_sheets.explain.metrics.reasoning import Reasoning, missing, ones, still_open
from abm_sheets.metrics.days import NEVER_AFTER, Mask
from abm_sheets.metrics.deals import MONEY
from abm_sheets.metrics.values import Velocity, units
from abm_sheets.metrics.velocity import VELOCITY, Inputs, inputs
from abm_sheets.story.wording import metric_text


def velocity(case: Case) -> Reasoning:
    """The open deals of known amount, and those closed in the window of the win rate."""
    found = case.view.figures.now[VELOCITY]
    chosen = inputs(case.prepared.deals, case.programme, case.day, case.settings)
    calculation = (
        missing(case, "opportunities", columns=MONEY) if found is None else _calculation(case, found, chosen)
    )
    return Reasoning(calculation, [judged(case, "opportunities", _verdict(case, chosen))])


def _calculation(case: Case, found: Velocity, chosen: Inputs) -> Sequence[str]:
    """The four inputs, then the formula with them in it, or why it gives nothing."""
    write = case.formats
    inputs_told = [
        case.text("calculation.deals", found.deals),
        _pipeline(case, found, case.prepared.deals.total(chosen.pipeline)),
        case.text("calculation.win_rate", None, division=division(case, found.win_rate), **case.facts),
        _cycle(case, found, chosen),
    ]
    if found.reason:
        reason = case.words.text(f"overview.no_velocity.{found.reason}")
        return [*inputs_told, case.text("calculation.no_velocity", reason=reason)]
    formula = case.text(
        "calculation.velocity",
        value=case.money(found.pipeline_value),
        rate=write.percent(found.win_rate.value),
        deals=write.integer(found.deals),
        cycle=write.decimal(found.cycle_days),
        velocity=metric_text(case.view, "velocity", units(found.value)),
    )
    return [*inputs_told, formula]


def _pipeline(case: Case, found: Velocity, total: int) -> str:
    """The pipeline value: the average, with its division, or the total."""
    if found.pipeline_value is None:
        return case.text("calculation.no_pipeline")
    kind = case.settings.velocity_value
    value, count = case.money(round(found.pipeline_value)), case.formats.integer(found.deals)
    return case.text(f"calculation.pipeline.{kind}", value=value, total=case.money(total), deals=count)


def _cycle(case: Case, found: Velocity, chosen: Inputs) -> str:
    if found.cycle_days is None:
        return case.text("calculation.no_cycle")
    days = case.formats.decimal(found.cycle_days)
    return case.text(f"calculation.cycle.{case.settings.cycle}", int(chosen.measured.sum()), days=days)


def _verdict(case: Case, chosen: Inputs) -> Verdict:
    deals = case.prepared.deals
    lost = chosen.closed & ~chosen.won
    terms = {
        "deals": ones(chosen.pipeline),
        "amount": np.where(chosen.pipeline, deals.cents, 0),
        "won": ones(chosen.won),
        "lost": ones(lost),
        "cycle_days": np.where(chosen.measured, deals.closed - deals.created, 0),
    }
    reasons = (
        ("out_of_programme", ~case.programme[deals.account]),
        ("amount_unknown", deals.open(case.day)),
        ("no_closing_date", (deals.won_kind | deals.lost_kind) & (deals.closed == NEVER_AFTER)),
        ("created_after", deals.created > case.day),
        ("closed_before_win_window", deals.closed <= case.day),
    )
    counted = chosen.pipeline | chosen.closed
    return Verdict(counted, terms, reasons, still_open(case) | _no_cycle(case, chosen.won & ~chosen.measured))


def _no_cycle(case: Case, where: Mask) -> dict[int, str]:
    """A note on the won deals that close before they were created."""
    return dict.fromkeys(np.flatnonzero(where).tolist(), case.text("notes.no_cycle"))
