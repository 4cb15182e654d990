"""Measures that flatter (leads, impressions, followers…): named wherever they are typed, counted nowhere."""

from __future__ import annotations

from functools import cache

from abm_sheets.language import fold
from abm_sheets.language.catalogue import catalogues


@cache
def _words() -> tuple[str, ...]:
    return tuple(f" {fold(word)} " for words in catalogues() for word in words.find("words.vanity.words"))


def is_vanity(label: str) -> bool:
    """Whether a tab, a header or a metric counts leads, MQL, impressions, followers or opens."""
    folded = f" {fold(label)} "
    return any(word in folded for word in _words())
