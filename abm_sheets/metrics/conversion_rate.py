"""Metric 2: conversion, the opportunities created over the accounts in scope (§ 4.2)."""

from __future__ import annotations

from abm_sheets.metrics.metric import Benchmark, Metric, Quantity
from abm_sheets.metrics.moment import Moment
from abm_sheets.metrics.values import Rate, Said
from abm_sheets.metrics.weeks import number
from abm_sheets.tables.accounts import POPULATION
from abm_sheets.tables.targets import Unit


def _detail(found: Rate) -> Said:
    total = {"total": (found.denominator, Unit.COUNT)}
    return Said("overview.detail.conversion_rate", found.numerator, total)


def _over_a_year(moment: Moment) -> Rate:
    created = moment.deals.created_between(number(moment.year.start), moment.day)
    return Rate(int((created & moment.of_year[moment.deals.account]).sum()), int(moment.of_year.sum()))


CONVERSION_RATE_12M = Quantity(
    key="conversion_rate_12m",
    compute=_over_a_year,
    inputs={"accounts": POPULATION, "opportunities": ()},
)

CONVERSION_RATE = Metric(
    key="conversion_rate",
    unit=Unit.SHARE,
    compute=lambda moment: Rate(int(moment.created.sum()), int(moment.in_scope.sum())),
    inputs={"accounts": POPULATION, "opportunities": ()},
    settings=frozenset({"fiscal_year_start"}),
    owners=("marketing", "sales"),
    detail=_detail,
    shared=True,
    prorated=True,
    benchmark=Benchmark(0.05, 0.15),
    over_a_year=CONVERSION_RATE_12M,
)
