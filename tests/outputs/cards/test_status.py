"""The card of a refresh, from the queue to its end."""

from __future__ import annotations

import pytest

from abm_sheets.language import catalogue
from abm_sheets.outputs.cards import status
from abm_sheets.outputs.cards.addresses import Route
from abm_sheets.outputs.cards.panel import Panel
from tests.outputs.cards.panels import ADDRESSES, MONDAY, failing, panel, reading, small_digest
from tests.outputs.cards.shown import clicks, strict, texts

CHECK, FIGURES, AGAIN = ADDRESSES.of(Route.STATUS), ADDRESSES.of(Route.FIGURES), ADDRESSES.of(Route.REFRESH)

CASES: dict[str, tuple[Panel, str, dict[str, str]]] = {
    "queued": (panel(pending="queued", pending_since=MONDAY), "Refresh queued", {"Check again": CHECK}),
    "running": (panel(pending="running"), "Refresh under way", {"Check again": CHECK}),
    "again after a failure": (failing(pending="queued"), "Refresh queued", {"Check again": CHECK}),
    "finished": (panel(), "The figures are up to date", {"See the figures": FIGURES}),
    "ready and empty": (
        panel(digest=small_digest("en").model_copy(update={"to_fill": "Next step: fill it."})),
        "Next step: fill it.",
        {"See the figures": FIGURES},
    ),
    "failed": (failing(), "The last refresh failed", {"Refresh": AGAIN, "See the figures": FIGURES}),
    "failed, to leadership": (
        reading(last=failing().last),
        "The last refresh failed",
        {"See the figures": FIGURES},
    ),
    "never": (panel(last=None), "Last refresh", {"Refresh": AGAIN, "See the figures": FIGURES}),
}


@pytest.mark.parametrize("case", CASES)
def test_it_says_where_the_refresh_is_and_what_to_click(case: str) -> None:
    of, expected, buttons = CASES[case]
    card = strict(status(of, ADDRESSES, catalogue("en")))

    assert texts(card)[1] == expected
    assert clicks(card) == buttons


def test_while_it_waits_the_person_may_leave() -> None:
    card = status(panel(pending="queued", pending_since=MONDAY), ADDRESSES, catalogue("fr"))

    assert texts(card) == [
        "Actualisation",
        "Actualisation en attente",
        "Demandée le 28 septembre 2026 à 09:00.",
        "Vous pouvez fermer ce panneau : l'actualisation continue sans lui.",
        "Vérifier",
    ]


def test_a_failure_says_why() -> None:
    assert "Partagez la feuille." in texts(status(failing(), ADDRESSES, catalogue("fr")))
