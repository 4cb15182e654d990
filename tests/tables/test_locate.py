"""Tabs and columns found whatever people did to them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from abm_sheets.errors import NoUsableTabError
from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.tables import INPUT_TABS, Tables, read_tables
from abm_sheets.tables.locate import tab_key, workbook_language
from abm_sheets.workbook.interface import Snapshot, Tab
from tests.sheets import NOW, places, read, snapshot, tab

TOUCH = "2026-09-01 | Alizé | LinkedIn"


def _read(*tabs: Tab) -> Tables:
    return read_tables(Snapshot("suivi.xlsx", tabs, "fr_FR"), NOW)


def _touches(tables: Tables) -> list[int]:
    assert tables.interactions is not None
    return tables.interactions["row"].tolist()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tab_is_found_by_its_title_in_either_language(language: str) -> None:
    for model in INPUT_TABS:
        title = catalogue(language).title(model.tab)
        found = {
            tab_key(Tab(each, [])) for each in (title, title.upper(), f" {title.replace(' ', '-')}\u00a0")
        }
        assert found == {"interactions"} if model.tab == "interactions" else {model.tab}


def test_a_tab_of_the_people_is_nobody_s() -> None:
    assert tab_key(Tab("Notes", [])) is None
    assert tab_key(Tab("", [])) is None


@pytest.mark.parametrize("above", range(10))
def test_the_header_is_in_the_first_ten_rows(above: int) -> None:
    grid = [["Nos interactions"]] * above + [["Date", "Compte", "Type"], ["2026-09-01", "Alizé", "LinkedIn"]]
    assert _touches(read(interactions=grid)) == [above + 2]


def test_a_header_on_the_eleventh_row_is_missing() -> None:
    grid = [[""]] * 10 + [["Date", "Compte", "Type"], ["2026-09-01", "Alizé", "LinkedIn"]]
    tables = read(interactions=grid)
    assert tables.interactions is None
    assert [column for _, _, _, column in places(tables)] == ["date", "account", "type"]


def test_the_first_whole_header_wins_over_a_row_that_looks_like_one() -> None:
    grid = f"Date | Compte\nDate | Compte | Type\n{TOUCH}\nDate | Compte | Type"
    tables = read(interactions=grid)
    assert _touches(tables) == [3]
    assert {row for _, _, row, _ in places(tables)} == {4}


@pytest.mark.parametrize(
    "header",
    [
        "Date | Compte | Type",
        "date | account | type",
        "DATE | Account | Interaction type",
        " date  | COMPTE : | Type d’interaction",
        "Jour | Société | type",
        "Interaction date | Company name | TYPE",
    ],
)
def test_headers_in_either_language_any_case_and_by_synonyms(header: str) -> None:
    assert _touches(read(interactions=f"{header}\n{TOUCH}")) == [2]


def test_columns_in_any_order_among_those_of_the_people() -> None:
    tables = read(
        interactions="""
            Humeur | Type     | | Compte | À revoir | Date
            bonne  | LinkedIn | | Alizé  | oui      | 2026-09-01
            bonne  |          | |        | non      |
            #REF!  |          | |        |          |
        """
    )
    assert _touches(tables) == [2]
    assert places(tables) == []


def test_a_repeated_column_is_read_once() -> None:
    tables = read(interactions=f"Date | Compte | Type | Entreprise\n{TOUCH} | Zéphyr")
    assert _touches(tables) == [2]
    assert places(tables) == [("duplicate_column", "interactions", 1, "account")]


def test_of_two_tabs_of_one_kind_the_first_is_read() -> None:
    first = tab("Interactions", f"date | account | type\n{TOUCH}")
    second = tab("interactions", f"date | account | type\n{TOUCH}\n{TOUCH}")
    assert _touches(_read(*snapshot(interactions=None).tabs, first, second)) == [2]


def test_the_usual_title_wins_over_a_synonym_of_another_tab() -> None:
    assert tab_key(Tab("Opportunity", [])) == "opportunities"
    assert tab_key(Tab("Étapes", [])) == "stages"


@pytest.mark.parametrize("missing", ["interactions", "opportunities", "marketing_costs", "sales_costs"])
def test_a_missing_tab_stops_only_what_needs_it(missing: str) -> None:
    tabs: dict[str, Any] = {missing: None}
    tables = read_tables(snapshot(**tabs), NOW)
    assert getattr(tables, missing) is None
    assert places(tables) == [("missing_tab", missing, None, None)]


def test_an_empty_tab_lacks_its_columns() -> None:
    tables = read(opportunities=[], actions=[], targets=[])
    assert tables.opportunities is None
    assert tables.targets.empty
    assert tables.actions.empty
    assert {rule for rule, _, _, _ in places(tables)} == {"missing_column"}


@pytest.mark.parametrize("accounts", [None, [], "Domaines\nalize.fr"])
def test_without_accounts_nothing_can_be_computed(accounts: str | None) -> None:
    with pytest.raises(NoUsableTabError):
        read(accounts=accounts)


def test_a_tab_without_a_required_column_finds_its_header_too() -> None:
    grid = "Les décisions de la semaine\n|\nAction | Responsable\nRelancer Alizé | Ana"
    assert read(actions=grid).actions["row"].tolist() == [4]


def test_a_renamed_tab_is_found_by_its_identity() -> None:
    renamed = replace(tab("Contacts pris", f"date | account | type\n{TOUCH}"), identity="interactions")
    assert _touches(_read(*snapshot(interactions=None).tabs, renamed)) == [2]


def test_an_identity_of_another_product_is_nothing() -> None:
    foreign = replace(tab("Interactions", f"date | account | type\n{TOUCH}"), identity="ledger")
    tables = _read(*snapshot(interactions=None).tabs, foreign)
    assert _touches(tables) == [2]


@pytest.mark.parametrize("above", [0, 3])
def test_renamed_columns_are_found_by_identity_under_any_header_row(above: int) -> None:
    header = ["Quand", "Client", "Type", "Contenu"]
    rows = [["Nos interactions"]] * above + [header, ["2026-09-01", "Alizé", "LinkedIn", "Démo"]]
    renamed = replace(tab("Interactions", rows), column_identities={0: "date", 1: "account"})
    tables = _read(*snapshot(interactions=None).tabs, renamed)
    assert _touches(tables) == [above + 2]
    assert [rule for rule, _, _, _ in places(tables)] == ["text_date"]


def test_an_identity_beyond_the_cells_is_a_blank_column() -> None:
    identities = {0: "date", 1: "account", 2: "type", 9: "asset"}
    wide = replace(tab("Interactions", f"date | account | type\n{TOUCH}"), column_identities=identities)
    tables = _read(*snapshot(interactions=None).tabs, wide)
    assert tables.interactions is not None
    assert tables.interactions["asset"].tolist() == [""]


def test_of_two_columns_with_one_identity_the_first_is_read() -> None:
    grid = f"date | account | type | copie\n{TOUCH} | Zéphyr"
    copied = replace(tab("Interactions", grid), column_identities={1: "account", 3: "account"})
    assert _touches(_read(*snapshot(interactions=None).tabs, copied)) == [2]


def test_an_identity_wins_over_a_header() -> None:
    grid = "date | Compte | Client | type\n2026-09-01 | Zéphyr | Alizé | LinkedIn"
    known = replace(tab("Interactions", grid), column_identities={2: "account"})
    tables = _read(*snapshot(interactions=None).tabs, known)
    assert _touches(tables) == [2]
    assert places(tables) == [("duplicate_column", "interactions", 1, "account")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_of_a_workbook_is_that_of_its_words(language: str) -> None:
    words = catalogue(language)
    tabs = [
        tab(words.title(model.tab), [[words.header(model.tab, name) for name in model.model_fields]])
        for model in INPUT_TABS
    ]
    assert workbook_language(Snapshot("x", tabs)) == language
    assert workbook_language(Snapshot("x", [])) is None
