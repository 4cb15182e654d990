"""The figures written on charts, beside what they name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes

from abm_sheets.language import Catalogue
from abm_sheets.outputs.leadership.model import Series
from abm_sheets.outputs.page.drawing import known
from abm_sheets.palette import INK

_LOOK: dict[str, Any] = {
    "textcoords": "offset points",
    "fontsize": 12,
    "fontweight": "bold",
    "annotation_clip": False,
}
_GAP = 16
"""From the foot of a name to that of the next, at least."""

_MIDDLE = 4
"""From the foot of a name to its middle."""


def name_last(axes: Axes, series: Series) -> None:
    """The last figure, above its mark."""
    last = max(known(series))
    place = (last + 0.5, max(known(series)[last], 0))
    axes.annotate(series.figures[last].text, place, xytext=(0, 7), ha="right", color=INK, **_LOOK)


def name_ends(
    axes: Axes, lines: Sequence[Series], colours: Mapping[str, str], room: float, words: Catalogue
) -> None:
    """Right of each line, in its colour, its last figure and what that counts, none over another.

    `colours` are by the lines' keys; `room` is the height of the axes in pixels.
    """
    low, high = axes.get_ylim()
    ends = [known(line)[max(known(line))] for line in lines]
    heights = spread([(end - low) / (high - low) * room for end in ends], room)
    for line, end, height in zip(lines, ends, heights, strict=True):
        text = words.text(f"leadership.funnel.{line.key}", end)
        offset = (4, height - _MIDDLE)
        axes.annotate(text, (1, 0), xycoords="axes fraction", xytext=offset, color=colours[line.key], **_LOOK)


def spread(heights: Sequence[float], room: float) -> list[float]:
    """Heights moved as little as need be so that none is within a gap of another, from zero to the room.

    Of equal heights the first stays on top.
    """
    order = sorted(range(len(heights)), key=lambda at: (heights[at], -at))
    placed = list(heights)
    floor = 0.0
    for at in order:
        placed[at] = max(placed[at], floor)
        floor = placed[at] + _GAP
    ceiling = room
    for at in reversed(order):
        placed[at] = min(placed[at], ceiling)
        ceiling = placed[at] - _GAP
    return placed
