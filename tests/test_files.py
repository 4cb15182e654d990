"""No cell of a CSV file is a formula, however a spreadsheet splits it, and the texts come back."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abm_sheets.files import guarded, unguarded

TEXTS = st.text(alphabet=st.sampled_from("=+-@;,'\" \t\r\n\x00\u00a0\uff1dab1|"), max_size=12)
"""Texts of the signs that matter."""

FORMULA = re.compile('[ "\u00a0]*(?:[=+\\-@\uff1d]|[\\x00-\\x08])')


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("Alizé SAS", "Alizé SAS", id="a usual name"),
        pytest.param("L'Oréal - Paris", "L'Oréal - Paris", id="signs inside"),
        pytest.param("'s-Hertogenbosch", "'s-Hertogenbosch", id="an apostrophe of its own"),
        pytest.param("-M-", "'-M-", id="a name that begins with a dash"),
        pytest.param("+33 1 40 00 00 00", "'+33 1 40 00 00 00", id="a telephone number"),
        pytest.param("@home", "'@home", id="an at sign"),
        pytest.param("=1+1", "'=1+1", id="a formula"),
        pytest.param(" =1+1", "' =1+1", id="a formula after a space"),
        pytest.param("\uff1d1", "'\uff1d1", id="a wide equals sign"),
        pytest.param("\t=1", "'\t'=1", id="a formula after a tab"),
        pytest.param("\x01x", "'\x01x", id="a control character"),
        pytest.param("'=1", "''=1", id="one that looks guarded already"),
        pytest.param("A;=1;", "A;'=1;", id="a formula in a cell of French spreadsheets"),
        pytest.param('A;"=1;', "A;'\"=1;", id="such a one between quotes"),
        pytest.param("A\n=1", "A\n'=1", id="a formula on a line of its own"),
        pytest.param("A, -5 %", "A, -5 %", id="a sign after a comma"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_an_apostrophe_stands_before_what_may_be_a_formula(text: str, written: str) -> None:
    assert guarded(text) == written
    assert unguarded(written) == text


@given(TEXTS | st.text())
def test_the_text_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(TEXTS)
def test_no_cell_is_a_formula_wherever_cells_begin(text: str) -> None:
    quoted = guarded(text).replace('"', '""')

    assert [cell for cell in re.split(r"[;\t\r\n]", quoted) if FORMULA.match(cell)] == []
