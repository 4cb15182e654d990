"""The cards that say no, or that something failed: what happened and what to do."""

from __future__ import annotations

from typing import Literal

from abm_sheets.language import Catalogue
from abm_sheets.outputs.cards.text import short
from abm_sheets.outputs.cards.widgets import Json, card, paragraph, section

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
