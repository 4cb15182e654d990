"""Columns read at once, whatever is mixed in them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pytest

from abm_sheets.tables.accounts import AccountRow
from abm_sheets.tables.columns import Column, Fault, blank_column, read_column
from abm_sheets.tables.costs import SalesCostRow
from abm_sheets.tables.interactions import InteractionRow
from abm_sheets.tables.regional import regional
from abm_sheets.tables.rows import Kind, Row
from abm_sheets.workbook.interface import Cell, CellError

HABITS = regional("fr_FR")
TRUE_AND_ONE: tuple[Cell, Cell] = (True, 1)
"""Equal in Python, and not the same thing in a cell."""


def _read(model: type[Row], name: str, *cells: Cell) -> Column:
    return read_column(model, name, cells, HABITS)


def _values(column: Column) -> list[Any]:
    return list(column.values)


@pytest.mark.parametrize("name", ["account", "asset", "contact"])
def test_texts_are_trimmed_and_errors_are_not_text(name: str) -> None:
    column = _read(InteractionRow, name, " Alizé ", "", "\u00a0", "#N/A", "n\u202f1", "Alizé", "#N/A")
    assert _values(column) == ["Alizé", "", "", "", "n 1", "Alizé", ""]
    assert column.blank.tolist() == [False, True, True, False, False, False, False]
    assert column.unreadable.tolist() == [False, False, False, True, False, False, True]
    assert column.faults == [Fault(3, "formula_error", "#N/A"), Fault(6, "formula_error", "#N/A")]


@pytest.mark.parametrize("name", ["account", "asset", "contact"])
def test_other_cells_among_texts_become_text(name: str) -> None:
    cells: list[Cell] = [
        "x",
        3.0,
        True,
        1,
        None,
        date(2026, 1, 2),
        datetime(2026, 1, 2, 9, tzinfo=UTC),
        CellError("#REF!"),
    ]
    column = _read(InteractionRow, name, *cells)
    assert _values(column) == ["x", "3", "TRUE", "1", "", "2026-01-02", "2026-01-02", ""]
    assert column.faults == [Fault(7, "formula_error", "#REF!")]


def test_names_say_which_distinct_text_each_cell_is() -> None:
    column = _read(InteractionRow, "account", "b", "a", None, "b")
    assert [column.distinct[code] for code in column.codes] == ["b", "a", "", "b"]


def test_true_is_no_number_and_one_is() -> None:
    column = _read(SalesCostRow, "amount", *TRUE_AND_ONE, 1.0, "1")
    assert column.unreadable.tolist() == [True, False, False, False]
    assert column.faults == [Fault(0, "invalid_number", "TRUE"), Fault(3, "text_number", "1")]


def test_true_is_a_yes_and_so_is_one() -> None:
    column = _read(AccountRow, "targeted", *TRUE_AND_ONE, 0, 0.0, "x", "faux", None)
    assert _values(column) == [True, True, False, False, True, False, False]
    assert not column.faults


def test_a_column_of_numbers_takes_no_detour() -> None:
    column = _read(SalesCostRow, "amount", 1, 2.5, 1e13, float("nan"))
    assert column.unreadable.tolist() == [False, False, True, False]
    assert column.blank.tolist() == [False, False, False, True]
    assert column.faults == [Fault(2, "invalid_number", "10000000000000")]


@pytest.mark.parametrize(("kind", "value"), [(Kind.TEXT, ""), (Kind.FLAG, False), (Kind.NAME, "")])
def test_a_column_that_is_not_there_is_blank(kind: Kind, value: object) -> None:
    column = blank_column(kind, 2)
    assert _values(column) == [value, value]
    assert column.blank.all()
    assert not column.unreadable.any()


def test_blank_dates_and_numbers_are_missing_values() -> None:
    assert np.isnat(_values(blank_column(Kind.DAY, 1))).all()
    assert np.isnan(_values(blank_column(Kind.NUMBER, 1))).all()


@pytest.mark.parametrize("name", ["date", "account", "asset"])
def test_a_column_without_a_cell_is_empty(name: str) -> None:
    assert _values(_read(InteractionRow, name)) == []


@pytest.mark.parametrize(
    ("locale", "texts", "days"),
    [
        ("en_US", ["13/11/2026", "05/10/2026"], [(11, 13), (10, 5)]),
        ("en_US", ["05/10/2026"], [(5, 10)]),
        ("fr_FR", ["11/13/2026", "05/10/2026"], [(11, 13), (5, 10)]),
        ("fr_FR", ["05/10/2026"], [(10, 5)]),
        ("en_US", ["13.11.26", "5-10-26", "2026-12-25"], [(11, 13), (10, 5), (12, 25)]),
    ],
)
def test_a_date_that_reads_one_way_only_settles_its_column(
    locale: str, texts: list[Cell], days: list[tuple[int, int]]
) -> None:
    column = read_column(InteractionRow, "date", texts, regional(locale))
    assert [(day.month, day.day) for day in column.values.astype("datetime64[D]").tolist()] == days


def test_dates_that_contradict_each_other_leave_the_locale_s_order() -> None:
    column = _read(InteractionRow, "date", "13/11/2026", "11/13/2026", "05/10/2026")
    assert column.unreadable.tolist() == [False, True, False]
    assert str(column.values[2])[:10] == "2026-10-05"


def test_a_day_in_eight_figures_is_a_day() -> None:
    column = _read(InteractionRow, "date", "20260915", 20260915, 20260915.0, 46280, 20261315)
    assert [str(day)[:10] for day in column.values[:4]] == ["2026-09-15"] * 4
    assert column.unreadable.tolist() == [False] * 4 + [True]


@pytest.mark.parametrize(
    "shown",
    [
        *("Chargement…", "Chargement...", "Loading...", "Loading…", "Chargement en cours…", "Err:502"),
        *("#VALEUR!", "#REF! (x)", "#N/A (valeur introuvable)", "#NOM ?", "#NOM?", "#ERROR!", "#CHAMP!"),
    ],
)
@pytest.mark.parametrize(
    ("model", "name"),
    [
        (InteractionRow, "account"),
        (InteractionRow, "contact"),
        (InteractionRow, "date"),
        (AccountRow, "targeted"),
        (SalesCostRow, "amount"),
    ],
)
def test_what_a_formula_shows_that_failed_or_still_works_is_no_text(
    model: type[Row], name: str, shown: str
) -> None:
    assert _read(model, name, shown).faults == [Fault(0, "formula_error", shown)]


@pytest.mark.parametrize("text", ["Loading bay", "…", "Alizé...", "# 1", "C#", "#1", "Chargement", "Err"])
def test_a_text_like_an_error_is_a_text(text: str) -> None:
    assert _values(_read(InteractionRow, "contact", text)) == [text]


@pytest.mark.parametrize(
    "mark", ["\u200b", "\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\ufeff", "\u00ad"]
)
def test_marks_that_nobody_sees_are_no_part_of_a_cell(mark: str) -> None:
    assert _values(_read(InteractionRow, "contact", f"{mark}Ana {mark}Lè{mark}")) == ["Ana Lè"]
    assert not _read(SalesCostRow, "amount", f"{mark}1 200{mark}").unreadable.any()
    assert not _read(InteractionRow, "date", f"{mark}15/03/2026").unreadable.any()
