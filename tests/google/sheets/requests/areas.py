"""How areas lie to one another."""

from __future__ import annotations

from tests.google.sheets.a1 import Area
from tests.google.sheets.model import Json


def merge_area(merge: Json) -> Area:
    """The cells of a merge."""
    return Area(
        merge["startRowIndex"], merge["endRowIndex"], merge["startColumnIndex"], merge["endColumnIndex"]
    )


def overlap(one: Area, other: Area) -> bool:
    """Tell whether two areas share cells."""
    rows = one.top < other.bottom and other.top < one.bottom
    return rows and one.left < other.right and other.left < one.right


def within(inner: Area, outer: Area) -> bool:
    """Tell whether an area lies inside another."""
    rows = outer.top <= inner.top and inner.bottom <= outer.bottom
    return rows and outer.left <= inner.left and inner.right <= outer.right
