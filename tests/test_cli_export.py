"""`abm-sheets export`: the files that other tools import, and how it fails."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from abm_sheets.language import LANGUAGES
from abm_sheets.outputs.tabs import TABS
from tests.commands import run, workbook
from tests.google.launch import LocalGoogle
from tests.loading import load_file

GOLDEN = Path(__file__).parent / "outputs" / "files" / "golden"
D = ("--as-of", "2026-09-27")
EMPTY: dict[str, list[list[object]]] = {
    "Comptes": [["Compte", "Domaines"]],
    "Interactions": [["Date", "Compte", "Type"]],
    "Opportunités": [["Compte", "Étape", "Créée le"]],
}
COMMANDS = [
    ("crm", ["--to", "hubspot", *D]),
    ("table", ["account_view", *D]),
    ("table", ["review", "--format", "json", *D]),
]
"""Exports of a workbook's figures, each with what follows the workbook's name."""


@pytest.mark.parametrize("crm", ["hubspot", "salesforce", "pipedrive"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_crm_gets_its_file(crm: str, language: str, article: Path, tmp_path: Path) -> None:
    output = tmp_path / "crm.csv"

    done = run("export", "crm", article, "--to", crm, *D, "--language", language, "--output", output)

    assert (done.status, done.errors) == (0, "")
    assert output.read_bytes() == (GOLDEN / f"{crm}-{language}.csv").read_bytes()
    assert str(output) in done.output


@pytest.mark.parametrize("output", [[], ["--output", "-"]])
def test_without_a_file_it_is_printed_as_it_is(output: list[str], article: Path) -> None:
    done = run("export", "crm", article, "--to", "hubspot", *D, *output)

    assert done.output.encode() == (GOLDEN / "hubspot-fr.csv").read_bytes()


def test_a_teams_record_ids_and_names_go_out(tmp_path: Path) -> None:
    accounts: list[list[object]] = [
        ["Compte", "Domaines", "Record ID"],
        ["-M-", "m.fr", 12345678901],
        ["Écrin", "", ""],
    ]
    book = workbook(tmp_path / "a.xlsx", **EMPTY | {"Comptes": accounts})

    done = run("export", "crm", book, "--to", "hubspot", *D)

    assert done.output.splitlines()[1:] == ["12345678901,'-M-,m.fr,true,ciblé,", ",Écrin,,true,ciblé,"]
    assert done.errors.startswith("1 nom contient un signe")


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_every_tab_of_an_empty_workbook_goes_out(tab: str, form: str, tmp_path: Path) -> None:
    book, output = workbook(tmp_path / "a.xlsx", **EMPTY), tmp_path / f"out.{form}"

    done = run("export", "table", book, tab, "--format", form, "--output", output, *D)

    assert (done.status, done.errors) == (0, "")
    assert output.is_file()


def test_the_definitions_are_those_of_the_workbook(tmp_path: Path) -> None:
    settings: list[list[object]] = [["Paramètre", "Valeur"], ["engagement_min_interactions", 4]]
    book = workbook(tmp_path / "a.xlsx", **EMPTY | {"Réglages": settings})

    assert "au moins 4 interactions" in run("export", "definitions", book).output
    assert "D'après «\u00a0a.xlsx\u00a0»" in run("export", "definitions", book).output


def test_without_a_workbook_the_definitions_are_the_default_ones() -> None:
    done = run("export", "definitions", "--language", "en")

    assert (done.status, done.errors) == (0, "")
    assert "at least 3 counted interactions" in done.output
    assert run("export", "definitions").output.startswith("# Définitions et réunion")


def test_notion_gets_an_archive(article: Path, tmp_path: Path) -> None:
    output = tmp_path / "notion.zip"

    done = run("export", "definitions", article, "--format", "notion", "--output", output)

    assert (done.status, done.errors) == (0, "")
    with ZipFile(output) as archive:
        assert "Définitions et réunion/Les indicateurs.csv" in archive.namelist()


@pytest.mark.parametrize(("command", "options"), COMMANDS)
def test_a_google_sheet_gives_the_same_and_is_only_read(
    command: str, options: list[str], article: Path, google: LocalGoogle
) -> None:
    sheet = load_file(google, article)
    google.clear_requests()

    printed, expected = (run("export", command, book, *options) for book in (sheet, article))

    assert printed == expected
    asked = [each["method"] for each in google.requests() if not each["path"].endswith("/token")]
    assert asked == ["GET", "GET"]


@pytest.mark.parametrize(("command", "options"), [*COMMANDS, ("definitions", [])])
def test_the_workbook_is_never_written(command: str, options: list[str], article: Path) -> None:
    before = article.read_bytes()

    assert run("export", command, article, *options).status == 0

    assert article.read_bytes() == before
    assert list(article.parent.iterdir()) == [article]


def test_a_file_is_replaced_only_when_asked(article: Path, tmp_path: Path) -> None:
    output = tmp_path / "crm.csv"
    output.write_text("mine")
    command = ("export", "crm", article, "--to", "hubspot", *D, "--output", output)

    kept = run(*command)
    assert (kept.status, output.read_text()) == (2, "mine")
    assert "--force" in kept.errors

    replaced = run(*command, "--force")
    assert replaced.status == 0
    assert output.read_bytes() == (GOLDEN / "hubspot-fr.csv").read_bytes()


@pytest.mark.parametrize("name", ["suivi.xlsx", "suivi-dashboard.xlsx", "lien.xlsx"])
def test_the_workbook_and_its_history_are_never_replaced(name: str, article: Path) -> None:
    run("refresh", article, *D)
    article.with_name("lien.xlsx").symlink_to(article)
    before = {path: path.read_bytes() for path in article.parent.iterdir()}
    output = article.with_name(name)

    done = run("export", "table", article, "quality", "--format", "xlsx", "--output", output, "--force", *D)

    assert (done.status, done.output) == (2, "")
    assert {path: path.read_bytes() for path in article.parent.iterdir()} == before


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        pytest.param(["table", "Comptes"], "Suivi des comptes (account_view)", id="a tab of people's"),
        pytest.param(["table", "quality", "--format", "xlsx"], "--output", id="a workbook to the screen"),
        pytest.param(
            ["table", "quality", "--format", "xlsx", "--output", "a.csv"], ".xlsx", id="another end"
        ),
        pytest.param(["definitions", "--format", "notion"], "--output", id="an archive to the screen"),
        pytest.param(["definitions", "--format", "notion", "--output", "a.md"], ".zip", id="no archive"),
        pytest.param(["crm", "--to", "hubspot", "--as-of", "hier"], "hier", id="no date"),
    ],
)
def test_wrong_usage_is_one_sentence(arguments: list[str], printed: str, article: Path) -> None:
    command, *options = arguments

    done = run("export", command, article, *options)

    assert (done.status, done.output) == (2, "")
    assert printed in done.errors
    assert len(done.errors.splitlines()) == 1


def test_a_folder_that_is_not_there_is_one_sentence(article: Path, tmp_path: Path) -> None:
    done = run("export", "crm", article, "--to", "hubspot", "--output", tmp_path / "nulle" / "part.csv", *D)

    assert (done.status, done.output) == (1, "")
    assert done.errors.startswith("Le fichier «\u00a0")


@pytest.mark.parametrize(("command", "options"), COMMANDS)
def test_a_workbook_that_computes_nothing_is_one_sentence(
    command: str, options: list[str], tmp_path: Path
) -> None:
    book = workbook(tmp_path / "a.xlsx", Comptes=[["Compte"], ["Alizé"]])

    done = run("export", command, book, *options)

    assert (done.status, done.output, len(done.errors.splitlines())) == (1, "", 1)
