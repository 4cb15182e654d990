"""A Google Sheet set up: complete after one run, unchanged after two, and all that people did still there."""

from __future__ import annotations

import json
from typing import Any

import pytest

from abm_sheets.language import catalogue
from abm_sheets.upkeep.layout import layouts
from tests.commands import run
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, Person, cell_data, load, load_file, titles, values
from tests.requested import cleared, deleted, moved, tab_renamed, typed
from tests.test_golden import GOLDEN

Json = dict[str, Any]

FAULTS: list[Json] = [{"status": 503}, {"drop": True}]
INPUTS = [catalogue("fr").title(key) for key in layouts()]


def sheet(google: LocalGoogle, spreadsheet: str, title: str) -> Json:
    """A tab with its first rows."""
    path = f"/v4/spreadsheets/{spreadsheet}"
    found = Person(google, OWNER).done("GET", path, ranges=f"'{title}'!A1:Z12", includeGridData="true")
    (chosen,) = found["sheets"]
    tab: Json = chosen
    return tab


def cell(found: Json, row: int, column: int) -> Json:
    rows = found["data"][0].get("rowData", [])
    cells: list[Json] = rows[row].get("values", []) if row < len(rows) else []
    return cells[column] if column < len(cells) else {}


def empty(google: LocalGoogle) -> str:
    return load(google, "suivi", [("Feuille 1", [[cell_data("à moi")]])])


def ready(google: LocalGoogle, book: str = "") -> str:
    """A spreadsheet that was set up: an empty one, or one of the golden workbooks."""
    return google.once(f"set up {book}", lambda: set_up_at_first(google, book))


def set_up_at_first(google: LocalGoogle, book: str) -> str:
    spreadsheet = load_file(google, GOLDEN / f"{book}.xlsx") if book else empty(google)
    assert run("setup", spreadsheet).status == 0
    return spreadsheet


def test_an_empty_spreadsheet_gets_every_tab(google: LocalGoogle) -> None:
    spreadsheet = empty(google)

    done = run("setup", spreadsheet)

    assert (done.status, done.errors) == (0, "")
    assert done.output.splitlines()[-1].startswith("La feuille est prête")
    assert set(INPUTS) <= set(titles(google, spreadsheet))
    assert values(google, spreadsheet, "Feuille 1") == [["à moi"]]
    assert values(google, spreadsheet, "Étapes")[1] == ["Découverte", 1, "ouverte", "marketing"]


def test_a_new_tab_is_ready_to_be_typed_in(google: LocalGoogle) -> None:
    spreadsheet = ready(google)

    accounts = sheet(google, spreadsheet, "Comptes")

    header, targeted = cell(accounts, 0, 0), cell(accounts, 1, 5)
    assert header["userEnteredFormat"]["textFormat"]["bold"]
    assert "backgroundColorStyle" in header["userEnteredFormat"]
    assert header["note"]
    assert targeted["dataValidation"]["condition"]["type"] == "ONE_OF_LIST"
    assert cell(accounts, 1, 6)["userEnteredFormat"]["numberFormat"]["type"] == "DATE"
    assert accounts["properties"]["gridProperties"]["frozenRowCount"] == 1
    assert "tabColorStyle" in accounts["properties"]
    assert accounts["developerMetadata"][0]["metadataValue"] == "accounts"


def test_setting_up_again_changes_nothing(google: LocalGoogle) -> None:
    spreadsheet = ready(google)
    google.clear_requests()

    done = run("setup", spreadsheet)

    assert done.output.endswith("Rien à faire : la feuille est déjà prête.\n".replace(" :", "\u00a0:"))
    asked = {each["path"].split(":")[-1] for each in google.requests() if each["method"] != "GET"}
    assert asked == {"/token", "batchGetByDataFilter", "getByDataFilter"}


def test_a_workbook_that_people_made_is_completed_and_keeps_its_figures(google: LocalGoogle) -> None:
    spreadsheet = load_file(google, GOLDEN / "edges.xlsx")
    before = {title: values(google, spreadsheet, title) for title in titles(google, spreadsheet)}
    arguments = ("refresh", spreadsheet, "--as-of", "2026-05-20", "--json")
    figures = run(*arguments).output

    assert run("setup", spreadsheet).status == 0

    for title, rows in before.items():
        after = values(google, spreadsheet, title)
        assert [row[: len(old)] for row, old in zip(after, rows, strict=True)] == rows, title
    assert run(*arguments).output == figures
    assert "Rien à faire" in run("setup", spreadsheet).output


def test_tabs_and_columns_may_then_be_renamed_and_moved(google: LocalGoogle) -> None:
    spreadsheet = ready(google, "article")
    arguments = ("refresh", spreadsheet, "--as-of", "2026-09-27", "--json")
    figures = run(*arguments).output
    person = Person(google, OWNER)
    accounts = person.tabs(spreadsheet)["Comptes"]
    person.batch(spreadsheet, tab_renamed(accounts, "Nos cibles"), moved(accounts, "COLUMNS", 0, 4))
    rows = values(google, spreadsheet, "Nos cibles")
    row = next(row for row, cells in enumerate(rows) if len(cells) > 3)
    person.batch(spreadsheet, typed(accounts, row, 3, "Qui ?"))

    assert run(*arguments).output == figures
    assert "Rien à faire" in run("setup", spreadsheet).output


@pytest.mark.parametrize(
    ("taken", "request_of", "said"),
    [
        ("a tab", lambda ids: {"deleteSheet": {"sheetId": ids["Actions"]}}, "Onglets ajoutés : Actions"),
        (
            "a column",
            lambda ids: deleted(ids["Comptes"], "COLUMNS", 2, 3),
            "Comptes, complété : colonne « Secteur »",
        ),
        (
            "a dropdown",
            lambda ids: {"setDataValidation": {"range": {"sheetId": ids["Équipe"]}}},
            "Équipe, complété : listes déroulantes",
        ),
        (
            "the notes",
            lambda ids: {"updateCells": {"range": {"sheetId": ids["Équipe"]}, "fields": "note"}},
            "Équipe, complété : explications sur les en-têtes",
        ),
    ],
)
def test_what_is_missing_is_repaired(taken: str, request_of: Any, said: str, google: LocalGoogle) -> None:
    spreadsheet = ready(google)
    person = Person(google, OWNER)
    person.batch(spreadsheet, request_of(person.tabs(spreadsheet)))

    done = run("setup", spreadsheet)

    assert said in done.output.replace("\u00a0", " "), taken
    assert "Rien à faire" in run("setup", spreadsheet).output


def test_the_formats_and_dropdowns_of_people_are_left_alone(google: LocalGoogle) -> None:
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "Ouiiii"}]}}
    header = cell_data("Compte") | {
        "note": "ma note",
        "userEnteredFormat": {"backgroundColorStyle": {"rgbColor": {"red": 1}}},
    }
    rows = [[header, cell_data("Ciblé")], [cell_data("Alizé"), {"dataValidation": rule}]]
    spreadsheet = load(google, "suivi", [("Comptes", rows)])

    run("setup", spreadsheet)

    accounts = sheet(google, spreadsheet, "Comptes")
    assert cell(accounts, 0, 0)["note"] == "ma note"
    assert cell(accounts, 0, 0)["userEnteredFormat"]["backgroundColorStyle"] == {"rgbColor": {"red": 1}}
    assert cell(accounts, 1, 1)["dataValidation"]["condition"] == rule["condition"]


def test_a_tab_that_cannot_be_completed_is_said(google: LocalGoogle) -> None:
    rows = [[cell_data("À relire")], [cell_data("Alizé")]]
    spreadsheet = load(google, "suivi", [("Équipe", rows)])

    done = run("setup", spreadsheet)

    assert "aucun en-tête n'a été reconnu" in done.output
    assert values(google, spreadsheet, "Équipe") == [["À relire"], ["Alizé"]]


@pytest.mark.parametrize(
    ("locale", "title"), [("fr_FR", "Comptes"), ("en_GB", "Accounts"), ("de_DE", "Comptes")]
)
def test_the_language_is_that_of_the_spreadsheet(locale: str, title: str, google: LocalGoogle) -> None:
    spreadsheet = load(google, "suivi", [("Feuille 1", [])], locale)

    run("setup", spreadsheet)

    assert title in titles(google, spreadsheet)


def test_another_language_may_be_asked_for(google: LocalGoogle) -> None:
    spreadsheet = empty(google)

    done = run("setup", spreadsheet, "--language", "en")

    assert done.output.splitlines()[-1].startswith("The sheet is ready")
    assert "Accounts" in titles(google, spreadsheet)


@pytest.mark.parametrize("after_write", [True, False])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_failure_that_passes_leaves_no_trace(fault: Json, after_write: object, google: LocalGoogle) -> None:
    other = ready(google)
    spreadsheet = empty(google)
    google.faults([{"match": ":batchUpdate$", "after_write": after_write, **fault}])

    assert run("setup", spreadsheet).status == 0

    assert list(titles(google, spreadsheet)) == list(titles(google, other))
    assert "Rien à faire" in run("setup", spreadsheet).output


def test_a_narrow_tab_grows_for_the_columns_that_it_lacks(google: LocalGoogle) -> None:
    mine = [[cell_data(text) for text in ("Compte", "Humeur", "Météo", "Notes")]]
    spreadsheet = load(google, "suivi", [("Comptes", mine)])

    done = run("setup", spreadsheet)

    accounts = sheet(google, spreadsheet, "Comptes")
    headers = values(google, spreadsheet, "Comptes")[0]
    since = headers.index("Ciblé depuis")
    assert headers[:5] == ["Compte", "Humeur", "Météo", "Notes", "Domaines"]
    assert accounts["properties"]["gridProperties"]["columnCount"] == len(headers) == 13
    assert cell(accounts, 1, since)["userEnteredFormat"]["numberFormat"]["type"] == "DATE"
    assert "colonne « Ciblé depuis »" in done.output.replace("\u00a0", " ")
    assert "Rien à faire" in run("setup", spreadsheet).output


def test_a_blank_tab_of_ours_gets_its_first_rows(google: LocalGoogle) -> None:
    spreadsheet = load(google, "suivi", [("Étapes", [])])

    run("setup", spreadsheet)

    rows = values(google, spreadsheet, "Étapes")
    assert rows[0] == ["Étape", "Ordre", "Nature", "Équipe", "Probabilité"]
    assert rows[1] == ["Découverte", 1, "ouverte", "marketing"]
    assert "Rien à faire" in run("setup", spreadsheet).output


def test_a_header_that_was_deleted_is_put_back_above_the_data(google: LocalGoogle) -> None:
    spreadsheet = ready(google, "edges")
    arguments = ("refresh", spreadsheet, "--as-of", "2026-05-20", "--json")
    figures = json.loads(run(*arguments).output)["metrics"]
    before = values(google, spreadsheet, "Coûts commerciaux")
    person = Person(google, OWNER)
    person.batch(spreadsheet, deleted(person.tabs(spreadsheet)["Coûts commerciaux"], "ROWS", 0, 1))
    without = json.loads(run(*arguments).output)

    done = run("setup", spreadsheet)

    assert (without["metrics"]["sales_costs"], without["metrics"]["roi"]) == (None, None)
    assert {each["rule"] for each in without["issues"] if each["tab"] == "sales_costs"} == {"missing_column"}
    assert "Coûts commerciaux, complété : en-têtes remis" in done.output.replace("\u00a0", " ")
    # The header of people's own column cannot be known.
    assert values(google, spreadsheet, "Coûts commerciaux") == [before[0][:-1], *before[1:]]
    assert json.loads(run(*arguments).output)["metrics"] == figures
    assert "Rien à faire" in run("setup", spreadsheet).output


def test_a_header_that_was_wiped_is_put_back_in_its_row(google: LocalGoogle) -> None:
    spreadsheet = ready(google, "edges")
    before = values(google, spreadsheet, "Étapes")
    person = Person(google, OWNER)
    person.batch(spreadsheet, cleared(person.tabs(spreadsheet)["Étapes"], endRowIndex=1))

    run("setup", spreadsheet)

    assert [row[:4] for row in values(google, spreadsheet, "Étapes")] == [row[:4] for row in before]
    assert "Rien à faire" in run("setup", spreadsheet).output


def test_one_header_that_was_wiped_is_put_back_in_its_cell(google: LocalGoogle) -> None:
    spreadsheet = ready(google, "edges")
    before = values(google, spreadsheet, "Opportunités")
    at = before[0].index("Montant")
    person = Person(google, OWNER)
    tab = person.tabs(spreadsheet)["Opportunités"]
    person.batch(spreadsheet, cleared(tab, endRowIndex=1, startColumnIndex=at, endColumnIndex=at + 1))

    run("setup", spreadsheet)

    assert values(google, spreadsheet, "Opportunités") == before
    assert "Rien à faire" in run("setup", spreadsheet).output


def test_nothing_is_written_into_a_tab_that_people_duplicated(google: LocalGoogle) -> None:
    spreadsheet = ready(google, "edges")
    person = Person(google, OWNER)
    tab = person.tabs(spreadsheet)["Interactions"]
    person.batch(
        spreadsheet,
        tab_renamed(tab, "archive"),
        {"duplicateSheet": {"sourceSheetId": tab, "insertSheetIndex": 9, "newSheetName": "Interactions"}},
        {"updateCells": {"range": {"sheetId": tab, "endRowIndex": 1}, "fields": "note"}},
    )
    archived = sheet(google, spreadsheet, "archive")

    done = run("refresh", spreadsheet, "--as-of", "2026-05-20", "--json")
    run("setup", spreadsheet)

    twins = [each for each in json.loads(done.output)["issues"] if each["rule"] == "duplicate_tab"]
    assert [(each["tab"], each["value"]) for each in twins] == [("interactions", "archive")]
    assert sheet(google, spreadsheet, "archive") == archived


@pytest.mark.parametrize("lost", ["=#REF!", "Chargement…"])
def test_a_header_that_became_an_error_is_put_back_where_it_was(google: LocalGoogle, lost: str) -> None:
    spreadsheet = ready(google, "article")
    before = values(google, spreadsheet, "Opportunités")
    place, body = f"/v4/spreadsheets/{spreadsheet}/values/Opportunités!D1:E1", {"values": [[lost, lost]]}
    Person(google, OWNER).done("PUT", place, body, valueInputOption="USER_ENTERED")

    assert run("setup", spreadsheet).status == 0

    assert values(google, spreadsheet, "Opportunités") == before


FILLED = [
    ("Comptes", None),
    ("Interactions", ("Comptes", {"Compte": "Alizé"})),
    ("Opportunités", ("Interactions", {"Date": "01/09/2026", "Compte": "Alizé", "Type": "Webinaire"})),
    (
        "Coûts marketing",
        ("Opportunités", {"Compte": "Alizé", "Étape": "Découverte", "Créée le": "02/09/2026"}),
    ),
]


def test_what_to_fill_next_is_told_each_time_and_nothing_is_computed_before_there_is_data(
    google: LocalGoogle,
) -> None:
    spreadsheet = empty(google)
    seen = []
    for _, row in FILLED:
        if row is not None:
            fill(google, spreadsheet, *row)
        lines = run("setup", spreadsheet).output.replace("\u00a0", " ").splitlines()
        reported = next(line for line in lines if line.startswith("Prochaine étape : remplissez l'onglet"))
        seen.append(
            (reported.split("« ")[1].split(" »")[0], "Tableau de bord" in titles(google, spreadsheet))
        )

    assert seen == [
        ("Comptes", False),
        ("Interactions", False),
        ("Opportunités", True),
        ("Coûts marketing", True),
    ]


def fill(google: LocalGoogle, spreadsheet: str, title: str, row: dict[str, str]) -> None:
    """Type the first row of a tab."""
    cells = [row.get(header) for header in values(google, spreadsheet, title)[0]]
    person = Person(google, OWNER)
    person.batch(spreadsheet, typed(person.tabs(spreadsheet)[title], 1, 0, *cells))
