"""`abm-sheets doctor` against the local Google, from no credentials at all to a sheet in order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.commands import plain, run, workbook
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, ROBOT, Person, cell_data, load
from tests.upkeep.doctor.asking import doctor, levels


def rows(*cells: list[object]) -> list[list[dict[str, Any]]]:
    return [[cell_data(cell) for cell in row] for row in cells]


@pytest.fixture
def owner(google: LocalGoogle) -> Person:
    return Person(google, OWNER)


@pytest.fixture
def sheet(google: LocalGoogle) -> str:
    """An empty spreadsheet shared with the robot."""
    return empty(google)


def empty(google: LocalGoogle) -> str:
    return load(google, "Suivi", [("Feuille 1", [])])


@pytest.fixture
def ready(google: LocalGoogle) -> str:
    """A spreadsheet set up, with a team, its roles applied and its figures computed."""
    return google.once("in order", lambda: ready_at_first(empty(google), Person(google, OWNER)))


def ready_at_first(sheet: str, owner: Person) -> str:
    team = {"values": [["lea@exemple.fr", "Léa", "admin"], ["tom@exemple.fr", "Tom", "marketing"]]}
    accounts = {"values": [["Alizé"]]}
    assert run("setup", sheet).status == 0
    for place, values in (("Équipe!A2:C3", team), ("Comptes!A2", accounts)):
        owner.done("PUT", f"/v4/spreadsheets/{sheet}/values/{place}", values, valueInputOption="RAW")
    assert run("access", "apply", sheet, "--yes").status == 0
    assert run("refresh", sheet).status == 0
    return sheet


def test_a_sheet_in_order(ready: str) -> None:
    done = run("doctor", ready)

    assert (done.status, done.errors) == (0, "")
    assert "en ordre" in done.output
    assert not {"à vérifier", "erreur", "non vérifié"} & set(done.output.splitlines()[0:1])
    assert plain(done.output).endswith(f"Prochaine étape : abm-sheets refresh {ready}")
    assert set().union(*levels(ready).values()) == {"ok"}
    assert "Calculé le" in doctor(ready)["outputs"][0][1]


def test_it_reads_little_and_writes_nothing(ready: str, google: LocalGoogle) -> None:
    google.clear_requests()

    run("doctor", ready)

    calls = [(call["method"], call["path"].rpartition("/")[2]) for call in google.requests()]
    assert calls == [
        ("POST", "token"),
        ("GET", "about"),
        ("GET", ready),
        ("GET", ready),
        ("GET", "values:batchGet"),
        ("GET", "permissions"),
    ]


def test_an_empty_sheet_is_to_be_set_up(sheet: str) -> None:
    done = run("doctor", sheet)

    assert done.status == 1
    next_step = f"À faire maintenant : Lancez abm-sheets setup {sheet} pour ajouter les onglets de saisie."
    assert next_step in plain(done.output)


def test_tabs_columns_and_country_of_a_sheet_made_by_a_program(google: LocalGoogle) -> None:
    made = load(
        google,
        "Suivi",
        [
            ("Comptes", rows(["Compte", "Domaines"], ["Alizé", "alize.fr"])),
            ("Interactions", rows(["Date", "Compte", "Compte", "Type"])),
        ],
        locale="en_US",
        time_zone="Etc/GMT",
    )

    found = doctor(made)

    assert (
        "warning",
        "Onglet « Interactions » : en-tête en double, Compte ; seule la première colonne est lue.",
    ) in (found["columns"])
    assert [level for level, _ in found["tabs"]].count("error") == 3
    assert [level for level, _ in found["region"]] == ["warning", "warning"]


def test_a_tab_of_ours_that_was_duplicated(ready: str, owner: Person) -> None:
    tabs = owner.done("GET", f"/v4/spreadsheets/{ready}", fields="sheets.properties(sheetId,title)")["sheets"]
    [source] = [
        each["properties"]["sheetId"] for each in tabs if each["properties"]["title"] == "Tableau de bord"
    ]
    owner.batch(ready, {"duplicateSheet": {"sourceSheetId": source, "newSheetName": "Copie"}})

    found = doctor(ready)

    [(level, said)] = found["twins"]
    assert (level, said.partition(",")[0]) == (
        "warning",
        "« Copie » fait double emploi avec « Tableau de bord »",
    )
    assert found["refresh"] == [("ok", "Un calcul s'écrirait sans obstacle.")]


@pytest.mark.parametrize("address", ["https://exemple.fr/feuille", "suivi", ""])
def test_a_wrong_address_is_wrong_usage(address: str) -> None:
    done = run("doctor", address)

    assert (done.status, done.output) == (2, "")
    assert done.errors.count("\n") == 1


@pytest.mark.parametrize(
    ("header", "level", "said"),
    [
        ([None], "error", "Revenus, Vélocité, ROI"),
        (["Budget"], "warning", "colonne introuvable, Montant"),
        (["Montant"], "ok", "attendues sont là"),
    ],
)
def test_a_file_is_examined_too(header: list[str | None], level: str, said: str, tmp_path: Path) -> None:
    deals: list[list[object]] = [
        ["Compte", "Étape", "Créée le", "Clôturée le", *header],
        ["Alizé", "Gagnée", "", "", 1000],
    ]
    touches = [["2026-09-01", "Alizé", "LinkedIn"], ["Date", "Compte", "Type"]]
    accounts = [["Compte"], ["Alizé"]]
    path = workbook(tmp_path / "suivi.xlsx", Comptes=accounts, Interactions=touches, Opportunités=deals)

    found = doctor(str(path))

    assert found["kind"] == [("ok", "C'est un classeur Excel : « suivi.xlsx ».")]
    assert (level, True) in [(each, said in text) for each, text in found["columns"]]
    assert [level for level, _ in found["tabs"]].count("error") == 2
    assert any(text.startswith("« Interactions » : ") and "au-dessus" in text for _, text in found["refresh"])


def test_a_file_that_is_not_there_is_told_as_such() -> None:
    done = run("doctor", "suivi.xlsx")

    assert (done.status, done.output) == (1, "")
    assert "vérifiez le chemin" in done.errors


def test_the_key_is_never_shown(ready: str, google: LocalGoogle) -> None:
    shown = run("doctor", ready).output + run("doctor", ready, "--json").output

    assert google.credentials(ROBOT)["private_key"][40:80] not in shown
    assert ROBOT in shown
