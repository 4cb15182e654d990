"""The evidence tab: which rows, in which order, and where they come from."""

from __future__ import annotations

from datetime import date

import pandas as pd

from abm_sheets.outputs.tabs.account_view import account_view
from abm_sheets.outputs.tabs.evidence import KINDS, LIMIT, evidence
from abm_sheets.workbook.sheet import Link
from tests.outputs.tabs.small_view import lines, links, small_view, values


def test_rows_go_by_account_then_kind() -> None:
    sheet = evidence(small_view())
    assert values(sheet, "Compte") == ["Alizé"] * 4 + ["Indigo"] * 5 + ["Gabarit SA"] * 2
    assert values(sheet, "Nature")[4:9] == [
        "interaction",
        "opportunité",
        "opportunité",
        "coût marketing",
        "coût commercial",
    ]


def test_descriptions_say_what_was_typed() -> None:
    descriptions = values(evidence(small_view()), "Description")
    assert descriptions[:3] == ["Webinaire · Guide ABM", "Rendez-vous", "Webinaire"]
    assert descriptions[6] == "Projet Indigo · Gagnée"
    assert descriptions[8] == "Salon"


def test_dates_are_those_of_the_rows() -> None:
    sheet = evidence(small_view())
    assert values(sheet, "Date")[6] == date(2026, 7, 10)
    assert values(sheet, "Clôturée le")[6] == date(2026, 9, 24)


def test_unknown_amounts_are_blank() -> None:
    assert values(evidence(small_view()), "Montant")[4:7] == [None, None, 120_000]


def test_shared_cost_lines_are_added_up() -> None:
    sheet = evidence(small_view())
    assert values(sheet, "Description")[3] == "part de 2 lignes partagées"
    assert values(sheet, "Montant")[3] == 120
    assert values(sheet, "Date")[3] is None


def test_each_row_leads_to_where_it_was_typed() -> None:
    sheet = evidence(small_view())
    assert links(sheet, "Ligne d'origine")[6] == Link("opportunities", 3, source=True)
    assert values(sheet, "Ligne d'origine")[6] == "ligne 3"


def test_a_long_tab_is_cut_and_says_so() -> None:
    many = pd.DataFrame({"account": 0, "row": [2] * (LIMIT + 1)})
    view = small_view("en", proofs={**small_view().figures.proofs, "interactions": many})
    sheet = evidence(view)
    assert len(values(sheet, "Account")) == LIMIT
    assert lines(sheet)[-1] == (
        f"{LIMIT + 7:,} rows in all: the first {LIMIT:,} are here, the others are in the sheet."
    )
    assert links(account_view(view), "Revenue")[1] is None


def test_nothing_counted_gives_an_empty_table() -> None:
    empty = {kind: pd.DataFrame({"account": [], "row": []}, dtype="int64") for kind in KINDS}
    assert values(evidence(small_view("en", proofs=empty)), "Account") == []
    assert values(evidence(small_view("en", proofs={})), "Account") == []
