"""What typed texts become, how it shows, and what formulas give."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.google.clients import Book
from tests.google.launch import LocalGoogle
from tests.google.sheets.books import new_book
from tests.google.sheets.display import display
from tests.google.sheets.entry import enter
from tests.google.sheets.model import result_of

TYPED: dict[str, list[tuple[str, object, str]]] = {
    "en_US": [
        ("007", 7, "7"),
        ("1,234.50", 1234.5, "1,234.50"),
        ("$5.25", 5.25, "$5.25"),
        ("12.5%", 0.125, "12.50%"),
        ("1e3", 1000, "1.00E+03"),
        ("2020-01-01", 43831, "2020-01-01"),
        ("1/2/2020", 43832, "1/2/2020"),
        ("13/1/2020", "13/1/2020", "13/1/2020"),
        ("5 January 2020", 43835, "5 January 2020"),
        ("1:45 pm", 0.5729166666666666, "1:45 PM"),
        ("2026-02-03 13:11:57", 46056.54996527778, "2026-02-03 13:11:57"),
        ("true", True, "TRUE"),
        ("'007", "007", "007"),
        ("- a thing", "- a thing", "- a thing"),
        ("1.2.3", "1.2.3", "1.2.3"),
        ("+5", 5, "5"),
    ],
    "fr_FR": [
        ("1 234,50", 1234.5, "1\u202f234,50"),
        ("12,50 €", 12.5, "12,50 €"),
        ("31/12/2024", 45657, "31/12/2024"),
        ("15 févr. 2024", 45337, "15 févr. 2024"),
        ("vrai", True, "VRAI"),
        ("-50 %", -0.5, "-50%"),
    ],
    "de_DE": [("1.234,50", 1234.5, "1.234,50"), ("31.12.2024", 45657, "31.12.2024"), ("WAHR", True, "WAHR")],
}


@pytest.mark.parametrize("locale", TYPED)
def test_typed_texts(google: LocalGoogle, locale: str) -> None:
    texts, values, shown = zip(*TYPED[locale], strict=True)
    made = Book.made(google, locale, *([text] for text in texts[:10])).typed("B1", *([x] for x in texts[10:]))
    for option, wanted in (("UNFORMATTED_VALUE", values), ("FORMATTED_VALUE", shown)):
        read = [*made.read("A1:A10", option), *made.read("B1:B10", option)]
        assert [value for (value,) in read] == list(wanted)


def test_raw_values_stay_as_they_are_and_cells_of_text_keep_what_is_typed(book: Book) -> None:
    row = ["=1+1", "2024-01-01", "007", 2.5, True]
    assert book.typed("A1", row, option="RAW").read("A1:F1", "UNFORMATTED_VALUE") == [row]
    looks = {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}
    book.batch({"repeatCell": {"range": {"sheetId": 0}, "cell": looks, "fields": "userEnteredFormat"}})
    assert book.typed("A1", ["007"]).read("A1:A1") == [["007"]]


def test_a_text_too_long_is_refused(book: Book) -> None:
    answer = book.call("PUT", "/values/A1", {"values": [["x" * 50_001]]}, valueInputOption="RAW")
    assert "more than the maximum of 50000 characters" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("value", "pattern", "shown"),
    [
        (-1234.5, "#,##0.00;[Red](#,##0.00)", "(1,234.50)"),
        (0, '0;-0;"zero"', "zero"),
        (3, "0.##", "3."),
        (5, "00000", "00005"),
        (-0.001, "0.00", "0.00"),
        (0.126, "0.0%", "12.6%"),
        (3, '#" items"', "3 items"),
        (12.3, "[$€-1]#,##0.00", "€12.30"),
        (45000.75, "dddd d mmmm yyyy h:mm:ss am/pm", "Wednesday 15 March 2023 6:00:00 PM"),
        (45000, "ddd, mmm yy", "Wed, Mar 23"),
        (1 / 3, "General", "0.3333333333"),
        (1234567.891, "General", "1234567.891"),
        (1e-12, "General", "1E-12"),
        (1.2345678e18, "General", "1.23457E+18"),
    ],
)
def test_patterns(value: float, pattern: str, shown: str) -> None:
    assert display(new_book("1", "A file"), value, {"type": "NUMBER", "pattern": pattern}) == shown


@pytest.mark.parametrize(
    ("locale", "kind", "shown"),
    [
        ("en_US", "DATE", "2/3/2026"),
        ("fr_FR", "DATE", "03/02/2026"),
        ("en_US", "DATE_TIME", "2/3/2026 12:00:00 PM"),
        ("fr_FR", "DATE_TIME", "03/02/2026 12:00:00"),
        ("en_US", "CURRENCY", "$46,056.50"),
        ("fr_FR", "CURRENCY", "46\u202f056,50 €"),
    ],
)
def test_types_without_a_pattern_follow_the_locale(locale: str, kind: str, shown: str) -> None:
    book = new_book("1", "A file", {"properties": {"locale": locale}})
    assert display(book, 46056.5, {"type": kind}) == shown


@given(
    st.sampled_from(("en_US", "fr_FR", "de_DE")),
    st.text("0123456789 ./,-:%$€()+'=eEapmnovJu\u202f", max_size=14) | st.text(max_size=20),
)
def test_any_text_can_be_typed(locale: str, text: str) -> None:
    book = new_book("1", "A file", {"properties": {"locale": locale}})
    content, number_format = enter(book, text)
    assert isinstance(display(book, result_of(content), number_format), str)


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.text('#0?,.%Eeyymdhs;[]"\\-$ @/*_<>=1aApP+', max_size=16),
)
def test_any_number_is_shown_under_any_pattern(value: float, pattern: str) -> None:
    assert isinstance(display(new_book("1", "A"), value, {"type": "NUMBER", "pattern": pattern}), str)


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("=1+2*3", "7"),
        ("=-2^2", "4"),
        ('="a"&"b"&1.5', "ab1.5"),
        ('="a"="A"', "TRUE"),
        ("=SUM(B2:B4)", "7"),
        ("=SUM(B:B;1,2)", "10"),
        ("=C2+1", "2024-01-16"),
        ('=IF(B2>1,"yes","no")', "yes"),
        ('=IFERROR(1/0,"none")', "none"),
        ("=DATE(2024,1,31)", "1/31/2024"),
        ("=TODAY()>DATE(2024,1,1)+TIME(1,0,0)", "TRUE"),
        ("=LEN(A2)", "3"),
        ('=SPARKLINE(B2:B4,{"color";"red"})', ""),
        ("='Sheet1'!B2*2", "3"),
        ("=1/0", "#DIV/0!"),
        ("=FOO(1)", "#NAME?"),
        ("=foo", "#NAME?"),
        ("=SUM(", "#ERROR!"),
        ("=Nope!A1", "#REF!"),
        ("=A99999", "#REF!"),
        ('="a"+1', "#VALUE!"),
        ("=IF(1)", "#N/A"),
        ("=NA()", "#N/A"),
        ("=F1", "#REF!"),
        ("=10^400", "#NUM!"),
    ],
)
def test_formulas(google: LocalGoogle, formula: str, shown: str) -> None:
    people: list[list[Any]] = [["name", "n", "d"], ["Ann", 1.5, "2024-01-15"], ["Bob", 2.5], ["cid", 3]]
    made = Book.made(google, "en_US", *people).typed("F1", [formula])
    assert made.read("F1") == [[shown]]


def test_a_decimal_comma_leaves_the_semicolon_to_separate(google: LocalGoogle) -> None:
    made = Book.made(google, "fr_FR", ["=1,5+1", '=IF(1>0;"oui";"non")', '=IF(1>0,"oui","non")'])
    assert made.read("A1:C1") == [["2,5", "oui", "#ERROR!"]]


def test_formulas_follow_what_changes(book: Book) -> None:
    book.typed("A1", [1, "=A1+1", "=B1+1"]).typed("A1", [10])
    assert book.read("A1:C1") == [["10", "11", "12"]]


def test_a_test_says_what_other_formulas_give_and_arrays_spill(book: Book) -> None:
    book.google.results({"=UNIQUE(A:A)": [["x"], ["y"]], "=RAND()": 0.5})
    book.typed("A1", ["=UNIQUE(A:A)", "=RAND()"])
    assert book.read("A1:B2") == [["x", "0.5"], ["y"]]
    rows = book.tab("data.rowData.values(userEnteredValue,effectiveValue)")["data"][0]["rowData"]
    assert rows[1]["values"] == [{"effectiveValue": {"stringValue": "y"}}]
