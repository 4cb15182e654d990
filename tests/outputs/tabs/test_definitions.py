"""The definitions quote the settings in force."""

from __future__ import annotations

from abm_sheets.outputs.tabs.definitions import definitions
from abm_sheets.tables.settings import Settings
from tests.outputs.tabs.small_view import small_view, values


def test_formulas_quote_the_settings() -> None:
    settings = Settings(engagement_min_interactions=4, influence_lookback_days=90, velocity_value="total")
    engaged, _, velocity, influence, _, *_ = values(
        definitions(small_view("fr", {"settings": settings})), "Calcul"
    )
    assert "au moins 4 interactions comptées dans les 30 derniers jours" in str(engaged)
    assert str(velocity).startswith("(montant total des opportunités ouvertes × taux de gain")
    assert "et dans les 90 jours qui la précèdent" in str(influence)


def test_every_metric_has_its_tabs_and_its_owner() -> None:
    sheet = definitions(small_view("en"))
    assert len(values(sheet, "Metric")) == 10
    assert values(sheet, "Tabs read")[4] == "Accounts, Opportunities, Marketing costs, Sales costs"
    assert values(sheet, "Owner")[1] == "marketing, sales"


def test_settings_tell_defaults_from_changes() -> None:
    settings = Settings(stagnation_days=14, rates={"USD": 0.92})
    sheet = definitions(small_view("fr", {"settings": settings}))
    names, found, origins = (values(sheet, header, 4) for header in ("Réglage", "Valeur", "Origine"))
    rows = dict(zip(names, zip(found, origins, strict=True), strict=True))
    assert rows["Jours avant stagnation"] == ("14", "modifié (par défaut\u00a0: 21)")
    assert rows["Recul maximal de l'influence (jours)"] == ("sans limite", "par défaut")
    assert rows["Taux de change USD"] == ("0,92", "ajouté")
    assert rows["Langue"] == ("français", "")


def test_interaction_types_and_stages_are_listed() -> None:
    sheet = definitions(small_view())
    assert values(sheet, "Compte pour l'engagement", 3) == ["oui", "oui", "non"]
    assert values(sheet, "Stade", 2) == ["client", "en opportunité", "engagé", "ciblé", "stagne"]
