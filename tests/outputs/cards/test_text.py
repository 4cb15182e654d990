"""Texts for cards: shown as they were typed, and nothing more."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abm_sheets.outputs.cards.widgets import bold, coloured, escape, lines, plain, row, short

ESCAPED = {
    "a company": ("Dupont & Fils", "Dupont &amp; Fils"),
    "a tag": ("<b>", "&lt;b&gt;"),
    "quotes": ('"L\'été"', "&quot;L&#x27;été&quot;"),
    "an entity": ("&lt;", "&amp;lt;"),
    "lines": ("un\ndeux\r\ntrois\u2028quatre", "un<br>deux<br>trois<br>quatre"),
    "what is not seen": ("a\x00b\u202ec\ud800d\ufeffe", "abcde"),
    "what is kept": ("180\u202f000\u00a0€\t👩\u200d💻", "180\u202f000\u00a0€\t👩\u200d💻"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize("case", ESCAPED)
def test_a_text_is_escaped_once(case: str) -> None:
    text, expected = ESCAPED[case]

    assert escape(text) == expected
    assert escape(escape(text)) == expected


@given(st.text(st.characters(exclude_categories=("C", "Z"))))
def test_what_is_escaped_reads_as_it_was_typed(text: str) -> None:
    assert html.unescape(escape(text)) == text


def test_pieces_are_escaped_wherever_they_stand() -> None:
    assert bold("<i>") == "<b>&lt;i&gt;</b>"
    assert coloured("&", "#B42318") == '<font color="#B42318">&amp;</font>'
    assert row(bold("a"), "", "<", by=" · ") == "<b>a</b> · &lt;"
    assert lines("a", "", bold("b")) == "a<br><b>b</b>"


def test_where_no_tag_is_taken_none_can_be_made() -> None:
    assert plain("<b>Alizé & Cie</b>\nL'été") == "‹b›Alizé & Cie‹/b› L'été"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Alizé", "Alizé"), ("Alizé\net fils", "Alizé et"), ("abcdefgh", "abcdefgh"), ("abcdefghi", "abcdefg…")],
)
def test_a_text_too_long_is_cut(text: str, expected: str) -> None:
    assert short(text, 8) == (expected if expected != "Alizé et" else "Alizé e…")
