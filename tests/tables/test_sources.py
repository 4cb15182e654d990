"""Records of other systems: they fill blanks, come after what people typed, and never change a cell of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from abm_sheets.metrics.known import UNITS
from abm_sheets.tables import Tables, read_tables
from abm_sheets.tables.sources import Mirror, mirror_key
from tests.sheets import NOW, Grid, places, snapshot, tab

DAY = date(2026, 9, 25)


def mirrored(origin: str, key: str, grid: Grid, aside: int = 0, on: date | None = DAY) -> Mirror:
    """The records of a system as a text table, its headers the keys of our columns."""
    columns = tab("", grid).columns
    cells = {str(header).strip(): list(values) for header, *values in columns}
    return Mirror(mirror_key(origin, key), cells, on, aside)


def read(*mirrors: Mirror, **tabs: Any) -> Tables:
    incoming = {mirror.key: mirror for mirror in mirrors}
    return read_tables(snapshot(**tabs), NOW, units=UNITS, incoming=incoming)


def rows(frame: Any, *columns: str) -> list[tuple[Any, ...]]:
    return list(zip(*(frame[name].tolist() for name in columns), strict=True))


COMPANIES = """
    account         | domains     | industry | targeted | record
    Alizé Group     | alize.fr    | Énergie  | TRUE     | 1
    BOREAL SAS      |             | Pharma   | FALSE    | 2
    Cirrus          | cirrus.fr   | Banque   | TRUE     | 3
    Un client       | client.fr   |          | FALSE    | 4
"""


def test_a_company_fills_the_blanks_of_its_account_and_a_target_is_an_account_more() -> None:
    tables = read(
        mirrored("hubspot", "accounts", COMPANIES),
        accounts="""
            account | domains  | industry | targeted
            Alizé   | alize.fr | Santé    |
            Boréal  |          |          |
        """,
    )

    assert rows(tables.accounts, "account", "industry", "targeted") == [
        ("Alizé", "Santé", True),
        ("Boréal", "Pharma", True),
        ("Cirrus", "Banque", True),
    ]
    assert tables.apart == {"source_hubspot_accounts": 1}
    assert places(tables) == []


def test_companies_alone_are_the_accounts_where_people_have_no_such_tab() -> None:
    tables = read(mirrored("hubspot", "accounts", COMPANIES), accounts=None)

    assert tables.accounts["account"].tolist() == ["Alizé Group", "Cirrus"]
    assert tables.locate("accounts", int(tables.accounts["row"][1])) == ("source_hubspot_accounts", 7)


DEALS = """
    id  | account     | name   | amount | stage       | created    | expected
    501 | boreal.fr   | Socle  | 20000  | Négociation | 2026-08-01 | 2026-12-01
    502 | Alizé       | Usine  | 9000   | Proposition | 2026-08-02 |
    503 | Un client   | Divers | 1      | Proposition | 2026-08-03 |
    504 | Alizé       | Panne  |        | Rêverie     | 2026-08-04 |
"""


def test_a_deal_with_the_id_of_a_row_is_that_deal_and_what_people_typed_counts() -> None:
    tables = read(
        mirrored("hubspot", "opportunities", DEALS),
        opportunities="""
            id  | account | name  | amount | stage       | created    | expected
            501 | Boréal  | Socle | 25000  | Négociation | 2026-08-01 |
            A1  | Alizé   | Autre | 100    | Proposition | 2026-08-02 |
        """,
    )

    assert tables.opportunities is not None
    assert rows(tables.opportunities, "id", "name", "amount") == [
        ("501", "Socle", 2_500_000),
        ("A1", "Autre", 10_000),
        ("502", "Usine", 900_000),
        ("504", "Panne", 0),
    ]
    assert tables.opportunities["expected"][0].date() == date(2026, 12, 1)
    assert tables.apart == {"source_hubspot_opportunities": 1}
    assert places(tables) == [
        ("differs_from_source", "opportunities", 2, "amount"),
        ("unknown_stage", "source_hubspot_opportunities", 8, "stage"),
        ("missing_amount", "source_hubspot_opportunities", 8, "amount"),
    ]


def test_two_systems_may_give_the_same_id_to_other_deals() -> None:
    header = "id|account|stage|created|amount\n"
    tables = read(
        mirrored("hubspot", "opportunities", header + "7|Alizé|Proposition|2026-08-01|1"),
        mirrored("pipedrive", "opportunities", header + "7|Boréal|Proposition|2026-08-02|2"),
    )

    assert tables.opportunities is not None
    assert tables.opportunities["amount"].tolist() == [100, 200]
    assert places(tables) == []


def test_an_interaction_is_the_same_wherever_it_stands() -> None:
    typed = "date|account|type|id\n2026-09-01|Alizé|Webinaire|m1"
    tables = read(
        mirrored("hubspot", "interactions", typed + "\n2026-09-02|Boréal|Webinaire|m2"), interactions=typed
    )

    assert tables.interactions is not None
    assert rows(tables.interactions, "id", "account") == [("m1", 0), ("m2", 1)]
    assert places(tables) == []


@pytest.mark.parametrize(("on", "told"), [(date(2026, 9, 20), 0), (date(2026, 9, 19), 1)])
def test_a_source_read_more_than_eight_days_ago_is_told(on: date, told: int) -> None:
    tables = read(mirrored("hubspot", "opportunities", DEALS, on=on))

    place = ("stale_source", "source_hubspot_opportunities", None, None)
    assert places(tables, "stale_source") == [place] * told
