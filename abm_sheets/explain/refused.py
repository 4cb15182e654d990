"""The rows that reading left out (SPEC 7), each with the issue that says why."""

from __future__ import annotations

import numpy as np
import pandas as pd

from abm_sheets.explain.case import Case
from abm_sheets.explain.model import Line
from abm_sheets.explain.says import as_typed
from abm_sheets.issues import Issue
from abm_sheets.metrics.days import Mask
from abm_sheets.tables.reader import INPUT_TABS

_REPEATS = {
    "accounts": "duplicate_account",
    "interactions": "duplicate_interaction",
    "opportunities": "duplicate_opportunity",
}
"""The rule that a repeated row breaks, tab by tab; a cost may well be typed twice."""

_REQUIRED = {model.tab: model.required_columns() for model in INPUT_TABS}


def refused_lines(case: Case, tab: str, account: int | None = None) -> list[Line]:
    """The rows of a tab that reading left out: all, or those that speak of one account."""
    rows = case.tables.left_out.get(tab)
    if rows is None or rows.empty:
        return []
    if account is not None:
        rows = rows[_speaks_of(case, rows, account)]
    lines = zip(rows["row"].tolist(), rows["repeated"].tolist(), as_typed(case, rows), strict=True)
    return [_line(case, tab, row, first, typed) for row, first, typed in lines]


def _speaks_of(case: Case, rows: pd.DataFrame, account: int) -> Mask:
    speaks = [bool(text) and case.index.find(text).position == account for text in rows["account"]]
    return np.array(speaks, dtype=bool)


def _line(case: Case, tab: str, row: int, first: int, typed: str) -> Line:
    if first:
        rule = _REPEATS[tab]
        return Line(row, typed, {}, rule, case.words.text(f"issues.{rule}", first=first))
    issue = _telling(case, tab, row)
    quoted = case.text("refused", value=issue.value, message=issue.message)
    return Line(row, typed, {}, issue.rule, quoted if issue.value else issue.message)


def _telling(case: Case, tab: str, row: int) -> Issue:
    """The issue of a required cell: each row that is left out and repeats no other has one."""
    order = _REQUIRED[tab]
    return min(
        (issue for issue in case.issues[tab, row] if issue.column in order),
        key=lambda issue: (issue.severity != "error", order.index(str(issue.column))),
    )
