"""Texts for cards: whatever people typed is shown as it is, and can add neither a tag nor a link."""

from __future__ import annotations

import html
import re

from abm_sheets.story.wording import shortened

NAME, SENTENCE = 80, 400
"""Characters shown of a name (an account, a person, a tab) and of a sentence."""

_UNSEEN = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
"""Control characters, those that turn the writing around, and halves of characters."""

_BRACKETS = str.maketrans("<>", "‹›")


class Formatted(str):
    """A text in the few tags that cards know; the functions of this module alone make one."""

    __slots__ = ()


def escape(text: str) -> Formatted:
    """A text for a field that takes tags: its own are shown, not obeyed; line ends are kept."""
    if isinstance(text, Formatted):
        return text
    return Formatted("<br>".join(html.escape(line) for line in _lines(text)))


def plain(text: str) -> str:
    """A text for a field that takes no tags, on one line; safe even where the host obeys them there."""
    return " ".join(_lines(text)).translate(_BRACKETS)


def short(text: str, longest: int = SENTENCE) -> str:
    """A text of people on one line, cut where it is too long for a panel."""
    return shortened(" ".join(_lines(text)), longest)


def whole(text: str) -> str:
    """A text that is carried and not shown: no half of a character, which nothing can transmit."""
    return text.encode("utf-8", "ignore").decode()


def bold(text: str) -> Formatted:
    """A text in bold."""
    return Formatted(f"<b>{escape(text)}</b>")


def coloured(text: str, colour: str) -> Formatted:
    """A text in a colour of the palette."""
    return Formatted(f'<font color="{colour}">{escape(text)}</font>')


def row(*parts: str, by: str = " ") -> Formatted:
    """Texts beside one another, the empty ones left out."""
    return Formatted(escape(by).join(escape(part) for part in parts if part))


def lines(*parts: str) -> Formatted:
    """Texts under one another, the empty ones left out."""
    return Formatted("<br>".join(escape(part) for part in parts if part))


def _lines(text: str) -> list[str]:
    return [_UNSEEN.sub("", line) for line in text.splitlines()]
