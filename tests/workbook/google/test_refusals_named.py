"""A refused write names the tab and the cure, never Google's request number."""

from __future__ import annotations

import pytest

from abm_sheets.errors.google import (
    FilterInTheWayError,
    FrozenCellsError,
    GoogleError,
    GoogleRefusedError,
    MergedCellsError,
    ProtectedTabError,
    TableInTheWayError,
    TabRefusedError,
)
from abm_sheets.language import LANGUAGES
from abm_sheets.refresh import refresh
from abm_sheets.workbook.google.refusals import naming
from tests.commands import plain
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, ROBOT, Person, open_robot
from tests.requested import guarded
from tests.sheets import NOW
from tests.test_google_edits import refreshed_once
from tests.test_google_faults import D, shown

Place = dict[str, int]

REASONS: list[tuple[type[GoogleError], str]] = [
    (FrozenCellsError, "Sorry, it is not possible to delete all non-frozen rows."),
    (FrozenCellsError, "You can't freeze all visible rows on the sheet."),
    (MergedCellsError, "You must select all cells in a merged range to merge or unmerge them."),
    (TableInTheWayError, "This operation is not allowed on cells in typed columns"),
    (TableInTheWayError, "You can't apply a filter to a range that partially intersects a table."),
    (FilterInTheWayError, "Column index 8 is outside the range of the filter."),
    (TabRefusedError, "Something that nobody ever saw."),
]


@pytest.mark.parametrize(("kind", "reason"), REASONS, ids=[reason for _, reason in REASONS])
def test_a_refusal_names_the_tab_and_what_is_in_the_way(kind: type[GoogleError], reason: str) -> None:
    titles = ["Comptes", "Qualité"]

    with pytest.raises(TabRefusedError) as failure, naming(titles.__getitem__):
        raise GoogleRefusedError(reason=f"Invalid requests[1].updateCells: {reason}")

    assert type(failure.value) is kind
    for language in LANGUAGES:
        sentence = failure.value.sentence(language)
        assert "Qualité" in sentence
        assert "requests[" not in sentence


def test_a_refusal_that_is_about_no_request_stays_as_it_is() -> None:
    with pytest.raises(GoogleRefusedError) as failure, naming(str):
        raise GoogleRefusedError(reason="Must specify at least one request.")

    assert type(failure.value) is GoogleRefusedError


@pytest.mark.parametrize(
    "place", [{}, {"startRowIndex": 1, "endRowIndex": 2}], ids=["the tab", "a row of the tab"]
)
def test_a_refresh_names_the_tab_that_somebody_protected(place: Place, google: LocalGoogle) -> None:
    spreadsheet = refreshed_once(google)
    owner = Person(google, OWNER)
    owner.batch(spreadsheet, guarded(owner.tabs(spreadsheet)["Tableau de bord"], **place))
    before = shown(google, spreadsheet)

    with pytest.raises(ProtectedTabError) as failure:
        refresh(open_robot(google, spreadsheet), D, now=NOW)

    said = plain(failure.value.sentence("fr"))
    assert said.startswith("L'onglet « Tableau de bord » est protégé contre le programme")
    assert ROBOT in said
    assert shown(google, spreadsheet) == before
