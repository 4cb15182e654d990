"""Places on a slide, in inches from its top left corner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pptx.util import Inches, Length

WIDTH, HEIGHT = 13.333, 7.5
"""A slide of 16:9, in inches."""

GAP = 0.2


@dataclass(frozen=True)
class Box:
    """A rectangle of a slide, in inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def place(self) -> tuple[Length, Length, Length, Length]:
        """Left, top, width and height as the library takes them."""
        return Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height)

    def across(self, *shares: float) -> Iterator[Box]:
        """Boxes side by side, of widths in these proportions, a gap between them."""
        room, left = self.width - GAP * (len(shares) - 1), self.left
        for share in shares:
            width = room * share / sum(shares)
            yield Box(left, self.top, width, self.height)
            left += width + GAP

    def cut(self, height: float) -> tuple[Box, Box]:
        """A box of a height at the top, and what remains under a gap."""
        rest = self.height - height - GAP
        return (
            Box(self.left, self.top, self.width, height),
            Box(self.left, self.top + height + GAP, self.width, rest),
        )


TITLE = Box(0.6, 0.38, 12.13, 0.6)
ANSWER = Box(0.6, 0.98, 12.13, 0.8)
BODY = Box(0.6, 1.9, 12.13, 4.8)
FOOTER = Box(0.6, 6.86, 11.2, 0.42)
NUMBER = Box(11.93, 6.86, 0.8, 0.42)
"""The parts that every slide has."""

CARD, REST = 1.0, 2.9
"""How a slide is shared between the card of its metric and what shows it."""
