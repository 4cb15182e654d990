"""A fault in the data is a value: which rule, where in the workbook, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Severity(StrEnum):
    """How much an issue matters: something left out, counted but to look at, or good to know."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


RULES: dict[str, Severity] = {
    "missing_tab": Severity.ERROR,
    "missing_column": Severity.ERROR,
    "duplicate_column": Severity.WARNING,
    "duplicate_tab": Severity.WARNING,
    "data_above_header": Severity.ERROR,
    "repeated_header": Severity.INFO,
    "total_row": Severity.WARNING,
    "merged_cells": Severity.INFO,
    "missing_value": Severity.ERROR,
    "invalid_date": Severity.ERROR,
    "invalid_number": Severity.ERROR,
    "ambiguous_number": Severity.ERROR,
    "invalid_boolean": Severity.WARNING,
    "formula_error": Severity.ERROR,
    "uncomputed_formula": Severity.ERROR,
    "text_date": Severity.INFO,
    "text_number": Severity.INFO,
    "future_date": Severity.WARNING,
    "unknown_account": Severity.ERROR,
    "free_mail_domain": Severity.ERROR,
    "duplicate_account": Severity.ERROR,
    "shared_domain": Severity.ERROR,
    "invalid_domain": Severity.WARNING,
    "unknown_type": Severity.ERROR,
    "unknown_stage": Severity.WARNING,
    "invalid_kind": Severity.ERROR,
    "unknown_metric": Severity.ERROR,
    "invalid_quarter": Severity.ERROR,
    "unknown_setting": Severity.WARNING,
    "invalid_setting": Severity.WARNING,
    "unreadable_time_zone": Severity.WARNING,
    "unknown_role": Severity.ERROR,
    "invalid_email": Severity.ERROR,
    "unknown_industry": Severity.WARNING,
    "duplicate_target": Severity.ERROR,
    "missing_closed_date": Severity.ERROR,
    "closed_before_created": Severity.WARNING,
    "overdue_expected": Severity.WARNING,
    "differs_from_source": Severity.INFO,
    "stale_source": Severity.WARNING,
    "missing_amount": Severity.WARNING,
    "negative_amount": Severity.WARNING,
    "missing_fx_rate": Severity.ERROR,
    "unknown_currency": Severity.ERROR,
    "currency_conflict": Severity.ERROR,
    "duplicate_opportunity": Severity.ERROR,
    "duplicate_interaction": Severity.INFO,
    "cost_outside_targets": Severity.WARNING,
    "vanity_metric": Severity.WARNING,
    "too_many_metrics": Severity.WARNING,
    "edited_history": Severity.WARNING,
    "lost_history": Severity.WARNING,
    "foreign_history": Severity.WARNING,
    "access_drift": Severity.WARNING,
    "access_unchecked": Severity.INFO,
}
"""Every rule with its severity, in the order people read about them."""


class Issue(BaseModel):
    """One fault found in the workbook.

    `tab` is the internal key of the tab (`interactions`), `row` the number that people see (from 1;
    None when the fault is of a whole tab or column), `column` the internal key of the column.
    """

    model_config = ConfigDict(frozen=True)

    rule: str
    severity: Severity
    tab: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    message: str


def has_errors(issues: Iterable[Issue]) -> bool:
    """Whether something was left out of the figures."""
    return any(issue.severity is Severity.ERROR for issue in issues)
