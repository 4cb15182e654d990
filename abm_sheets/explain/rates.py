"""How conversion, velocity, influence and ROI are explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from abm_sheets.explain.case import Case
from abm_sheets.explain.counts import Reasoning, created, in_scope_accounts, missing, ones, signed, still_open
from abm_sheets.explain.rows import NOTHING, Reasons, Verdict, judged
from abm_sheets.metrics.conversion_rate import CONVERSION_RATE
from abm_sheets.metrics.costs import CostLines, shared_groups
from abm_sheets.metrics.deals import ENDS, MONEY, Inputs
from abm_sheets.metrics.influence import InfluencedDeals, rows_in_spans
from abm_sheets.metrics.influence_rate import INFLUENCE_RATE
from abm_sheets.metrics.moment import COST_TABS
from abm_sheets.metrics.roi import UNALLOCATED_COSTS
from abm_sheets.metrics.values import Influence, Rate, Return, Velocity, units
from abm_sheets.metrics.velocity import VELOCITY
from abm_sheets.metrics.weeks import NEVER_AFTER, Mask
from abm_sheets.story.units import joined
from abm_sheets.story.wording import metric_text
from abm_sheets.tables.matching import UNKNOWN


def conversion_rate(case: Case) -> Reasoning:
    """The opportunities created in the period over the accounts in scope."""
    found = case.view.figures.now[CONVERSION_RATE]
    calculation = missing(case, "opportunities") if found is None else [division(case, found)]
    sections = [
        judged(case, "opportunities", created(case)),
        judged(case, "accounts", in_scope_accounts(case)),
    ]
    return Reasoning(calculation, sections)


def division(case: Case, rate: Rate) -> str:
    """A rate with its numbers (`7 ÷ 50 = 14 %`)."""
    write = case.formats
    part, whole = write.integer(rate.numerator), write.integer(rate.denominator)
    if rate.value is None:
        return case.text("calculation.nothing_to_divide_by", part=part, whole=whole)
    return case.text("calculation.rate", part=part, whole=whole, rate=write.percent(rate.value))


def velocity(case: Case) -> Reasoning:
    """The open deals of known amount, and those closed in the window of the win rate."""
    found = case.view.figures.now[VELOCITY]
    chosen = case.moment.inputs
    calculation = (
        missing(case, "opportunities", columns=MONEY)
        if found is None
        else _velocity_calculation(case, found, chosen)
    )
    return Reasoning(calculation, [judged(case, "opportunities", _verdict(case, chosen))])


def _velocity_calculation(case: Case, found: Velocity, chosen: Inputs) -> Sequence[str]:
    """The four inputs, then the formula with them in it, or why it gives nothing."""
    write = case.formats
    inputs = [
        case.text("calculation.deals", found.deals),
        _pipeline(case, found, case.prepared.deals.total(chosen.pipeline)),
        case.text("calculation.win_rate", None, division=division(case, found.win_rate), **case.facts),
        _cycle(case, found, chosen),
    ]
    if found.reason:
        reason = case.words.text(f"overview.no_velocity.{found.reason}")
        return [*inputs, case.text("calculation.no_velocity", reason=reason)]
    formula = case.text(
        "calculation.velocity",
        value=case.money(found.pipeline_value),
        rate=write.percent(found.win_rate.value),
        deals=write.integer(found.deals),
        cycle=write.decimal(found.cycle_days),
        velocity=metric_text(case.view, "velocity", units(found.value)),
    )
    return [*inputs, formula]


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
        ("out_of_programme", ~case.moment.ours),
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


def influence_rate(case: Case) -> Reasoning:
    """The deals open or closed in the period, and the first touch of each asset that they were shown."""
    found = case.prepared.influenced_deals(case.period)
    frame, rates = case.tables.interactions, case.view.figures.now[INFLUENCE_RATE]
    touches = None if frame is None else rows_in_spans(found, frame)
    lacking = missing(case, "interactions", "opportunities", columns=("asset", *ENDS))
    calculation = lacking if rates is None else _influence_calculation(case, rates)
    sections = [
        judged(case, "opportunities", _deals(case, found, touches)),
        judged(case, "interactions", _interactions(case, found, touches)),
    ]
    return Reasoning(calculation, sections)


def _influence_calculation(case: Case, rates: Influence) -> Sequence[str]:
    """The rate of all the deals, then by outcome."""
    kinds = {name: rate for name in ("won", "lost", "open") if (rate := getattr(rates, name)).denominator}
    parts = [
        case.text(
            "calculation.outcome",
            outcome=case.words.text(f"analysis.influence.{name}"),
            division=division(case, rate),
        )
        for name, rate in kinds.items()
    ]
    weighted = case.formats.percent(rates.revenue_rate)
    more = [case.text("calculation.revenue_rate", rate=weighted)] if rates.revenue_rate is not None else []
    return [division(case, rates.all), *parts, *more]


def _deals(case: Case, found: InfluencedDeals, touches: pd.DataFrame | None) -> Verdict:
    deals, size = case.prepared.deals, len(case.prepared.deals.account)
    chosen, influenced = np.zeros(size, bool), np.zeros(size, np.int64)
    chosen[found.chosen] = True
    influenced[found.chosen] = found.influenced
    reasons = (
        ("out_of_programme", ~case.moment.ours),
        ("created_after", deals.created > case.day),
        ("no_closing_date", (deals.won_kind | deals.lost_kind) & (deals.closed == NEVER_AFTER)),
        ("closed_before", deals.closed < case.start),
    )
    terms = {"influence_deals": ones(chosen), "influenced": influenced}
    return Verdict(chosen, terms, reasons, _assets(case, found, touches))


def _assets(case: Case, found: InfluencedDeals, touches: pd.DataFrame | None) -> Mapping[int, str]:
    """For each deal that counts, the assets that its account had touched."""
    if touches is None:
        return {}
    names: dict[int, list[str]] = {deal: [] for deal in range(len(found.chosen))}
    first = touches[touches["first"]]
    for deal, asset in zip(first["deal"].tolist(), first["asset_key"].tolist(), strict=True):
        names[deal].append(case.prepared.touches.names[asset])
    later = still_open(case)
    notes = {
        deal: case.text("notes.assets", len(seen), names=case.words.formats.listed(seen))
        for deal, seen in names.items()
    }
    at = found.chosen.tolist()
    return {at[deal]: joined((later.get(at[deal], ""), note)) for deal, note in notes.items()}


def _interactions(case: Case, found: InfluencedDeals, touches: pd.DataFrame | None) -> Verdict:
    frame = case.tables.interactions
    if frame is None or touches is None:
        return NOTHING
    for_deals = np.bincount(touches["touch"][touches["first"]], minlength=len(frame))
    reasons = (
        ("type_not_marketing", ~frame["marketing"].to_numpy(bool)),
        ("no_deal", ~np.isin(frame["account"].to_numpy(np.int64), found.deals.account[found.chosen])),
        ("asset_seen", np.isin(np.arange(len(frame)), touches["touch"])),
        ("out_of_span", np.ones(len(frame), bool)),
    )
    return Verdict(for_deals > 0, {"assets": for_deals}, reasons)


def roi(case: Case) -> Reasoning:
    """The revenue of the period and the costs of the period that no account out of scope bears."""
    sections = [judged(case, "opportunities", signed(case))]
    sections += [judged(case, tab, _costs(case, tab)) for tab in COST_TABS]
    calculation = missing(case, "opportunities", *COST_TABS, columns=MONEY) or _roi_calculation(case)
    return Reasoning(calculation, sections)


def _roi_calculation(case: Case) -> Sequence[str]:
    moment = case.moment
    revenue, marketing, sales = moment.deals.total(moment.won), *map(moment.spent, COST_TABS)
    lines = [return_on_costs(case, revenue, marketing, sales)]
    nobodys = case.view.figures.now[UNALLOCATED_COSTS]
    if nobodys and nobodys.cents:
        lines.append(case.text("calculation.unallocated", amount=case.money(nobodys.cents)))
    return lines


def return_on_costs(case: Case, revenue: int, marketing: int, sales: int) -> str:
    """The formula of the ROI with its numbers in it, in cents here and in amounts there."""
    found = Return(revenue, marketing + sales).ratio
    shown = {
        "revenue": case.money(revenue),
        "marketing": case.money(marketing),
        "sales": case.money(sales),
    }
    if found is None:
        return case.text("calculation.no_roi", None, **shown)
    return case.text("calculation.roi", None, roi=case.formats.multiple(found), **shown)


def period_reasons(case: Case, lines: CostLines) -> Reasons:
    """Why a line is not among the costs of the period."""
    return (("before_period", lines.day < case.start), ("after_day", lines.day > case.day))


def _costs(case: Case, tab: str) -> Verdict:
    lines = case.prepared.costs.get(tab)
    if lines is None:
        return NOTHING
    outside = lines.outside(case.in_scope)
    counted = (case.start <= lines.day) & (lines.day <= case.day) & ~outside
    notes, nobodys = _bearers(case, lines, counted)
    terms = {tab: lines.cents, "unallocated": np.where(nobodys, lines.cents, 0)}
    reasons = (*period_reasons(case, lines), ("out_of_scope", outside))
    return Verdict(counted, terms, reasons, notes)


def _bearers(case: Case, lines: CostLines, counted: Mask) -> tuple[dict[int, str], Mask]:
    """A note on each line that no single account bears, and the lines that nobody does."""
    unknown = counted & (lines.account == UNKNOWN)
    notes = dict.fromkeys(np.flatnonzero(unknown).tolist(), case.text("notes.unknown_account"))
    nobodys = unknown.copy()
    at = np.flatnonzero(counted)
    for group, members in shared_groups(lines.where(counted), case.prepared.sharing(case.period)):
        note = case.text("notes.shared", len(members))
        notes.update(dict.fromkeys(at[group].tolist(), note))
        nobodys[at[group]] = not len(members)
    return notes, nobodys
