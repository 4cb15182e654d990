"""Texts as rows: the separator is recognised, and what quotation marks hold stays whole."""

from __future__ import annotations

import csv

import pytest

from abm_sheets.errors.incoming import FileNotReadableError, FileTooLongError, UnclosedQuoteError
from abm_sheets.intake.files import text
from abm_sheets.intake.files.text import separate

KNOWN = frozenset({"compte", "secteur", "montant", "companyname", "paidclicks"})


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("Compte,Secteur\nAlizé,Énergie", ","),
        ("Compte;Secteur\nAlizé;Énergie", ";"),
        ("Compte\tSecteur\nAlizé\tÉnergie", "\t"),
        ("Compte|Secteur\nAlizé|Énergie", "|"),
        ("Compte;Montant\nAlizé;1 234,50\nBoréal;12,5\nCime;0,5", ";"),
        ('Compte,Secteur\n"a;b;c","d;e;f"\n"a;b;c","d;e;f"', ","),
        ("Compte;Secteur\nAlizé;a,b,c,d\nBoréal;a,b,c,d\nCime;a,b,c,d", ";"),
        ("Rapport, mensuel\nDu 1, au 2\nTotal, 3\nCompany name\tPaid clicks\nAlizé\t3", "\t"),
        ("x;y;z\n1,2;3,4;5,6\n7,8;9,1;2,3", ";"),
        ("x,y,z\n1,2,3\n4,5,6\n7,8,9,10\n", ","),
        ("Compte\nAlizé\nBoréal", ","),
        ("Compte\nAlizé\nBoréal, Inc\nCime", ";"),
        ("sep=|\nCompte;x|Secteur;y\n", "|"),
        ("SEP=\t\r\nCompte;Secteur\r\n", "\t"),
        ('"sep=;"\na,b;c,d\n', ";"),
    ],
)
def test_a_separator_is_recognised(text: str, separator: str) -> None:
    assert separate(text, "x.csv", KNOWN).separator == separator


def test_the_line_that_declares_the_separator_is_no_row() -> None:
    assert separate("sep=;\na;b\n", "x.csv", KNOWN).rows == [["a", "b"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_rows_end_as_any_system_ends_them(end: str, last: bool) -> None:  # noqa: FBT001
    text = f"a;b{end}{end}c;d{end if last else ''}"

    assert separate(text, "x.csv", KNOWN).rows == [["a", "b"], [], ["c", "d"]]


def test_quotation_marks_hold_separators_line_breaks_and_themselves() -> None:
    text = 'Compte;Secteur\n"Aliz""é;\r\nNantes";"l\'énergie"\n'

    assert separate(text, "x.csv", KNOWN).rows[1] == ['Aliz"é;\r\nNantes', "l'énergie"]


def test_quotation_marks_may_follow_a_space() -> None:
    assert separate('Compte, Secteur\nAlizé, "vent, soleil"\n', "x.csv", KNOWN).rows[1] == [
        "Alizé",
        "vent, soleil",
    ]


def test_a_cell_may_be_as_long_as_a_kept_mail() -> None:
    text = f"Compte;Secteur\nAlizé;{'x' * 300_000}\n"

    assert len(separate(text, "x.csv", KNOWN).rows[1][1]) == 300_000


def test_a_quotation_mark_that_is_never_closed_is_told() -> None:
    with pytest.raises(UnclosedQuoteError, match="à la ligne 3 n'est jamais refermé"):
        separate('Compte;Secteur\nAlizé;Énergie\n"Boréal;Logiciels\nCime;Conseil\n', "x.csv", KNOWN)


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "MOST_ROWS", 3)

    assert len(separate("a\nb\nc\n", "x.csv", KNOWN).rows) == 3
    with pytest.raises(FileTooLongError, match="3 lignes"):
        separate("a\nb\nc\nd\n", "x.csv", KNOWN)


def test_a_text_that_cannot_be_split_is_refused() -> None:
    before = csv.field_size_limit(10)
    try:
        with pytest.raises(FileNotReadableError):
            separate(f"a;b\n{'x' * 100};y\n", "x.csv", KNOWN)
    finally:
        csv.field_size_limit(before)
