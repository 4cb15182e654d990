"""Rows added while Google fails and people edit: each once, in order, or none and a sentence."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from abm_sheets.errors.google import GoogleError, GoogleRefusedError, UnclearWriteError
from abm_sheets.errors.incoming import InputTabMissingError
from abm_sheets.workbook.contents import Plain
from abm_sheets.workbook.edits import Appended
from tests.commands import run
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, Person, load, open_robot, titles, values
from tests.requested import deleted, inserted, moved, row_added, sorted_by, tab_renamed, typed
from tests.test_google_faults import CALLS, DONE, KINDS, failing
from tests.trying import one_in
from tests.workbook.google.feeding import (
    ONCE,
    ROWS,
    SHOWN,
    TAB,
    added,
    calls,
    fed,
    feed,
    marks,
    shared,
    shown,
    tab_id,
    times,
)

Json = dict[str, Any]

IN_ORDER = {0: 4, 1: 5, 2: 6}
DAYS = ["10/09/2026", "11/09/2026", "12/09/2026"]


@failing
def test_a_failure_that_passes_leaves_no_trace(call: str, kind: str, google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    google.faults([{"match": CALLS[call], **KINDS[kind]}])

    appended = fed(google, spreadsheet)

    assert appended.rows == IN_ORDER
    assert added(google, spreadsheet) == SHOWN
    assert len(marks(google, spreadsheet)) == 1


@failing
def test_after_a_failure_that_lasts_the_next_process_adds_the_rows_once(
    call: str, kind: str, google: LocalGoogle
) -> None:
    spreadsheet = shared(google)
    google.faults([{"match": CALLS[call], "times": 100, **KINDS[kind]}])

    if call == "write" and kind in DONE:
        assert fed(google, spreadsheet).rows == IN_ORDER
    else:
        with pytest.raises(GoogleError) as failure:
            fed(google, spreadsheet)
        assert "\n" not in failure.value.sentence("fr")
        google.control("DELETE", "faults")
        assert added(google, spreadsheet) == []
    google.control("DELETE", "faults")

    assert fed(google, spreadsheet).rows == IN_ORDER
    assert added(google, spreadsheet) == SHOWN


@pytest.mark.parametrize("done", [True, False], ids=["done", "not done"])
@pytest.mark.parametrize("call", CALLS)
def test_a_call_that_hangs_is_given_up_and_made_again(call: str, google: LocalGoogle, *, done: bool) -> None:
    spreadsheet = shared(google)
    google.faults([{"match": CALLS[call], "hang_s": 1.2, "after_write": done}])

    appended = fed(google, spreadsheet, read=0.4, total=30)

    assert appended.rows == IN_ORDER
    assert added(google, spreadsheet) == SHOWN


@pytest.mark.parametrize("kind", ["done but unavailable", "done but dropped", "dropped"])
def test_a_process_that_dies_right_after_its_write_is_followed_by_one_that_finds_out(
    kind: str, google: LocalGoogle
) -> None:
    """The first process gets no answer, and no call of its after that reaches Google."""
    spreadsheet = shared(google)
    google.faults(
        [
            {"match": CALLS["write"], "times": 1, **KINDS[kind]},
            {"match": ".", "skip": 3, "status": 503, "times": 100},
        ]
    )
    with pytest.raises(GoogleError):
        fed(google, spreadsheet)
    google.control("DELETE", "faults")

    appended = fed(google, spreadsheet)

    assert appended.rows == IN_ORDER
    assert added(google, spreadsheet) == SHOWN


def test_how_often_a_write_without_an_answer_is_tried(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    google.faults([{"match": CALLS["write"], "status": 503, "times": 100}])
    book = open_robot(google, spreadsheet)

    with pytest.raises(UnclearWriteError, match="rien ne sera écrit en double"):
        feed(book)

    assert calls(book).count(f"{spreadsheet}:batchUpdate") == 3
    assert calls(book)[-1] == "values:batchGetByDataFilter"


def test_the_same_batch_by_several_at_once_is_added_once(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    google.faults([{"match": CALLS["write"], "hang_s": 0.1, "times": 4}])

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: fed(google, spreadsheet), range(4)))

    assert added(google, spreadsheet) == SHOWN
    assert [each.rows for each in done] == [IN_ORDER] * 4


def test_batches_of_several_at_once_are_all_added_in_their_own_order(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    google.faults([{"match": CALLS["write"], "hang_s": 0.2, "times": 3}])

    def one(name: str) -> Appended:
        rows = [{**row, "account": f"{name}{number}"} for number, row in enumerate(ROWS)]
        return feed(open_robot(google, spreadsheet), rows, name)

    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(one, "abc"))

    rows = shown(google, spreadsheet)
    accounts = [row[1] for row in rows[3:]]
    assert sorted(accounts) == [f"{name}{number}" for name in "abc" for number in range(3)]
    for name, appended in zip("abc", done, strict=True):
        assert [rows[row - 1][1] for row in appended.rows.values()] == [f"{name}{at}" for at in range(3)]
        assert list(appended.rows.values()) == sorted(appended.rows.values())
    assert [row[0] for row in rows[3:]] == DAYS * 3


def person_edits(tab: int) -> dict[str, list[Json]]:
    """What a person may do to the tab at the very moment, by what one would say of it."""
    row = ("2026-09-25", "Alizé", "Webinaire")
    return {
        "sorts": [sorted_by(0, "DESCENDING", sheetId=tab, startRowIndex=1, endRowIndex=9)],
        "inserts a row": [inserted(tab, "ROWS", 1, 2)],
        "inserts rows above the header": [inserted(tab, "ROWS", 0, 2)],
        "deletes a row": [deleted(tab, "ROWS", 1, 2)],
        "adds a row": [row_added(tab, *row)],
        "types in the next row": [typed(tab, 3, 0, *row)],
        "renames the tab": [tab_renamed(tab, "Nos échanges")],
        "adds a column at the end": [inserted(tab, "COLUMNS", 5, 6)],
        "duplicates the tab": [{"duplicateSheet": {"sourceSheetId": tab, "insertSheetIndex": 0}}],
        "inserts a column": [inserted(tab, "COLUMNS", 1, 2)],
        "moves a column": [moved(tab, "COLUMNS", 4, 0)],
        "takes a required header away": [typed(tab, 0, 1, "Qui")],
    }


COLUMNS_MOVED = {"inserts a column", "moves a column", "takes a required header away"}
EDITS = person_edits(0)


def edit(google: LocalGoogle, spreadsheet: str, what: str, call: str, when: str = "after") -> None:
    """Let the owner edit right before or after a call."""
    google.edits(
        [
            {
                "match": CALLS[call],
                "when": when,
                "user": OWNER,
                "method": "POST",
                "path": f"/v4/spreadsheets/{spreadsheet}:batchUpdate",
                "body": {"requests": person_edits(tab_id(google, spreadsheet))[what]},
            }
        ]
    )


@pytest.mark.parametrize("lost", [False, True], ids=["answered", "answer lost"])
@pytest.mark.parametrize("what", [what for what in EDITS if what not in COLUMNS_MOVED])
def test_somebody_edits_between_the_reads_and_the_write(
    what: str, google: LocalGoogle, *, lost: bool
) -> None:
    spreadsheet, alone = shared(google), shared(google)
    Person(google, OWNER).batch(alone, *person_edits(tab_id(google, alone))[what])
    edit(google, spreadsheet, what, "values")
    google.faults([{"match": CALLS["write"], "status": 503, "after_write": True}] if lost else [])

    appended = fed(google, spreadsheet)

    assert google.control("GET", "edits")["made"][-1]["status"] == 200
    title = appended.title
    theirs = values(google, alone, title)
    assert times(google, spreadsheet, title) == ONCE
    assert values(google, spreadsheet, title)[: len(theirs)] == theirs
    assert values(google, spreadsheet, title)[len(theirs) :] == SHOWN
    assert appended.rows == {at: len(theirs) + at + 1 for at in range(3)}
    assert [row[0] for row in shown(google, spreadsheet, title)[len(theirs) :]] == DAYS
    assert fed(google, spreadsheet) == appended


@pytest.mark.parametrize("what", sorted(COLUMNS_MOVED))
def test_rows_that_land_under_other_headers_are_told(what: str, google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    edit(google, spreadsheet, what, "values")

    appended = fed(google, spreadsheet)

    assert (appended.rows, appended.misplaced, appended.missing) == ({}, IN_ORDER, [])
    assert times(google, spreadsheet) == ONCE
    assert fed(google, spreadsheet) == appended
    assert times(google, spreadsheet) == ONCE


@pytest.mark.parametrize("what", EDITS)
def test_somebody_edits_right_after_a_write_that_went_unheard(what: str, google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    edit(google, spreadsheet, what, "write")
    google.faults([{"match": CALLS["write"], "status": 503, "after_write": True}])

    appended = fed(google, spreadsheet)

    if what == "types in the next row":
        assert appended.missing == [0]
        return
    assert times(google, spreadsheet, appended.title) == ONCE
    if what == "takes a required header away":
        assert appended.misplaced == IN_ORDER
    else:
        rows = values(google, spreadsheet, appended.title)
        stand = {str(rows[row - 1]) for row in appended.rows.values()}
        assert (len(stand), appended.missing, appended.misplaced) == (3, [], {})


def test_rows_that_people_deleted_or_changed_are_not_added_again(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    fed(google, spreadsheet)
    tab, person = tab_id(google, spreadsheet), Person(google, OWNER)
    corrected, completed = typed(tab, 3, 1, "Boréal"), typed(tab, 4, 3, "relancé")
    person.batch(spreadsheet, deleted(tab, "ROWS", 3, 4), corrected, completed)
    before = values(google, spreadsheet, TAB)

    appended = fed(google, spreadsheet)

    assert (appended.rows, appended.missing, appended.misplaced) == ({2: 5}, [0, 1], {})
    assert values(google, spreadsheet, TAB) == before


def test_a_tab_deleted_before_the_write_takes_nothing(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    deletes(google, spreadsheet, "values")

    with pytest.raises(InputTabMissingError):
        fed(google, spreadsheet)

    assert marks(google, spreadsheet) == []


def test_a_tab_deleted_between_the_reads_takes_nothing(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    deletes(google, spreadsheet, "metadata")

    with pytest.raises(InputTabMissingError):
        fed(google, spreadsheet)


def deletes(google: LocalGoogle, spreadsheet: str, call: str) -> None:
    gone = {"deleteSheet": {"sheetId": tab_id(google, spreadsheet)}}
    path = f"/v4/spreadsheets/{spreadsheet}:batchUpdate"
    body = {"requests": [gone]}
    google.edits([{"match": CALLS[call], "user": OWNER, "method": "POST", "path": path, "body": body}])


def test_a_column_inserted_between_the_two_reads_misleads_nobody(google: LocalGoogle) -> None:
    spreadsheet = load(google, "suivi", [("Feuille 1", [])])
    run("setup", spreadsheet)
    edit(google, spreadsheet, "inserts a column", "metadata")

    appended = fed(google, spreadsheet)

    assert (appended.rows, appended.misplaced) == ({0: 2, 1: 3, 2: 4}, {})
    assert times(google, spreadsheet) == ONCE


def test_rows_without_a_date_are_looked_for_alike(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    tab = tab_id(google, spreadsheet, "Comptes")
    path = f"/v4/spreadsheets/{spreadsheet}:batchUpdate"
    body = {"requests": [row_added(tab, "Dune")]}
    google.edits([{"match": CALLS["values"], "user": OWNER, "method": "POST", "path": path, "body": body}])
    book = open_robot(google, spreadsheet)

    appended = feed(book, [{"account": "Cirrus", "domains": "cirrus.fr"}], tab="accounts")

    assert values(google, spreadsheet, "Comptes")[3:] == [["Dune"], ["Cirrus", "cirrus.fr"]]
    assert appended.rows == {0: 5}
    assert len(calls(book)) == 5


def test_a_spreadsheet_whose_cells_are_refused_for_ever_says_so(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    google.faults([{"match": CALLS["values"], "status": 400, "times": 100}])

    with pytest.raises(GoogleRefusedError):
        fed(google, spreadsheet)

    google.control("DELETE", "faults")
    assert added(google, spreadsheet) == []


def test_a_copy_of_the_tab_is_not_taken_for_it(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    first = fed(google, spreadsheet)
    copied = {"sourceSheetId": tab_id(google, spreadsheet), "insertSheetIndex": 0}
    Person(google, OWNER).batch(spreadsheet, {"duplicateSheet": copied})

    again, other = fed(google, spreadsheet), fed(google, spreadsheet, "b2")

    assert again == first
    assert other.title == TAB
    assert added(google, spreadsheet) == SHOWN * 2
    copy = next(title for title in titles(google, spreadsheet) if title != TAB and TAB in title)
    assert values(google, spreadsheet, copy)[3:] == SHOWN


def test_a_tab_renamed_since_is_where_the_batch_is_found(google: LocalGoogle) -> None:
    spreadsheet = shared(google)
    fed(google, spreadsheet)
    renamed = tab_renamed(tab_id(google, spreadsheet), "Archives")
    Person(google, OWNER).batch(spreadsheet, renamed, {"addSheet": {"properties": {"title": TAB}}})

    appended = fed(google, spreadsheet)

    assert (appended.title, appended.rows) == ("Archives", IN_ORDER)
    assert values(google, spreadsheet, TAB) == []


def test_what_is_found_adds_up() -> None:
    appended = Appended(TAB, len(ROWS), {0: 4}, {2: 9})

    assert appended.missing == [1]


@settings(one_in(13), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_fails_and_however_often_it_is_repeated_each_row_is_there_once(
    google: LocalGoogle, data: st.DataObject
) -> None:
    spreadsheet = shared(google, "date | account | type | asset")
    kinds = st.sampled_from([*KINDS.values()])
    for batch in ("a", "b", "c"):
        faults = data.draw(st.lists(st.tuples(st.sampled_from([*CALLS.values()]), kinds), max_size=3))
        google.faults([{"match": match, "times": 3, **kind} for match, kind in faults])
        rows = [{**row, "account": f"{batch}{number}"} for number, row in enumerate(ROWS)]
        assert any(_is_done(google, spreadsheet, rows, batch) for _ in range(20))
        for _ in range(data.draw(st.integers(0, 1))):
            _is_done(google, spreadsheet, rows, batch)
    google.control("DELETE", "faults")

    accounts = [row[1] for row in values(google, spreadsheet, TAB)[1:]]
    assert accounts == [f"{batch}{number}" for batch in "abc" for number in range(3)]


def _is_done(google: LocalGoogle, spreadsheet: str, rows: list[dict[str, Plain]], batch: str) -> bool:
    try:
        appended = feed(open_robot(google, spreadsheet, attempts=2), rows, batch)
    except GoogleError:
        return False
    return appended.missing == []
