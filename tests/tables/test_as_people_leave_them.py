"""Tabs as people leave them: sorted, copied, cut and pasted, merged, with totals and second headers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from abm_sheets.errors import LostHeaderError, NoUsableTabError
from abm_sheets.issues import Issue
from abm_sheets.language.catalogue import catalogue, own_tab
from abm_sheets.refresh import examine
from abm_sheets.story.view import View
from abm_sheets.tables import Tables, read_tables
from abm_sheets.tables.reader import read_people
from abm_sheets.workbook.interface import Cell, CellError, Merged, Snapshot, Tab, UncomputedError
from abm_sheets.workbook.memory import MemoryWorkbook
from tests.metrics.made import values
from tests.sheets import NOW, places, read, snapshot, tab

DAY = date(2026, 9, 1)
TOUCH: list[Cell] = [DAY, "Alizé", "LinkedIn"]
HEADER = ["Date", "Compte", "Type"]
MARKS = {0: "date", 1: "account", 2: "type"}
COSTS = "date | label | amount | account\n2026-08-01 | Salon | 3000 | Alizé\n"
DEAL_HEADER = ["Identifiant", "Compte", "Opportunité", "Montant", "Étape", "Créée le", "Clôturée le"]
DEAL_MARKS = dict(enumerate(["id", "account", "name", "amount", "stage", "created", "closed"]))
WON: list[Cell] = ["A1", "Alizé", "Refonte", 12000, "Gagnée", date(2026, 7, 2), date(2026, 9, 2)]


def marked(key: str, title: str, rows: Sequence[Any], columns: dict[int, str]) -> Tab:
    """A tab that bears the marks of set-up."""
    return replace(merged(title, rows), identity=key, column_identities=columns)


def merged(title: str, rows: Sequence[Any], *merges: Merged) -> Tab:
    """A tab some of whose cells are merged."""
    return replace(tab(title, rows), merges=merges)


def read_with(*more: Tab, without: str) -> Tables:
    """The tables of a workbook in which some tabs take the place of one."""
    return read_tables(_book(*more, without=without), NOW)


def _book(*more: Tab, without: str) -> Snapshot:
    absent: dict[str, Any] = {without: None}
    usual = snapshot(**absent)
    return replace(usual, tabs=[*usual.tabs, *more])


def issues(tables: Tables, rule: str) -> list[Issue]:
    """The issues of one rule."""
    return [issue for issue in tables.issues if issue.rule == rule]


def _freezes_nothing(view: View) -> bool:
    return not (view.history.added and view.history.added.weeks)


def rows(frame: Any) -> list[int]:
    """The rows that count."""
    assert frame is not None
    found: list[int] = frame["row"].tolist()
    return found


def total(frame: Any) -> int:
    """What the lines add up to, in the currency."""
    assert frame is not None
    return int(frame["amount"].sum()) // 100


# The whole tab sorted, header included.


def test_sorted_the_whole_tab_and_the_header_went_down() -> None:
    tables = read(interactions=[TOUCH, [DAY, "Boréal", "LinkedIn"], HEADER, TOUCH])

    (issue,) = issues(tables, "data_above_header")
    assert (issue.tab, issue.row, issue.severity) == ("interactions", 1, "error")
    assert issue.message.startswith("2 lignes remplies sont au-dessus de l'en-tête")
    assert "remontez la ligne 3" in issue.message
    assert rows(tables.interactions) == [4]


def test_moved_the_header_up_as_told_and_nothing_is_left_to_tell() -> None:
    tables = read(interactions=[HEADER, TOUCH, [DAY, "Boréal", "LinkedIn"], [DAY, "Alizé", "Webinaire"]])

    assert places(tables) == []


@pytest.mark.parametrize(
    "above",
    [
        [["Nos interactions"]],
        [["Mise à jour :", date(2026, 9, 12)]],
        [["Suivi"], [], ["(ne pas trier)"]],
    ],
)
def test_a_title_or_a_note_above_the_header_is_no_data(above: list[list[Cell]]) -> None:
    tables = read(interactions=[*above, HEADER, TOUCH])

    assert places(tables) == []


def test_a_row_of_merged_titles_above_the_header_is_no_data() -> None:
    grid = tab(
        "Comptes", [["Qui", None, "Quand"], ["Compte", "Domaines", "Ciblé depuis"], ["Alizé", "a.fr", DAY]]
    )
    tables = read_with(replace(grid, merges=[Merged(0, 0, 0, 1)]), without="accounts")

    assert places(tables) == []


def test_sorted_a_long_tab_and_the_header_is_out_of_sight() -> None:
    tables = read(interactions=[*[TOUCH] * 12, HEADER, TOUCH])

    assert tables.interactions is None
    assert {issue.column for issue in issues(tables, "missing_column")} == {"date", "account", "type"}
    assert all("l'en-tête est à la ligne 13" in issue.message for issue in issues(tables, "missing_column"))
    assert "interactions" in tables.unreadable


# The header once more.


@pytest.mark.parametrize(
    "again",
    ["Date | Compte | Type", "Date | Account | Type", "DATE | société | type d'interaction", "| Account |"],
)
def test_a_second_header_is_left_out(again: str) -> None:
    tables = read(interactions=f"Date | Compte | Type | Contenu\n2026-09-01 | Alizé | LinkedIn |\n{again}")

    assert places(tables) == [("repeated_header", "interactions", 3, None)]
    assert rows(tables.interactions) == [2]


def test_an_english_header_under_the_french_one_is_no_account() -> None:
    tables = read(accounts="Compte | Domaines\nAccount | Domains\nAlizé | alize.fr")

    assert tables.accounts["account"].tolist() == ["Alizé"]
    assert places(tables) == [("repeated_header", "accounts", 2, None)]


def test_a_second_header_with_people_s_own_word_is_left_out() -> None:
    grid = [["Quand", "Compte", "Type"], TOUCH, ["Quand", "Compte", "Type"]]
    tables = read_with(marked("interactions", "Interactions", grid, MARKS), without="interactions")

    assert places(tables) == [("repeated_header", "interactions", 3, None)]


def test_a_row_that_names_one_column_among_others_is_data() -> None:
    tables = read(accounts="Compte | Secteur\nAlizé | Industrie\nSociété | Industrie lourde")

    assert len(tables.accounts) == 2


def test_a_setting_s_header_repeated_is_no_unknown_setting() -> None:
    tables = read(settings="Paramètre | Valeur\nSetting | Value\nengagement_min_interactions | 5")

    assert tables.settings.engagement_min_interactions == 5
    assert places(tables) == [("repeated_header", "settings", 2, None)]


# Totals.


@pytest.mark.parametrize(
    "label",
    [
        "Total",
        "Total :",
        "TOTAL GÉNÉRAL",
        "total",
        "  Totaux",
        "Sous-total Alizé",
        "Sous total",
        "Subtotal",
        "Grand total",
        "Somme",
        "SOMME DES COÛTS",
        "- Total -",
        "Tòtal",
    ],
)
def test_a_total_row_is_not_counted_twice(label: str) -> None:
    tables = read(marketing_costs=f"{COSTS}| {label} | 3000 |")

    assert places(tables) == [("total_row", "marketing_costs", 3, "label")]
    assert total(tables.marketing_costs) == 3000
    assert "complétez" not in issues(tables, "total_row")[0].message


@pytest.mark.parametrize(
    "name", ["TotalEnergies", "Totale SA", "Sommet Conseil", "Grandtotal", "Subtotale", "Totem"]
)
def test_a_company_whose_name_begins_alike_is_an_account(name: str) -> None:
    tables = read(accounts=[["Compte"], [name]])

    assert tables.accounts["account"].tolist() == [name]
    assert places(tables) == []


def test_a_total_row_of_accounts_is_no_account() -> None:
    tables = read(accounts="Compte | Domaines\nAlizé | alize.fr\nTotal | 1")

    assert tables.accounts["account"].tolist() == ["Alizé"]
    assert places(tables) == [("total_row", "accounts", 3, "account")]


def test_a_company_called_total_is_told_how_to_count() -> None:
    asked = "Compte\nTotal Énergies"
    (issue,) = issues(read(accounts=asked), "total_row")

    assert "commencer son nom par un autre mot" in issue.message
    assert places(read(accounts="Compte\nGroupe Total Énergies")) == []


def test_a_company_called_total_that_has_a_domain_is_an_account() -> None:
    tables = read(accounts="Compte | Domaines\nTotal | total.fr\nTotal | 1")

    assert tables.accounts["account"].tolist() == ["Total"]
    assert places(tables) == [("total_row", "accounts", 3, "account")]


@pytest.mark.parametrize("first", ["Total", "Sous-total"])
def test_total_typed_in_the_first_column(first: str) -> None:
    costs = read(sales_costs=f"{COSTS}{first} | | 3000 |")
    deals = read(opportunities=f"id | account | amount | stage | created\n{first} | | 3000 | |")
    counted = read(interactions=f"date | account | type\n{first} | 12 |")

    assert places(costs) == [("total_row", "sales_costs", 3, "date")]
    assert places(deals) == [("total_row", "opportunities", 2, "id")]
    assert places(counted) == [("total_row", "interactions", 2, "date")]


def test_a_sum_with_an_account_filled_in_is_still_a_total() -> None:
    tables = read(marketing_costs=f"{COSTS}2026-08-31 | Somme | 3000 | Alizé")

    assert total(tables.marketing_costs) == 3000


def test_a_total_whose_formula_fails_is_still_only_a_total() -> None:
    tables = read(marketing_costs=f"{COSTS}| Total | #REF! |")

    assert places(tables) == [("total_row", "marketing_costs", 3, "label")]


def test_an_id_that_begins_like_a_total_is_an_id() -> None:
    tables = read(
        interactions="date | account | type | id\n2026-09-01 | Alizé | LinkedIn | total-12",
    )

    assert rows(tables.interactions) == [2]


# Merged cells.


def _merged_deals(*merges: Merged) -> Tables:
    grid = [
        DEAL_HEADER,
        WON,
        ["A2", None, "Suite", 5000, "Gagnée", date(2026, 7, 2), date(2026, 9, 2)],
    ]
    return read_with(merged("Opportunités", grid, *merges), without="opportunities")


def test_a_merged_account_counts_for_each_of_its_rows() -> None:
    tables = _merged_deals(Merged(1, 1, 2, 1))

    assert total(tables.opportunities) == 17000
    assert places(tables) == [("merged_cells", "opportunities", 2, "account")]
    assert issues(tables, "merged_cells")[0].value == "Alizé"


def test_many_merged_cells_of_a_column_are_told_once() -> None:
    grid = [["Date", "Compte", "Type"], *[[DAY, "Alizé", "LinkedIn"], [DAY, None, "Webinaire"]] * 3]
    merges = [Merged(row, 1, row + 1, 1) for row in (1, 3, 5)]
    tables = read_with(merged("Interactions", grid, *merges), without="interactions")

    assert [issue.message[:10] for issue in issues(tables, "merged_cells")] == ["3 cellules"]
    assert len(rows(tables.interactions)) == 2


def test_a_blank_row_under_a_merged_cell_is_blank() -> None:
    grid = [["Date", "Compte", "Type"], TOUCH, [None, None, None], [DAY, "Boréal", "LinkedIn"]]
    tables = read_with(merged("Interactions", grid, Merged(1, 1, 2, 1)), without="interactions")

    assert rows(tables.interactions) == [2, 4]
    assert places(tables) == [("merged_cells", "interactions", 2, "account")]


def test_cells_merged_across_columns_speak_of_the_first_column() -> None:
    grid = [["Compte", "Domaines", "Secteur"], ["Alizé", None, "Industrie"]]
    tables = read_with(merged("Comptes", grid, Merged(1, 0, 1, 1)), without="accounts")

    assert tables.accounts["domains"].tolist() == [""]
    assert places(tables) == []


def test_headers_merged_over_two_rows_are_found() -> None:
    grid = [
        ["Identifiant", "Compte", "Étape", "Montant", "Dates", None],
        [None, None, None, None, "Créée le", "Clôturée le"],
        ["A1", "Alizé", "Gagnée", 12000, date(2026, 7, 2), date(2026, 9, 2)],
    ]
    merges = [*(Merged(0, at, 1, at) for at in range(4)), Merged(0, 4, 0, 5)]
    tables = read_with(merged("Opportunités", grid, *merges), without="opportunities")

    assert rows(tables.opportunities) == [3]
    assert total(tables.opportunities) == 12000
    assert places(tables) == []


def test_one_header_merged_over_two_rows_is_no_row_of_data() -> None:
    grid = [["Compte", "Domaines"], [None, None], ["Alizé", "alize.fr"]]
    tables = read_with(merged("Comptes", grid, Merged(0, 0, 1, 0)), without="accounts")

    assert tables.accounts["account"].tolist() == ["Alizé"]
    assert places(tables) == []


def test_labels_of_a_merged_header_stand_on_either_of_its_rows() -> None:
    grid = [["Compte", "Domaines", "Période"], [None, None, "Ciblé depuis"], ["Alizé", "alize.fr", DAY]]
    tables = read_with(merged("Comptes", grid, Merged(0, 0, 1, 0)), without="accounts")

    assert tables.accounts["domains"].tolist() == ["alize.fr"]
    assert tables.accounts["targeted_from"].notna().all()


# Columns that lost their header.


def test_cut_the_amounts_and_pasted_them_at_the_end() -> None:
    grid = [[*row[:3], None, *row[4:], row[3]] for row in (DEAL_HEADER, WON)]
    tables = read_with(marked("opportunities", "Opportunités", grid, DEAL_MARKS), without="opportunities")

    assert total(tables.opportunities) == 12000
    assert places(tables) == []


def test_cut_the_amounts_and_pasted_them_over_another_column() -> None:
    grid = [[row[0], row[1], row[3], None, *row[4:]] for row in (DEAL_HEADER, WON)]
    tables = read_with(marked("opportunities", "Opportunités", grid, DEAL_MARKS), without="opportunities")

    assert total(tables.opportunities) == 12000
    assert places(tables) == []


def test_swapped_two_headers_with_their_cells() -> None:
    grid = [[row[0], row[2], row[1], *row[3:]] for row in (DEAL_HEADER, WON)]
    tables = read_with(marked("opportunities", "Opportunités", grid, DEAL_MARKS), without="opportunities")

    assert rows(tables.opportunities) == [2]
    assert places(tables) == []


def test_wiped_the_header_of_a_required_column() -> None:
    grid = [["Date", None, "Type"], TOUCH]
    tables = read_with(marked("interactions", "Interactions", grid, MARKS), without="interactions")

    assert tables.interactions is None
    assert places(tables) == [("missing_column", "interactions", None, "account")]


def test_wiped_the_header_above_the_amounts() -> None:
    grid = [[*DEAL_HEADER[:3], None, *DEAL_HEADER[4:]], WON]
    tables = read_with(marked("opportunities", "Opportunités", grid, DEAL_MARKS), without="opportunities")

    assert places(tables) == [("missing_column", "opportunities", None, "amount")]


@pytest.mark.parametrize("marks", [DEAL_MARKS, {}])
@pytest.mark.parametrize(
    "label", [None, "  ", "Chargement…", CellError("#REF!"), UncomputedError('="Montant"')]
)
def test_lost_the_header_above_the_amounts_and_no_amount_is_zero(label: Cell, marks: dict[int, str]) -> None:
    grid = [[*DEAL_HEADER[:3], label, *DEAL_HEADER[4:]], WON]
    book = _book(replace(tab("Opportunités", grid), column_identities=marks), without="opportunities")
    view = examine(MemoryWorkbook(book), NOW.date(), now=NOW)
    now = view.figures.now

    assert ("missing_column", "opportunities", None, "amount") in places(view.tables)
    assert values(now, "revenue", "open_pipeline", "velocity", "roi") == [None] * 4
    assert values(now, "opportunities", "won_deals") == [1, 1]
    assert "signé" not in view.report.headline
    assert _freezes_nothing(view)


@pytest.mark.parametrize("key", ["closed", "currency"])
def test_lost_the_header_above_what_tells_when_deals_ended_or_in_what_they_are(key: str) -> None:
    header, won = [*DEAL_HEADER, "Devise"], [*WON, "EUR"]
    marks = {**DEAL_MARKS, 7: "currency"}
    lost = next(at for at, column in marks.items() if column == key)
    grid = [[None if at == lost else label for at, label in enumerate(header)], won]
    book = _book(marked("opportunities", "Opportunités", grid, marks), without="opportunities")
    view = examine(MemoryWorkbook(book), NOW.date(), now=NOW)

    assert places(view.tables) == [("missing_column", "opportunities", None, key)]
    assert values(view.figures.now, "revenue", "roi") == [None, None]
    assert values(view.figures.now, "won_deals") == [None if key == "closed" else 1]


@pytest.mark.parametrize(
    ("label", "rule"),
    [
        (CellError("#REF!"), "formula_error"),
        ("Loading...", "formula_error"),
        (UncomputedError("=Z1"), "uncomputed_formula"),
    ],
)
def test_a_header_that_its_formula_does_not_give_is_told_and_freezes_nothing(label: Cell, rule: str) -> None:
    grid: list[list[Cell]] = [["Compte", label], ["Alizé", "PME"]]
    book = _book(tab("Comptes", grid), without="accounts")
    view = examine(MemoryWorkbook(book), NOW.date(), now=NOW)

    assert places(view.tables) == [(rule, "accounts", 1, None)]
    assert _freezes_nothing(view)


@pytest.mark.parametrize("label", [None, "Chargement…", CellError("#REF!"), UncomputedError('="Ciblé"')])
@pytest.mark.parametrize(
    ("key", "marked_ones", "cells"),
    [
        ("targeted", {0: "account", 1: "targeted"}, ["non", "oui"]),
        ("targeted", {}, [False, True]),
        ("targeted", {}, ["no", None]),
        ("targeted_until", {0: "account", 1: "targeted_until"}, [DAY, None]),
    ],
)
def test_lost_the_header_above_what_says_who_is_targeted_and_nobody_is_counted(
    label: Cell, key: str, marked_ones: dict[int, str], cells: list[Cell]
) -> None:
    grid: list[list[Cell]] = [["Compte", label], ["Alizé", cells[0]], ["Boréal", cells[1]]]

    with pytest.raises(LostHeaderError, match=catalogue("fr").header("accounts", key)):
        read_with(replace(tab("Comptes", grid), column_identities=marked_ones), without="accounts")


def test_the_values_of_the_settings_lost_their_header() -> None:
    tables = read(settings=[["Paramètre", None], ["small_sample", 9]])

    assert places(tables) == [("missing_column", "settings", None, "value")]


def test_notes_without_a_header_are_people_s_own() -> None:
    grid: list[list[Cell]] = [
        [*DEAL_HEADER[:3], *DEAL_HEADER[4:], None],
        [*WON[:3], *WON[4:], "à relancer"],
    ]
    tables = read_with(tab("Opportunités", grid), without="opportunities")

    assert places(tables, "missing_column") == []


def test_a_marked_column_without_anything_is_no_matter() -> None:
    grid = [[*HEADER, None], [*TOUCH, None]]
    tables = read_with(
        marked("interactions", "Interactions", grid, MARKS | {3: "asset"}), without="interactions"
    )

    assert places(tables) == []
    assert not tables.are_partial


def test_of_two_columns_marked_alike_the_one_with_our_header_is_read() -> None:
    grid = [["Date", "Client", "Compte", "Type"], [DAY, "Zéphyr", "Alizé", "LinkedIn"]]
    marks = {0: "date", 1: "account", 2: "account", 3: "type"}
    tables = read_with(marked("interactions", "Interactions", grid, marks), without="interactions")

    assert rows(tables.interactions) == [2]
    assert places(tables) == []


# Marked tabs that lost their header.


@pytest.mark.parametrize(
    "grid",
    [
        [TOUCH, TOUCH],
        [["2026-09-01", "Alizé", "LinkedIn"]],
        [[CellError("#REF!")]],
        [["#REF!"]],
        [[]],
        [[CellError("#REF!"), *HEADER[1:]], TOUCH],
    ],
)
def test_deleted_the_header_of_a_tab_that_was_set_up(grid: list[list[Cell]]) -> None:
    book = _book(marked("interactions", "Suivi", grid, MARKS), without="interactions")
    view = examine(MemoryWorkbook(book), NOW.date(), now=NOW)

    assert {issue.rule for issue in view.tables.issues} == {"missing_column"}
    assert values(view.figures.now, "engaged_accounts", "influence_rate") == [None, None]
    assert values(view.figures.now, "opportunities") == [0]
    assert _freezes_nothing(view)


def test_a_value_that_names_a_column_is_no_header() -> None:
    columns = {0: "account", 1: "domains", 2: "industry", 3: "size"}
    grid = [["Alizé", "alize.fr", "Industrie", "PME"], ["Boréal", "boreal.fr", "Industrie", "PME"]]

    with pytest.raises(NoUsableTabError):
        read_with(marked("accounts", "Comptes", grid, columns), without="accounts")


def test_an_action_called_action_is_no_header() -> None:
    columns = dict(enumerate(["date", "kind", "account", "description"]))
    grid = [[DAY, "Action", "Alizé", "Relancer"], [DAY, "Action", "Boréal", "Appeler"]]
    tables = read_with(marked("actions", "Actions", grid, columns), without="actions")

    assert tables.actions.empty
    assert [rule for rule, *_ in places(tables)] == ["missing_column"]


@pytest.mark.parametrize(
    ("key", "lost"), [("interaction_types", "interactions"), ("stages", "opportunities")]
)
def test_the_tab_that_gives_rows_their_meaning_lost_its_header(key: str, lost: str) -> None:
    rows_of = {"interaction_types": [["LinkedIn", True, True]], "stages": [["Gagnée", 1, "gagnée"]]}
    tables = read_with(marked(key, "Mots", rows_of[key], {0: "type"}), without=key)

    assert getattr(tables, lost) is None
    assert tables.are_partial


def test_settings_without_a_header_freeze_nothing() -> None:
    book = _book(marked("settings", "Réglages", [["small_sample", 9]], {0: "setting"}), without="settings")

    assert _freezes_nothing(examine(MemoryWorkbook(book), NOW.date(), now=NOW))


def test_a_team_without_a_header_is_not_a_team_of_nobody() -> None:
    grid = [["lea@exemple.fr", "Léa", "admin"]]
    team = marked("team", "Équipe", grid, {0: "email", 1: "name", 2: "role"})
    people = read_people(_book(team, without="team"))

    assert people.team.empty
    assert {issue.rule for issue in people.issues} == {"missing_column"}


def test_renamed_most_headers_and_all_is_found() -> None:
    grid = [["Quand", "Client", "Canal", "Contenu", "Contact"], [*TOUCH, "Démo", "Ana"]]
    marks = MARKS | {3: "asset", 4: "contact"}
    tables = read_with(marked("interactions", "Contacts pris", grid, marks), without="interactions")

    assert rows(tables.interactions) == [2]
    assert places(tables) == []


def test_renamed_every_header_and_all_is_found() -> None:
    grid = [["Quand", "Client", "Canal"], TOUCH]
    tables = read_with(marked("interactions", "Contacts pris", grid, MARKS), without="interactions")

    assert rows(tables.interactions) == [2]
    assert places(tables) == []


# Tabs that stand twice.


def _twin(title: str, account: str = "Alizé") -> Tab:
    return marked("interactions", title, [HEADER, [DAY, account, "LinkedIn"]], MARKS)


@pytest.mark.parametrize(
    ("titles", "read_one"),
    [
        (["archive", "Interactions"], 1),
        (["Interactions", "Copie de Interactions"], 0),
        (["Contacts", "Copie de Contacts"], 0),
        (["Copie de Contacts", "Contacts", "Copie 2"], 0),
        (["archive", "Copie", "INTERACTION"], 2),
    ],
)
def test_duplicated_a_tab(titles: list[str], read_one: int) -> None:
    names = ["Alizé" if at == read_one else "Zéphyr" for at in range(len(titles))]
    tables = read_with(*map(_twin, titles, names), without="interactions")

    assert rows(tables.interactions) == [2]
    others = [title for at, title in enumerate(titles) if at != read_one]
    found = issues(tables, "duplicate_tab")
    assert [(issue.tab, issue.value) for issue in found] == [("interactions", title) for title in others]
    assert all(titles[read_one] in issue.message for issue in found)
    assert not issues(tables, "unknown_account")


def test_a_duplicate_with_our_title_in_the_other_language_is_read() -> None:
    french = marked("accounts", "Comptes 2025", [["Compte"], ["Zéphyr"]], {0: "account"})
    english = marked("accounts", "Accounts", [["Account"], ["Alizé"]], {0: "account"})
    tables = read_with(french, english, without="accounts")

    assert tables.accounts["account"].tolist() == ["Alizé"]


def test_a_marked_tab_wins_over_one_that_bears_its_title() -> None:
    titled = tab("Interactions", [HEADER, [DAY, "Zéphyr", "LinkedIn"]])
    tables = read_with(titled, _twin("Contacts pris"), without="interactions")

    assert rows(tables.interactions) == [2]
    assert places(tables) == [("duplicate_tab", "interactions", None, None)]


def test_the_same_tab_in_both_languages() -> None:
    tables = read_with(tab("Accounts", [["Account"], ["Zéphyr"]]), without="interactions")

    assert ("duplicate_tab", "accounts", None, None) in places(tables)
    assert "Zéphyr" not in tables.accounts["account"].tolist()


def test_nobody_s_tab_is_nobody_s() -> None:
    assert own_tab([], "accounts") is None


def test_summed_the_costs_without_saying_so() -> None:
    lines: list[list[Cell]] = [[DAY, 100], [DAY, 50.5], [None, 150.5], [DAY, 20], [None, 30]]
    again: list[list[Cell]] = [["Total", 200.5], [None, 200.5]]
    costs: list[list[Cell]] = [["Date", "Montant"], *lines, *again]
    tables = read(marketing_costs=costs)

    assert total(tables.marketing_costs) == 170
    assert [(each.rule, each.row, "total" in each.message) for each in tables.issues] == [
        ("total_row", 4, True),
        ("missing_value", 6, False),
        ("total_row", 7, True),
        ("total_row", 8, True),
    ]


def test_of_two_tabs_the_one_that_bears_the_title_itself_is_read() -> None:
    first = tab("Comptes cibles", [["Compte"], ["Cirrus"]])
    second = tab("Comptes", [["Compte"], ["Alizé"]])
    book = _book(first, without="accounts")
    tables = read_tables(replace(book, tabs=[*book.tabs, second]), NOW)

    assert tables.accounts["account"].tolist() == ["Alizé"]
