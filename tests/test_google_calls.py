"""How many calls a refresh makes, and what it writes: two reads and one write, then what says when."""

from __future__ import annotations

from datetime import date, datetime, timedelta
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


@pytest.mark.parametrize("accounts", [50, 1_000])
def test_a_refresh_is_two_reads_and_one_write(accounts: int, google: LocalGoogle) -> None:
    spreadsheet = load_snapshot(google, large(accounts))
    google.clear_requests()

    refresh(open_robot(google, spreadsheet), D, now=NOW)

    end = f"{spreadsheet}:batchUpdate"
    assert calls(google) == ["GET", "values:batchGetByDataFilter", end]
    assert len(values(google, spreadsheet, "Suivi des comptes")) == accounts + 4


DAYS = {"today": None, "a past day": D}
"""The figures' day: those of a past day never become stale, and wait for nothing."""

WRITTEN_AGAIN = {
    "today": ["formulaValue =IF(NOW()>", "stringValue Calculé le "],
    "a past day": ["stringValue Calculé le "],
}
"""What a second refresh writes: the stamp, and the label that waits for a missed refresh."""


@pytest.mark.parametrize("day", DAYS)
def test_a_second_refresh_writes_only_what_says_when(day: str, google: LocalGoogle) -> None:
    spreadsheet = load_snapshot(google, busy())
    refresh(open_robot(google, spreadsheet), DAYS[day], now=NOW)

    sent = _sent_by_a_refresh(google, spreadsheet, DAYS[day], NOW + timedelta(minutes=7))

    cells = [each["updateCells"]["rows"] for each in sent]
    assert [len(cell) for (row,) in cells for cell in (row["values"],)] == [1] * len(sent)
    entered = [cell["userEnteredValue"] for (row,) in cells for cell in row["values"]]
    shown = [f"{kind} {value}" for each in entered for kind, value in each.items()]
    expected = WRITTEN_AGAIN[day]
    assert [text[: len(start)] for text, start in zip(shown, expected, strict=True)] == expected


def _sent_by_a_refresh(
    google: LocalGoogle, spreadsheet: str, day: date | None, moment: datetime
) -> list[Any]:
    """The requests that a refresh sends."""
    book = open_robot(google, spreadsheet)
    sent: list[Any] = []
    fetch = book.client.fetch

    def watch(method: str, path: str, **options: Any) -> Any:
        if path.endswith(":batchUpdate"):
            sent.extend(options["body"]["requests"])
        return fetch(method, path, **options)

    book.client.fetch = watch  # type: ignore[method-assign]
    refresh(book, day, now=moment)
    return sent


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("stale_after", [timedelta(hours=1), timedelta(days=365_000)], ids=["stale", "fresh"])
def test_a_refresh_of_the_same_minute_writes_nothing(
    stale_after: timedelta, day: str, google: LocalGoogle
) -> None:
    spreadsheet = load_snapshot(google, busy())
    refresh(open_robot(google, spreadsheet), DAYS[day], now=NOW, stale_after=stale_after)
    google.clear_requests()

    refresh(open_robot(google, spreadsheet), DAYS[day], now=NOW.replace(second=59), stale_after=stale_after)

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
