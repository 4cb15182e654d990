"""The cards of who is not served yet: asked for a permission, offered the set-up, or refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from abm_sheets.language import Catalogue
from abm_sheets.outputs.cards.addresses import Addresses, Route
from abm_sheets.outputs.cards.widgets import (
    NAME,
    Json,
    bold,
    button,
    card,
    footer,
    line,
    lines,
    paragraph,
    section,
    short,
)

Reason = Literal["reads_only", "not_in_team", "not_admin", "no_access", "cannot_share"]
"""Why a person may not: the role only reads, no role at all, not an admin, the file is not shared with
the person, or the person may not share it."""


def not_allowed(reason: Reason, words: Catalogue) -> Json:
    """Why the person may not, and whom to ask."""
    return _said("not_allowed", refusal(reason, words), words)


def refusal(reason: Reason, words: Catalogue) -> str:
    """The same as a sentence."""
    team, admin = words.title("team"), words.word("role", "admin")
    return words.text(f"addon.refused.{reason}", team=team, admin=admin)


def not_served(words: Catalogue) -> Json:
    """That nobody has set the file up, to who cannot."""
    return _said("not_served", words.text("addon.refused.not_served"), words)


def failure(sentence: str, words: Catalogue) -> Json:
    """What happened and what to do, in the sentence of a failure."""
    return _said("failure", sentence, words)


def _said(name: str, sentence: str, words: Catalogue) -> Json:
    return card(name, words.text(f"addon.said.{name}"), [section([paragraph(short(sentence))])])


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
