"""The cards of the first use: why the file's permission is asked for, then what setting it up does."""

from __future__ import annotations

from dataclasses import dataclass

from abm_sheets.language import Catalogue
from abm_sheets.outputs.cards.addresses import Addresses, Route
from abm_sheets.outputs.cards.text import NAME, bold, lines, short
from abm_sheets.outputs.cards.widgets import Json, button, card, footer, line, paragraph, section


@dataclass(frozen=True)
class Offer:
    """A file that is not set up yet, and the address of the service account that is to write in it."""

    file_id: str
    title: str
    account: str


def ask_permission(addresses: Addresses, words: Catalogue) -> Json:
    """Why the file's permission is needed, and the button whose answer asks Google for it."""
    return card(
        "permission",
        words.text("addon.permission.title"),
        [
            section([paragraph(words.text("addon.permission.what"))]),
            section([paragraph(words.text("addon.permission.why"))]),
        ],
        footer=footer(button(words.text("addon.buttons.permit"), addresses.of(Route.PERMISSION))),
    )


def offer_setup(offer: Offer, addresses: Addresses, words: Catalogue) -> Json:
    """What a click shares and adds, what it leaves alone, and the button."""
    said = {key: words.text(f"addon.setup.{key}") for key in ("shares", "account", "adds", "keeps", "notice")}
    opening = words.text("addon.setup.opening", title=short(offer.title, NAME))
    account = line(bold(short(offer.account, NAME)), said["account"], icon="PERSON")
    carried = {"file": offer.file_id, "account": offer.account}
    click = button(words.text("addon.buttons.set_up"), addresses.of(Route.SETUP), carried)
    return card(
        "setup",
        words.text("addon.setup.title"),
        [
            section([paragraph(opening), paragraph(said["shares"]), account]),
            section([paragraph(lines(said["adds"], said["keeps"])), paragraph(said["notice"])]),
        ],
        footer=footer(click),
    )
