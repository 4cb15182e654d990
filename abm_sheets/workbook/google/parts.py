"""What is too much for one request, in parts that each fit in one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def in_parts(
    items: Iterable[T], weigh: Callable[[T], int], largest: int, most: int | None = None
) -> Iterator[list[T]]:
    """The items in order, in as few parts as may weigh `largest` and hold `most` items each.

    One that weighs more by itself is a part of its own.
    """
    part: list[T] = []
    size = 0
    for item in items:
        weight = weigh(item)
        if part and (len(part) == most or size + weight > largest):
            yield part
            part, size = [], 0
        part.append(item)
        size += weight
    if part:
        yield part
