"""Each metric explained: the formula with its numbers, the rows counted, the reason of the others."""

from __future__ import annotations

from typing import Any

import pytest

from abm_sheets.explain import METRICS
from abm_sheets.metrics import known
from tests.explain.quarter import ACCOUNTS, TABS
from tests.explain.small import counted, explained, left_out, said, section, whys
from tests.metrics.quarter import settings


def test_every_metric_that_may_have_a_target_is_explained_in_the_order_shown() -> None:
    assert tuple(each.__name__ for each in METRICS) == known.METRICS


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("metric", known.METRICS)
def test_each_opens_with_its_definition_its_formula_and_its_calculation(metric: str, language: str) -> None:
    found = explained(metric, language, **TABS)
    assert [each.key for each in found.sections[:3]] == ["definition", "formula", "calculation"]
    assert all(each.sentences for each in found.sections[:3])
    assert metric in found.figures


def test_target_accounts() -> None:
    found = explained("target_accounts", **TABS)
    assert said(found, "calculation") == ["3 comptes ciblés au moins un jour du 01/07/2026 au 27/09/2026."]
    assert list(counted(found, "accounts")) == [2, 3, 7]
    assert left_out(found, "accounts") == {
        4: "not_targeted",
        5: "targeted_later",
        6: "targeted_before",
        8: "reversed_dates",
        9: "duplicate_account",
    }
    assert whys(found, "accounts")[4] == "Le compte n'est pas ciblé (colonne « Compte ciblé » : non)"


def test_engaged_accounts() -> None:
    found = explained("Comptes engagés", **TABS)
    assert counted(found, "accounts") == {2: "1 compte engagé · 3 interactions comptées"}
    reasons = left_out(found, "accounts")
    assert (reasons[3], reasons[7]) == ("not_engaged", "no_longer_targeted")
    assert whys(found, "accounts")[3].endswith("au 27/09/2026 · 1 interaction comptée")
    assert list(counted(found, "interactions")) == [3, 4, 5, 10]
    assert left_out(found, "interactions") == {
        2: "before_window",
        6: "after_day",
        7: "type_not_counted",
        8: "duplicate_interaction",
        9: "before_window",
        11: "account_not_active",
        12: "unknown_account",
        13: "free_mail_domain",
        14: "unknown_type",
        15: "invalid_date",
    }
    assert "ligne 4" in whys(found, "interactions")[8]
    assert whys(found, "interactions")[15].startswith("« 31/02/2026 » : Cette date n'est pas lisible")


def test_opportunities_and_conversion() -> None:
    found = explained("conversion_rate", **TABS)
    assert said(found, "calculation") == ["5 ÷ 3 = 166,7 %"]
    assert list(counted(found, "opportunities")) == [2, 5, 7, 12, 13]
    assert left_out(found, "opportunities") == {
        3: "created_before",
        4: "created_before",
        6: "out_of_scope",
        8: "created_before",
        9: "created_after",
        10: "duplicate_opportunity",
        11: "unknown_account",
    }
    same = explained("opportunities", **TABS)
    assert section(same, "opportunities") == section(found, "opportunities")
    assert said(same, "calculation")[1] == "Comptes concernés : 2"


def test_won_deals_and_revenue() -> None:
    found = explained("revenue", **TABS)
    assert said(found, "calculation") == ["2 deals signés = 1 000 €"]
    assert counted(found, "opportunities") == {4: "300 € de revenus", 13: "700 € de revenus"}
    reasons = left_out(found, "opportunities")
    assert [reasons[row] for row in (2, 5, 6, 7, 8, 12)] == [
        "not_won",
        "not_won",
        "out_of_scope",
        "no_closing_date",
        "closed_before",
        "closed_after",
    ]
    assert counted(explained("won_deals", **TABS), "opportunities") == {4: "1 deal signé", 13: "1 deal signé"}


def test_velocity() -> None:
    found = explained("Vélocité", **TABS)
    assert said(found, "calculation") == [
        "Nombre d'opportunités ouvertes : 2",
        "Valeur du pipeline, moyenne : 1 100 € ÷ 2 = 550 €",
        "Taux de gain, clôtures du 28/09/2025 au 27/09/2026 : 2 ÷ 3 = 66,7 %",
        "Durée du cycle : 70 j, sur 1 affaire gagnée",
        "550 € × 66,7 % × 2 ÷ 70 j = 10 €/jour",
    ]
    rows = counted(found, "opportunities")
    assert rows[2] == "1 deal ouvert · 1 000 €"
    assert rows[4] == "1 gagnée · cycle de 70 jours"
    assert rows[5] == "1 perdue"
    assert rows[12] == "1 deal ouvert · 100 € · encore ouverte au 27/09/2026"
    assert rows[13] == "1 gagnée · clôturée avant sa création, sa durée est ignorée"
    reasons = left_out(found, "opportunities")
    assert [reasons[row] for row in (3, 6, 7, 8, 9)] == [
        "amount_unknown",
        "out_of_programme",
        "no_closing_date",
        "closed_before_win_window",
        "created_after",
    ]


def test_velocity_under_other_settings() -> None:
    tabs = TABS | {"settings": settings(velocity_value="total", cycle="moyenne")}
    said_then = said(explained("velocity", **tabs), "calculation")
    assert said_then[1] == "Valeur du pipeline, total de 2 opportunités : 1 100 €"
    assert said_then[3] == "Durée du cycle : 70 j, sur 1 affaire gagnée"


def test_a_velocity_without_value_says_why() -> None:
    found = explained("velocity", accounts=ACCOUNTS)
    assert said(found, "calculation") == [
        "Aucune opportunité ouverte de montant connu.",
        "Valeur du pipeline : aucune",
        "Taux de gain, clôtures du 28/09/2025 au 27/09/2026 : 0 ÷ 0 : pas de valeur",
        "Durée du cycle : aucune affaire gagnée à mesurer",
        "Vélocité : par jour : aucun deal ouvert",
    ]


def test_influence_says_which_assets_each_deal_had_seen() -> None:
    found = explained("influence_rate", **TABS)
    assert said(found, "calculation")[:2] == ["3 ÷ 6 = 50 %", "Dont gagnées : 0 ÷ 2 = 0 %"]
    deals = counted(found, "opportunities")
    assert deals[2] == "1 deal · influencé · 2 contenus : Guide et Étude"
    assert deals[12] == "1 deal · influencé · encore ouverte au 27/09/2026 · 2 contenus : Guide et Étude"
    assert deals[4] == "1 deal · non influencé · 1 contenu : Guide"
    assert deals[13] == "1 deal · non influencé · aucun contenu touché"
    assert counted(found, "interactions") == {
        2: "un contenu pour 2 deals",
        3: "un contenu pour 2 deals",
        9: "un contenu pour 3 deals",
        10: "un contenu pour 1 deal",
    }
    reasons = left_out(found, "interactions")
    assert [reasons[row] for row in (4, 5, 6, 11)] == [
        "type_not_marketing",
        "asset_seen",
        "out_of_span",
        "no_deal",
    ]
    assert left_out(found, "opportunities")[8] == "closed_before"


def test_roi_says_who_bears_each_cost() -> None:
    found = explained("roi", **TABS)
    assert said(found, "calculation") == [
        "(1 000 € − 270,01 € − 30 €) ÷ (270,01 € + 30 €) = 2,3×",
        "Dont 30 € de coûts attribués à personne : ils comptent dans le ROI global.",
    ]
    assert counted(found, "marketing_costs") == {
        2: "100 € de coûts",
        3: "90,01 € de coûts · ligne partagée entre 3 comptes",
        4: "50 € de coûts · ligne partagée, portée par 1 compte",
        5: "20 € de coûts · attribués à personne · compte inconnu",
        6: "10 € de coûts · attribués à personne · aucun compte pour partager la ligne",
    }
    assert left_out(found, "marketing_costs") == {
        7: "before_period",
        8: "after_day",
        9: "out_of_scope",
        10: "missing_value",
    }


def test_an_roi_without_costs_says_so() -> None:
    found = explained("roi", accounts=ACCOUNTS)
    assert said(found, "calculation")[0].endswith("sans coût au-dessus de zéro, pas de ROI.")


@pytest.mark.parametrize("metric", known.METRICS)
def test_a_missing_tab_is_named(metric: str) -> None:
    tabs: dict[str, Any] = dict.fromkeys(("interactions", "marketing_costs", "sales_costs"))
    found = explained(metric, accounts=ACCOUNTS, **tabs)
    reported = [sentence for each in found.sections for sentence in each.sentences]
    lacks = metric in {"engaged_accounts", "influence_rate", "roi"}
    assert any("manque, ou un de ses en-têtes" in sentence for sentence in reported) == lacks


@pytest.mark.parametrize("metric", known.METRICS[2:])
def test_without_opportunities_there_is_nothing_to_compute_from(metric: str) -> None:
    found = explained(metric, accounts=ACCOUNTS, opportunities=None)
    assert said(found, "calculation")[0] == "L'onglet « Opportunités » manque, ou un de ses en-têtes"


@pytest.mark.parametrize("metric", ["revenue", "velocity", "roi"])
def test_amounts_that_lost_their_header_are_computed_with_by_nobody(metric: str) -> None:
    deals = [["Compte", "Étape", "Créée le", None], ["Alizé", "Gagnée", "2026-07-02", 12000]]
    found = explained(metric, accounts=ACCOUNTS, opportunities=deals)
    assert said(found, "calculation") == ["L'onglet « Opportunités » manque, ou un de ses en-têtes"]
