"""Why the influence is what it is: deal by deal, which assets its account touched before the cut-off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from abm_sheets.explain.case import Case
from abm_sheets.explain.ledger import NOTHING, Verdict, judged
from abm_sheets.explain.metrics.conversion_rate import division
from abm_sheets.explain.metrics.reasoning import Reasoning, missing, ones, still_open
from abm_sheets.explain.says import joined
from abm_sheets.metrics.days import NEVER_AFTER
from abm_sheets.metrics.deals import ENDS
from abm_sheets.metrics.influence import InfluencedDeals, rows_in_spans
from abm_sheets.metrics.influence_rate import INFLUENCE_RATE
from abm_sheets.metrics.values import Influence


def influence_rate(case: Case) -> Reasoning:
    """The deals open or closed in the period, and the first touch of each asset that they were shown."""
    found = case.prepared.influenced_deals(case.period)
    frame, rates = case.tables.interactions, case.view.figures.now[INFLUENCE_RATE]
    touches = None if frame is None else rows_in_spans(found, frame)
    lacking = missing(case, "interactions", "opportunities", columns=("asset", *ENDS))
    calculation = lacking if rates is None else _calculation(case, rates)
    sections = [
        judged(case, "opportunities", _deals(case, found, touches)),
        judged(case, "interactions", _interactions(case, found, touches)),
    ]
    return Reasoning(calculation, sections)


def _calculation(case: Case, rates: Influence) -> Sequence[str]:
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
        ("out_of_programme", ~case.programme[deals.account]),
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
        deal: case.text("notes.assets", len(seen), names=", ".join(seen)) for deal, seen in names.items()
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
