"""Why the ROI is what it is: the deals signed, then the costs of each team, line by line."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from abm_sheets.explain.case import Case
from abm_sheets.explain.ledger import NOTHING, Reasons, Verdict, judged
from abm_sheets.explain.metrics.reasoning import Reasoning, missing
from abm_sheets.explain.metrics.revenue import signed
from abm_sheets.metrics.costs import CostLines, shared_groups
from abm_sheets.metrics.days import Mask
from abm_sheets.metrics.deals import MONEY
from abm_sheets.metrics.prepared import COST_TABS
from abm_sheets.metrics.roi import UNALLOCATED_COSTS
from abm_sheets.metrics.values import Return
from abm_sheets.tables.matching import UNKNOWN


def roi(case: Case) -> Reasoning:
    """The revenue of the period and the costs of the period that no account out of scope bears."""
    sections = [judged(case, "opportunities", signed(case))]
    sections += [judged(case, tab, _costs(case, tab)) for tab in COST_TABS]
    calculation = missing(case, "opportunities", *COST_TABS, columns=MONEY) or _calculation(case)
    return Reasoning(calculation, sections)


def _calculation(case: Case) -> Sequence[str]:
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
