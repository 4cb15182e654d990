"""Cells of people's rows changed while Google fails and people edit: the right ones, or none and a reason."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from abm_sheets.errors.google import GoogleError, ProtectedCellError, UnclearWriteError
from abm_sheets.errors.incoming import InputColumnMissingError, InputTabMissingError
from abm_sheets.intake import InputTab
from abm_sheets.workbook.edits import Left, RowUpdate, Updated
from abm_sheets.workbook.google import batches, updates
from abm_sheets.workbook.google.marks import ROW_KEY, mark_row
from abm_sheets.workbook.google.spreadsheet import GoogleWorkbook
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, Person, load_snapshot, open_robot, values
from tests.requested import deleted, guarded, inserted, moved, row_added, sorted_by, tab_renamed, typed
from tests.sheets import snapshot
from tests.test_google_faults import KINDS
from tests.trying import one_in
from tests.workbook.google.feeding import calls, shown, tab_id

Json = dict[str, Any]

TAB = "Opportunités"

THEIRS = """
    id | account | name     | Remarque | amount | stage       | created    | closed
    D1 | Alizé   | Renfort  | vu       | 1000   | Proposition | 2026-09-01 |
    D2 | Boréal  | Refonte  |          | 2000.5 | Proposition | 2026-09-02 |
    D3 | Alizé   | Audit    | urgent   | 3000   | Découverte  | 2026-09-03 |
    D4 | Boréal  | Conseil  |          |        | Découverte  | 2026-09-04 |
"""
"""The deals that people typed, with a column of their own."""

SIGNED = date(2026, 9, 20)
UPDATES = (
    RowUpdate(
        2, {"id": "D1"}, {"stage": "Proposition", "closed": None}, {"stage": "Gagnée", "closed": SIGNED}
    ),
    RowUpdate(4, {"id": "D3"}, {"amount": 3000}, {"amount": 3500.25}),
    RowUpdate(5, {"id": "D4"}, {"amount": None, "stage": "Découverte"}, {"amount": 400, "stage": "=1+1"}),
)
CHANGED: dict[str, dict[str, Any]] = {
    "D1": {"stage": "Gagnée", "closed": 46285},
    "D3": {"amount": 3500.25},
    "D4": {"amount": 400, "stage": "=1+1"},
}

CALLS: dict[str, Json] = {
    "metadata": {"match": r"^GET .*/v4/spreadsheets/"},
    "values": {"match": r"values:batchGetByDataFilter"},
    "mark": {"match": r"spreadsheets/[\w-]+:batchUpdate$"},
    "sight": {"match": r"spreadsheets/[\w-]+:getByDataFilter$"},
    "write": {"match": r"values:batchUpdateByDataFilter"},
    "forget": {"match": r"spreadsheets/[\w-]+:batchUpdate$", "skip": 1},
}
"""The calls of one round, in order."""


def shared(google: LocalGoogle, deals: str = THEIRS) -> str:
    return load_snapshot(google, snapshot("fr_FR", opportunities=deals))


def update(book: GoogleWorkbook, updates: Sequence[RowUpdate] = UPDATES) -> Updated:
    (done,) = book.update(InputTab("opportunities"), updates)
    return done


def updated(google: LocalGoogle, spreadsheet: str, **bounds: Any) -> Updated:
    return update(open_robot(google, spreadsheet, **bounds))


def rows_of(google: LocalGoogle, spreadsheet: str, title: str = TAB) -> list[dict[str, Any]]:
    """The rows under the header, by the header's names, blanks left out."""
    rows = values(google, spreadsheet, title)
    start = next(at for at, row in enumerate(rows) if "id" in row)
    lines = [dict(zip(rows[start], row, strict=False)) for row in rows[start + 1 :]]
    return [{name: cell for name, cell in line.items() if cell != ""} for line in lines]


def with_changes(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, **CHANGED.get(row.get("id", ""), {})} for row in rows]


def marks(google: LocalGoogle, spreadsheet: str) -> list[Json]:
    """The marks of rows that are there."""
    body = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": ROW_KEY}}]}
    found = Person(google, OWNER).done(
        "POST", f"/v4/spreadsheets/{spreadsheet}/developerMetadata:search", body
    )
    marked: list[Json] = found.get("matchedDeveloperMetadata", [])
    return marked


def test_only_the_cells_to_change_are_changed(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    before = rows_of(google, spreadsheet)
    book = open_robot(google, spreadsheet)

    done = update(book)

    assert rows_of(google, spreadsheet) == with_changes(before)
    assert (done.title, done.count, done.rows, done.left) == (TAB, 3, {0: 2, 1: 4, 2: 5}, {})
    assert (done.mended, done.astray, marks(google, spreadsheet)) == ([], [], [])
    assert calls(book) == [
        "get",
        "values:batchGetByDataFilter",
        f"{spreadsheet}:batchUpdate",
        f"{spreadsheet}:getByDataFilter",
        "values:batchUpdateByDataFilter",
        f"{spreadsheet}:batchUpdate",
    ]


def test_text_is_never_a_formula_and_a_date_shows_as_one(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    updated(google, spreadsheet)

    assert shown(google, spreadsheet, TAB, "FORMULA")[4][5] == "=1+1"
    assert shown(google, spreadsheet, TAB)[1][7] == "20/09/2026"
    assert shown(google, spreadsheet, TAB)[3][4] == "3500,25"


def test_the_same_updates_again_change_nothing(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    first = updated(google, spreadsheet)
    book = open_robot(google, spreadsheet)

    assert update(book) == first
    assert calls(book) == ["get", "values:batchGetByDataFilter"]


def test_nothing_to_update_is_no_call(google: LocalGoogle) -> None:
    book = open_robot(google, shared(google))

    assert list(book.update(InputTab("opportunities"), [])) == []
    assert calls(book) == []


def requests_of(tab: int) -> dict[str, list[Json]]:
    """What a person may do to the tab, by what one would say of it."""
    data = {"sheetId": tab, "startRowIndex": 1, "endRowIndex": 5}
    newest_first = sorted_by(6, "DESCENDING", **data)
    return {
        "sorts": [newest_first],
        "sorts some columns": [sorted_by(6, "DESCENDING", **data, endColumnIndex=8)],
        "inserts a row": [inserted(tab, "ROWS", 1, 2)],
        "inserts rows above the header": [inserted(tab, "ROWS", 0, 3)],
        "deletes another row": [deleted(tab, "ROWS", 2, 3)],
        "moves a row": [moved(tab, "ROWS", 4, 1)],
        "adds a row": [row_added(tab, "D5", "Alizé", "Plus")],
        "renames the tab": [tab_renamed(tab, "Nos affaires")],
        "inserts a column": [inserted(tab, "COLUMNS", 1, 2)],
        "inserts a column before what is written": [inserted(tab, "COLUMNS", 5, 6)],
        "moves a column": [moved(tab, "COLUMNS", 7, 0)],
        "moves what is written": [moved(tab, "COLUMNS", 5, 1)],
        "deletes a column of theirs": [deleted(tab, "COLUMNS", 3, 4)],
        "edits a note": [typed(tab, 1, 3, "rappelé")],
        "duplicates the tab": [{"duplicateSheet": {"sourceSheetId": tab, "insertSheetIndex": 9}}],
        "sorts and inserts": [newest_first, inserted(tab, "ROWS", 2, 3)],
    }


EDITS = list(requests_of(0))


def let_edit(
    google: LocalGoogle, spreadsheet: str, call: str, requested: Sequence[Json], times: int = 1
) -> None:
    """Let the owner edit right after a call."""
    google.edits(
        [
            {
                **CALLS[call],
                "user": OWNER,
                "method": "POST",
                "path": f"/v4/spreadsheets/{spreadsheet}:batchUpdate",
                "body": {"requests": requested},
                "times": times,
            }
        ]
    )


@pytest.mark.parametrize("call", ["values", "mark", "sight", "write"])
@pytest.mark.parametrize("what", EDITS)
def test_somebody_edits_meanwhile_and_nothing_is_misplaced(what: str, call: str, google: LocalGoogle) -> None:
    spreadsheet, alone = shared(google), shared(google)
    Person(google, OWNER).batch(alone, *requests_of(tab_id(google, alone, TAB))[what])
    let_edit(google, spreadsheet, call, requests_of(tab_id(google, spreadsheet, TAB))[what])

    done = updated(google, spreadsheet)

    assert google.control("GET", "edits")["made"][-1]["status"] == 200
    title = "Nos affaires" if what == "renames the tab" else TAB
    assert rows_of(google, spreadsheet, title) == with_changes(rows_of(google, alone, title))
    assert (done.left, done.astray, marks(google, spreadsheet)) == ({}, [], [])


@pytest.mark.parametrize("what", EDITS)
def test_somebody_edits_right_before_a_write_that_goes_unheard(what: str, google: LocalGoogle) -> None:
    spreadsheet, alone = shared(google), shared(google)
    Person(google, OWNER).batch(alone, *requests_of(tab_id(google, alone, TAB))[what])
    let_edit(google, spreadsheet, "sight", requests_of(tab_id(google, spreadsheet, TAB))[what])
    google.faults([{**CALLS["write"], "status": 503, "after_write": True}])

    done = updated(google, spreadsheet)

    title = "Nos affaires" if what == "renames the tab" else TAB
    assert rows_of(google, spreadsheet, title) == with_changes(rows_of(google, alone, title))
    assert (done.left, done.astray) == ({}, [])


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("kind", ["quota", "unavailable", "done but unavailable", "done but dropped"])
def test_a_failure_that_passes_leaves_no_trace(call: str, kind: str, google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    before = rows_of(google, spreadsheet)
    google.faults([{**CALLS[call], **KINDS[kind]}])

    done = updated(google, spreadsheet)

    assert (done.rows, done.left) == ({0: 2, 1: 4, 2: 5}, {})
    assert rows_of(google, spreadsheet) == with_changes(before)


@pytest.mark.parametrize("call", [call for call in CALLS if call != "forget"])
def test_after_a_failure_that_lasts_the_next_run_does_it(call: str, google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    before = rows_of(google, spreadsheet)
    google.faults([{**CALLS[call], "status": 503, "times": 100}])

    with pytest.raises(GoogleError) as failure:
        updated(google, spreadsheet)
    assert "\n" not in failure.value.sentence("fr")
    google.control("DELETE", "faults")
    assert rows_of(google, spreadsheet) == before

    assert updated(google, spreadsheet).rows == {0: 2, 1: 4, 2: 5}
    assert rows_of(google, spreadsheet) == with_changes(before)
    assert marks(google, spreadsheet) == []


def test_how_often_a_write_without_an_answer_is_tried(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    google.faults([{**CALLS["write"], "status": 503, "times": 100}])
    book = open_robot(google, spreadsheet)

    with pytest.raises(UnclearWriteError, match="rien ne sera écrit en double"):
        update(book)

    assert calls(book).count("values:batchUpdateByDataFilter") == updates.ATTEMPTS


def duplicated(tab: int) -> Json:
    """The first deal copied over the second."""
    source = {"sheetId": tab, "startRowIndex": 1, "endRowIndex": 2}
    return {"copyPaste": {"source": source, "destination": {**source, "startRowIndex": 2, "endRowIndex": 3}}}


LEFT = {
    "changes what is known": ([typed(0, 1, 0, "D9")], Left.GONE),
    "deletes the row": ([deleted(0, "ROWS", 1, 2)], Left.GONE),
    "corrects the cell": ([typed(0, 1, 5, "Négociation")], Left.CHANGED),
    "takes the column away": ([typed(0, 0, 7, "Autre")], Left.GONE),
}


def on_tab(requested: Any, tab: int) -> Any:
    """Requests as they are made on a tab of some id."""
    if isinstance(requested, list):
        return [on_tab(each, tab) for each in requested]
    if isinstance(requested, dict):
        return {key: tab if key == "sheetId" else on_tab(each, tab) for key, each in requested.items()}
    return requested


@pytest.mark.parametrize("call", ["metadata", "values", "mark"])
@pytest.mark.parametrize("what", LEFT)
def test_a_row_that_is_no_more_what_it_was_is_left_alone(what: str, call: str, google: LocalGoogle) -> None:
    spreadsheet, alone = shared(google), shared(google)
    requested, reason = LEFT[what]
    Person(google, OWNER).batch(alone, *on_tab(requested, tab_id(google, alone, TAB)))
    let_edit(google, spreadsheet, call, on_tab(requested, tab_id(google, spreadsheet, TAB)))

    done = update(open_robot(google, spreadsheet), UPDATES[:1])

    assert (done.left, done.rows) == ({0: reason}, {})
    assert values(google, spreadsheet, TAB) == values(google, alone, TAB)


def test_a_row_that_somebody_copied_is_left_alone(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    Person(google, OWNER).batch(spreadsheet, duplicated(tab_id(google, spreadsheet, TAB)))

    assert update(open_robot(google, spreadsheet), UPDATES[:1]).left == {0: Left.SEVERAL}


def test_a_cell_that_a_formula_fills_is_left_alone(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    tab, person = tab_id(google, spreadsheet, TAB), Person(google, OWNER)
    place = {"sheetId": tab, "rowIndex": 3, "columnIndex": 4}
    formula = {"userEnteredValue": {"formulaValue": "=1000*3"}}
    cells = {"start": place, "rows": [{"values": [formula]}], "fields": "userEnteredValue"}
    person.batch(spreadsheet, {"updateCells": cells})

    done = updated(google, spreadsheet)

    assert (done.rows, done.left) == ({0: 2, 2: 5}, {1: Left.COMPUTED})
    assert shown(google, spreadsheet, TAB, "FORMULA")[3][4] == "=1000*3"


def test_formulas_beside_follow_and_are_no_reason_to_doubt(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    tab, person = tab_id(google, spreadsheet, TAB), Person(google, OWNER)
    beside = {"sheetId": tab, "startRowIndex": 1, "startColumnIndex": 8, "endColumnIndex": 9}
    down = {"range": beside, "cell": {"userEnteredValue": {"formulaValue": "=E2*2"}}}
    person.batch(spreadsheet, {"repeatCell": {**down, "fields": "userEnteredValue"}})
    book = open_robot(google, spreadsheet)

    assert update(book).left == {}
    assert len(calls(book)) == 6
    assert [row[8] for row in values(google, spreadsheet, TAB)[1:5]] == [2000, 4001, 7000.5, 800]


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("done", [True, False], ids=["done", "not done"])
def test_what_was_struck_is_put_back_even_where_that_goes_unheard(
    times: int, google: LocalGoogle, *, done: bool
) -> None:
    spreadsheet, alone = shared(google), shared(google)
    Person(google, OWNER).batch(alone, *requests_of(tab_id(google, alone, TAB))["sorts"])
    let_edit(google, spreadsheet, "sight", requests_of(tab_id(google, spreadsheet, TAB))["sorts"])
    unheard = {**CALLS["write"], "skip": 1, "times": times, "status": 503}
    google.faults([{**unheard, "after_write": done}])

    result = updated(google, spreadsheet)

    if times == 1 or done:
        assert rows_of(google, spreadsheet) == with_changes(rows_of(google, alone))
        assert (len(result.mended), result.astray) == (3, [])
    else:
        assert (result.mended, len(result.astray)) == ([], 3)


def test_a_header_that_is_renamed_at_the_very_moment_is_no_hindrance(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    tab = tab_id(google, spreadsheet, TAB)
    let_edit(google, spreadsheet, "sight", [typed(tab, 0, 1, "Qui")])
    google.faults([{**CALLS["write"], "status": 503, "after_write": True}])

    done = updated(google, spreadsheet)

    assert (done.rows, done.left, done.astray) == ({0: 2, 1: 4, 2: 5}, {}, [])
    assert rows_of(google, spreadsheet)[0]["stage"] == "Gagnée"


def test_rows_that_are_alike_are_put_back_when_a_sort_sends_a_write_astray(google: LocalGoogle) -> None:
    """The rows that a write may strike hold different amounts, and nothing else tells them apart."""
    spreadsheet = shared(
        google,
        """
        id | account | amount | stage  | created
        D1 | Alizé   | 1      | Gagnée | 2026-09-01
        D2 | Boréal  | 2      | Gagnée | 2026-09-05
           | Alizé   | 3      | Gagnée | 2026-09-03
           | Alizé   | 4      | Gagnée | 2026-09-03
        """,
    )
    tab = tab_id(google, spreadsheet, TAB)
    by_amount = sorted_by(2, "DESCENDING", sheetId=tab, startRowIndex=1, endRowIndex=5)
    let_edit(google, spreadsheet, "sight", [by_amount])

    change = [RowUpdate(2, {"id": "D1"}, {"amount": 1}, {"amount": 9})]
    done = update(open_robot(google, spreadsheet), change)

    assert (done.rows, done.mended, done.astray) == ({0: 5}, [], [2])
    amounts = [row[2] for row in values(google, spreadsheet, TAB)[1:]]
    assert amounts == [9, 3, 2, 9]


def test_a_header_row_that_somebody_protected_is_no_hindrance(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    head = guarded(tab_id(google, spreadsheet, TAB), startRowIndex=0, endRowIndex=1)
    Person(google, OWNER).batch(spreadsheet, head)

    assert updated(google, spreadsheet).left == {}


def test_a_protected_tab_is_left_as_it_is(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    Person(google, OWNER).batch(spreadsheet, guarded(tab_id(google, spreadsheet, TAB)))
    before = rows_of(google, spreadsheet)

    with pytest.raises(ProtectedCellError):
        updated(google, spreadsheet)

    assert rows_of(google, spreadsheet) == before
    assert marks(google, spreadsheet) == []


def test_marks_leave_room_for_those_of_batches() -> None:
    """Google keeps 30,000 characters for a tab, keys and values."""
    assert updates.MOST_ROWS * len(ROW_KEY) + batches.KEPT * 90 < 25_000


def test_marks_that_a_broken_run_left_are_taken_away(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    tab = tab_id(google, spreadsheet, TAB)
    Person(google, OWNER).batch(spreadsheet, *(mark_row(tab, row, row + 7) for row in range(1, 4)))

    assert updated(google, spreadsheet).left == {}
    assert marks(google, spreadsheet) == []


@pytest.mark.parametrize(
    ("requested", "failure"),
    [
        ([{"deleteSheet": {"sheetId": 0}}], InputTabMissingError),
        ([typed(0, 0, 1, "Qui")], InputColumnMissingError),
    ],
    ids=["tab", "column"],
)
@pytest.mark.parametrize("call", ["metadata", "values", "mark"])
def test_what_is_gone_meanwhile_is_named(
    call: str, requested: list[Json], failure: type[Exception], google: LocalGoogle
) -> None:
    spreadsheet = shared(google)
    let_edit(google, spreadsheet, call, on_tab(requested, tab_id(google, spreadsheet, TAB)))

    with pytest.raises(failure):
        updated(google, spreadsheet)


def test_many_updates_go_in_parts(google: LocalGoogle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updates, "MOST_ROWS", 2)
    spreadsheet = shared(google)
    before = rows_of(google, spreadsheet)

    parts = list(open_robot(google, spreadsheet).update(InputTab("opportunities"), UPDATES))

    assert [(part.count, part.rows) for part in parts] == [(2, {0: 2, 1: 4}), (1, {0: 5})]
    assert rows_of(google, spreadsheet) == with_changes(before)


def test_long_values_go_in_parts(google: LocalGoogle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updates, "LARGEST_PART", 500)

    parts = list(open_robot(google, shared(google)).update(InputTab("opportunities"), UPDATES))

    assert sum(part.count for part in parts) == 3
    assert len(parts) == 2


SAFE = ("sorts", "inserts a row", "moves a row", "adds a row", "inserts a column")
"""What people may do several times in any order, and the deals are still the deals."""


@settings(one_in(4), derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_people_and_failures_do_what_is_misplaced_is_told(
    google: LocalGoogle, data: st.DataObject
) -> None:
    """For anything to be so, people would have to move things right before a write and right after it."""
    google.reset()
    spreadsheet = shared(google)
    wanted = by_id(with_changes(rows_of(google, spreadsheet)))
    requested = requests_of(tab_id(google, spreadsheet, TAB))
    edits = data.draw(st.lists(st.tuples(st.sampled_from(SAFE), st.sampled_from([*CALLS])), max_size=4))
    for what, call in edits:
        let_edit(google, spreadsheet, call, requested[what])
    for call in data.draw(st.lists(st.sampled_from([*CALLS]), max_size=3)):
        google.faults([{**CALLS[call], **data.draw(st.sampled_from([*KINDS.values()]))}])

    astray = _until_done(google, spreadsheet)

    found = by_id(rows_of(google, spreadsheet))
    assert sum(found[key] != wanted[key] for key in wanted) <= len(astray)
    if sum(call in {"sight", "write"} for _, call in edits) < 2:
        assert astray == []


def by_id(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The deals by their ids, the people's own columns and their new deal aside."""
    ours = [{name: cell for name, cell in row.items() if name not in {"", "Remarque"}} for row in rows]
    return {row["id"]: row for row in ours if row.get("id", "D5") != "D5"}


def _until_done(google: LocalGoogle, spreadsheet: str) -> list[int]:
    """Make the updates until they are made; the rows that could not be put back."""
    astray: list[int] = []
    for _ in range(12):
        with suppress(GoogleError):
            done = updated(google, spreadsheet)
            astray += done.astray
            if astray or not done.left:
                break
    else:
        pytest.fail("the updates are never made")
    return astray
