"""Texts compared as people compare them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abm_sheets.language.folding import fold, squeeze


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Événement", "evenement"),
        ("  ÉVÉNEMENT\u00a0", "evenement"),
        ("L'Oréal", "loreal"),
        ("L’Oréal", "loreal"),
        ("S.A.S.", "sas"),
        ("E-mail_pro", "e mail pro"),
        ("Œuvre & Cie", "oeuvre cie"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("Łódź", "lodz"),
        ("№ 5", "no 5"),
        ("ﬁn", "fin"),
        ("ΟΔΟΣ", "οδοσ"),
        ("İstanbul", "istanbul"),
        ("e\u0301te\u0301", "ete"),
        ("株式会社", "株式会社"),
        ("", ""),
        ("?!", "?!"),
        (" - ", "-"),
    ],
)
def test_case_accents_and_punctuation_do_not_count(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(codec="latin-1")))
def test_case_does_not_count(text: str) -> None:
    assert fold(text.swapcase()) == fold(text)


def test_in_headers_not_even_spaces_count() -> None:
    assert (
        squeeze("Ciblé jusqu'au :")
        == squeeze("CIBLE JUSQU’AU")
        == squeeze("ciblé-jusqu au")
        == "ciblejusquau"
    )
