"""What a chart is drawn with: a canvas, its calendar and scale, lines, and names at their ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import nan
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from abm_sheets.language import Catalogue
from abm_sheets.metrics.known import BY_KEY
from abm_sheets.outputs.page.vector import PIXELS_PER_INCH
from abm_sheets.palette import INK, LINE, MUTED
from abm_sheets.story.trends import Closing, Series

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

_TEXT = 11
_THIN = 0.8
_DOT, _SMALL_DOT = 5.0, 3.5
_STEPS = 5
"""Intervals of the vertical axis, at most."""

_EVERY = 3
"""Weeks from a label to the next."""

_HEADROOM = 0.12
"""The share of the height that is left blank beyond the values."""


@dataclass(frozen=True)
class Canvas:
    """A blank drawing: its size, and the room around the axes, in pixels."""

    width: float
    height: float
    left: float = 0
    right: float = 0
    top: float = 0
    bottom: float = 0

    @property
    def room(self) -> float:
        """The height of what is inside the axes."""
        return self.height - self.top - self.bottom

    def axes(self) -> tuple[Figure, Axes]:
        """The figure, and its axes with nothing on them."""
        size = (self.width / PIXELS_PER_INCH, self.height / PIXELS_PER_INCH)
        figure = Figure(size, dpi=PIXELS_PER_INCH, frameon=False)
        inside = (self.width - self.left - self.right) / self.width, self.room / self.height
        axes = figure.add_axes((self.left / self.width, self.bottom / self.height, *inside), frameon=False)
        axes.set_xticks([])
        axes.set_yticks([])
        return figure, axes


def known(series: Series) -> dict[int, float]:
    """The values that there are, by their places."""
    return {at: each.value for at, each in enumerate(series.figures) if each.value is not None}


def draw_scale(axes: Axes, values: Sequence[float], write: Callable[[float], str], *, whole: bool) -> None:
    """The vertical axis, zero included: a few quiet lines, their numbers as `write` has them."""
    low, high = min([0.0, *values]), max([0.0, *values])
    room = _HEADROOM * ((high - low) or 1)
    axes.set_ylim(low - (room if low < 0 else 0), (high if high > low else 1) + room)
    ticks = MaxNLocator(_STEPS, integer=whole, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    axes.set_yticks([tick for tick in ticks if low <= tick <= high])
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: write(value)))
    axes.tick_params(axis="y", length=0, labelsize=_TEXT, labelcolor=MUTED, pad=4)
    axes.grid(axis="y", color=LINE, linewidth=_THIN, clip_on=False)
    axes.set_axisbelow(True)


def draw_calendar(axes: Axes, closings: Sequence[Closing], name: Callable[[str], str]) -> None:
    """The horizontal axis: a week in three, the last one among them, and `name` of each quarter."""
    last = len(closings) - 1
    places = range(last, -1, -_EVERY)
    axes.set_xlim(-0.5, last + 0.5)
    axes.set_xticks(places, [closings[at].label for at in places])
    axes.tick_params(axis="x", length=0, labelsize=_TEXT, labelcolor=MUTED, pad=5)
    for quarter in _quarters(closings):
        _draw_quarter(axes, quarter.start, name(closings[quarter.start].quarter))


def draw_days(axes: Axes, last: int, names: Sequence[str]) -> None:
    """The horizontal axis of some days, the first and the last of them named."""
    axes.set_xlim(0, max(last, 1))
    axes.set_xticks([0, max(last, 1)], names)
    axes.tick_params(axis="x", length=0, labelsize=_TEXT, labelcolor=MUTED, pad=5)
    begins, ends = axes.get_xticklabels()
    begins.set_horizontalalignment("left")
    ends.set_horizontalalignment("right")


def _draw_quarter(axes: Axes, at: int, name: str) -> None:
    edge, across = at - 0.5, axes.get_xaxis_transform()
    if at:
        axes.plot([edge, edge], [-0.2, 1], color=LINE, linewidth=_THIN, transform=across, clip_on=False)
    axes.annotate(
        name,
        (edge, 0),
        xycoords=across,
        xytext=(3, -31),
        textcoords="offset points",
        fontsize=_TEXT,
        fontweight="bold",
        color=MUTED,
        annotation_clip=False,
    )


def draw_line(
    axes: Axes, series: Series, closings: Sequence[Closing], colour: str, width: float = 2.0
) -> None:
    """A line with a dot on its last value, broken where the figures start again with the quarter."""
    values = known(series)
    runs = _quarters(closings) if BY_KEY[series.key].quarterly else [range(len(closings))]
    for run in runs:
        axes.plot(run, [values.get(at, nan) for at in run], color=colour, linewidth=width, clip_on=False)
        alone = [at for at in run if is_alone(values, at, run)]
        _draw_dots(axes, alone, values, colour, _SMALL_DOT)
    _draw_dots(axes, [max(values)], values, colour, _DOT)


def _draw_dots(axes: Axes, places: Sequence[int], values: dict[int, float], colour: str, size: float) -> None:
    heights = [values[at] for at in places]
    axes.plot(places, heights, "o", color=colour, markersize=size, markeredgewidth=0, clip_on=False)


def is_alone(values: dict[int, float], at: int, run: range) -> bool:
    """Whether a value has none beside it in its run, that a line could join."""
    return at in values and not any(beside in run and beside in values for beside in (at - 1, at + 1))


def _quarters(closings: Sequence[Closing]) -> list[range]:
    """The places of each quarter."""
    starts = [
        at for at in range(len(closings)) if at == 0 or closings[at].quarter != closings[at - 1].quarter
    ]
    return [range(start, end) for start, end in zip(starts, [*starts[1:], len(closings)], strict=True)]


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
    names = {
        words.text(f"leadership.funnel.{line.key}", end): (end, colours[line.key])
        for line, end in ((each, known(each)[max(known(each))]) for each in lines)
    }
    name_levels(axes, names, room)


def name_levels(axes: Axes, names: Mapping[str, tuple[float, str]], room: float) -> None:
    """Names right of the axes, each at its level as far as none is over another, and in its colour."""
    low, high = axes.get_ylim()
    levels = [level for level, _ in names.values()]
    heights = spread([(level - low) / (high - low) * room for level in levels], room)
    for (text, (_, colour)), height in zip(names.items(), heights, strict=True):
        offset = (4, height - _MIDDLE)
        axes.annotate(text, (1, 0), xycoords="axes fraction", xytext=offset, color=colour, **_LOOK)


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
