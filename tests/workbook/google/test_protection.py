"""Our protected ranges, read from a spreadsheet and made for it."""

from __future__ import annotations

from typing import Any

import pytest

from abm_sheets.workbook.google.present import TAB_KEY, Mark, Present, PresentTab
from abm_sheets.workbook.google.protection import (
    add_protection,
    change_protection,
    our_protections,
    protected_range,
    remove_protection,
    shared_tabs,
)
from abm_sheets.workbook.interface import Protection
from tests.google.launch import LocalGoogle
from tests.loading import values
from tests.upkeep.access.sheet import WORDS, make, open_sharer, owner

Json = dict[str, Any]


def entry(**parts: Any) -> Json:
    """A whole tab's protection of ours, as Google gives it, with other parts."""
    given = {
        "protectedRangeId": 4,
        "range": {"sheetId": 7},
        "description": "abm_sheets: Comptes",
        "editors": {"users": ["marie@exemple.fr"]},
        "requestingUserCanEdit": True,
    }
    return {**given, **parts}


def tab(*entries: Json, number: int = 7, key: str | None = None) -> PresentTab:
    """A tab of 100 rows and 8 columns with protections."""
    marks = {TAB_KEY: Mark(1, key)} if key else {}
    return PresentTab(number, f"Onglet {number}", 100, 8, marks=marks, protections=entries)


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ({}, Protection(4, whole=True, editors=("marie@exemple.fr",))),
        ({"range": {}}, Protection(4, whole=True, editors=("marie@exemple.fr",))),
        (
            {"range": {"sheetId": 7, "startRowIndex": 2, "endRowIndex": 3}},
            Protection(4, row=2, editors=("marie@exemple.fr",)),
        ),
        (
            {"range": {"endRowIndex": 1, "endColumnIndex": 8}},
            Protection(4, row=0, editors=("marie@exemple.fr",)),
        ),
        ({"range": {"endRowIndex": 1, "endColumnIndex": 7}}, Protection(4, editors=("marie@exemple.fr",))),
        ({"range": {"endRowIndex": 1, "startColumnIndex": 1}}, Protection(4, editors=("marie@exemple.fr",))),
        ({"range": {"endRowIndex": 2}}, Protection(4, editors=("marie@exemple.fr",))),
        ({"range": {"startRowIndex": 1}}, Protection(4, editors=("marie@exemple.fr",))),
        (
            {"editors": {"users": ["a@b.fr"], "groups": ["tous@b.fr"]}},
            Protection(4, whole=True, editors=("a@b.fr", "tous@b.fr")),
        ),
        ({"editors": {"domainUsersCanEdit": True}}, Protection(4, whole=True, strict=False)),
        (
            {"warningOnly": True},
            Protection(4, whole=True, editors=("marie@exemple.fr",), strict=False),
        ),
        (
            {"unprotectedRanges": [{"sheetId": 7, "endRowIndex": 3}]},
            Protection(4, whole=True, editors=("marie@exemple.fr",), strict=False),
        ),
    ],
)
def test_a_protection_is_read_for_what_it_covers_and_whom_it_lets_in(parts: Json, found: Protection) -> None:
    assert our_protections(tab(entry(**parts))) == [found]


def test_one_that_shuts_us_out_hides_its_editors() -> None:
    hidden = entry()
    del hidden["editors"], hidden["requestingUserCanEdit"]

    assert our_protections(tab(hidden)) == [Protection(4, whole=True, ours_to_change=False)]


def test_one_of_a_named_range_covers_no_tab_and_no_row() -> None:
    named = entry(namedRangeId="n1")
    del named["range"]

    (found,) = our_protections(tab(named))
    assert (found.whole, found.row) == (False, None)


@pytest.mark.parametrize("description", ["", "Ne pas toucher", None])
def test_protections_that_people_set_are_none_of_ours(description: str | None) -> None:
    theirs = entry() if description is None else entry(description=description)
    if description is None:
        del theirs["description"]

    assert our_protections(tab(theirs)) == []


def test_of_two_tabs_with_one_identity_one_is_a_copy() -> None:
    tabs = [tab(number=1, key="team"), tab(number=2, key="team"), tab(number=3)]

    assert [(each.identity, each.copy) for each in shared_tabs(Present("s", "S", None, None, tabs))] == [
        ("team", False),
        ("team", True),
        (None, False),
    ]


def test_the_requests_name_the_place_the_people_and_nobody_else() -> None:
    wanted = protected_range(7, 2, "Comptes, en-tête", ["b@x.fr", "a@x.fr"], ["tous@x.fr"])

    assert add_protection(wanted) == {
        "addProtectedRange": {
            "protectedRange": {
                "range": {"sheetId": 7, "startRowIndex": 2, "endRowIndex": 3},
                "description": "abm_sheets: Comptes, en-tête",
                "warningOnly": False,
                "editors": {
                    "users": ["a@x.fr", "b@x.fr"],
                    "groups": ["tous@x.fr"],
                    "domainUsersCanEdit": False,
                },
            }
        }
    }
    changed = change_protection(Protection(4), wanted)["updateProtectedRange"]
    assert changed["protectedRange"]["protectedRangeId"] == 4
    assert changed["fields"] == "range,description,warningOnly,unprotectedRanges,editors"
    assert remove_protection(Protection(4)) == {"deleteProtectedRange": {"protectedRangeId": 4}}


def test_what_tells_who_may_do_what_is_read_without_the_rest(google: LocalGoogle) -> None:
    rows = "\n".join(f"2026-09-{day:02} | Alizé | Webinaire" for day in range(1, 31))
    spreadsheet = make(google, interactions=f"date | account | type\n{rows}")
    owner(google).share(spreadsheet, "inconnue@ailleurs.fr")
    snapshot = open_sharer(google, spreadsheet).read_sharing(("team",), 10)
    read = {tab.title: max(map(len, tab.columns), default=0) for tab in snapshot.tabs}

    assert len(values(google, spreadsheet, WORDS.title("interactions"))) == 31
    assert (read[WORDS.title("interactions")], read[WORDS.title("team")]) == (10, 5)
    assert snapshot.sharing
    assert [tab.title for tab in snapshot.sharing.tabs] == [tab.title for tab in snapshot.tabs]
    assert [grant.role for grant in snapshot.sharing.grants] == ["owner", "writer", "writer"]
