"""Bars beside figures: where each one starts and how long it is, from a zero that they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in percents of its place: from `start`, so long, the zero at `zero`; `mark` is a value aside."""

    start: float
    length: float
    zero: float
    mark: float | None
    negative: bool


def bars(values: Sequence[float | None], marks: Sequence[float | None] = ()) -> list[Bar]:
    """A bar for each value on one scale, of no length where there is none; `marks` are on the same scale."""
    aside = list(marks) or [None] * len(values)
    numbers = [0.0, *(each for each in (*values, *aside) if each is not None)]
    low, span = min(numbers), (max(numbers) - min(numbers)) or 1.0

    def at(value: float) -> float:
        return round(_WHOLE * (value - low) / span, 2)

    return [
        Bar(
            start=min(at(value or 0), at(0)),
            length=round(abs(at(value or 0) - at(0)), 2),
            zero=at(0),
            mark=None if mark is None else at(mark),
            negative=(value or 0) < 0,
        )
        for value, mark in zip(values, aside, strict=True)
    ]
