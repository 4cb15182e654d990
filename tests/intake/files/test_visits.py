"""Visits of the site by company, whoever counted them: one interaction for each company and day."""

from __future__ import annotations

from datetime import date

import pytest

from abm_sheets.errors.incoming import PeriodNotFoundError
from tests.intake.files.reading import column, read, reasons

SEPTEMBER = (date(2026, 9, 1), date(2026, 9, 30))


@pytest.mark.parametrize(
    ("text", "accounts", "days"),
    [
        ("Company,Visits,Last visit\nAlizé,3,2026-09-28\n", ["Alizé"], [28]),
        ("Société;Sessions;Jour\nAlizé;3;20260928\n", ["Alizé"], [28]),
        ("Domain,Visit Date\nalize.fr,2026-09-28\nalize.fr,2026-09-29\n", ["alize.fr", "alize.fr"], [28, 29]),
        ("Website,Visits,Start Date,End Date\nwww.alize.fr/x,3,2026-09-01,2026-09-07\n", ["alize.fr"], [7]),
        ("Label,nb_visits,Domain\nAlizé,3,alize.fr\n", ["Alizé"], [30]),
        ("# Start date: 20260901\n# End date: 20260914\nCompany,Sessions\nAlizé,3\n", ["Alizé"], [14]),
    ],
)
def test_a_company_or_its_domain_a_day_or_a_period_and_a_count_are_enough(
    text: str, accounts: list[str], days: list[int]
) -> None:
    imported = read(text, period=None if "# Start" in text else SEPTEMBER)

    assert imported.recognised.source == "site_visits"
    assert column(imported, "account") == accounts
    assert column(imported, "date") == [date(2026, 9, day) for day in days]
    assert set(column(imported, "type")) == {"Visite site"}


def test_rows_of_one_company_and_day_are_one_interaction() -> None:
    imported = read(
        """
        Company,Domain,Date,Page,Visits
        Alizé,alize.fr,2026-09-28,/prix,2
        ALIZE SAS,www.alize.fr,2026-09-28,/contact,1
        Boréal,,2026-09-28,/prix,1
        boreal,gmail.com,2026-09-28,/,1
        """
    )

    assert column(imported, "id") == ["visit:2026-09-28:alize.fr", "visit:2026-09-28:boreal"]
    assert column(imported, "source") == ["Visites du site : 3 visites", "Visites du site : 2 visites"]
    assert [(note.row, note.reason, note.first) for note in imported.noted] == [
        (3, "same_interaction", 2),
        (5, "same_interaction", 4),
    ]


def test_a_count_that_grew_since_is_the_same_interaction() -> None:
    first = read("Company,Domain,Date,Visits\nAlizé,alize.fr,2026-09-28,2\n")
    later = read("Entreprise;Domaine;Jour;Visites\nALIZÉ;alize.fr;28/09/2026;5\n")

    assert column(first, "id") == column(later, "id")


def test_a_row_without_a_company_or_a_visit_is_left_out() -> None:
    imported = read(
        """
        Company,Date,Sessions
        (not set),2026-09-28,9
        ,2026-09-28,9
        Alizé,2026-09-28,0
        Boréal,,1
        Total,2026-09-28,19
        Cime,2026-09-28,x
        Delta,2026-09-28,1
        """
    )

    assert column(imported, "account") == ["Delta"]
    assert reasons(imported) == [
        (2, "no_company"),
        (3, "no_company"),
        (4, "no_visit"),
        (5, "missing_value"),
        (7, "invalid_number"),
    ]
    assert [(note.row, note.reason) for note in imported.noted] == [(6, "total_row")]


def test_a_period_that_nothing_tells_is_asked_for() -> None:
    with pytest.raises(PeriodNotFoundError, match="--period"):
        read("Company,Visits\nAlizé,3\n")


def test_people_may_say_the_type_of_visits() -> None:
    imported = read("Company,Visits,Date\nAlizé,3,2026-09-28\n", constants={"type": "Démo en ligne"})

    assert column(imported, "type") == ["Démo en ligne"]
