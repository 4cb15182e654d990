"""What is true of every report, whatever the workbook holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from abm_sheets.report import Report


def _costs_add_up(found: Report) -> bool:
    borne = sum(round((each.marketing_costs + each.sales_costs) * 100) for each in found.accounts)
    whole = [found.metrics.marketing_costs, found.metrics.sales_costs]
    return borne + round((found.metrics.unallocated_costs or 0) * 100) == sum(
        round((each or 0) * 100) for each in whole
    )


def _segments_add_up(found: Report) -> bool:
    borne = sum(round((each.marketing_costs + each.sales_costs) * 100) for each in found.accounts)
    parts = [
        [each for each in found.segments if each.dimension == name] for name in ("industry", "size", "tier")
    ]
    return all(
        sum(round(each.costs * 100) for each in part) == borne
        and sum(each.accounts for each in part) == found.metrics.target_accounts
        and sum(each.opportunities for each in part) == found.metrics.opportunities
        for part in parts
    )


def _tables_end_at_the_day(found: Report) -> bool:
    return all(
        getattr(last, name) == getattr(found.metrics, name)
        for last in (found.weeks[-1], found.months[-1])
        for name in set(type(last).model_fields) & set(type(found.metrics).model_fields)
    )


def _rates_are_shares(found: Report) -> bool:
    return all(rate is None or 0 <= rate <= 1 for rate in (found.influence.all.rate, found.velocity.win_rate))


def _outcomes_make_the_whole(found: Report) -> bool:
    outcomes = (found.influence.won, found.influence.lost, found.influence.open)
    return found.influence.all.deals == sum(each.deals or 0 for each in outcomes)


def _stages_are_of_active_accounts(found: Report) -> bool:
    return all((each.stage is not None) == each.active for each in found.accounts)


def _stages_began_within_a_year(found: Report) -> bool:
    began = [each.stage_since for each in found.accounts if each.stage_since]
    return all(found.as_of - timedelta(days=365) <= day <= found.as_of for day in began)


def _engaged_accounts_are_so_until_a_day_to_come(found: Report) -> bool:
    return all(
        (each.engaged_until is not None) == each.engaged
        and (each.engaged_until or found.as_of) >= found.as_of
        for each in found.accounts
    )


ALWAYS: Sequence[Callable[[Report], bool]] = (
    _costs_add_up,
    _segments_add_up,
    _tables_end_at_the_day,
    _rates_are_shares,
    _outcomes_make_the_whole,
    _stages_are_of_active_accounts,
    _stages_began_within_a_year,
    _engaged_accounts_are_so_until_a_day_to_come,
)
