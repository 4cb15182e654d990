"""An account's money explained: its deals, its costs with their shares, its ROI."""

from __future__ import annotations

from typing import Any

from tests.commands import plain
from tests.explain.small import counted, left_out, said, section, whys
from tests.explain.test_accounts import THREE, account
from tests.metrics.quarter import settings

SHARED = """
    date       | amount | account | industry | label
    2026-08-10 | 100    |         |          | Salon
    2026-08-11 | 50     | Alizé   |          |
    2026-08-12 | 30     |         | Bois     |
    2026-06-12 | 30     | Alizé   |          |
    2026-06-12 | 30     |         |          |
    2026-08-13 | 60     | Boréal  |          |
    2026-08-14 | oops   | Alizé   |          |
"""


def test_each_deal_says_what_it_adds() -> None:
    found = account(
        opportunities="""
            account | name  | amount | stage      | created    | closed
            Alizé   | Un    | 1000   | Découverte | 2026-08-01 |
            Alizé   | Deux  | 500.5  | Gagnée     | 2026-06-01 | 2026-08-01
            Alizé   | Trois | 300    | Perdue     | 2026-06-01 | 2026-08-01
            Alizé   | Sans  |        | Découverte | 2026-06-01 |
            Alizé   | Hier  | 300    | Gagnée     | 2026-01-01 | 2026-02-01
            Boréal  | Autre | 300    | Gagnée     | 2026-01-01 | 2026-08-01
        """
    )
    assert said(found, "deals") == [
        "1 opportunité créée du 01/07/2026 au 27/09/2026 ; 1 000 € ouverts, 500,50 € signés."
    ]
    assert counted(found, "deals") == {
        2: "1 opportunité · 1 000 € ouverts",
        3: "1 deal signé · 500,50 € de revenus",
        5: "n'ajoute rien",
    }
    assert left_out(found, "deals") == {4: "lost", 6: "closed_before"}
    assert plain(section(found, "deals").counted[0].says) == (
        "Alizé · Un · Découverte · 1 000 € · créée le 01/08/2026"
    )


def test_costs_are_its_own_lines_and_its_shares() -> None:
    found = account(marketing_costs=SHARED)
    assert said(found, "marketing_costs")[0].startswith("83,34 € de coûts marketing")
    assert counted(found, "marketing_costs") == {
        2: "33,34 € de coûts · part d'une ligne de 100 € partagée entre 3 comptes",
        3: "50 € de coûts",
    }
    assert left_out(found, "marketing_costs") == {4: "not_sharing", 5: "before_period", 8: "invalid_number"}
    assert whys(found, "marketing_costs")[8].startswith("« oops » : Ce nombre n'est pas lisible")
    assert said(found, "roi") == ["(0 € − 83,34 € − 0 €) ÷ (83,34 € + 0 €) = −1,0×"]


def test_a_line_that_one_account_alone_shares_is_all_its_own() -> None:
    found = account("Boréal", marketing_costs=SHARED)
    assert counted(found, "marketing_costs")[4] == (
        "30 € de coûts · la ligne entière, 30 €, portée par ce seul compte"
    )


def test_shares_follow_the_interactions_when_the_settings_say_so() -> None:
    found = account(
        marketing_costs=SHARED,
        interactions=THREE.format("Alizé") + "    2026-09-05 | Boréal | webinaire",
        settings=settings(cost_allocation="interactions"),
    )
    assert counted(found, "marketing_costs")[2].startswith("75 € de coûts · part d'une ligne de 100 €")


def test_costs_of_an_account_out_of_scope_do_not_count() -> None:
    found = account("Dolmen", sales_costs="date | amount | account\n2026-08-01 | 40 | Dolmen")
    assert left_out(found, "sales_costs") == {2: "out_of_scope"}


def test_missing_tabs_are_named() -> None:
    tabs: dict[str, Any] = dict.fromkeys(("interactions", "marketing_costs", "sales_costs"))
    found = account(**tabs)
    for key, title in (("engagement", "Interactions"), ("marketing_costs", "Coûts marketing")):
        assert said(found, key)[-1] == f"L'onglet « {title} » manque, ou un de ses en-têtes"
