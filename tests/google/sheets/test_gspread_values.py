"""Values read and written by the real gspread over HTTP."""

from __future__ import annotations

import re

import gspread
import pytest
from gspread.utils import ValueInputOption, ValueRenderOption

from tests.google.clients import People

ANNA = "anna@example.com"
GRID = [["A1", "B1", "", "D1"], ["", "b2", "", ""], ["", "", "", ""], ["A4", "B4", "", "D4"]]


@pytest.fixture
def tab(people: People) -> gspread.Worksheet:
    """The tab of a new spreadsheet of Anna's."""
    return people.person(ANNA).create("Values").sheet1


def test_ragged_answers_are_filled_by_the_client(tab: gspread.Worksheet) -> None:
    tab.resize(4, 4)
    tab.update(GRID, "A1")
    assert tab.get_all_values() == GRID
    assert tab.get("A1:D4") == [["A1", "B1", "", "D1"], ["", "b2"], [], ["A4", "B4", "", "D4"]]
    assert [cell.value for cell in tab.range("D4:C3")] == ["", "", "", "D4"]


def test_single_cells(tab: gspread.Worksheet) -> None:
    for typed, shown in (("0042", "42"), (42.01, "42.01"), ("Артур", "Артур"), ("a\nb", "a\nb")):
        tab.update_cell(1, 2, typed)
        assert tab.cell(1, 2).value == shown
    tab.update_acell("A1", "=B2*2")
    tab.update_acell("B2", 4)
    assert tab.acell("A1").value == "8"
    assert tab.acell("A1", value_render_option=ValueRenderOption.formula).value == "=B2*2"


def test_records(tab: gspread.Worksheet) -> None:
    rows = [["=4/2", "2020-01-01", "string", 53], ["=3/2", 0.12, "1999-01-02", ""]]
    tab.resize(2, 4)
    tab.update(rows, "A1", value_input_option=ValueInputOption.user_entered)
    assert tab.get_all_records() == [{"2": 1.5, "2020-01-01": 0.12, "string": "1999-01-02", "53": ""}]
    unformatted = tab.get_all_records(value_render_option=ValueRenderOption.unformatted)
    assert list(unformatted[0].values()) == [1.5, 0.12, 36162, ""]


def test_batches(tab: gspread.Worksheet) -> None:
    tab.batch_update([{"range": "A1:D1", "values": [GRID[0]]}, {"range": "A4:D4", "values": [GRID[3]]}])
    ranges = tab.batch_get(["A1:B1", "B4:D4", "F9"])
    assert ranges == [[["A1", "B1"]], [["B4", "", "D4"]], []]
    assert [found.range for found in ranges] == ["Sheet1!A1:B1", "Sheet1!B4:D4", "Sheet1!F9"]
    tab.batch_clear(["A1:B1", "D4"])
    assert tab.get_all_values() == [["", "", "", "D1"], [""] * 4, [""] * 4, ["A4", "B4", "", ""]]


def test_rows_are_appended_and_inserted(tab: gspread.Worksheet) -> None:
    tab.append_rows([["a", 1], ["b", 2]])
    tab.append_row(["c", 3])
    tab.insert_row(["new", 0], 2)
    assert tab.get_all_values() == [["a", "1"], ["new", "0"], ["b", "2"], ["c", "3"]]
    assert tab.col_values(1) == ["a", "new", "b", "c"]
    assert tab.row_values(2) == ["new", "0"]


def test_cells_are_found(tab: gspread.Worksheet) -> None:
    tab.update([["one", "two"], ["Two", "three"]], "B2")
    found = tab.find("two")
    assert found is not None
    assert found.address == "C2"
    assert [cell.address for cell in tab.findall(re.compile("^[tT]wo$"))] == ["C2", "B3"]


def test_named_ranges_and_titles_that_look_like_cells(tab: gspread.Worksheet) -> None:
    tab.update_title("D3")
    tab.update([["x"]], "D3")
    tab.define_named_range("D3:E4", "corner")
    assert tab.spreadsheet.values_get("corner")["range"] == "'D3'!D3:E4"
    assert tab.get("corner") == [["x"]]


def test_refusals_carry_googles_words(tab: gspread.Worksheet) -> None:
    with pytest.raises(
        gspread.exceptions.APIError, match=r"exceeds grid limits\. Max rows: 1000, max columns: 26"
    ):
        tab.update([["x"]], "A1001")
    with pytest.raises(gspread.exceptions.APIError, match=r"Unable to parse range: NOPE!A5:F15"):
        tab.spreadsheet.values_get("NOPE!A5:F15")


def test_a_file_in_french(people: People) -> None:
    made = people.person(ANNA).create("Valeurs")
    made.update_locale("fr_FR")
    made.sheet1.update(
        [["1,5", "31/12/2024", "=A1*2", "vrai"]], "A1", value_input_option=ValueInputOption.user_entered
    )
    assert made.sheet1.get("A1:D1") == [["1,5", "31/12/2024", "3", "VRAI"]]
    unformatted = made.sheet1.get("A1:D1", value_render_option=ValueRenderOption.unformatted)
    assert unformatted == [[1.5, 45657, 3, True]]
