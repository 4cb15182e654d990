"""Rows as CSV: exact values, and the same texts read back."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abm_sheets.files import unguarded
from abm_sheets.outputs.files.file import CRLF, Plain, csv_file

CELLS = st.text(alphabet=st.characters(codec="utf-8"), max_size=20)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        pytest.param("Écrin, Paris", '"Écrin, Paris"', id="a comma"),
        pytest.param('dit "Zoé"', '"dit ""Zoé"""', id="quotes"),
        pytest.param("=1", "'=1", id="a formula"),
        pytest.param(True, "true", id="yes"),
        pytest.param(False, "false", id="no"),
        pytest.param(-5, "-5", id="a negative number"),
        pytest.param(0.1 + 0.2, "0.30000000000000004", id="a number unrounded"),
        pytest.param(None, "", id="nothing"),
    ],
)
def test_a_value_is_written_exactly(value: Plain, written: str) -> None:
    assert csv_file([["x", value]]) == f"x,{written}\r\n".encode()


def test_the_file_has_no_mark_and_ends_its_lines_as_asked() -> None:
    assert csv_file([["É", 1], ["b", None]], "\n", quote_all=True) == '"É","1"\n"b",""\n'.encode()


def test_what_utf_8_lacks_does_not_stop_it() -> None:
    assert csv_file([["\ud800"]]) == b"?\r\n"


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=5), st.sampled_from([CRLF, "\n"]))
def test_texts_come_back_through_the_guard(rows: list[list[str]], line_end: str) -> None:
    written = csv_file(rows, line_end, quote_all=line_end == "\n").decode()

    read = csv.reader(StringIO(written, newline=""))

    assert [[unguarded(cell) for cell in row] for row in read] == rows
