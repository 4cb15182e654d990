"""Everything on a slide has its room: nothing lies over anything else nor leaves its box."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any, NamedTuple

import pytest
from pptx.presentation import Presentation
from pptx.slide import Slide

from abm_sheets.outputs.slides.texts import LEADING, lines_of, wide
from tests.outputs.slides.decks import edge_deck, frames, golden_deck

Place = tuple[int, int, int, int]
"""Left, top, right and bottom, in the file's units."""

INCH, THOUSANDTH = 914_400, 914
TITLE_SIZE = 24
"""The size of a slide's title, which the master says."""

DECKS = ["empty", "one", "long", "article in fr", "article in en", "edges in fr", "edges-en in en"]
every_deck = pytest.mark.parametrize("name", DECKS)


def deck(name: str) -> Presentation:
    """The deck of a workbook at the edges, or of a golden one in a language."""
    workbook, _, language = name.partition(" in ")
    return golden_deck(workbook, language) if language else edge_deck(name)


class Said(NamedTuple):
    """A paragraph with the room that it has, in inches."""

    text: str
    size: float
    bold: bool
    width: float
    height: float

    @property
    def needed(self) -> float:
        """The height of its lines."""
        return lines_of(self.text, self.width, self.size, bold=self.bold) * self.size * LEADING / 72


@every_deck
def test_nothing_leaves_the_slide_nor_lies_over_anything_else(name: str) -> None:
    width, height = deck(name).slide_width, deck(name).slide_height
    assert width is not None
    assert height is not None
    for slide in deck(name).slides:
        places = [
            (each.left, each.top, each.left + each.width, each.top + each.height) for each in slide.shapes
        ]
        for left, top, right, bottom in places:
            assert 0 <= left < right <= width
            assert 0 <= top < bottom <= height
        assert [pair for pair in combinations(places, 2) if _overlap(*pair)] == []


def _overlap(one: Place, other: Place) -> bool:
    """Whether two shapes share more than an edge, rounded to a thousandth of an inch."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return min(across, down) > THOUSANDTH


@every_deck
def test_a_table_is_as_wide_and_high_as_its_frame(name: str) -> None:
    for slide in deck(name).slides:
        for frame in (each for each in frames(slide) if each.has_table):
            assert sum(column.width for column in frame.table.columns) == pytest.approx(frame.width, abs=9)
            assert sum(row.height for row in frame.table.rows) <= frame.height + 9


@every_deck
def test_each_text_fits_in_its_box(name: str) -> None:
    said = [each for slide in deck(name).slides for each in (*_boxes(slide), *_cells(slide))]

    assert len(said) > 50
    assert [each for each in said if each.needed > each.height + 0.01] == []


@every_deck
def test_the_title_of_a_chart_takes_one_line(name: str) -> None:
    """Programs break it before it is as wide as the chart, over what is drawn."""
    for slide in deck(name).slides:
        for frame in (each for each in frames(slide) if each.has_chart):
            title = frame.chart.chart_title.text_frame
            size = title.paragraphs[0].runs[0].font.size.pt
            assert wide(title.text, size, bold=True) <= 0.8 * frame.width / INCH


@pytest.mark.parametrize("name", [each for each in DECKS if each != "long"])
def test_a_header_is_neither_cut_nor_broken_within_a_word(name: str) -> None:
    headers = [each for slide in deck(name).slides for each in _cells(slide, rows=1)]

    assert [each for each in headers if "…" in each.text] == []
    words = [(word, each) for each in headers for word in each.text.split(" ")]
    assert [word for word, of in words if wide(word, of.size, bold=of.bold) > of.width] == []


def _boxes(slide: Slide) -> Iterator[Said]:
    """The paragraphs outside of tables; those of a box share its height."""
    shapes: Iterator[Any] = iter(slide.shapes)
    for frame, shape in ((each.text_frame, each) for each in shapes if each.has_text_frame):
        # What the master places has no margin on its sides.
        sides = 0 if shape.is_placeholder else frame.margin_left + frame.margin_right
        width = (shape.width - sides) / INCH
        height = (shape.height - frame.margin_top - frame.margin_bottom) / INCH
        others = 0.0
        # The number of the slide is a field, without a run.
        for paragraph in (each for each in frame.paragraphs if each.runs):
            said = _said(paragraph, width, height - others)
            others += said.needed
            yield said


def _cells(slide: Slide, rows: int | None = None) -> Iterator[Said]:
    """The texts of the first rows of each table, or of all."""
    for table in (frame.table for frame in frames(slide) if frame.has_table):
        for row in list(table.rows)[:rows]:
            for cell, column in zip(row.cells, table.columns, strict=True):
                width = (column.width - cell.margin_left - cell.margin_right) / INCH
                height = (row.height - cell.margin_top - cell.margin_bottom) / INCH
                yield _said(cell.text_frame.paragraphs[0], width, height)


def _said(paragraph: Any, width: float, height: float) -> Said:
    font = paragraph.runs[0].font
    size = font.size.pt if font.size else TITLE_SIZE
    return Said(paragraph.text, size, bool(font.bold) or not font.size, width, height)
