"""`abm-sheets report`: the page, the PDF and the slides of a workbook that stays as it is."""

from __future__ import annotations

import hashlib
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from tests.commands import plain, run, workbook
from tests.google.launch import LocalGoogle
from tests.loading import load_file
from tests.outputs.page.browser import needs_chromium
from tests.outputs.page.reading import classed, read, text

DAY = ("--as-of", "2026-09-27")
SENTENCE = "Nous avons ciblé 50 comptes ce trimestre, 18 sont engagés"


def sentence(page: Path) -> str:
    """The sentence that a page opens with."""
    return text(next(classed(read(page.read_text(encoding="utf-8")), "sentence")))


def test_the_page_is_written_beside_the_workbook_which_is_only_read(article: Path) -> None:
    before = hashlib.sha256(article.read_bytes()).hexdigest()

    done = run("report", article, *DAY)

    page = article.with_name("suivi-report.html")
    assert (done.status, done.errors) == (0, "")
    assert plain(done.output) == plain(f"Fichier : {page}")
    assert sentence(page).startswith(SENTENCE)
    assert hashlib.sha256(article.read_bytes()).hexdigest() == before
    assert sorted(each.name for each in article.parent.iterdir()) == ["suivi-report.html", "suivi.xlsx"]


def test_the_page_can_go_to_standard_output(article: Path) -> None:
    done = run("report", article, *DAY, "--output", "-")

    assert done.output.startswith("<!DOCTYPE html>")
    assert [each.name for each in article.parent.iterdir()] == ["suivi.xlsx"]


def test_a_spreadsheet_has_its_page_in_the_current_folder(
    google: LocalGoogle, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    done = run("report", load_file(google, article), *DAY)

    assert done.status == 0, done.errors
    assert sentence(tmp_path / "report.html").startswith(SENTENCE)


@needs_chromium
def test_the_name_of_the_file_chooses_the_format(article: Path, tmp_path: Path) -> None:
    done = run("report", article, *DAY, "--output", tmp_path / "page.pdf")

    assert done.status == 0, done.errors
    assert len(PdfReader(BytesIO((tmp_path / "page.pdf").read_bytes())).pages) == 1


def test_slides_are_a_presentation(article: Path) -> None:
    done = run("report", article, *DAY, "--format", "pptx")

    assert done.status == 0, done.errors
    assert "ppt/presentation.xml" in ZipFile(article.with_name("suivi-report.pptx")).namelist()


def test_a_page_that_is_there_is_replaced_with_force_only(article: Path) -> None:
    page = article.with_name("suivi-report.html")
    page.write_text("mine", encoding="utf-8")

    refused = run("report", article, *DAY)
    assert (refused.status, page.read_text(encoding="utf-8")) == (2, "mine")
    assert "existe déjà" in refused.errors

    assert run("report", article, *DAY, "--force").status == 0
    assert sentence(page).startswith(SENTENCE)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--output", "page.txt"), "doit se terminer par .html"),
        (("--output", "page.html", "--format", "pdf"), "doit se terminer par .pdf"),
        (("--as-of", "hier"), "hier"),
    ],
    ids=["no format", "another format", "no date"],
)
def test_wrong_usage_is_said_before_anything_is_read(
    article: Path, asked: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(article.parent)

    done = run("report", article, *asked)

    assert done.status == 2
    assert said in done.errors
    assert [each.name for each in article.parent.iterdir()] == ["suivi.xlsx"]


def test_the_workbook_is_never_written_over(article: Path) -> None:
    done = run("report", article, "--output", article, "--force")

    assert done.status == 2
    assert "suivi.xlsx" in {each.name for each in article.parent.iterdir()}


def test_without_a_browser_the_failure_says_what_to_do(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ABM_SHEETS_BROWSER", "/nowhere/browser")

    done = run("report", article, *DAY, "--format", "pdf")

    assert done.status == 1
    assert "--format html" in done.errors


def test_a_workbook_where_nothing_can_be_computed_has_no_page(tmp_path: Path) -> None:
    book = workbook(tmp_path / "comptes.xlsx", Comptes=[["Compte"], ["Alizé"]])

    done = run("report", book)

    assert done.status == 1
    assert "Interactions" in done.errors
    assert not (tmp_path / "comptes-report.html").exists()


def test_without_its_packages_the_failure_says_how_to_install_them(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [each for each in sys.modules if each.startswith("abm_sheets.outputs.page")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "jinja2", None)

    done = run("report", article, *DAY)

    assert done.status == 2
    assert 'pip install "abm-sheets[report]"' in done.errors
