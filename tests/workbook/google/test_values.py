"""The cells of tabs, read whole or in blocks, by who may write and by who may only read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from abm_sheets.errors.google import GoogleRefusedError
from abm_sheets.workbook.google import values
from abm_sheets.workbook.google.address import Use
from abm_sheets.workbook.google.present import read_present
from abm_sheets.workbook.google.values import read_columns
from abm_sheets.workbook.interface import Cell
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, Person, cell_data, load
from tests.requested import tab_renamed
from tests.workbook.google.calling import Caller

TITLE = "L'été 'A1'!"
ROWS: list[list[Cell]] = [
    ["Date", "Compte", "Vu"],
    [46_000, "Alizé", True],
    [],
    ["", "", ""],
    [46_001.5, "Boréal"],
]
COLUMNS = [
    ["Date", 46_000, "", "", 46_001.5],
    ["Compte", "Alizé", "", "", "Boréal"],
    ["Vu", True],
]


@pytest.fixture
def sheet(google: LocalGoogle) -> str:
    """A spreadsheet of two tabs, one of them empty."""
    rows = [[cell_data(cell) for cell in row] for row in ROWS]
    return load(google, "Suivi", [("Vide", []), (TITLE, rows)])


@pytest.mark.parametrize("use", [Use.READ, Use.WRITE])
@pytest.mark.parametrize(("most", "calls"), [(3_000_000, 1), (40, 13)], ids=["whole", "in blocks"])
def test_columns_are_the_same_however_they_are_read(
    use: Use, most: int, calls: int, sheet: str, google: LocalGoogle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(values, "MOST_CELLS", most)
    client = Caller(google, use).client
    empty, filled = read_present(client, sheet).tabs

    found = read_columns(client, sheet, [empty, filled])

    assert found == {empty.id: [], filled.id: COLUMNS}
    assert len(client.calls) == 1 + calls


@pytest.mark.parametrize(("use", "found"), [(Use.READ, False), (Use.WRITE, True)])
def test_a_tab_renamed_between_the_calls_is_never_another_one(
    use: Use,
    found: bool,  # noqa: FBT001 (a parameter of the test)
    sheet: str,
    google: LocalGoogle,
) -> None:
    client = Caller(google, use).client
    _, filled = read_present(client, sheet).tabs
    Person(google, OWNER).batch(sheet, tab_renamed(filled.id, "Autre"))

    if found:
        assert read_columns(client, sheet, [filled])[filled.id] == COLUMNS
    else:
        with pytest.raises(GoogleRefusedError, match="Unable to parse range"):
            read_columns(client, sheet, [filled])


def test_a_refusal_of_a_later_block_reaches_who_reads(
    sheet: str, google: LocalGoogle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(values, "MOST_CELLS", 40)
    client = Caller(google, Use.READ).client
    _, filled = read_present(client, sheet).tabs
    deleted = replace(filled, id=filled.id + 1, title="Supprimé", rows=1)

    with pytest.raises(GoogleRefusedError, match="Unable to parse range"):
        read_columns(client, sheet, [filled, deleted])
