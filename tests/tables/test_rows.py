"""Cells of each kind, and errors that are never text."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abm_sheets.tables import INPUT_TABS
from abm_sheets.tables.accounts import AccountRow
from abm_sheets.tables.costs import SalesCostRow
from abm_sheets.tables.labels import MONEY
from abm_sheets.tables.rows import EPOCH, Kind, as_text, is_formula_error
from abm_sheets.workbook.interface import Cell, CellError
from tests.sheets import places, read
from tests.trying import one_in

ERRORS = (
    """#N/A #REF! #DIV/0! #VALUE! #VALEUR! #NAME? #NOM? #NUM! #NOMBRE! #NULL! #NUL! #ERROR! #SPILL! #CALC!"""
)


@pytest.mark.parametrize("code", ERRORS.split())
def test_a_formula_error_is_known_as_such_or_as_text(code: str) -> None:
    assert is_formula_error(CellError(code))
    assert is_formula_error(code)
    assert is_formula_error(f" {code} (La feuille «\u00a0Comptes\u00a0» n'existe pas.)\n")


@pytest.mark.parametrize("text", ["#1", "# N/A", "#REF", "#N/A2", "C#", "#abm", "Erreur", 5, None])
def test_other_cells_are_no_formula_errors(text: object) -> None:
    assert not is_formula_error(text)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("\u00a0Alizé\u202f", "Alizé"),
        ("Jean\u00a0Dupont", "Jean Dupont"),
        (3.0, "3"),
        (2.5, "2.5"),
        (7, "7"),
        (True, "TRUE"),
        (None, ""),
        (date(2026, 3, 15), "2026-03-15"),
        (datetime(2026, 3, 15, 9, tzinfo=UTC), "2026-03-15"),
        (CellError("#N/A"), "#N/A"),
        (time(9, 30), "09:30:00"),
    ],
)
def test_a_cell_as_a_person_reads_it(cell: object, text: str) -> None:
    assert as_text(cell) == text


def test_the_model_tells_what_is_required_and_what_a_column_holds() -> None:
    assert SalesCostRow.required_columns() == ["date", "amount"]
    assert AccountRow.kind_of("targeted") is Kind.FLAG
    assert AccountRow.kind_of("targeted_from") is Kind.DAY


def test_only_columns_of_money_may_have_a_header_that_tells_a_currency() -> None:
    reported = {
        name for model in INPUT_TABS for name in model.model_fields if model.kind_of(name) is Kind.MONEY
    }

    assert reported == MONEY


@one_in(4)
@given(day=st.dates(date(1990, 1, 1), date(2100, 12, 31)), part=st.floats(0, 0.999))
def test_a_serial_date_is_the_typed_date_and_its_time_is_dropped(day: date, part: float) -> None:
    serial = (day - EPOCH).days
    rows: list[list[Cell]] = [
        ["date", "amount"],
        [day, 1],
        [serial, 1],
        [serial + part, 1],
        [f"{day:%d/%m/%Y}", 1],
    ]
    tables = read(sales_costs=rows, now=datetime(2101, 1, 1, tzinfo=UTC))
    assert tables.sales_costs is not None
    assert [each.date() for each in tables.sales_costs["date"]] == [day] * 4
    assert places(tables) == [("text_date", "sales_costs", 5, "date")]


@pytest.mark.parametrize("serial", [-1, 0, 1, 32873, 73416, 20261315, 1e300, float("inf"), time(9, 30)])
def test_a_serial_beyond_the_calendar_is_no_date(serial: float) -> None:
    tables = read(sales_costs=[["date", "amount"], [serial, 1]])
    assert places(tables) == [("invalid_date", "sales_costs", 2, "date")]


@pytest.mark.parametrize("cell", [True, date(2026, 1, 1), "x", 1.1e12, -1.1e12, float("inf"), time(9, 30)])
def test_what_is_no_amount(cell: Any) -> None:
    tables = read(sales_costs=[["date", "amount"], [date(2026, 1, 1), cell], [date(2026, 1, 1), 5]])
    assert places(tables) == [("invalid_number", "sales_costs", 2, "amount")]
    assert tables.sales_costs is not None
    assert tables.sales_costs["amount"].tolist() == [500]
