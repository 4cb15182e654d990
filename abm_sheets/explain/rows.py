"""The rows behind a figure: what they say, those that count, and those that reading left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from abm_sheets.explain.case import Case
from abm_sheets.issues import RULES, Issue
from abm_sheets.metrics.weeks import Mask
from abm_sheets.story.explanation import ExplainedRow, Section
from abm_sheets.story.units import days, joined
from abm_sheets.tables.reader import INPUT_TABS

_REPEATS = {
    "accounts": "duplicate_account",
    "interactions": "duplicate_interaction",
    "opportunities": "duplicate_opportunity",
}
"""The rule that a repeated row breaks, tab by tab; a cost may well be typed twice."""

_REQUIRED = {model.tab: model.required_columns() for model in INPUT_TABS}


def refused_lines(case: Case, tab: str, account: int | None = None) -> list[ExplainedRow]:
    """The rows of a tab that reading left out: all, or those that speak of one account."""
    rows = case.tables.left_out.get(tab)
    if rows is None or rows.empty:
        return []
    if account is not None:
        rows = rows[_speaks_of(case, rows, account)]
    lines = zip(rows["row"].tolist(), rows["repeated"].tolist(), _as_typed(case, rows), strict=True)
    return [_line(case, tab, row, first, typed) for row, first, typed in lines]


def _speaks_of(case: Case, rows: pd.DataFrame, account: int) -> Mask:
    speaks = [bool(text) and case.index.find(text).position == account for text in rows["account"]]
    return np.array(speaks, dtype=bool)


def _line(case: Case, tab: str, row: int, first: int, typed: str) -> ExplainedRow:
    key, number = case.tables.locate(tab, row)
    other = "" if key == tab else key
    if first:
        rule = _REPEATS[tab]
        return ExplainedRow(number, typed, {}, rule, case.words.text(f"issues.{rule}", first=first), other)
    issue = _issue_of(case, tab, (key, number))
    quoted = case.text("refused", value=issue.value, message=issue.message)
    return ExplainedRow(number, typed, {}, issue.rule, quoted if issue.value else issue.message, other)


def _issue_of(case: Case, tab: str, place: tuple[str, int]) -> Issue:
    """The issue of a required cell: each row that is left out and repeats no other has one."""
    order = _REQUIRED[tab]
    return min(
        (issue for issue in case.issues[place] if issue.column in order),
        key=lambda issue: (issue.severity != "error", order.index(str(issue.column))),
    )


Reasons = Sequence[tuple[str, Mask]]
"""Why a row may be left out, each reason with the rows that it holds for; the first that holds is given."""


@dataclass(frozen=True)
class Verdict:
    """The rows of a frame that a metric counts, what they add to each term, and why the others do not.

    `notes` are what else is to be said of some rows, by their position; `among` are the rows to speak of,
    all by default.
    """

    counted: Mask
    terms: Mapping[str, npt.NDArray[Any]]
    reasons: Reasons
    notes: Mapping[int, str] = field(default_factory=dict)
    among: Mask | None = None


NOTHING = Verdict(np.empty(0, bool), {}, ())
"""The verdict on the rows of a tab that is missing."""


def judged(
    case: Case,
    tab: str,
    verdict: Verdict,
    *,
    key: str = "",
    sentences: Sequence[str] = (),
    account: int | None = None,
) -> Section:
    """A tab's section, of all its rows or of those of one account; without the tab, it says so."""
    title, named = case.text(f"titles.{key}") if key else case.tab_title(tab), key or tab
    frame = getattr(case.tables, tab)
    if frame is None:
        missing = case.words.text("overview.missing", title=case.words.title(tab))
        return Section(named, title, [*sentences, missing], tab)
    lines = _lines(case, tab, frame, verdict)
    left = [line for line in lines if line.reason] + refused_lines(case, tab, account)
    counted = [line for line in lines if not line.reason]
    reasons = {reason: _label(case, reason) for reason in dict.fromkeys(line.reason for line in left)}
    left.sort(key=lambda line: (line.tab, line.row))
    return Section(named, title, sentences, tab, counted, left, reasons)


def _label(case: Case, reason: str) -> str:
    """A reason in words, whatever the row."""
    if reason in RULES:
        return case.words.text(f"rules.{reason}")
    return case.text(f"reasons.{reason}", None, **case.facts)


def _lines(case: Case, tab: str, frame: pd.DataFrame, verdict: Verdict) -> list[ExplainedRow]:
    among = np.ones(len(frame), bool) if verdict.among is None else verdict.among
    at = np.flatnonzero(among)
    rows = frame.iloc[at]
    reasons = _first_reasons(verdict)[at]
    labels = {reason: _label(case, reason) for reason in set(reasons) - {""}}
    terms = {name: values[at].tolist() for name, values in verdict.terms.items()}
    said = _says(case, tab, rows)
    # Most rows add the same: one interaction, one deal.
    worded = cache(lambda *added: _contribution(case, added))
    lines = []
    for place, row in enumerate(rows["row"].tolist()):
        reason, note = reasons[place], verdict.notes.get(int(at[place]), "")
        mine = {} if reason else {name: int(values[place]) for name, values in terms.items()}
        why = labels[reason] if reason else worded(*mine.items())
        key, number = case.tables.locate(tab, row)
        other = "" if key == tab else key
        lines.append(ExplainedRow(number, said[place], mine, reason, joined((why, note)), other))
    return lines


def _first_reasons(verdict: Verdict) -> npt.NDArray[np.object_]:
    """The first reason that holds for each row, blank for those that count."""
    found = np.full(len(verdict.counted), "other", dtype=object)
    for reason, holds in reversed(verdict.reasons):
        found[holds] = reason
    found[verdict.counted] = ""
    return found


def _contribution(case: Case, terms: Iterable[tuple[str, int]]) -> str:
    """What a row adds, in words; a term of zero is shown where the catalogue has words for it."""
    said = [_term(case, name, value) for name, value in terms]
    return joined(said) or case.text("nothing")


def _term(case: Case, name: str, value: int) -> str:
    forms = case.words.find(f"explain.terms.{name}")
    if value == 0 and "zero" not in forms:
        return ""
    return case.text(f"terms.{name}", value, amount=case.money(value))


def _says(case: Case, tab: str, rows: pd.DataFrame) -> Sequence[str]:
    """What some rows of a tab's frame say."""
    return _WRITERS[tab](case, rows)


def _as_typed(case: Case, rows: pd.DataFrame) -> Sequence[str]:
    """What rows that were left out say: whatever could be read of them."""
    columns = [_shown(case, rows[name]) for name in rows.columns if name not in {"row", "repeated", "cents"}]
    return [joined(parts) for parts in zip(*columns, strict=True)]


def _shown(case: Case, column: pd.Series) -> Sequence[str]:
    """A column of any kind as texts; a box that is ticked or not says nothing by itself."""
    if column.dtype.kind == "M":
        return _days(case, column)
    if column.dtype.kind == "f":
        return ["" if pd.isna(number) else case.formats.decimal(number) for number in column]
    return [""] * len(column) if column.dtype.kind == "b" else column.tolist()


def _accounts(case: Case, rows: pd.DataFrame) -> Sequence[str]:
    since = _dated(case, "since", rows["targeted_from"])
    until = _dated(case, "until", rows["targeted_until"])
    return [joined(parts) for parts in zip(rows["account"], since, until, strict=True)]


def _interactions(case: Case, rows: pd.DataFrame) -> Sequence[str]:
    types = case.tables.interaction_types["type"].reset_index(drop=True)
    columns = (_days(case, rows["date"]), case.names(rows["account"]), rows["type"].map(types), rows["asset"])
    return [joined(parts) for parts in zip(*columns, strict=True)]


def _opportunities(case: Case, rows: pd.DataFrame) -> Sequence[str]:
    unknown = case.text("unknown_amount")
    amounts = [
        case.money(cents) if known else unknown
        for cents, known in zip(rows["amount"], rows["known"], strict=True)
    ]
    created = _dated(case, "created", rows["created"])
    closed = _dated(case, "closed", rows["closed"])
    columns = (case.names(rows["account"]), rows["name"], rows["stage"], amounts, created, closed)
    return [joined(parts) for parts in zip(*columns, strict=True)]


def _costs(case: Case, rows: pd.DataFrame) -> Sequence[str]:
    amounts = map(case.money, rows["amount"])
    columns = (
        _days(case, rows["date"]),
        rows["label"],
        amounts,
        case.names(rows["account"]),
        rows["industry"],
    )
    return [joined(parts) for parts in zip(*columns, strict=True)]


def _days(case: Case, column: pd.Series) -> Sequence[str]:
    return _worded(column, case.formats.day)


def _dated(case: Case, key: str, column: pd.Series) -> Sequence[str]:
    """A phrase with each date."""
    return _worded(column, lambda day: case.text(f"says.{key}", date=case.formats.day(day)))


def _worded(column: pd.Series, word: Callable[[date], str]) -> Sequence[str]:
    """A column of dates in words, each distinct one worded once; blank where there is none."""
    typed = days(column)
    shown = {day: "" if day is None else word(day) for day in set(typed)}
    return [shown[day] for day in typed]


_WRITERS: Mapping[str, Callable[[Case, pd.DataFrame], Sequence[str]]] = {
    "accounts": _accounts,
    "interactions": _interactions,
    "opportunities": _opportunities,
    "marketing_costs": _costs,
    "sales_costs": _costs,
}
