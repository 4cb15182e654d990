"""Why the conversion is what it is: opportunities over accounts."""

from __future__ import annotations

from abm_sheets.explain.case import Case
from abm_sheets.explain.ledger import judged
from abm_sheets.explain.metrics.opportunities import created
from abm_sheets.explain.metrics.reasoning import Reasoning, in_scope_accounts, missing
from abm_sheets.metrics.conversion_rate import CONVERSION_RATE
from abm_sheets.metrics.values import Rate


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
