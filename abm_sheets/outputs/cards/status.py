"""The card of a refresh: waiting, running, done or failed, and the button to look again."""

from __future__ import annotations

from abm_sheets.language import Catalogue
from abm_sheets.outputs.cards.addresses import Addresses, Route
from abm_sheets.outputs.cards.panel import Panel
from abm_sheets.outputs.cards.running import failed, last_refresh, pending, run_buttons
from abm_sheets.outputs.cards.text import bold
from abm_sheets.outputs.cards.widgets import Json, button, card, footer, paragraph, section


def status(panel: Panel, addresses: Addresses, words: Catalogue) -> Json:
    """Where the last refresh asked for is."""
    return card(
        "status",
        words.text("addon.status.title"),
        [section(_widgets(panel, words))],
        footer=_footer(panel, addresses, words),
    )


def _widgets(panel: Panel, words: Catalogue) -> list[Json]:
    last = panel.last
    if panel.pending:
        return [pending(panel, words), paragraph(words.text("addon.pending.leave"))]
    if last is None:
        return [last_refresh(panel, words)]
    if not last.succeeded:
        return [failed(panel, last, words), last_refresh(panel, words)]
    step = panel.digest.to_fill if panel.digest else ""
    return [paragraph(bold(step or words.text("addon.status.done"))), last_refresh(panel, words)]


def _footer(panel: Panel, addresses: Addresses, words: Catalogue) -> Json | None:
    """Look again while it is not over, then go back to the figures; after a failure, also try again."""
    if panel.pending:
        return footer(_button("check", Route.STATUS, panel, addresses, words))
    figures = _button("figures", Route.FIGURES, panel, addresses, words)
    if panel.last is None or not panel.last.succeeded:
        again = run_buttons(panel, addresses, words)
        return footer(again["primaryButton"], figures) if again else footer(figures)
    return footer(figures)


def _button(key: str, route: Route, panel: Panel, addresses: Addresses, words: Catalogue) -> Json:
    text = words.text(f"addon.buttons.{key}")
    return button(text, addresses.of(route), panel.parameters)
