"""The command `import`: what it shows, asks and changes, in an `.xlsx` and on the local Google."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from abm_sheets.language import LANGUAGES
from tests.commands import Done, plain, run, workbook
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, Person, load_snapshot, values
from tests.sheets import snapshot

COMPANIES = """Record ID;Company name;Company Domain Name;Industry;Number of Employees;Company owner;Priority
1;Alizé SAS;www.alize.fr;Energy;300;Karim;A
2;Boréal;boreal.fr;Software;50;;B
3;Cobalt;cobalt.fr;;;Karim;
"""
TABS: dict[str, Sequence[Sequence[Any]]] = {
    "Comptes": [
        ["Compte", "Domaines", "Secteur", "Note"],
        ["Alizé", "alize.fr", "Énergie", "vip"],
        ["Boréal"],
    ],
    "Interactions": [["Date", "Compte", "Type", "Contenu", "Identifiant"]],
    "Opportunités": [["Identifiant", "Compte", "Opportunité", "Montant", "Étape", "Créée le"]],
}
TOUCHES = (
    "date;account;type;asset;id\n2026-09-01;Alizé;Webinaire;Démo;w1\n2026-09-02;Boréal;Webinaire;Démo;w2\n"
)


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def answer(monkeypatch: pytest.MonkeyPatch, *texts: str) -> None:
    """Somebody sits at a terminal, and types these lines when asked."""
    monkeypatch.setattr(sys, "stdin", _Terminal("".join(f"{text}\n" for text in texts)))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which people work."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "societes.csv").write_text(COMPANIES, encoding="utf-8")
    workbook(tmp_path / "suivi.xlsx", **TABS)
    return tmp_path


def imported(*options: str, file: str = "societes.csv", into: str = "suivi.xlsx") -> Done:
    return run("import", file, "--into", into, *options)


def rows(title: str, path: str = "suivi-dashboard.xlsx") -> list[list[Any]]:
    """The rows of a tab of records from elsewhere, under its header."""
    sheet = openpyxl.load_workbook(path)[title]
    return [[cell.value or None for cell in row] for row in sheet.iter_rows(min_row=5)]


def names(title: str = "HubSpot – comptes") -> list[list[Any]]:
    return [row[:2] for row in rows(title)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_crms_companies_are_shown_and_mirrored_beside_the_workbook(language: str, folder: Path) -> None:
    before = (folder / "suivi.xlsx").read_bytes()

    done = imported("--yes", "--set", "targeted=oui", "--language", language)

    assert (done.status, done.errors) == (0, "")
    assert "{" not in done.output
    printed = {
        "fr": "3 fiches nouvelles, aucune modifiée, aucune déjà là, aucune laissée de côté",
        "en": "3 new records, none changed, none already there, none left aside",
    }
    assert printed[language] in plain(done.output)
    assert "HubSpot" in done.output
    title = {"fr": "HubSpot – comptes", "en": "HubSpot – accounts"}[language]
    assert names(title) == [["Alizé SAS", "alize.fr"], ["Boréal", "boreal.fr"], ["Cobalt", "cobalt.fr"]]
    assert (folder / "suivi.xlsx").read_bytes() == before


def test_companies_that_are_nobodys_targets_are_left_aside(folder: Path) -> None:
    (folder / "societes.csv").write_text(
        COMPANIES.splitlines()[0] + "\n9;Autre;autre.fr;;;;\n", encoding="utf-8"
    )

    done = imported("--yes")

    assert done.status == 1
    assert "--set targeted=oui" in plain(done.output)
    assert not (folder / "suivi-dashboard.xlsx").exists()


def test_what_the_system_says_later_stands_in_place_of_what_it_said(folder: Path) -> None:
    imported("--yes", "--set", "targeted=oui")
    changed = COMPANIES.replace("Software", "Logiciels").replace("3;Cobalt;cobalt.fr;;;Karim;\n", "")
    (folder / "societes.csv").write_text(changed, encoding="utf-8")

    done = imported("--yes", "--set", "targeted=oui")

    assert "Aucune fiche nouvelle, 1 modifiée, 1 déjà là" in plain(done.output)
    assert "1 fiche n'est plus dans le fichier" in plain(done.output)
    assert [row[2] for row in rows("HubSpot – comptes")] == ["Energy", "Logiciels"]


def test_a_crms_records_may_be_added_as_rows() -> None:
    done = imported("--yes", "--as", "rows")

    assert "1 fiche nouvelle, 2 déjà là, aucune ligne rejetée." in plain(done.output)
    assert "Énergie" in done.output
    assert [row[0] for row in rows("Ajouts – comptes")] == ["Cobalt"]


def test_events_are_added_once(folder: Path) -> None:
    (folder / "touches.csv").write_text(TOUCHES, encoding="utf-8")

    first = imported("--yes", file="touches.csv")
    more = TOUCHES + "2026-09-03;Alizé;LinkedIn;;w3\n"
    (folder / "touches.csv").write_text(more, encoding="utf-8")
    second = imported("--yes", file="touches.csv")
    third = imported("--yes", file="touches.csv")

    assert (first.status, second.status, third.status) == (0, 0, 0)
    assert "1 fiche nouvelle, 2 déjà là" in plain(second.output)
    assert plain(third.output).endswith("Rien à faire : le classeur dit déjà ce que dit le fichier.")
    assert [row[6] for row in rows("Ajouts – interactions")] == ["w1", "w2", "w3"]


def test_the_last_import_is_taken_away_again(folder: Path) -> None:
    (folder / "touches.csv").write_text(TOUCHES, encoding="utf-8")
    imported("--yes", "--set", "targeted=oui")
    imported("--yes", file="touches.csv")

    undone = run("import", "--undo", "--into", "suivi.xlsx", "--yes")
    again = run("import", "--undo", "--into", "suivi.xlsx", "--yes")

    assert (undone.status, again.status) == (0, 2)
    assert "« touches.csv » est retiré" in plain(undone.output)
    titles = openpyxl.load_workbook("suivi-dashboard.xlsx").sheetnames
    assert ("HubSpot – comptes" in titles, "Ajouts – interactions" in titles) == (True, False)


@pytest.mark.parametrize(("typed", "status"), [("oui", 0), ("non", 1), ("", 1)])
def test_a_yes_is_asked(typed: str, status: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "tout", typed)

    done = imported()

    assert done.status == status
    assert (folder / "suivi-dashboard.xlsx").exists() == (status == 0)
    assert ("Rien n'a été changé." in plain(done.output)) == (status == 1)


def test_without_a_terminal_nothing_is_asked_and_nothing_changed(folder: Path) -> None:
    done = imported()

    assert done.status == 1
    assert "--yes" in done.errors
    assert sorted(each.name for each in folder.iterdir()) == ["societes.csv", "suivi.xlsx"]


ANSWERS = {
    "a number": ("1", "A"),
    "a header": ("Tier", "A"),
    "a header of the other language, after a slip": ("Taillle\nPriorité", "A"),
    "nothing": ("", None),
    "all the rest": ("tout", None),
}


@pytest.mark.parametrize("what", ANSWERS)
def test_what_is_not_recognised_is_asked_once_and_remembered(
    what: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed, expected = ANSWERS[what]
    answer(monkeypatch, typed, "oui")

    first = imported()
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    (folder / "suivi-dashboard.xlsx").unlink()
    second = imported("--yes")

    assert (first.status, second.status) == (0, 0)
    assert "« Priority » (A, B) n'est pas reconnue." in plain(first.errors)
    assert second.errors == ""
    assert rows("HubSpot – comptes")[0][4] == expected
    assert (folder / ".abm-sheets" / "columns.json").exists()


def test_a_terminal_that_is_closed_leaves_the_rest_out(monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch)

    assert imported("--yes").status == 0


def test_columns_are_given_and_left_out() -> None:
    done = imported("--yes", "--map", "Priority=tier", "--map", "Industry=")

    assert done.status == 0
    assert rows("HubSpot – comptes")[0][2:5] == [None, "300", "A"]


WRONG = {
    "no file": ([""], "--undo"),
    "a dashboard that is the workbook": (["--output", "suivi.xlsx"], "différent"),
    "a dashboard that is no workbook": (["--output", "a.csv"], ".xlsx"),
    "a mapping without a column": (["--map", "Industry"], "Leur en-tête"),
    "a mapping without a header": (["--map", "=tier"], "Leur en-tête"),
    "a column that is not there": (["--map", "Industry=pigeon"], "pigeon"),
    "a header that is not there": (["--map", "Pigeon=tier"], "Pigeon"),
    "a source that is not there": (["--source", "pigeon"], "pigeon"),
    "a locale that is not there": (["--locale", "xx_YY_pigeon"], "pigeon"),
    "a period without an end": (["--period", "2026-01-01"], "2026-01-01"),
    "a period backwards": (["--period", "2026-02-01/2026-01-01"], "2026-01-01"),
}


@pytest.mark.parametrize("what", WRONG)
def test_wrong_usage_is_told_in_one_sentence(what: str, folder: Path) -> None:
    options, printed = WRONG[what]
    done = run("import", "--into", "suivi.xlsx") if options == [""] else imported("--yes", *options)

    assert (done.status, done.output) == (2, "")
    assert printed in done.errors
    assert len(done.errors.strip().splitlines()) == 1
    assert sorted(each.name for each in folder.iterdir()) == ["societes.csv", "suivi.xlsx"]


FAILING = {
    "no such file": {"file": "absent.csv"},
    "no such workbook": {"into": "absent.xlsx"},
    "a file of nothing known": {"file": "inconnu.csv"},
}


@pytest.mark.parametrize("what", FAILING)
def test_a_failure_is_told_in_one_sentence(what: str, folder: Path) -> None:
    (folder / "inconnu.csv").write_text("a;b\n1;2\n", encoding="utf-8")

    done = imported("--yes", **FAILING[what])

    assert done.status == 1
    assert len(done.errors.strip().splitlines()) == 1


def test_a_file_of_which_no_row_can_be_taken_is_a_failure(folder: Path) -> None:
    (folder / "touches.csv").write_text("date;account;type\nbientôt;Alizé;Webinaire\n", encoding="utf-8")

    done = imported("--yes", file="touches.csv")

    assert done.status == 1
    assert "Aucune ligne de « touches.csv » n'a pu être reprise" in plain(done.errors)
    assert not (folder / "suivi-dashboard.xlsx").exists()


def test_the_full_list_goes_to_a_file(folder: Path) -> None:
    lines = [f"{number};Société {number};s{number}.fr;;;=1+{number};" for number in range(10, 50)]
    (folder / "societes.csv").write_text(COMPANIES + "\n".join(lines) + "\n4;;;;;;\n", encoding="utf-8")

    done = imported("--yes", "--plan", "plan.csv")

    assert done.status == 0
    with (folder / "plan.csv").open(encoding="utf-8", newline="") as stream:
        listed = list(csv.DictReader(stream))
    kinds = [each["Quoi"] for each in listed]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "nouvelle fiche": 2,
        "mise de côté": 41,
        "rejet": 1,
    }
    assert not any(value.startswith("=") for each in listed for value in each.values())
    assert imported("--yes", "--plan", "plan.csv").status == 2


def test_a_workbook_is_imported_by_one_of_its_tabs(folder: Path) -> None:
    lines = [line.split(";") for line in COMPANIES.splitlines()]
    workbook(folder / "export.xlsx", Lisezmoi=[["Export"]], **{"Mes sociétés": lines})

    wrong = imported("--yes", "--tab", "Absent", file="export.xlsx")
    other = imported("--yes", "--tab", "Lisezmoi", file="export.xlsx")
    named = imported("--yes", "--tab", "mes societes", file="export.xlsx")
    found = imported("--yes", file="export.xlsx")

    assert (wrong.status, "Mes sociétés" in wrong.errors) == (2, True)
    assert (other.status, named.status, found.status) == (1, 0, 0)
    assert names() == [["Alizé SAS", "alize.fr"], ["Boréal", "boreal.fr"]]
    assert "2 déjà là" in plain(found.output)


def test_a_period_is_given_where_the_file_tells_none(folder: Path) -> None:
    (folder / "li.csv").write_text(
        "Company Name;Paid Impressions;Paid Engagements\nAlizé;9;4\n", encoding="utf-8"
    )

    assert imported("--yes", file="li.csv").status == 1
    assert imported("--yes", "--period", "2026-04-01/2026-04-30", file="li.csv").status == 0
    assert [row[1:3] for row in rows("Ajouts – interactions")] == [["Alizé", "LinkedIn"]]


def test_an_import_that_could_not_be_taken_away_is_not_made(folder: Path) -> None:
    (folder / "fichier").write_text("", encoding="utf-8")

    done = imported("--yes", "--memory", "fichier")

    assert (done.status, "retenu" in done.errors) == (1, True)
    assert not (folder / "suivi-dashboard.xlsx").exists()


@pytest.fixture
def sheet(google: LocalGoogle) -> str:
    """A workbook of the same accounts as a Google Sheet."""
    return load_snapshot(google, snapshot("fr_FR"))


def into_google(sheet: str, *options: str, file: str = "societes.csv", terminal: bool = False) -> Done:
    return run("import", file, "--into", sheet, "--yes", *options, terminal=terminal)


def google_rows(google: LocalGoogle, sheet: str, title: str) -> list[list[Any]]:
    return [[cell or None for cell in row] for row in values(google, sheet, title)[1:]]


def test_a_sheet_has_a_tab_for_a_crms_companies(google: LocalGoogle, sheet: str) -> None:
    done = into_google(sheet, "--set", "targeted=oui")

    assert (done.status, done.errors) == (0, "")
    assert [row[0] for row in values(google, sheet, "HubSpot – comptes")[4:]] == [
        "Alizé SAS",
        "Boréal",
        "Cobalt",
    ]
    assert google_rows(google, sheet, "Comptes") == [["Alizé", "alize.fr"], ["Boréal", "boreal.fr"]]
    assert "Rien à faire" in plain(into_google(sheet, "--set", "targeted=oui").output)


def test_events_go_under_the_peoples_own_and_are_taken_away_unless_touched(
    google: LocalGoogle, sheet: str, folder: Path
) -> None:
    (folder / "touches.csv").write_text(TOUCHES, encoding="utf-8")

    done = into_google(sheet, file="touches.csv")
    again = into_google(sheet, file="touches.csv")
    Person(google, OWNER).done(
        "PUT",
        f"/v4/spreadsheets/{sheet}/values/Interactions!D2",
        {"values": [["Démo du soir"]]},
        valueInputOption="RAW",
    )
    undone = run("import", "--undo", "--into", sheet, "--yes")

    assert (done.status, again.status, undone.status) == (0, 0, 1)
    assert "1 ligne a été modifiée ou déplacée depuis : elle reste." in plain(undone.output)
    assert [row[3] for row in google_rows(google, sheet, "Interactions")] == ["Démo du soir"]


def test_progress_is_shown_at_a_terminal(sheet: str, folder: Path) -> None:
    (folder / "touches.csv").write_text(TOUCHES, encoding="utf-8")

    done = into_google(sheet, file="touches.csv", terminal=True)

    assert done.status == 0
    assert "2/2" in done.errors


@pytest.mark.parametrize("crm", ["hubspot", "salesforce", "pipedrive"])
def test_what_is_exported_for_a_crm_comes_back_as_the_same_accounts(crm: str, article: Path) -> None:
    exported = run("export", "crm", article, "--to", crm, "--output", "crm.csv")

    done = imported("--yes", "--as", "rows", file="crm.csv", into=str(article))

    assert (exported.status, done.status) == (0, 0)
    assert "Aucune fiche nouvelle" in plain(done.output)
    assert "aucune ligne rejetée" in plain(done.output)
