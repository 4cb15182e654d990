"""What typed texts become, in each locale."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.google.sheets.desk import UNFORMATTED, Desk
from tests.google.sheets.entry import enter

CASES: dict[str, list[tuple[str, object, str]]] = {
    "en_US": [
        ("007", 7, "7"),
        ("1,234.50", 1234.5, "1,234.50"),
        ("$5.25", 5.25, "$5.25"),
        ("-$5", -5, "-$5"),
        ("(5)", -5, "-5"),
        ("12.5%", 0.125, "12.50%"),
        ("50%", 0.5, "50%"),
        ("1e3", 1000, "1.00E+03"),
        ("1 1/2", 1.5, "1 1/2"),
        ("2020-01-01", 43831, "2020-01-01"),
        ("1/2/2020", 43832, "1/2/2020"),
        ("13/1/2020", "13/1/2020", "13/1/2020"),
        ("Jan 5, 2020", 43835, "Jan 5, 2020"),
        ("5 January 2020", 43835, "5 January 2020"),
        ("2020-01", "2020-01", "2020-01"),
        ("5-Jan-2020", 43835, "5-Jan-2020"),
        ("Monday, March 2, 2020", 43892, "Monday, March 2, 2020"),
        ("Maybe 5", "Maybe 5", "Maybe 5"),
        ("2024-01-15T10:00:00", "2024-01-15T10:00:00", "2024-01-15T10:00:00"),
        ("1:45 pm", 0.5729166666666666, "1:45 PM"),
        ("25:30", 1.0625, "25:30"),
        ("2026-02-03 13:11:57", 46056.54996527778, "2026-02-03 13:11:57"),
        ("true", True, "TRUE"),
        ("'007", "007", "007"),
        ("1.2.3", "1.2.3", "1.2.3"),
        ("+5", 5, "5"),
        ("- a thing", "- a thing", "- a thing"),
        ("@x", "@x", "@x"),
        ("1e999", "1e999", "1e999"),
    ],
    "fr_FR": [
        ("1 234,50", 1234.5, "1\u202f234,50"),
        ("1,5", 1.5, "1,5"),
        ("12,50 €", 12.5, "12,50 €"),
        ("31/12/2024", 45657, "31/12/2024"),
        ("15 févr. 2024", 45337, "15 févr. 2024"),
        ("vrai", True, "VRAI"),
        ("50 %", 0.5, "50%"),
    ],
    "de_DE": [("1.234,50", 1234.5, "1.234,50"), ("31.12.2024", 45657, "31.12.2024"), ("WAHR", True, "WAHR")],
}
FLAT = [(locale, *case) for locale, cases in CASES.items() for case in cases]


@pytest.mark.parametrize(("locale", "text", "value", "shown"), FLAT)
def test_typed_texts(
    desk_in: Callable[[str], Desk], locale: str, text: str, value: object, shown: str
) -> None:
    desk = desk_in(locale)
    assert desk.shown(text) == [shown]
    assert desk.read("A1", valueRenderOption=UNFORMATTED) == [[value]]


def test_a_plus_makes_a_formula_of_what_is_no_number(desk: Desk) -> None:
    assert desk.shown("+33 6 12 34", "+1+1") == ["#ERROR!", "2"]
    assert desk.read("A1:A2", valueRenderOption="FORMULA") == [["=+33 6 12 34"], ["=+1+1"]]


def test_raw_values_stay_as_they_are(desk: Desk) -> None:
    values = ["=1+1", "2024-01-01", "007", "+33 6", "TRUE", 1.0, 2.5, True]
    desk.write("A1", [values], "RAW")
    assert desk.read("A1:H1", valueRenderOption=UNFORMATTED) == [
        ["=1+1", "2024-01-01", "007", "+33 6", "TRUE", 1, 2.5, True]
    ]


def test_a_cell_formatted_as_text_keeps_what_is_typed(desk: Desk) -> None:
    cell = {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}
    where = {"endRowIndex": 1, "endColumnIndex": 1}
    desk.batch({"repeatCell": {"range": where, "cell": cell, "fields": "userEnteredFormat.numberFormat"}})
    assert desk.shown("007") == ["007"]


def test_an_address_becomes_a_link(desk: Desk) -> None:
    desk.write("A1", [["https://example.org/a"]])
    fields = "sheets.data.rowData.values.hyperlink"
    sheet = desk.call("get", ranges="A1", fields=fields)["sheets"][0]
    assert sheet["data"][0]["rowData"][0]["values"][0]["hyperlink"] == "https://example.org/a"


def test_too_long_texts_are_refused(desk: Desk) -> None:
    message = "Your input contains more than the maximum of 50000 characters in a single cell."
    sent = {"path": {"range": "A1"}, "valueInputOption": "RAW", "body": {"values": [["x" * 50_001]]}}
    assert desk.refused("values.update", **sent) == message
    assert enter(desk.book, "x" * 50_000)[0] == "x" * 50_000
