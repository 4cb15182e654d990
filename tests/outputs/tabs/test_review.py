"""The weekly review: its fixed order, what it lists and the win that it proposes."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from abm_sheets.metrics.figures import Moves, SeenByWinners, ToShow
from abm_sheets.outputs.tabs.review import review
from abm_sheets.workbook.sheet import Link
from tests.outputs.tabs.small_view import dates, lines, links, small_view, tasks, values

TARGETS, MOVES, STAGNATION, SLOW_DEALS, LEAVING, ONE_SHORT, ACTIONS, BLOCKERS, STEPS = range(9)
STILL = Moves([], [], [], [])


def test_the_half_hour_keeps_its_order() -> None:
    titles = [line for line in lines(review(small_view())) if line.endswith(" min")]
    assert [title[0] for title in titles] == ["1", "2", "3", "4"]
    assert [title.split("·")[1] for title in titles] == [" 8 min", " 10 min", " 7 min", " 5 min"]


def test_targets_are_shown_in_their_units() -> None:
    sheet = review(small_view())
    assert values(sheet, "Valeur", TARGETS)[1:] == [
        "40\u00a0%",
        "100\u00a0%",
        "1\u202f100\u00a0€/jour",
    ]
    assert values(sheet, "Objectif du trimestre", TARGETS)[1] == "10\u00a0%"


def test_statuses_are_words_and_grey_says_why() -> None:
    sheet = review(small_view())
    words = values(sheet, "Statut", TARGETS)
    assert words == ["à surveiller", "atteint", "trop peu de données", "pas d'objectif"]
    assert set(words) <= set(sheet.highlights[0].words)


def test_change_compares_with_the_evening_before_last_monday() -> None:
    changes = values(review(small_view()), "Évolution", TARGETS)
    assert changes == [
        "+120\u202f000\u00a0€ depuis le 20 septembre 2026",
        "+20 pts depuis le 20 septembre 2026",
        "Stable depuis le 20 septembre 2026",
        "Stable depuis le 20 septembre 2026",
    ]


def test_moves_name_what_happened_and_the_stage_reached() -> None:
    sheet = review(small_view())
    assert values(sheet, "Compte", MOVES) == ["Indigo", "Quartz", "Ancien"]
    assert values(sheet, "Mouvement", MOVES) == ["progresse", "rejoint la liste", "quitte la liste"]
    assert values(sheet, "Étape", MOVES) == ["client", "ciblé", "sorti de la liste"]


def test_stagnating_accounts_come_longest_first_with_both_owners() -> None:
    sheet = review(small_view())
    assert values(sheet, "Compte", STAGNATION) == ["Gabarit SA", "Alizé"]
    assert values(sheet, "Durée", STAGNATION) == ["69 jours", "51 jours"]
    assert values(sheet, "Responsable marketing", STAGNATION) == ["Ana", "Ana"]
    assert values(sheet, "Responsable commercial", STAGNATION) == ["Zoé", "Bob"]


def test_nobody_looks_further_back_than_a_year() -> None:
    figures = small_view().figures.accounts
    accounts = figures.assign(stage_since=dates(*["2025-09-27"] * len(figures)))
    assert values(review(small_view(accounts=accounts)), "Durée", STAGNATION)[0] == "365 jours ou plus"


def test_accounts_about_to_disengage_are_those_of_the_next_week() -> None:
    assert values(review(small_view()), "Compte", LEAVING) == ["Alizé"]


def test_an_account_that_one_more_interaction_engages_is_named_until_when() -> None:
    sheet = review(small_view())
    assert "1 compte est à une interaction de l'engagement, jusqu'à la date dite" in lines(sheet)
    assert len(values(sheet, "Compte", ONE_SHORT)) == 1


def test_slow_deals_are_named_with_the_team_that_can_help() -> None:
    sheet = review(small_view())
    assert values(sheet, "Équipe qui débloque", SLOW_DEALS) == ["commercial"]
    assert links(sheet, "Compte", SLOW_DEALS) == [Link("opportunities", 4, source=True)]
    assert "1 opportunité lente" in lines(sheet)


def test_late_actions_are_counted_by_owner() -> None:
    assert "1 action en retard\u00a0: Ana (1)." in lines(review(small_view()))


def test_what_winners_had_seen_is_proposed_for_an_open_deal() -> None:
    seen = [SeenByWinners("Démo", 4, 1)]
    sheet = review(small_view(to_show=ToShow(5, 6, {2: seen}), open_deals=[2]))
    assert any(line.startswith("À montrer à 1 opportunité ouverte") for line in lines(sheet))
    assert values(sheet, "À montrer", ONE_SHORT + 1) == [
        "«\u00a0Démo\u00a0»\u00a0: vu par 4 des 5 gagnées, 1 des 6 perdues"
    ]


def test_a_long_list_is_cut_and_says_how_many_more() -> None:
    figures = small_view().figures.accounts
    accounts = pd.concat([figures.iloc[[0]]] * 20, ignore_index=True)
    people = pd.concat([small_view().tables.accounts.iloc[[0]]] * 20, ignore_index=True)
    sheet = review(_quiet({"accounts": people}, accounts=accounts))
    assert len(values(sheet, "Compte", 1)) == 15
    more = [item for block in sheet.blocks for row in block.rows for item in row if item and item.link]
    assert more[0].value == "et 5 autres, à lire dans le suivi des comptes"
    assert more[0].link == Link("account_view")


def test_ten_accounts_that_one_more_interaction_engages_are_named_and_the_others_counted() -> None:
    figures = small_view().figures.accounts.assign(stagnating=False, engaged=False)
    accounts = pd.concat([figures.iloc[[3]]] * 14, ignore_index=True)
    people = pd.concat([small_view().tables.accounts.iloc[[3]]] * 14, ignore_index=True)
    sheet = review(_quiet({"accounts": people}, accounts=accounts))
    assert len(values(sheet, "Compte", 1)) == 10
    assert "et 4 autres, à lire dans le suivi des comptes" in lines(sheet)


def test_empty_lists_stand_one_under_the_other_and_the_others_a_row_apart() -> None:
    figures = small_view().figures.accounts
    quiet = figures.assign(stagnating=False, engaged=False, engaged_if_by=dates(*[None] * len(figures)))
    sheet = review(_quiet({}, accounts=quiet))
    said = {block.row: str(item.value) for block in sheet.blocks for item in block.rows[0] if item}
    first = next(row for row, line in said.items() if line.startswith("Aucun compte n'a changé"))
    lists = [said[first + after].split()[0] for after in range(5)]
    assert lists == ["Aucun", "Aucun", "Impossible", "Aucun", "Aucun"]

    busy = review(small_view())
    titles = [table.row - 1 for table in busy.tables[MOVES + 1 : ONE_SHORT + 1]]
    ends = [table.end[0] for table in busy.tables[MOVES:ONE_SHORT]]
    assert titles == [end + 2 for end in ends]


def test_actions_come_late_first_and_done_ones_not_at_all() -> None:
    sheet = review(small_view())
    assert values(sheet, "Description", ACTIONS) == ["Inviter au webinaire", "Relancer Gabarit"]
    assert values(sheet, "Retard", ACTIONS) == ["en retard", ""]
    assert links(sheet, "Statut", ACTIONS) == [
        Link("actions", 3, source=True),
        Link("actions", 2, source=True),
    ]


def test_blockers_have_their_own_list() -> None:
    assert values(review(small_view()), "Description", BLOCKERS) == ["Budget gelé"]


def test_many_actions_are_cut() -> None:
    many = tasks(*[(row, "action", f"n° {row}", None, "todo") for row in range(2, 20)])
    sheet = review(small_view(tables={"actions": many}))
    assert len(values(sheet, "Description", ACTIONS)) == 15
    assert "et 3 autres, à lire dans l'onglet des actions" in lines(sheet)


def test_the_win_is_the_deal_of_the_week_and_what_led_to_it() -> None:
    sheet = review(small_view())
    assert "Indigo a signé pour 120\u202f000\u00a0€ le 24 septembre 2026." in lines(sheet)
    assert "Bravo à Ana et Bob." in lines(sheet)
    assert values(sheet, "Interaction", STEPS) == [
        "Webinaire · Guide ABM",
        "Rendez-vous",
        "Webinaire · Démo",
    ]
    assert values(sheet, "Équipe", STEPS) == ["marketing", "commercial", "marketing"]


def test_a_win_of_unknown_amount_is_still_one() -> None:
    deals = small_view().tables.opportunities
    assert deals is not None
    sheet = review(small_view(tables={"opportunities": deals.assign(known=False)}))
    assert "Indigo a signé le 24 septembre 2026." in lines(sheet)


@pytest.mark.parametrize(
    ("moved", "expected"),
    [
        ([2, 3], "Gabarit SA progresse : le compte est désormais en opportunité."),
        ([0, 2], "Alizé progresse : le compte est désormais engagé."),
    ],
    ids=["the furthest", "the one that both teams touched"],
)
def test_without_a_deal_an_account_that_went_far_wins(moved: list[int], expected: str) -> None:
    sheet = review(small_view(tables={"opportunities": None}, moves=Moves(moved, [], [], [])))
    assert expected in [line.replace("\u00a0", " ") for line in lines(sheet)]


def test_a_week_without_win_says_so() -> None:
    said = lines(review(_quiet({"actions": tasks((2, "action", "", None, "done"))})))
    assert any(line.startswith("Pas encore de succès") for line in said)
    assert "Aucun compte n'a changé d'étape cette semaine." in said
    assert "Aucune action en cours." in said
    assert "Aucun blocage signalé." in said


def test_a_deal_won_before_this_week_is_no_win_of_the_week() -> None:
    deals = small_view().tables.opportunities
    assert deals is not None
    earlier = deals.assign(closed=dates("2026-07-02", "2026-09-20", None))
    sheet = review(small_view(tables={"opportunities": earlier}, moves=STILL))
    assert any(line.startswith("Pas encore de succès") for line in lines(sheet))


def test_a_win_needs_neither_owners_nor_interactions() -> None:
    people = small_view().tables.accounts.assign(marketing_owner="", sales_owner="")
    sheet = review(small_view(tables={"accounts": people, "interactions": None}))
    assert len(sheet.tables) == STEPS
    assert not any(line.startswith("Bravo") for line in lines(sheet))


def _quiet(tables: dict[str, Any], **figures: Any) -> Any:
    """A week in which nobody moved nor signed."""
    return small_view(tables={"opportunities": None, **tables}, moves=STILL, **figures)
