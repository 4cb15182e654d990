"""What formulas give."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.google.sheets.desk import UNFORMATTED, Desk
from tests.google.sheets.formula.registry import FUNCTIONS

PEOPLE: list[list[Any]] = [
    ["name", "n", "date"],
    ["Ann", 1.5, "2024-01-15"],
    ["Bob", 2.5, "2024-02-20"],
    ["cid", 3, "2024-03-01"],
]


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("=1+2*3", "7"),
        ("=-2^2", "4"),
        ("=10%", "0.1"),
        ('="a"&"b"&1.5', "ab1.5"),
        ('="a"="A"', "TRUE"),
        ("=SUM(B2:B4)", "7"),
        ("=SUM(B:B;1,2)", "10"),
        ("=C2+1", "2024-01-16"),
        ("=C3-C2", "36"),
        ('=IF(B2>1,"yes","no")', "yes"),
        ('=IFERROR(1/0,"none")', "none"),
        ("=DATE(2024,1,31)", "1/31/2024"),
        ("=ARRAYFORMULA(SUM(B2:B4*2))", "14"),
        ('=HYPERLINK("https://example.org","label")', "label"),
        ("=SPARKLINE(B2:B4)", ""),
        ("='It''s'!A1*2", "84"),
        ("=total", "7"),
    ],
)
def test_formulas(desk: Desk, formula: str, shown: str) -> None:
    named = {
        "name": "total",
        "range": {"sheetId": 0, "startRowIndex": 4, "endRowIndex": 5, "endColumnIndex": 1},
    }
    desk.batch({"addSheet": {"properties": {"title": "It's"}}}, {"addNamedRange": {"namedRange": named}})
    desk.write("'It''s'!A1", [[42]], "RAW")
    desk.write("A1", [*PEOPLE, ["=SUM(B2:B4)"]])
    desk.write("H1", [[formula]])
    assert desk.read("H1") == [[shown]]


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("=1/0", "#DIV/0! (Function DIVIDE parameter 2 cannot be zero.)"),
        ("=FOO(1)", "#NAME? (Unknown function: 'FOO'.)"),
        ("=foo", "#NAME? (Unknown range name: 'FOO'.)"),
        ("=SUM(", "#ERROR! (Formula parse error.)"),
        ("=Nope!A1", "#REF! (Unresolved sheet name 'Nope'.)"),
        ("=A99999", "#REF! (Reference does not exist.)"),
        ('=IMPORTXML("https://example.org","//a")', "#N/A (Could not fetch url: https://example.org)"),
        (
            '="a"+1',
            (
                "#VALUE! (Function ADD parameter 1 expects number values. But 'a' is a text and cannot be "
                "coerced to a number.)"
            ),
        ),
        (
            "=IF(1)",
            (
                "#N/A (Wrong number of arguments to IF. Expected between 2 and 3 arguments, "
                "but got 1 arguments.)"
            ),
        ),
        (
            "=H1",
            (
                "#REF! (Circular dependency detected. "
                "To resolve with iterative calculation, see File > Settings.)"
            ),
        ),
    ],
)
def test_errors_carry_their_message(desk: Desk, formula: str, shown: str) -> None:
    desk.write("H1", [[formula]])
    assert desk.read("H1", valueRenderOption=UNFORMATTED) == [[shown]]
    assert desk.read("H1") == [[shown.split(" ", maxsplit=1)[0]]]


def test_a_decimal_comma_leaves_the_semicolon_to_separate(desk_in: Callable[[str], Desk]) -> None:
    desk = desk_in("fr_FR")
    shown = desk.shown("=1,5+1", '=IF(1>0;"oui";"non")', '=IF(1>0,"oui","non")', "=1/3")
    assert shown == ["2,5", "oui", "#ERROR!", "0,3333333333"]


def test_formulas_follow_what_changes(desk: Desk) -> None:
    desk.write("A1", [[1, "=A1+1", "=B1+1"]])
    assert desk.read("A1:C1") == [["1", "2", "3"]]
    desk.write("A1", [[10]], "RAW")
    assert desk.read("A1:C1") == [["10", "11", "12"]]


def test_long_chains_are_calculated_from_either_end(desk: Desk) -> None:
    rows: list[list[Any]] = [[f"=A{row + 1}+1"] for row in range(1, 900)]
    desk.write("A1", [*rows, [1]])
    assert desk.read("A1") == [["900"]]


@pytest.mark.parametrize("argument", ["A1:C3", "-1", '"a"', "{1,2;3,4}", "1/0", "", "B2", "TRUE", "1e9"])
def test_no_argument_ends_the_calculation(desk: Desk, argument: str) -> None:
    counts = {
        name: range(found.least, min(found.most or 4, found.least + 2) + 1)
        for name, found in FUNCTIONS.items()
    }
    formulas = [
        f"={name}({','.join([argument] * most)})" for name, several in counts.items() for most in several
    ]
    desk.batch({"addSheet": {"properties": {"title": "Tries", "gridProperties": {"columnCount": 1}}}})
    desk.write("A1", PEOPLE)
    desk.write("Tries!A1", [[formula] for formula in formulas])
    assert len(desk.read("Tries!A1:A", valueRenderOption="FORMULA")) >= len(formulas)


def test_arrays_spill_over_empty_cells(desk: Desk) -> None:
    desk.write("A1", [["a", 1, "=ARRAYFORMULA(B1:B3*2)", "=SUM(C1:C3)"], ["b", 2], ["a", 3]])
    assert desk.read("A1:D5") == [["a", "1", "2", "12"], ["b", "2", "4"], ["a", "3", "6"]]
    fields = "sheets.data.rowData.values(userEnteredValue,effectiveValue)"
    sheet = desk.call("get", ranges="C2", fields=fields)["sheets"][0]
    assert sheet["data"][0]["rowData"] == [{"values": [{"effectiveValue": {"numberValue": 4}}]}]
    desk.write("C2", [["in the way"]], "RAW")
    assert desk.read("C1:C3") == [["#REF!"], ["in the way"]]


def test_a_huge_result_is_an_error(desk: Desk) -> None:
    desk.write("A1", [["=9999999^9999999"]])
    assert desk.read("A1") == [["#NUM!"]]
