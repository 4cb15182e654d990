"""The whole workbook read: tabs in any order, columns and rows too."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from abm_sheets.issues import RULES
from abm_sheets.language import catalogue
from abm_sheets.tables import INPUT_TABS, Tables, read_tables
from abm_sheets.workbook.interface import Cell, CellError, Snapshot, Tab
from tests.sheets import NOW, read, snapshot
from tests.trying import one_in

BOOK: dict[str, Any] = {
    "accounts": "account|domains|targeted_from\nAlizé|alize.fr|2026-07-01\nBoréal|boreal.fr|",
    "interactions": "date|account|type|asset\n2026-09-01|Alizé|LinkedIn|Démo\n2026-09-02|boréal|Webinaire|",
    "opportunities": "id|account|amount|stage|created|closed\n1|Alizé|100|Gagnée|2026-07-02|2026-08-01",
    "marketing_costs": "date|amount|account\n2026-07-05|10|Alizé\n2026-07-06|20|",
    "sales_costs": "date|amount|industry\n2026-07-05|10|",
    "targets": "metric|quarter|target|alert\nroi|2026-T3|3|\nrevenue|2026-T3|1000|500",
    "actions": "date|kind|description|due\n2026-09-21|action|Relancer|2026-10-01",
    "workshop": "participant|metric|priority\nAna|roi|1",
    "interaction_types": "type|engagement|marketing\nLinkedIn|oui|oui\nWebinaire|oui|non",
    "stages": "stage|order|kind\nGagnée|2|won\nAccord|1|open",
    "settings": "setting|value\nsmall_sample|4\nfx_USD|0.9",
    "team": "email|name|role\nana@alize.fr|Ana|marketing",
}
FRAMES = [each.name for each in fields(Tables) if each.type in {"pd.DataFrame", "pd.DataFrame | None"}]

GARBAGE = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats()
    | st.text(max_size=12)
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.sampled_from(
        [CellError("#N/A"), "#REF! (x)", "1.234", "inf", "nan", "=1+1", "{x}", "{0}", "%s", "\x00"]
    )
)


def _same(one: Tables, other: Tables) -> None:
    for name in FRAMES:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name), obj=name)
    assert one.settings == other.settings


def test_a_tab_for_each_model_in_the_order_of_the_catalogue() -> None:
    tabs = [model.tab for model in INPUT_TABS]
    assert tabs == [key for key, entry in catalogue("fr").entries["tabs"].items() if "columns" in entry]
    assert set(BOOK) == set(tabs)
    for model in INPUT_TABS:
        read = [name for name in catalogue("fr").columns(model.tab) if name in model.model_fields]
        assert read == list(model.model_fields)


def test_the_book_is_without_fault() -> None:
    tables = read(**BOOK)
    assert tables.issues == []
    assert len(FRAMES) == 11
    assert tables.rows_read == 8
    assert tables.today == date(2026, 9, 28)


def test_the_order_of_tabs_does_not_matter() -> None:
    _same(read(**BOOK), read(**dict(reversed(BOOK.items()))))


@one_in(8)
@given(order=st.permutations(range(4)))
def test_the_order_of_columns_does_not_matter(order: list[int]) -> None:
    shuffled = "\n".join(
        "|".join(line.split("|")[at] for at in order) for line in BOOK["interactions"].splitlines()
    )
    _same(_whole_book()[1], read(**{**BOOK, "interactions": shuffled}))


def test_headers_in_the_other_language_do_not_matter() -> None:
    books = [
        [
            Tab(
                tab.title, [[_translated(tab.title, cells[0], language), *cells[1:]] for cells in tab.columns]
            )
            for tab in snapshot(**{**BOOK, "settings": f"{BOOK['settings']}\nlanguage|fr"}).tabs
        ]
        for language in ("fr", "en")
    ]
    one, other = (read_tables(Snapshot("x", tabs, "fr_FR"), NOW) for tabs in books)
    _same(one, other)


def _translated(title: str, column: Cell, language: str) -> str:
    key = next(key for key, shown in catalogue("fr").titles().items() if shown == title)
    return catalogue(language).header(key, str(column))


@one_in(2)
@given(data=st.data(), cell=GARBAGE)
def test_garbage_in_a_cell_never_raises_and_never_removes_another_row(
    data: st.DataObject, cell: Cell
) -> None:
    before, whole = _whole_book()
    at = data.draw(st.integers(0, len(before.tabs) - 1), label="tab")
    column = data.draw(st.integers(0, len(before.tabs[at].columns) - 1), label="column")
    row = data.draw(st.integers(1, len(before.tabs[at].columns[column]) - 1), label="row")
    after = read_tables(_replaced(before, at, column, row, cell), NOW)
    assert {issue.rule for issue in after.issues} <= set(RULES)
    untouched = {"interaction_types", "stages", "accounts", "settings"}
    key = next(key for key, shown in catalogue("fr").titles().items() if shown == before.tabs[at].title)
    if key in untouched:
        return
    for name in FRAMES:
        rows = {*getattr(whole, name)["row"]} - ({row + 1} if name == key else set())
        assert rows <= {*getattr(after, name)["row"]}


@one_in(4)
@given(
    header=st.lists(st.sampled_from(["Date", "Compte", "Type", "Leads", "", "x"]), min_size=1, max_size=6),
    cells=st.lists(st.lists(GARBAGE, max_size=6), max_size=12),
)
def test_tabs_of_garbage_never_raise(header: list[str], cells: list[list[Cell]]) -> None:
    tables = read(**{**BOOK, "interactions": [header, *cells], "actions": cells, "settings": cells})
    assert {issue.rule for issue in tables.issues} <= set(RULES)


@cache
def _whole_book() -> tuple[Snapshot, Tables]:
    book = snapshot(**BOOK)
    return book, read_tables(book, NOW)


def _replaced(book: Snapshot, at: int, column: int, row: int, cell: Cell) -> Snapshot:
    columns = [list(cells) for cells in book.tabs[at].columns]
    columns[column][row] = cell
    tabs = [*book.tabs[:at], Tab(book.tabs[at].title, columns), *book.tabs[at + 1 :]]
    return Snapshot(book.name, tabs, book.locale)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_issues_are_told_in_the_language_asked_for(language: str) -> None:
    (issue,) = read_tables(snapshot(interactions=None), NOW, language).issues
    assert catalogue(language).title("interactions") in issue.message
    assert ("introuvable" in issue.message) == (language == "fr")
