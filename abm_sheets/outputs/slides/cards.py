"""The metrics as cards side by side in one table, or one beside what shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product
from typing import NamedTuple

from pptx.enum.text import PP_ALIGN
from pptx.slide import Slide

from abm_sheets.language import Catalogue
from abm_sheets.outputs.slides.box import Box
from abm_sheets.outputs.slides.grid import SIDE, Edge, add_table, edge, fill, height_of
from abm_sheets.outputs.slides.page import Page
from abm_sheets.outputs.slides.texts import Look, fitted, fitting_size, lines_of, say
from abm_sheets.palette import BAND, INK, MUTED, PAPER, SOFT, SOLID, Tone
from abm_sheets.story.story import Metric

_MEANING = Look(12)

_SIZES = (30, 26, 22, 18, 15, 12)
"""Sizes of a value: the largest at which it has one line."""

_MOST_LINES = 3
"""Lines of the other texts."""

_LESS = (0, 0.5, 1)
"""How much smaller these may be, in points, where all cards then have a line."""

_BETWEEN = 6
"""The paper seen between two cards, in points."""


class Line(NamedTuple):
    """A line of every card: what it says, its size, its colour, its weight; None is the status's colour."""

    read: Callable[[Metric], str]
    size: float
    colour: str | None = INK
    bold: bool = False


_NAME = Line(lambda metric: metric.label, 12, PAPER, bold=True)
_VALUE = Line(lambda metric: metric.value.text, _SIZES[0], SOLID[Tone.OUTPUT], bold=True)


def _beside(*texts: str) -> str:
    """Texts with a dot between them, never at the start of a line."""
    return "\u00a0· ".join(filter(None, texts))


_OPENING = (_NAME, _VALUE)
_LINES = (
    *_OPENING,
    Line(lambda metric: metric.detail, 10.5),
    Line(lambda metric: metric.status_text, 11, None, bold=True),
    Line(lambda metric: metric.target_text, 10.5),
    Line(lambda metric: _beside(metric.reading or metric.remark, metric.over_a_year), 10.5, MUTED),
    Line(lambda metric: metric.change, 10.5, MUTED),
)


def lay_cards(slide: Slide, box: Box, metrics: Sequence[Metric], words: Catalogue) -> float:
    """Lay the cards of some metrics out at the top of a box; their height, in inches."""
    width = box.width / len(metrics)
    room = width - 2 * SIDE
    lines = [line if line in _OPENING else _sized(line, metrics, room) for line in _LINES]
    heights = [_height(line, metrics, room) for line in lines]
    names = ", ".join(metric.label for metric in metrics)
    table = add_table(
        slide,
        replace(box, height=sum(heights)),
        [width] * len(metrics),
        heights,
        names,
        words.text("slides.described.cards", names=names),
    )
    for (row, line), (column, metric) in product(enumerate(lines), enumerate(metrics)):
        look, behind = _look(line, metric, room), _behind(line, metric)
        fill(table, (row, column), _text(line, metric, room), look, behind)
        edge(table, (row, column), *(Edge(side, PAPER, _BETWEEN) for side in ("lnL", "lnR")))
    return sum(heights)


def _sized(line: Line, metrics: Sequence[Metric], room: float) -> Line:
    """A line a little smaller where it is then one in each card, else as it is."""
    texts, sizes = [line.read(metric) for metric in metrics], [line.size - less for less in _LESS]
    return line._replace(size=fitting_size(texts, room, [*sizes, line.size], bold=line.bold))


def _text(line: Line, metric: Metric, room: float) -> str:
    lines = 1 if line is _VALUE else _MOST_LINES
    return fitted(line.read(metric), room, _size(line, metric, room), lines, bold=line.bold)


def _size(line: Line, metric: Metric, room: float) -> float:
    return fitting_size([line.read(metric)], room, _SIZES) if line is _VALUE else line.size


def _look(line: Line, metric: Metric, room: float) -> Look:
    colour = line.colour or SOLID[Tone(metric.status)]
    return Look(_size(line, metric, room), line.bold, colour, PP_ALIGN.CENTER)


def _behind(line: Line, metric: Metric) -> str:
    """The colour behind a line: the name's is dark, that of the status its own."""
    if line is _NAME:
        return SOLID[Tone.OUTPUT]
    return SOFT[Tone(metric.status)] if line.colour is None else BAND


def _height(line: Line, metrics: Sequence[Metric], room: float) -> float:
    """As high as the card with the most lines; values of any size stand at the same height."""
    if line is _VALUE:
        return height_of(1, line.size)
    lines = max(lines_of(_text(line, metric, room), room, line.size, bold=line.bold) for metric in metrics)
    return height_of(lines, line.size)


def show_metric(page: Page, box: Box, key: str) -> None:
    """Show the card of a metric, then its definition."""
    height = lay_cards(page.slide, box, [page.story.metric(key)], page.words)
    say(page.slide, box.cut(height)[1], page.words.text(f"definitions.meaning.{key}"), _MEANING)
