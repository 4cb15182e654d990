"""The card of an account: the field to choose it by, and its story, oldest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from abm_sheets.language import Catalogue, fold
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
    text_input,
)
from abm_sheets.story.passages import AccountStory, Passage
from abm_sheets.story.units import joined

ACCOUNT = "account"
"""The name of the field, and of what a button carries in its place."""

OFFERED = 20
"""Names offered at most while a person types."""


@dataclass(frozen=True)
class Choice:
    """The account that a person of a file chose: its story or, where there is none, why.

    `nearest` is the name most like what was `typed`, "" where there is none.
    """

    file_id: str
    typed: str = ""
    story: AccountStory | None = None
    nearest: str = ""


def account(choice: Choice, addresses: Addresses, words: Catalogue) -> Json:
    """The field and, once an account was chosen, its story."""
    carried = {"file": choice.file_id}
    label, hint = (words.text(f"addon.account.{key}") for key in ("field", "hint"))
    field = text_input(ACCOUNT, label, hint, choice.typed, addresses.of(Route.NAMES), carried)
    show = button(words.text("addon.buttons.show"), addresses.of(Route.STORY), carried, keep=True)
    below = _story(choice.story, words) if choice.story else [section([paragraph(_advice(choice, words))])]
    title = words.text("addon.account.title")
    return card("account", title, [section([field]), *below], footer=footer(show))


def _advice(choice: Choice, words: Catalogue) -> str:
    """What to do where there is no story to show."""
    if not choice.typed:
        return words.text("addon.account.choose")
    said = {"title": words.title("accounts"), "text": short(choice.typed, NAME)}
    nearest = short(choice.nearest, NAME)
    meant = words.text("addon.account.suggestion", name=nearest) if nearest else ""
    return lines(words.text("addon.account.unknown", None, **said), meant)


def _story(story: AccountStory, words: Catalogue) -> Sequence[Json]:
    opening = [bold(short(story.account, NAME)), story.standing, *story.outlook, story.note]
    if not story.passages:
        opening.append(words.text("timeline.none", day=words.formats.day(story.as_of)))
    return [section([paragraph(lines(*opening))]), section([_passage(each) for each in story.passages])]


def _passage(passage: Passage) -> Json:
    """A passage: when and who, what, and the row that proves it; stages and deals stand out."""
    label = joined((passage.when, passage.team_text))
    text = short(passage.text)
    return line(bold(text) if passage.kind in {"deal", "stage"} else text, label, below=passage.place)


def offered(names: Iterable[str], typed: str) -> Sequence[str]:
    """The first names that hold what was typed, those that begin with it before the others."""
    sought = fold(typed)
    found = [(not fold(name).startswith(sought), name) for name in names if sought in fold(name)]
    return [name for _, name in sorted(found, key=lambda each: each[0])][:OFFERED]
