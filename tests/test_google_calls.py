"""How many calls a refresh makes, and what it writes: two reads and one write, then the stamp alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from abm_sheets.refresh import refresh
from abm_sheets.workbook.interface import Cell, Snapshot, Tab
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, Person, load_snapshot, open_robot, values
from tests.sheets import NOW
from tests.test_google_faults import D, shown
from tests.workbook.test_contract import busy


def calls(google: LocalGoogle) -> list[str]:
    """What was asked of Sheets and Drive, by the method's verb or the end of its path."""
    logged = [each for each in google.requests() if each["path"] != "/token"]
    return [each["method"] if each["method"] == "GET" else each["path"].split("/")[-1] for each in logged]


def large(accounts: int) -> Snapshot:
    """So many accounts, with three interactions, one deal and one cost each."""
    names = [f"Société {number:05d}" for number in range(accounts)]
    columns: dict[str, list[list[Cell]]] = {
        "Comptes": [["Compte", *names], ["Secteur", *["Tech"] * accounts]],
        "Interactions": [
            ["Date", *[D - timedelta(days=n % 40) for n in range(3 * accounts)]],
            ["Compte", *names * 3],
            ["Type", *["Webinaire"] * (3 * accounts)],
        ],
        "Opportunités": [
            ["Compte", *names],
            ["Montant", *range(1000, 1000 + accounts)],
            ["Étape", *["Découverte"] * accounts],
            ["Créée le", *[D - timedelta(days=n % 80) for n in range(accounts)]],
        ],
        "Coûts marketing": [["Date", *[D] * accounts], ["Montant", *[10.5] * accounts], ["Compte", *names]],
        "Coûts commerciaux": [["Date", D], ["Montant", 100]],
    }
    return Snapshot("grand", [Tab(title, cells) for title, cells in columns.items()], "fr_FR", "Europe/Paris")


@pytest.mark.parametrize("accounts", [50, 5_000])
def test_a_refresh_is_two_reads_and_one_write(accounts: int, google: LocalGoogle) -> None:
    spreadsheet = load_snapshot(google, large(accounts))
    google.clear_requests()

    refresh(open_robot(google, spreadsheet), D, now=NOW)

    end = f"{spreadsheet}:batchUpdate"
    assert calls(google) == ["GET", "values:batchGetByDataFilter", end]
    assert len(values(google, spreadsheet, "Suivi des comptes")) == accounts + 4


def test_a_second_refresh_writes_the_stamp_alone(google: LocalGoogle) -> None:
    spreadsheet = load_snapshot(google, busy())
    refresh(open_robot(google, spreadsheet), D, now=NOW)
    book = open_robot(google, spreadsheet)
    sent: list[Any] = []
    fetch = book.client.fetch

    def watch(method: str, path: str, **options: Any) -> Any:
        if path.endswith(":batchUpdate"):
            sent.extend(options["body"]["requests"])
        return fetch(method, path, **options)

    book.client.fetch = watch  # type: ignore[method-assign]
    refresh(book, D, now=NOW + timedelta(minutes=7))

    assert [list(each) for each in sent] == [["updateCells"]]
    (row,) = sent[0]["updateCells"]["rows"]
    assert row["values"][0]["userEnteredValue"]["stringValue"].startswith("Calculé le")
    assert len(row["values"]) == 1


def test_a_refresh_of_the_same_minute_writes_nothing(google: LocalGoogle) -> None:
    spreadsheet = load_snapshot(google, busy())
    refresh(open_robot(google, spreadsheet), D, now=NOW)
    google.clear_requests()

    refresh(open_robot(google, spreadsheet), D, now=NOW)

    assert calls(google) == ["GET", "values:batchGetByDataFilter"]


def test_what_somebody_typed_over_a_figure_of_ours_is_put_right(google: LocalGoogle) -> None:
    spreadsheet = load_snapshot(google, busy())
    refresh(open_robot(google, spreadsheet), D, now=NOW)
    right = shown(google, spreadsheet)
    path = f"/v4/spreadsheets/{spreadsheet}/values/Qualité!A1:C3"
    body = {"values": [["faux", 1, True]] * 3}
    Person(google, OWNER).done("PUT", path, body, valueInputOption="RAW")

    refresh(open_robot(google, spreadsheet), D, now=NOW)

    assert shown(google, spreadsheet) == right


def test_a_large_tab_is_read_in_blocks(google: LocalGoogle, monkeypatch: pytest.MonkeyPatch) -> None:
    spreadsheet = load_snapshot(google, large(300))
    whole = open_robot(google, spreadsheet).read()
    google.clear_requests()
    monkeypatch.setattr("abm_sheets.workbook.google.values.MOST_CELLS", 2_000)

    assert open_robot(google, spreadsheet).read() == whole

    assert len(calls(google)) > 5


def test_blank_rows_between_blocks_keep_their_place(
    google: LocalGoogle, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells: list[Cell] = ["Compte", "Alizé", *[None] * 40, "Boréal", *[None] * 30, "Cigale"]
    spreadsheet = load_snapshot(
        google, Snapshot("creux", [Tab("Comptes", [cells, ["Secteur", date(2026, 1, 1)]])])
    )
    monkeypatch.setattr("abm_sheets.workbook.google.values.MOST_CELLS", 100)

    column = open_robot(google, spreadsheet).read().tabs[0].columns[0]

    assert [(row, cell) for row, cell in enumerate(column) if cell] == [
        (0, "Compte"),
        (1, "Alizé"),
        (42, "Boréal"),
        (73, "Cigale"),
    ]
