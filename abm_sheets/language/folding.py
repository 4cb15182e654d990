"""Texts compared as people compare them: case, accents, spaces and punctuation do not count."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_VANISHING_ASCII = ".'`"
_VANISHING = f"{_VANISHING_ASCII}\u2019\u2018\u02bc\u00b4"
_INVISIBLE = (
    *(0xAD, 0x61C, 0x180E, 0xFEFF),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2065),
    *range(0x2066, 0x206A),
)
_SHOWN = str.maketrans({**dict.fromkeys(_INVISIBLE, ""), 0xA0: " ", 0x202F: " "})
_LIGATURES = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"}
_SEPARATORS = re.compile(r"[\W_]+")


class _Plain(dict[int, str]):
    """What each sign of a decomposed text becomes, found once: accents vanish."""

    def __missing__(self, code: int) -> str:
        self[code] = plain = "" if unicodedata.combining(chr(code)) else chr(code)
        return plain


_PLAIN = _Plain(str.maketrans({**_LIGATURES, **dict.fromkeys(_VANISHING, "")}))


def visible(text: str) -> str:
    """A text as people see it: no-break spaces are spaces, and marks of direction or of no width vanish."""
    return text if text.isascii() else text.translate(_SHOWN)


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Fold a text: points and apostrophes vanish, other punctuation is a space (§ 2.5).

    A text made of punctuation only folds to itself, so that it still differs from a blank one.
    """
    folded = visible(text).casefold()
    if folded.isascii():
        for sign in _VANISHING_ASCII:
            folded = folded.replace(sign, "")
    else:
        folded = unicodedata.normalize("NFKD", folded).casefold().translate(_PLAIN)
    return _SEPARATORS.sub(" ", folded).strip() or visible(text).strip()


def squeeze(text: str) -> str:
    """Fold a header or a title: not even the spaces count (§ 2.3)."""
    return fold(text).replace(" ", "")
