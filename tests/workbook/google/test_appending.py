"""Rows added to a spreadsheet: under the people's, in the right columns, and nothing of theirs touched."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from abm_sheets.errors.google import ProtectedCellError, TooManyCellsError
from abm_sheets.errors.incoming import InputColumnMissingError, InputTabMissingError
from abm_sheets.intake import InputTab
from abm_sheets.refresh import examine
from abm_sheets.workbook.contents import Plain
from abm_sheets.workbook.google import batches, marks
from tests.commands import run
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, Person, load, load_snapshot, open_robot, values
from tests.requested import guarded, inserted, moved, tab_renamed, typed
from tests.sheets import NOW, snapshot
from tests.workbook.google import feeding
from tests.workbook.google.feeding import (
    SHOWN,
    TAB,
    THEIRS,
    added,
    calls,
    fed,
    feed,
    shared,
    shown,
    tab_id,
)

Json = dict[str, Any]

ROW: dict[str, Plain] = {"date": "2026-09-10", "account": "Alizé", "type": "Webinaire", "asset": "Guide"}

SHEETS = {
    "as we write it": (
        "date | account | type | asset",
        [46275, "Alizé", "Webinaire", "Guide"],
    ),
    "in English": (
        "Date | Account | Type | Asset",
        [46275, "Alizé", "Webinaire", "Guide"],
    ),
    "in another order": (
        "Contenu | Type | Compte | Date",
        ["Guide", "Webinaire", "Alizé", 46275],
    ),
    "with columns of theirs": (
        "Note | Date | Remarque | Entreprise | Type d'interaction | Fait | Support",
        ["", 46275, "", "Alizé", "Webinaire", "", "Guide"],
    ),
    "under a note": (
        "Nos échanges\n |\n Date | Compte | Type | Contenu",
        [46275, "Alizé", "Webinaire", "Guide"],
    ),
}


@pytest.mark.parametrize("what", SHEETS)
def test_values_stand_under_their_headers(what: str, google: LocalGoogle) -> None:
    header, expected = SHEETS[what]
    spreadsheet = shared(google, header)
    before = values(google, spreadsheet, TAB)
    book = open_robot(google, spreadsheet)

    appended = feed(book, [ROW])

    assert values(google, spreadsheet, TAB) == [*before, expected]
    assert appended.rows == {0: len(before) + 1}
    assert (appended.missing, appended.misplaced, appended.unplaced) == ([], {}, [])
    assert calls(book) == ["get", "values:batchGetByDataFilter", f"{spreadsheet}:batchUpdate"]


def test_rows_follow_those_of_people_in_order_and_touch_none(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    before = values(google, spreadsheet, TAB)
    book = open_robot(google, spreadsheet)

    first, second = feed(book), feed(book, [ROW], "b2")

    assert values(google, spreadsheet, TAB)[:3] == before
    assert added(google, spreadsheet) == [*SHOWN, [46275, "Alizé", "Webinaire", "", "Guide"]]
    assert (first.rows, second.rows) == ({0: 4, 1: 5, 2: 6}, {0: 7})
    assert len(calls(book)) == 6


def test_a_batch_asked_for_again_is_found_and_not_written(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    first, book = fed(google, spreadsheet), open_robot(google, spreadsheet)

    again = feed(book)

    assert again == first
    assert calls(book) == ["get", "values:batchGetByDataFilter"]
    assert added(google, spreadsheet) == SHOWN


def test_no_rows_are_no_call(google: LocalGoogle) -> None:
    book = open_robot(google, shared(google))

    assert feed(book, []).count == 0
    assert calls(book) == []


def test_text_is_never_a_formula_and_a_date_shows_as_one(google: LocalGoogle) -> None:
    spreadsheet = shared(google)

    fed(google, spreadsheet)

    formulas = shown(google, spreadsheet, how="FORMULA")[3:]
    assert [row[1:] for row in formulas] == [row[1:] for row in SHOWN]
    assert [row[0] for row in shown(google, spreadsheet)[3:]] == ["10/09/2026", "11/09/2026", "12/09/2026"]


def test_figures_keep_the_format_that_people_gave_their_column(google: LocalGoogle) -> None:
    columns = "id | amount | created | account | stage | Marge"
    spreadsheet = load_snapshot(google, snapshot("fr_FR", opportunities=columns))
    tab = tab_id(google, spreadsheet, "Opportunités")
    for column in (1, 5):
        below = {
            "sheetId": tab,
            "startRowIndex": 1,
            "startColumnIndex": column,
            "endColumnIndex": column + 1,
        }
        euros = {"userEnteredFormat": {"numberFormat": {"type": "NUMBER", "pattern": '0.00" €"'}}}
        cells = {"range": below, "cell": euros, "fields": "userEnteredFormat.numberFormat"}
        Person(google, OWNER).batch(spreadsheet, {"repeatCell": cells})
    row: dict[str, Plain] = {"amount": 1200.5, "account": "Alizé", "stage": "Gagnée", "created": "2026-09-10"}

    feed(open_robot(google, spreadsheet), [row], tab="opportunities")

    assert shown(google, spreadsheet, "Opportunités")[1] == ["", "1200,50 €", "10/09/2026", "Alizé", "Gagnée"]
    Person(google, OWNER).batch(spreadsheet, typed(tab, 1, 5, 3))
    assert shown(google, spreadsheet, "Opportunités")[1][5] == "3,00 €"


def test_a_spreadsheet_that_was_set_up_is_fed_wherever_people_put_things(google: LocalGoogle) -> None:
    spreadsheet = load(google, "suivi", [("Feuille 1", [])])
    run("setup", spreadsheet)
    tab, person = tab_id(google, spreadsheet), Person(google, OWNER)
    person.batch(
        spreadsheet,
        tab_renamed(tab, "Nos échanges"),
        inserted(tab, "COLUMNS", 1, 2),
        typed(tab, 0, 0, "Quand", "à nous", "Avec qui"),
        moved(tab, "COLUMNS", 3, 0),
    )

    appended = feed(open_robot(google, spreadsheet), [ROW])

    assert values(google, spreadsheet, "Nos échanges")[1] == ["Webinaire", 46275, "", "Alizé", "Guide"]
    assert (appended.title, appended.rows) == ("Nos échanges", {0: 2})


def test_a_column_that_the_tab_lacks_is_told(google: LocalGoogle) -> None:
    spreadsheet = shared(google)

    appended = feed(open_robot(google, spreadsheet), [{**ROW, "source": "Zapier", "id": "e1"}])

    assert appended.unplaced == ["id", "source"]
    assert added(google, spreadsheet) == [[46275, "Alizé", "Webinaire", "", "Guide"]]


def fill_down(google: LocalGoogle, spreadsheet: str, column: int, cell: Json) -> None:
    """A column of the people's that goes down to the last row of the tab."""
    place = {
        "sheetId": tab_id(google, spreadsheet),
        "startRowIndex": 1,
        "startColumnIndex": column,
        "endColumnIndex": column + 1,
    }
    down = {"range": place, "cell": {"userEnteredValue": cell}, "fields": "userEnteredValue"}
    Person(google, OWNER).batch(spreadsheet, {"repeatCell": down})


@pytest.mark.parametrize(
    "cell",
    [{"formulaValue": '=IF(B2="";"";LEN(B2))'}, {"boolValue": False}, {"stringValue": "?"}],
    ids=["formula", "boxes", "text"],
)
def test_rows_stand_under_the_last_even_where_a_column_is_filled_to_the_end(
    cell: Json, google: LocalGoogle
) -> None:
    spreadsheet = shared(google)
    fill_down(google, spreadsheet, 5, cell)
    before = values(google, spreadsheet, TAB)

    appended = fed(google, spreadsheet)

    rows = values(google, spreadsheet, TAB)
    assert appended.rows == {0: 4, 1: 5, 2: 6}
    assert [row[: len(wanted)] for row, wanted in zip(rows[3:6], SHOWN, strict=True)] == SHOWN
    assert rows[:3] == before[:3]
    assert [row[5:] for row in rows[6:]] == [row[5:] for row in before[3:]]
    assert shown(google, spreadsheet)[3][0] == "10/09/2026"


def test_an_array_formula_goes_on_beside_the_new_rows(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    formula = {"formulaValue": "=ARRAYFORMULA(LEN(B2:B))"}
    google.results({formula["formulaValue"]: [[5], [6], [4], [5], [8], [0]]})
    place = {"sheetId": tab_id(google, spreadsheet), "rowIndex": 1, "columnIndex": 5}
    cells = {"start": place, "rows": [{"values": [{"userEnteredValue": formula}]}]}
    Person(google, OWNER).batch(spreadsheet, {"updateCells": {**cells, "fields": "userEnteredValue"}})

    appended = fed(google, spreadsheet)

    assert appended.rows == {0: 4, 1: 5, 2: 6}
    assert [row[5] for row in values(google, spreadsheet, TAB)[1:7]] == [5, 6, 4, 5, 8, 0]


def test_a_note_further_down_stays_where_it_is(google: LocalGoogle) -> None:
    spreadsheet = shared(google, THEIRS.rstrip() + "\n |\n | | | À compléter avant lundi")

    appended = fed(google, spreadsheet)

    rows = values(google, spreadsheet, TAB)
    assert rows[4] == ["", "", "", "À compléter avant lundi"]
    assert rows[5:] == SHOWN
    assert appended.rows == {0: 6, 1: 7, 2: 8}


@pytest.mark.parametrize("room", [0, 10], ids=["full", "with blank rows"])
def test_a_table_that_people_made_of_the_tab_grows(room: int, google: LocalGoogle) -> None:
    spreadsheet = shared(google, "|" + THEIRS.strip().replace("\n", "\n|"))
    place = {"sheetId": tab_id(google, spreadsheet), "startRowIndex": 0, "endRowIndex": 3 + room}
    table = {"name": "Echanges", "range": {**place, "startColumnIndex": 1, "endColumnIndex": 6}}
    person = Person(google, OWNER)
    person.batch(spreadsheet, {"addTable": {"table": table}}, typed(place["sheetId"], 16, 1, "fin"))

    appended = fed(google, spreadsheet)

    rows = values(google, spreadsheet, TAB)
    assert [row[1:] for row in rows[3:6]] == SHOWN
    assert appended.rows == {0: 4, 1: 5, 2: 6}
    found = person.done("GET", f"/v4/spreadsheets/{spreadsheet}", fields="sheets.tables.range")
    (grown,) = [sheet["tables"][0]["range"] for sheet in found["sheets"] if sheet]
    assert grown["endRowIndex"] == max(6, 3 + room)
    assert ["", "fin"] in rows


def test_a_table_of_something_else_beside_the_data_is_left_alone(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    place = {"sheetId": tab_id(google, spreadsheet), "startRowIndex": 0, "endRowIndex": 3}
    table = {"name": "Aide", "range": {**place, "startColumnIndex": 6, "endColumnIndex": 8}}
    person, path = Person(google, OWNER), f"/v4/spreadsheets/{spreadsheet}"
    person.batch(spreadsheet, {"addTable": {"table": table}})
    before = person.done("GET", path, fields="sheets.tables")

    fed(google, spreadsheet)

    assert added(google, spreadsheet) == SHOWN
    assert person.done("GET", path, fields="sheets.tables") == before


def test_a_tab_without_a_blank_row_grows(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    properties = {"sheetId": tab_id(google, spreadsheet), "gridProperties": {"rowCount": 3}}
    shrunk = {"properties": properties, "fields": "gridProperties.rowCount"}
    Person(google, OWNER).batch(spreadsheet, {"updateSheetProperties": shrunk})

    appended = fed(google, spreadsheet)

    assert added(google, spreadsheet) == SHOWN
    assert appended.rows == {0: 4, 1: 5, 2: 6}
    assert shown(google, spreadsheet)[5][0] == "12/09/2026"


def test_a_filter_of_the_people_s_is_left_alone(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    place = {"sheetId": tab_id(google, spreadsheet), "startRowIndex": 0, "endRowIndex": 3}
    hidden = {"0": {"hiddenValues": ["01/09/2026"]}}
    person = Person(google, OWNER)
    person.batch(spreadsheet, {"setBasicFilter": {"filter": {"range": place, "criteria": hidden}}})
    path = f"/v4/spreadsheets/{spreadsheet}"
    before = person.done("GET", path, fields="sheets.basicFilter")

    fed(google, spreadsheet)

    assert person.done("GET", path, fields="sheets.basicFilter") == before
    assert added(google, spreadsheet) == SHOWN


def test_without_the_tab_or_a_column_nothing_is_written(google: LocalGoogle) -> None:
    bare = load_snapshot(google, snapshot("fr_FR", interactions=None))
    lacking = shared(google, "Date | Compte | Contenu")

    with pytest.raises(InputTabMissingError, match="l'onglet «\u00a0Interactions\u00a0» est introuvable"):
        fed(google, bare)
    with pytest.raises(InputColumnMissingError) as failure:
        fed(google, lacking)

    assert "the column “Type” was not found in the tab “Interactions”" in failure.value.sentence("en")
    assert values(google, lacking, TAB) == [["Date", "Compte", "Contenu"]]
    assert feeding.marks(google, bare) == feeding.marks(google, lacking) == []


def test_a_tab_that_somebody_protected_is_left_alone(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    Person(google, OWNER).batch(spreadsheet, guarded(tab_id(google, spreadsheet)))
    book = open_robot(google, spreadsheet)

    with pytest.raises(ProtectedCellError):
        feed(book)

    assert added(google, spreadsheet) == []
    assert len(calls(book)) == 3


def test_a_spreadsheet_without_room_says_so(google: LocalGoogle) -> None:
    spreadsheet = shared(google, THEIRS)
    properties = {"title": "Grand", "gridProperties": {"rowCount": 1_000_000, "columnCount": 9}}
    person, tab = Person(google, OWNER), tab_id(google, spreadsheet)
    shrunk = {
        "properties": {"sheetId": tab, "gridProperties": {"rowCount": 3}},
        "fields": "gridProperties.rowCount",
    }
    person.batch(spreadsheet, {"addSheet": {"properties": properties}}, {"updateSheetProperties": shrunk})
    found = person.done("GET", f"/v4/spreadsheets/{spreadsheet}", fields="sheets.properties.gridProperties")
    cells = sum(each["rowCount"] * each["columnCount"] for each in _grids(found))
    rest = {"title": "Reste", "gridProperties": {"rowCount": 10_000_000 - cells, "columnCount": 1}}
    person.batch(spreadsheet, {"addSheet": {"properties": rest}})

    with pytest.raises(TooManyCellsError):
        fed(google, spreadsheet)

    assert added(google, spreadsheet) == []


def _grids(found: Json) -> list[Json]:
    return [sheet["properties"]["gridProperties"] for sheet in found["sheets"]]


def test_batches_whose_marks_want_the_same_id_are_all_written(
    google: LocalGoogle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marks, "_BATCHES", 5)
    spreadsheet = shared(google)
    names = [f"batch-{number}" for number in range(5)]

    for name in (*names, *names):
        feed(open_robot(google, spreadsheet), [{**ROW, "asset": name}], name)

    assert [row[4] for row in added(google, spreadsheet)] == names
    assert len({mark["metadataId"] for mark in feeding.marks(google, spreadsheet)}) == 5


def test_only_the_last_marks_are_kept(google: LocalGoogle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "KEPT", 3)
    spreadsheet = shared(google)
    book = open_robot(google, spreadsheet)

    for number in range(12):
        feed(book, [ROW], f"b{number}")

    kept = [mark["metadataValue"] for mark in feeding.marks(google, spreadsheet)]
    assert sorted(kept) == ["10 b9", "11 b10", "12 b11"]


def test_the_marks_leave_most_of_the_room_to_others(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    fed(google, spreadsheet, "un-nom-de-lot-bien-trop-long-" * 9)
    fed(google, spreadsheet, "un-nom-de-lot-bien-trop-long-" * 9)

    (mark,) = feeding.marks(google, spreadsheet)

    assert (len(mark["metadataKey"]) + len(mark["metadataValue"]) + 5) * batches.KEPT < 10_000
    assert added(google, spreadsheet) == SHOWN


def test_what_is_too_large_for_a_request_goes_in_several_and_once(
    google: LocalGoogle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "LARGEST_PART", 800)
    spreadsheet = shared(google)
    book = open_robot(google, spreadsheet)
    rows = [{**ROW, "asset": f"Guide {number}"} for number in range(7)]

    first, again = feed(book, rows), feed(book, rows)

    assert [row[4] for row in added(google, spreadsheet)] == [f"Guide {number}" for number in range(7)]
    assert first == again
    assert first.rows == {number: number + 4 for number in range(7)}
    assert calls(book).count(f"{spreadsheet}:batchUpdate") == len(feeding.marks(google, spreadsheet)) > 1


def test_a_thousand_rows_are_one_write_and_a_refresh_reads_them(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    book = open_robot(google, spreadsheet)
    rows: list[dict[str, Plain]] = [
        {"date": "2026-09-15", "account": "alize.fr", "type": "Webinaire", "asset": f"n° {number}"}
        for number in range(1_000)
    ]

    appended = feed(book, rows)
    report = examine(open_robot(google, spreadsheet), date(2026, 9, 27), now=NOW).report

    assert len(calls(book)) == 3
    assert appended.rows == {number: number + 4 for number in range(1_000)}
    (alize,) = [account for account in report.accounts if account.account == "Alizé"]
    assert alize.interactions == 1_001
    assert [issue.rule for issue in report.issues if issue.row and issue.row > 3] == []


def test_the_target_is_the_tab_that_a_refresh_reads() -> None:
    content = snapshot("fr_FR", interactions=THEIRS)

    found = content.tabs[InputTab("interactions").find_tab(content)]

    assert found.title == TAB
    assert InputTab("interactions").find_columns(found).positions == {
        "date": 0,
        "account": 1,
        "type": 2,
        "asset": 4,
    }
