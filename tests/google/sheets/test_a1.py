"""Ranges: how they are read and printed."""

from __future__ import annotations

import pytest

from tests.google.errors import ApiError
from tests.google.sheets.a1 import Area, Span, letters, print_area, print_span, quoted
from tests.google.sheets.books import new_book
from tests.google.sheets.notation import parse, parse_a1, parse_r1c1
from tests.google.sheets.ranges import grid_area, locate, span_text


@pytest.mark.parametrize(("index", "text"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_letters(index: int, text: str) -> None:
    assert letters(index) == text


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("B2", Span(1, 2, 1, 2)),
        ("$B$2:C3", Span(1, 3, 1, 3)),
        ("C3:B2", Span(1, 3, 1, 3)),
        ("A:B", Span(None, None, 0, 2)),
        ("2:3", Span(1, 3, None, None)),
        ("A2:C", Span(1, None, 0, 3)),
        ("A", None),
        ("A0", None),
        ("Total", None),
    ],
)
def test_a1_notation(text: str, span: Span | None) -> None:
    assert parse_a1(text) == span


def test_r1c1_notation() -> None:
    assert parse_r1c1("R2C1:R3C4") == Span(1, 3, 0, 4)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Sheet1", "Sheet1"),
        ("A1", "'A1'"),
        ("Été", "'Été'"),
        ("a b", "'a b'"),
        ("it's", "'it''s'"),
        ("2024", "'2024'"),
    ],
)
def test_titles_are_quoted_when_needed(title: str, text: str) -> None:
    assert quoted(title) == text


def test_areas_and_spans_are_printed() -> None:
    assert print_area(Area(0, 1, 0, 1)) == "A1"
    assert print_area(Area(0, 2, 0, 2)) == "A1:B2"
    spans = [
        Span(1000, None, 0, 2),
        Span(0, 2, 26, None),
        Span(None, None, 0, 1),
        Span(4, 5, None, None),
        Span(),
    ]
    assert [print_span(span) for span in spans] == ["A1001:B", "AA1:2", "A:A", "5:5", ""]


def test_ranges_are_cut_to_the_grid() -> None:
    book = new_book("1", "A file")
    assert locate(book, "A:A")[1] == Area(0, 1000, 0, 1)
    assert locate(book, "Sheet1!A2:ZZ20000")[1] == Area(1, 1000, 0, 26)
    assert grid_area(book, {"startRowIndex": 3, "endRowIndex": 3})[1].height == 0


@pytest.mark.parametrize("text", ["A1001", "Sheet1!A1001:B2000", "AA1"])
def test_ranges_that_start_outside_the_grid_are_refused(text: str) -> None:
    book = new_book("1", "A file")
    with pytest.raises(ApiError, match=r"exceeds grid limits\. Max rows: 1000, max columns: 26"):
        locate(book, text)


@pytest.mark.parametrize("text", ["Nope!A1", "", "Sheet1!", "Sheet1!A1:B2:C3", "Sheet1!total"])
def test_unknown_ranges_are_refused(text: str) -> None:
    book = new_book("1", "A file")
    with pytest.raises(ApiError, match=f"Unable to parse range: {text}"):
        locate(book, text)


def test_names_win_over_titles_and_cells_over_titles() -> None:
    sheets = [{"properties": {"title": title}} for title in ("Sheet1", "D3", "Jan's")]
    book = new_book("1", "A file", body={"sheets": sheets})
    book.named_ranges.append(
        {"name": "sheet1", "range": {"sheetId": 0, "startRowIndex": 4, "endRowIndex": 5}}
    )
    assert parse(book, "Sheet1")[1] == Span(4, 5, None, None)
    assert parse(book, "'Sheet1'") == (book.sheets[0], Span())
    assert parse(book, "D3") == (book.sheets[1], Span())
    assert parse(book, "'Jan''s'!B2")[0].title == "Jan's"
    assert span_text(book.sheets[2], Span(0, 1, 0, 1)) == "'Jan''s'!A1"
