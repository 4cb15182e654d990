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
from abm_sheets.workbook.excel.writer import read_stamp
from tests.commands import Done, plain, run, workbook
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, load_snapshot, values
from tests.sheets import snapshot
from tests.workbook.google.feeding import tab_id

COMPANIES = """Record ID;Company name;Company Domain Name;Industry;Number of Employees;Company owner;Priority
1;Alizé SAS;www.alize.fr;Energy;300;Karim;A
2;Boréal;boreal.fr;Software;50;;B
3;Cobalt;cobalt.fr;;;Karim;
"""
TABS: dict[str, Sequence[Sequence[Any]]] = {
    "Comptes": [
        ["Compte", "Domaines", "Secteur", "Taille", "Responsable commercial", "Note"],
        ["Alizé", "alize.fr", "Énergie", "", "", "vip"],
        ["Boréal", "", "", "", "", ""],
    ],
}
IMPORTED = [
    ["Alizé", "alize.fr", "Énergie", "300", "Karim", "vip"],
    ["Boréal", "boreal.fr", "Software", "50", None, None],
    ["Cobalt", "cobalt.fr", None, None, "Karim", None],
]


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


def imported(
    *options: str, file: str = "societes.csv", into: str = "suivi.xlsx", output: str = "a.xlsx"
) -> Done:
    given = [] if output is None else ["--output", output]
    return run("import", file, "--into", into, *given, *options)


def rows(path: str, title: str = "Comptes") -> list[list[Any]]:
    sheet = openpyxl.load_workbook(path)[title]
    return [[cell.value or None for cell in row] for row in sheet.iter_rows(min_row=2)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_import_is_shown_and_done(language: str, folder: Path) -> None:
    before = (folder / "suivi.xlsx").read_bytes()

    done = imported("--yes", "--language", language)

    assert (done.status, done.errors) == (0, "")
    assert "{" not in done.output
    told = {
        "fr": "1 ligne nouvelle, 2 lignes modifiées, aucune ligne inchangée, aucune ligne rejetée.",
        "en": "1 new row, 2 changed rows, no unchanged row, no rejected row.",
    }
    assert told[language] in plain(done.output)
    assert "HubSpot" in done.output
    assert rows("a.xlsx") == IMPORTED
    assert (folder / "suivi.xlsx").read_bytes() == before


def test_conflicts_are_shown_kept_and_replaced_on_demand() -> None:
    kept = imported("--yes")
    assert "1 cellule diffère" in plain(kept.output)
    assert "│ Secteur │ Énergie  │ Energy" in kept.output

    replaced = imported("--yes", "--overwrite", output="b.xlsx")

    assert "cellule diffère" not in plain(replaced.output)
    assert rows("b.xlsx")[0] == ["Alizé", "alize.fr", "Energy", "300", "Karim", "vip"]


def test_a_copy_remembers_under_any_name_and_the_original_as_before(folder: Path) -> None:
    imported("--yes")
    moved = (folder / "a.xlsx").rename(folder / "autre.xlsx")
    changed = COMPANIES.replace("Software", "Logiciels")
    (folder / "societes.csv").write_text(changed, encoding="utf-8")

    later = imported("--yes", into=str(moved), output="b.xlsx")
    again = imported("--yes", output="c.xlsx")

    assert rows("b.xlsx")[1] == ["Boréal", "boreal.fr", "Logiciels", "50", None, None]
    assert "aucune ligne nouvelle, 1 ligne modifiée" in plain(later.output).casefold()
    assert "1 ligne nouvelle, 2 lignes modifiées" in plain(again.output)
    assert len({read_stamp(folder / name) for name in ("autre.xlsx", "b.xlsx", "suivi.xlsx")}) == 3


def test_nothing_to_do_writes_nothing(folder: Path) -> None:
    imported("--yes")

    done = imported(into="a.xlsx", output="b.xlsx")

    assert (done.status, done.errors) == (0, "")
    assert plain(done.output).endswith("Rien à faire : le classeur dit déjà ce que dit le fichier.")
    assert not (folder / "b.xlsx").exists()


@pytest.mark.parametrize(("typed", "status"), [("oui", 0), ("non", 1), ("", 1)])
def test_a_yes_is_asked(typed: str, status: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "tout", typed)

    done = imported()

    assert done.status == status
    assert (folder / "a.xlsx").exists() == (status == 0)
    assert ("Rien n'a été changé." in plain(done.output)) == (status == 1)


def test_without_a_terminal_nothing_is_asked_and_nothing_changed(folder: Path) -> None:
    done = imported()

    assert done.status == 1
    assert "--yes" in done.errors
    assert not (folder / "a.xlsx").exists()
    assert not (folder / ".abm-sheets").exists()


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
    workbook(folder / "suivi.xlsx", Comptes=[["Compte", "Priorité"], ["Alizé", ""]])
    answer(monkeypatch, typed, "oui")

    first = imported()
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    second = imported("--yes", output="b.xlsx")

    assert (first.status, second.status) == (0, 0)
    assert "« Priority » (A, B) n'est pas reconnue." in plain(first.errors)
    assert second.errors == ""
    assert [rows(name)[0] for name in ("a.xlsx", "b.xlsx")] == [["Alizé", expected]] * 2
    assert (folder / ".abm-sheets" / "columns.json").exists()


def test_a_terminal_that_is_closed_leaves_the_rest_out(monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch)

    assert imported("--yes").status == 0


def test_columns_are_given_and_left_out(folder: Path) -> None:
    workbook(folder / "suivi.xlsx", Comptes=[["Compte", "Secteur", "Priorité"], ["Alizé", "", ""]])

    done = imported("--yes", "--map", "Priority=tier", "--map", "Industry=")

    assert done.status == 0
    assert rows("a.xlsx")[0] == ["Alizé", None, "A"]


WRONG = {
    "no copy": (["--output", "-"], "--output"),
    "a copy that is the workbook": (["--output", "suivi.xlsx"], "différent"),
    "a copy that is no workbook": (["--output", "a.csv"], ".xlsx"),
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
    options, told = WRONG[what]

    done = imported("--yes", *options)

    assert (done.status, done.output) == (2, "")
    assert told in done.errors
    assert len(done.errors.strip().splitlines()) == 1
    assert sorted(each.name for each in folder.iterdir()) == ["societes.csv", "suivi.xlsx"]


def test_a_copy_that_is_there_is_replaced_on_demand_only() -> None:
    imported("--yes")

    assert imported("--yes").status == 2
    assert imported("--yes", "--force").status == 0


FAILING = {
    "no such file": ({"file": "absent.csv"}, 1),
    "no such workbook": ({"into": "absent.xlsx"}, 1),
    "a file of nothing known": ({"file": "inconnu.csv"}, 1),
}


@pytest.mark.parametrize("what", FAILING)
def test_a_failure_is_told_in_one_sentence(what: str, folder: Path) -> None:
    given, status = FAILING[what]
    (folder / "inconnu.csv").write_text("a;b\n1;2\n", encoding="utf-8")

    done = imported("--yes", **given)

    assert done.status == status
    assert len(done.errors.strip().splitlines()) == 1


def test_what_the_copy_will_lose_is_told_before(folder: Path) -> None:
    sheet = [[*TABS["Comptes"][0], "Double"], ["Alizé", "", "", "", "", "", "=1+1"]]
    workbook(folder / "suivi.xlsx", Comptes=sheet)

    done = imported()

    assert "La copie ne gardera pas tout ce que contient « suivi.xlsx » : résultats des formules" in plain(
        done.output
    )
    assert done.status == 1


def test_a_copy_with_formulas_that_nobody_computed_is_not_imported_into(folder: Path) -> None:
    book = openpyxl.load_workbook("suivi.xlsx")
    book["Comptes"]["A2"] = '="Ali"&"zé"'
    book.save(folder / "suivi.xlsx")

    done = imported("--yes")

    assert (done.status, "n'ont pas encore de résultat" in plain(done.errors)) == (1, True)


def test_the_packages_for_copies_are_named_where_they_lack(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(sys.modules):
        if name.startswith(("openpyxl", "abm_sheets.workbook.excel.copies")):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "openpyxl", None)

    done = imported("--yes")

    assert done.status == 2
    assert "abm-sheets[crm]" in done.errors


def test_the_full_list_goes_to_a_file(folder: Path) -> None:
    lines = [f"{number};Société {number};s{number}.fr;;;=1+{number};" for number in range(10, 50)]
    (folder / "societes.csv").write_text(COMPANIES + "\n".join(lines) + "\n4;;;;;;\n", encoding="utf-8")

    done = imported("--yes", "--plan", "plan.csv")

    assert done.status == 0
    with (folder / "plan.csv").open(encoding="utf-8", newline="") as stream:
        listed = list(csv.DictReader(stream))
    kinds = [each["Quoi"] for each in listed]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "nouvelle ligne": 41,
        "modification": 5,
        "conflit": 1,
        "rejet": 1,
    }
    assert not any(value.startswith("=") for each in listed for value in each.values())
    assert imported("--yes", "--plan", "plan.csv", output="b.xlsx").status == 2


def test_a_workbook_is_imported_by_one_of_its_tabs(folder: Path) -> None:
    lines = [line.split(";") for line in COMPANIES.splitlines()]
    workbook(folder / "export.xlsx", Lisezmoi=[["Export"]], **{"Mes sociétés": lines})

    wrong = imported("--yes", "--tab", "Absent", file="export.xlsx")
    other = imported("--yes", "--tab", "Lisezmoi", file="export.xlsx")
    named = imported("--yes", "--tab", "mes societes", file="export.xlsx")
    found = imported("--yes", file="export.xlsx", output="b.xlsx")

    assert (wrong.status, "Mes sociétés" in wrong.errors) == (2, True)
    assert (other.status, named.status, found.status) == (1, 0, 0)
    assert rows("a.xlsx") == rows("b.xlsx") == IMPORTED


def test_a_period_is_given_where_the_file_tells_none(folder: Path) -> None:
    (folder / "li.csv").write_text(
        "Company Name;Paid Impressions;Paid Engagements\nAlizé;9;4\n", encoding="utf-8"
    )
    workbook(folder / "suivi.xlsx", Interactions=[["Date", "Compte", "Type", "Identifiant"]])

    assert imported("--yes", file="li.csv").status == 1
    assert imported("--yes", "--period", "2026-04-01/2026-04-30", file="li.csv").status == 0
    assert [row[1:3] for row in rows("a.xlsx", "Interactions")] == [["Alizé", "LinkedIn"]]


def test_a_memory_that_cannot_be_kept_is_told(folder: Path) -> None:
    (folder / "fichier").write_text("", encoding="utf-8")

    done = imported("--yes", "--memory", "fichier")
    mapped = imported("--yes", "--memory", "fichier/x", "--map", "Priority=", output="b.xlsx")

    assert (done.status, "retenu" in done.errors) == (1, True)
    assert (mapped.status, "retenu" in mapped.errors) == (1, True)
    assert (folder / "a.xlsx").exists()


@pytest.fixture
def sheet(google: LocalGoogle) -> str:
    """The same workbook as a Google Sheet."""
    accounts = [[*row] for row in TABS["Comptes"]]
    return load_snapshot(google, snapshot("fr_FR", accounts=accounts))


def into_google(sheet: str, *options: str, file: str = "societes.csv", terminal: bool = False) -> Done:
    return run("import", file, "--into", sheet, "--yes", *options, terminal=terminal)


def google_rows(google: LocalGoogle, sheet: str) -> list[list[Any]]:
    found = [[cell or None for cell in row] for row in values(google, sheet, "Comptes")[1:]]
    return [[*row, *[None] * (6 - len(row))] for row in found]


def test_a_sheet_is_changed_where_it_is_and_remembered(google: LocalGoogle, sheet: str, folder: Path) -> None:
    done = into_google(sheet)

    assert (done.status, done.errors) == (0, "")
    assert google_rows(google, sheet) == IMPORTED
    assert [each.name for each in (folder / ".abm-sheets").iterdir()] == [f"imports-{sheet}.json"]

    (folder / "societes.csv").write_text(COMPANIES.replace("Software", "Logiciels"), encoding="utf-8")
    again = into_google(sheet)

    assert "aucune ligne nouvelle, 1 ligne modifiée" in plain(again.output).casefold()
    assert google_rows(google, sheet)[1][2] == "Logiciels"
    assert "Rien à faire" in plain(into_google(sheet).output)


def test_progress_is_shown_at_a_terminal(sheet: str) -> None:
    done = into_google(sheet, terminal=True)

    assert done.status == 0
    assert "3/3" in done.errors


def test_what_people_changed_meanwhile_is_left_alone(google: LocalGoogle, sheet: str) -> None:
    edit = {
        "match": "values:batchGetByDataFilter",
        "user": OWNER,
        "path": f"/v4/spreadsheets/{sheet}/values/Comptes!E2",
        "method": "PUT",
        "query": {"valueInputOption": "RAW"},
        "body": {"values": [["Sophie"]]},
    }
    google.edits([edit])

    done = into_google(sheet)

    assert done.status == 1
    assert "Ligne 2 laissée telle quelle : quelqu'un l'a modifiée entre-temps." in plain(done.output)
    assert google_rows(google, sheet)[0] == ["Alizé", "alize.fr", "Énergie", None, "Sophie", "vip"]
    again = into_google(sheet)
    assert again.status == 0
    assert google_rows(google, sheet)[0] == ["Alizé", "alize.fr", "Énergie", "300", "Sophie", "vip"]


def test_columns_moved_at_the_very_moment_are_told(google: LocalGoogle, sheet: str) -> None:
    tab = tab_id(google, sheet, "Comptes")
    span = {"sheetId": tab, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    path = f"/v4/spreadsheets/{sheet}:batchUpdate"
    body = {"requests": [{"insertDimension": {"range": span}}]}
    edit = {"match": "values:batchGetByDataFilter", "skip": 2, "user": OWNER, "path": path, "body": body}
    google.edits([{**edit, "method": "POST"}])

    done = into_google(sheet)

    assert done.status == 1
    assert "vérifiez les lignes 4" in plain(done.output)


def test_what_was_done_before_a_failure_is_remembered(google: LocalGoogle, sheet: str, folder: Path) -> None:
    google.faults([{"match": r"spreadsheets/[\w-]+:batchUpdate$", "skip": 2, "times": 100, "status": 503}])

    failed = into_google(sheet)
    google.control("DELETE", "faults")

    assert failed.status == 1
    assert "rien ne sera écrit en double" in plain(failed.errors)
    assert "id 1" in (folder / ".abm-sheets" / f"imports-{sheet}.json").read_text(encoding="utf-8")
    assert into_google(sheet).status == 0
    assert google_rows(google, sheet) == IMPORTED


@pytest.mark.parametrize("crm", ["hubspot", "salesforce", "pipedrive"])
def test_what_is_exported_for_a_crm_comes_back_without_a_change(
    crm: str, article: Path, folder: Path
) -> None:
    exported = run("export", "crm", article, "--to", crm, "--output", "crm.csv")

    done = imported("--yes", file="crm.csv", into=str(article))

    assert (exported.status, done.status) == (0, 0)
    assert "Aucune ligne nouvelle, aucune ligne modifiée" in plain(done.output)
    assert "aucune ligne rejetée" in plain(done.output)
    assert not (folder / "a.xlsx").exists()
