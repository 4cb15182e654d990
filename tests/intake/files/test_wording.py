"""How a file was read, told to people."""

from __future__ import annotations

from datetime import date

import pytest

from abm_sheets.intake.files.records import Recognised, describe
from abm_sheets.language import catalogue

FULL = Recognised(
    "hubspot_deals",
    "fr",
    "cp1252",
    ";",
    3,
    decimal=",",
    month_first=False,
    period=(date(2026, 9, 1), date(2026, 9, 30)),
    doubts=["mixed_dates"],
)


def test_everything_that_was_recognised_is_told() -> None:
    assert [line.replace("\u00a0", " ") for line in describe(FULL, catalogue("fr"))] == [
        "Origine : HubSpot, transactions",
        "Encodage : CP1252",
        "Séparateur : point-virgule",
        "En-tête à la ligne 3",
        "Signe décimal : virgule",
        "Dates : jour, mois, année",
        "Période : du 01/09/2026 au 30/09/2026",
        catalogue("fr").text("connectors.doubts.mixed_dates").replace("\u00a0", " "),
    ]


def test_nothing_is_told_of_what_there_is_not() -> None:
    assert list(describe(Recognised("accounts", "en", None, None, 1), catalogue("en"))) == [
        "Source: file for the tab “Accounts”",
        "Header on row 1",
    ]


@pytest.mark.parametrize(
    ("sign", "name"), [(",", "comma"), ("\t", "tab"), ("|", "vertical bar"), ("^", "“^”")]
)
def test_separators_are_named(sign: str, name: str) -> None:
    recognised = Recognised("accounts", "en", "utf-8", sign, 1, decimal=".", month_first=True)

    told = list(describe(recognised, catalogue("en")))
    assert told[2] == f"Separator: {name}"
    assert told[-2:] == ["Decimal sign: point", "Dates: month, day, year"]
