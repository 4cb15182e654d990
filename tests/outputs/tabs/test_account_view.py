"""The account view: words, figures and the way to their proofs."""

from __future__ import annotations

from datetime import date

import pytest

from abm_sheets.outputs.tabs.account_view import account_view
from abm_sheets.outputs.tabs.evidence import evidence
from abm_sheets.palette import Tone
from abm_sheets.workbook.sheet import Link
from tests.outputs.tabs.small_view import NAMES, links, small_view, values


def test_accounts_keep_the_order_of_their_tab_and_lead_to_it() -> None:
    sheet = account_view(small_view())
    assert values(sheet, "Compte") == NAMES
    assert links(sheet, "Compte")[2] == Link("accounts", 4, source=True)


def test_stage_is_in_words_even_for_accounts_that_have_none() -> None:
    stages = values(account_view(small_view()), "Étape du compte")
    assert stages == ["engagé", "client", "en opportunité", "ciblé", "sorti de la liste", "hors périmètre"]


def test_every_stage_word_has_its_tone() -> None:
    sheet = account_view(small_view())
    words = sheet.highlights[0].words
    assert set(values(sheet, "Étape du compte")) <= set(words)
    assert words["hors périmètre"] is Tone.GREY


def test_amounts_are_in_units_and_what_is_unknown_is_blank() -> None:
    sheet = account_view(small_view())
    assert values(sheet, "Revenus") == [0, 120_000, 0, 0, 0, 0]
    assert values(sheet, "ROI")[-1] is None
    assert values(sheet, "Engagé jusqu'au") == [
        date(2026, 10, 2), date(2026, 10, 7), date(2026, 10, 4), None, None, None,
    ]  # fmt: skip


def test_stagnating_accounts_are_marked() -> None:
    marks = values(account_view(small_view()), "Stagnation")
    assert marks == ["stagne", "", "stagne", "", "", ""]


@pytest.mark.parametrize(
    ("header", "account", "kind", "source"),
    [
        ("Interactions comptées", 0, "interaction", "ligne 2"),
        ("Interactions comptées", 2, "interaction", "ligne 9"),
        ("Opportunités créées", 1, "opportunité", "ligne 3"),
        ("Montant ouvert", 2, "opportunité", "ligne 4"),
        ("Revenus", 1, "opportunité", "ligne 3"),
        ("Coûts marketing", 1, "coût marketing", "ligne 2"),
        ("Coûts commerciaux", 1, "coût commercial", "ligne 7"),
    ],
)
def test_each_figure_leads_to_its_first_proof(header: str, account: int, kind: str, source: str) -> None:
    view = small_view()
    link, proofs = links(account_view(view), header)[account], evidence(view)
    assert link is not None
    assert link.tab == "evidence"
    place = link.row - proofs.frozen_rows - 1
    shown = [values(proofs, name)[place] for name in ("Compte", "Nature", "Ligne d'origine")]
    assert shown == [NAMES[account], kind, source]


def test_figures_without_proof_have_no_link() -> None:
    linked = [link is not None for link in links(account_view(small_view()), "Revenus")]
    assert linked == [False, True, False, False, False, False]


def test_missing_opportunities_leave_no_link() -> None:
    sheet = account_view(small_view(tables={"opportunities": None}, proofs={}))
    assert not any(links(sheet, "Opportunités créées"))


def test_header_and_account_stay_in_sight() -> None:
    sheet = account_view(small_view("en"))
    assert (sheet.frozen_rows, sheet.frozen_columns) == (sheet.tables[0].row + 1, 1)
    assert sheet.tables[0].filter
    assert [each.header for each in sheet.tables[0].columns][:3] == ["Account", "Account stage", "Since"]
