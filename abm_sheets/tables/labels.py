"""What a header says: which column it names, in which currency, and whether it is a measure that flatters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from abm_sheets.language import fold
from abm_sheets.language.catalogue import catalogues
from abm_sheets.language.folding import squeeze
from abm_sheets.tables.currencies import currency_named

MONEY = frozenset({"amount", "target", "alert"})
"""The columns that hold money, whose header may name its currency."""

_TOKEN = re.compile(r"[^\W\d_]+|[^\w\s]")
_MOST_TOKENS = 12
"""A longer text is no header."""

_INTRODUCED = re.compile(r"(?:\(|\[|\b(?:en|in))\s*$", re.IGNORECASE)
_CODE = 3


class Label(NamedTuple):
    """A header without its currency, squeezed, and the currency as it is written, "" where it names none."""

    name: str
    currency: str = ""


@cache
def column_names(tab: str) -> Mapping[str, str]:
    """Every name that a tab's columns may have, squeezed, with the column's key; the key's own name first."""
    headers: dict[str, str] = {}
    for words in catalogues():
        for column, labels in words.find(f"tabs.{tab}.columns").items():
            headers.update({squeeze(label): column for label in (column, *labels)})
    return headers


def columns_named(tab: str, labels: Sequence[str]) -> list[str | None]:
    """The column that each header of a tab names, if any.

    One that is named only once the currency is taken out yields to one that bears the name alone.
    """
    names = column_names(tab)
    plain = [names.get(squeeze(label)) if label else None for label in labels]
    money = {name for name, column in names.items() if column in MONEY.difference(plain)}
    return [
        column or (names.get(read_label(label, money).name) if label and money else None)
        for column, label in zip(plain, labels, strict=True)
    ]


def read_label(label: str, names: Collection[str] = ()) -> Label:
    """A header parted from the currency that it names, if any.

    `names` are those, squeezed, that it may have without. Of another, as people may write above a column that
    we know by its mark, only a sign, a code, or what stands in brackets or after "en" or "in" is a currency.
    """
    if squeeze(label) in names:
        return Label(squeeze(label))
    parts = list(_parted(label))
    known = (each for each in parts if squeeze(each.rest) in names)
    found = [each for each in parts if each.is_plain] if not names else known
    return next(
        (Label(squeeze(each.rest), each.currency) for each in found if currency_named(each.currency)),
        Label(squeeze(label)),
    )


class _Parted(NamedTuple):
    """A way to part a header; `is_plain` where what is taken out can hardly be anything but a currency."""

    rest: str
    currency: str
    is_plain: bool


def _parted(label: str) -> Iterator[_Parted]:
    """The ways to part a header, those that take most out first; a word that begins it is no currency."""
    tokens = [each.span() for each in _TOKEN.finditer(label)]
    if len(tokens) > _MOST_TOKENS:
        return
    for length in range(len(tokens) - 1, 0, -1):
        for first, last in zip(tokens, tokens[length - 1 :], strict=False):
            before, text, after = label[: first[0]], label[first[0] : last[1]], label[last[1] :]
            is_plain = _is_sign_or_code(text) or bool(_INTRODUCED.search(before))
            if is_plain or not any(map(str.isalpha, after)):
                yield _Parted(f"{before} {after}", text, is_plain)


def _is_sign_or_code(text: str) -> bool:
    return any(unicodedata.category(sign) == "Sc" for sign in text) or (text.isupper() and len(text) == _CODE)


@cache
def _vanity_words() -> tuple[str, ...]:
    return tuple(f" {fold(word)} " for words in catalogues() for word in words.find("words.vanity.words"))


def is_vanity(label: str) -> bool:
    """Whether a tab, a header or a metric counts leads, MQL, impressions, followers or opens."""
    folded = f" {fold(label)} "
    return any(word in folded for word in _vanity_words())
