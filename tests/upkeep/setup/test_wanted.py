"""What a spreadsheet lacks, as data: nothing that people typed is ever in the way."""

from __future__ import annotations

from abm_sheets.language import catalogue
from abm_sheets.story.quality import next_to_fill
from abm_sheets.tables.reader import INPUT_TABS
from abm_sheets.upkeep.layout import layouts
from abm_sheets.upkeep.setup import wanted
from abm_sheets.workbook.edits import Preparation, WantedTab
from abm_sheets.workbook.interface import Snapshot, Tab
from abm_sheets.workbook.sheet import Area
from tests.commands import plain
from tests.sheets import Grid, read, tab

FR = catalogue("fr")
YEAR = 2026


def preparation(*tabs: tuple[str, Grid]) -> Preparation:
    return wanted(Snapshot("suivi", [tab(title, grid) for title, grid in tabs]), FR, YEAR)


def only(*tabs: tuple[str, Grid]) -> WantedTab:
    found = preparation(*tabs).existing
    assert len(found) == 1
    return found[0]


def columns(found: WantedTab) -> dict[str, tuple[int, bool]]:
    """Each column's position, and whether its header is missing."""
    return {column.key: (column.position, column.missing) for column in found.columns}


def test_an_empty_spreadsheet_lacks_every_tab() -> None:
    found = preparation(("Feuille 1", ""))

    assert [new.sheet.key for new in found.new] == ["guide", *(model.tab for model in INPUT_TABS)]
    assert (found.existing, found.unreadable) == ([], [])
    assert found.new[1].columns == list(layouts()["accounts"].columns)


def test_missing_columns_go_to_the_right_of_all_that_is_there() -> None:
    found = only(("Étapes", "Nature | Étape | Mon humeur\nouverte | Découverte | bonne"))

    assert columns(found) == {
        "stage": (1, False),
        "order": (3, True),
        "kind": (0, False),
        "team": (4, True),
        "probability": (5, True),
    }


def test_a_column_is_blank_or_not() -> None:
    found = only(("Comptes", "Compte | Secteur\nAlizé |"))

    assert [(column.key, column.blank) for column in found.columns[:3]] == [
        ("account", False),
        ("domains", True),
        ("industry", True),
    ]


def test_a_header_may_stand_under_a_title() -> None:
    found = only(("Comptes", "Nos comptes |\n |\nCompte | Secteur\nAlizé | Tech"))

    assert found.header_row == 2


def test_dropdowns_follow_the_columns_where_they_are() -> None:
    team = ("Équipe", "Rôle | Nom | E-mail\nmarketing | Léa | lea@exemple.fr")
    accounts = next(each for each in preparation(team).new if each.sheet.key == "accounts")
    owner = next(each for each in accounts.sheet.dropdowns if each.area.first_column == 8)

    assert owner.choices == Area("team", 1, 1, None, 1)


def test_a_tab_none_of_whose_rows_counts_is_to_be_corrected_rather_than_filled() -> None:
    tables = read(interactions="date | account | type\n2026-09-01 | Inconnu | Webinaire")

    assert "corrigez l'onglet « Interactions »" in plain(next_to_fill(tables, catalogue("fr")))


def test_a_blank_tab_gets_all_its_columns_and_first_rows() -> None:
    found = only(("Étapes", " |\n |"))

    named = ("stage", "order", "kind", "team", "probability")
    assert columns(found) == {key: (position, True) for position, key in enumerate(named)}
    assert [row[0] for row in found.rows] == [stage["name"] for stage in FR.find("words.stages")]


def test_a_tab_that_has_rows_gets_no_other() -> None:
    assert only(("Étapes", "Étape | Nature\nSignature | gagnée")).rows == ()


def test_a_tab_without_a_header_of_ours_is_left_alone() -> None:
    found = preparation(("Comptes", "À relire | demain\nAlizé | oui"))

    assert found.existing == []
    assert found.unreadable == ["Comptes"]
    assert "accounts" not in [new.sheet.key for new in found.new]


def test_marked_tabs_and_columns_are_known_whatever_they_are_called() -> None:
    snapshot = Snapshot("suivi", [Tab("Nos cibles", [["Qui"], ["Secteur"]], "accounts", {0: "account"})])

    found = wanted(snapshot, FR, YEAR).existing[0]

    assert columns(found)["account"] == (0, False)
    assert columns(found)["domains"] == (2, True)
