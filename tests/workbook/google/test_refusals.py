"""What Google refuses, as a person meets it: each becomes one sentence that says what to do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from abm_sheets.errors.google import (
    ApiDisabledError,
    GoogleError,
    GoogleRefusedError,
    MissingScopeError,
    NotSharedError,
    OfficeFileError,
    ProtectedCellError,
    RequestTooLargeError,
    SpreadsheetNotFoundError,
    TooManyCellsError,
)
from abm_sheets.language import LANGUAGES
from abm_sheets.workbook.google.address import Use
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, ROBOT, Person, load
from tests.requested import guarded, typed
from tests.workbook.google.calling import Caller, disabled

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def private(google: LocalGoogle) -> None:
    owner = Person(google, OWNER)
    Caller(google).read(
        owner.done("POST", "/v4/spreadsheets", {"properties": {"title": "x"}})["spreadsheetId"]
    )


def read_only(google: LocalGoogle) -> None:
    owner = Person(google, OWNER)
    made = owner.done("POST", "/v4/spreadsheets", {"properties": {"title": "x"}})["spreadsheetId"]
    owner.share(made, ROBOT, "reader")
    Caller(google).write(made)


def unknown(google: LocalGoogle) -> None:
    Caller(google).read("1" + "A" * 43)


def switched_off(google: LocalGoogle) -> None:
    sheet = load(google, "x", [("Feuille 1", [])])
    with disabled(google, "sheets"):
        Caller(google).read(sheet)


def without_the_right(google: LocalGoogle) -> None:
    Caller(google, Use.READ).write(load(google, "x", [("Feuille 1", [])]))


def office(google: LocalGoogle) -> None:
    owner = Person(google, OWNER)
    made = owner.done("POST", "/drive/v3/files", {"name": "x.xlsx", "mimeType": XLSX})["id"]
    owner.share(made, ROBOT)
    Caller(google).read(made)


def protected(google: LocalGoogle) -> None:
    sheet = load(google, "x", [("Feuille 1", [])])
    owner = Person(google, OWNER)
    (tab,) = owner.tabs(sheet).values()
    owner.batch(sheet, guarded(tab))
    Caller(google).write(sheet, typed(tab, 0, 0, 1))


def too_large(google: LocalGoogle) -> None:
    sheet = load(google, "x", [("Feuille 1", [])])
    Caller(google).write(sheet, {"addSheet": {"properties": {"title": "x" * 10_500_000}}})


def too_many_cells(google: LocalGoogle) -> None:
    sheet = load(google, "x", [("Feuille 1", [])])
    grid = {"rowCount": 1_000_000, "columnCount": 11}
    Caller(google).write(sheet, {"addSheet": {"properties": {"title": "y", "gridProperties": grid}}})


def senseless(google: LocalGoogle) -> None:
    sheet = load(google, "x", [("Feuille 1", [])])
    Caller(google).client.fetch("GET", f"/v4/spreadsheets/{sheet}/values/Absent!A1")


REFUSALS: list[tuple[Callable[[LocalGoogle], None], type[GoogleError], str, str]] = [
    (private, NotSharedError, f"ajoutez {ROBOT} en tant qu'éditeur", f"add {ROBOT} as an editor"),
    (read_only, NotSharedError, f"ajoutez {ROBOT} en tant qu'éditeur", f"add {ROBOT} as an editor"),
    (unknown, SpreadsheetNotFoundError, "vérifiez l'adresse", "check the address"),
    (switched_off, ApiDisabledError, "activez-la sur https://console", "enable it at https://console"),
    (without_the_right, MissingScopeError, "reconnectez-vous", "sign in again"),
    (office, OfficeFileError, "Enregistrer au format Google Sheets", "Save as Google Sheets"),
    (protected, ProtectedCellError, ROBOT, ROBOT),
    (too_large, RequestTooLargeError, "archivez", "archive"),
    (too_many_cells, TooManyCellsError, "10 millions", "10 million"),
    (senseless, GoogleRefusedError, "Unable to parse range", "Unable to parse range"),
]


@pytest.mark.parametrize(
    ("meet", "kind", "french", "english"), REFUSALS, ids=[meet.__name__ for meet, *_ in REFUSALS]
)
def test_a_refusal_says_what_to_do(
    meet: Callable[[LocalGoogle], None],
    kind: type[GoogleError],
    french: str,
    english: str,
    google: LocalGoogle,
) -> None:
    with pytest.raises(kind) as failure:
        meet(google)

    for language, words in zip(LANGUAGES, (french, english), strict=True):
        assert words in failure.value.sentence(language)
