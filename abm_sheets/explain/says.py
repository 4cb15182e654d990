"""What the rows of each tab say, in the words of the people who typed them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pandas as pd

from abm_sheets.explain.case import Case
from abm_sheets.story.units import days, joined


def says(case: Case, tab: str, rows: pd.DataFrame) -> Sequence[str]:
    """What some rows of a tab's frame say."""
    return _WRITERS[tab](case, rows)


def as_typed(case: Case, rows: pd.DataFrame) -> Sequence[str]:
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
