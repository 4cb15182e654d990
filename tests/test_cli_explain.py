"""`abm-sheets explain`: what it prints, in which language, and how it fails."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from abm_sheets.outputs.terminal import explanation
from tests.commands import plain, run, workbook
from tests.google.launch import LocalGoogle
from tests.loading import load_file

D = ("--as-of", "2026-09-27")


def test_a_metric_is_explained_from_its_formula_to_its_rows(article: Path) -> None:
    done = run("explain", article, "Taux de conversion", *D)
    printed = plain(done.output)
    assert (done.status, done.errors) == (0, "")
    assert printed.startswith("Taux de conversion : 14 % au 27/09/2026")
    assert "7 ÷ 50 = 14 %" in printed
    assert "7 lignes comptées" in printed
    assert "Créée avant le 01/07/2026" in printed
    assert not (article.parent / "suivi-dashboard.xlsx").exists()


def test_an_account_is_explained_in_the_language_asked(article: Path) -> None:
    done = run("explain", article, "zephyr", *D, "--language", "en")
    printed = plain(done.output)
    assert done.status == 0
    assert printed.startswith("Zéphyr SAS, as of 09/27/2026 The account's story As of 09/27/2026: customer")
    assert "Scope The account is targeted" in printed


def test_json_has_every_row(article: Path) -> None:
    shown = json.loads(run("explain", article, "influence_rate", *D, "--json").output)
    rows = [len(each["counted"]) + len(each["left_out"]) for each in shown["sections"] if each["tab"]]
    assert shown["figures"]["all"]["deals"] > 0
    assert max(rows) > explanation.SHOWN


def test_a_long_list_is_cut_and_says_so(article: Path) -> None:
    printed = plain(run("explain", article, "influence_rate", *D).output)
    assert "autres lignes : --json les donne toutes." in printed
    assert "lignes : Ce type d'interaction n'est pas un contenu marketing" in printed


@pytest.mark.parametrize(
    ("name", "nearest"), [("Zephir", "Zéphyr SAS"), ("taux de convertion", "Taux de conversion")]
)
def test_an_unknown_name_is_one_sentence(article: Path, name: str, nearest: str) -> None:
    done = run("explain", article, name, *D)
    assert (done.status, done.output) == (1, "")
    assert f"vouliez-vous dire « {nearest} »" in plain(done.errors)
    assert len(done.errors.splitlines()) == 1


@pytest.mark.parametrize("name", ["roi", "alize"])
def test_a_google_sheet_is_explained_as_its_file(article: Path, google: LocalGoogle, name: str) -> None:
    spreadsheet = load_file(google, article, "fr_FR")
    assert run("explain", spreadsheet, name, *D, "--json") == run("explain", article, name, *D, "--json")


def test_a_name_that_is_a_metric_and_an_account_gets_a_note(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "livre.xlsx",
        Comptes=[["Compte"], ["ROI"]],
        Interactions=[["Date", "Compte", "Type"]],
        Opportunités=[["Compte", "Étape", "Créée le"]],
    )
    assert "« ROI » est aussi un compte" in plain(run("explain", path, "ROI", *D).output)


def test_a_page_of_a_google_sheet_leads_to_its_rows(
    article: Path, google: LocalGoogle, tmp_path: Path
) -> None:
    spreadsheet, page = load_file(google, article, "fr_FR"), tmp_path / "alize.html"
    written = run("explain", spreadsheet, "alize", *D, "--html", page)
    again = run("explain", spreadsheet, "alize", *D, "--html", page)
    link = rf'<a href="https://docs.google.com/spreadsheets/d/{spreadsheet}/edit#gid=\d+&amp;range=A4"'
    assert plain(written.output) == f"Fichier : {page}"
    assert re.search(rf"{link} rel=\"noreferrer\">Comptes, ligne 4</a>", page.read_text(encoding="utf-8"))
    assert (again.status, again.output) == (2, "")
