"""Slides read back as PowerPoint would: their texts, their charts with the data sheets, their tables."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any

import pptx
from pptx.presentation import Presentation
from pptx.slide import Slide
from python_calamine import CalamineWorkbook

from abm_sheets.language import catalogue
from abm_sheets.outputs.slides import slides_file
from abm_sheets.outputs.slides.deck import new_deck
from abm_sheets.outputs.slides.questions import QUESTIONS, add_slide
from abm_sheets.story.story import Story, story_of
from tests.story.books import edge, golden

STANDING, ENGAGEMENT, YEAR, PIPELINE, INFLUENCE, RETURNS, WEEK = range(7)
"""The slides, by their places."""

Numbers = dict[str, list[float | None]]


@cache
def edge_file(name: str) -> bytes:
    """The file of a workbook at the edges."""
    return slides_file(story_of(edge(name)))


@cache
def golden_deck(name: str, language: str) -> Presentation:
    """The deck of a golden workbook."""
    return pptx.Presentation(BytesIO(slides_file(story_of(golden(name, language)))))


@cache
def edge_deck(name: str) -> Presentation:
    """The deck of a workbook at the edges."""
    return pptx.Presentation(BytesIO(edge_file(name)))


def slide_of(deck: Presentation, place: int) -> Slide:
    """A slide by its place."""
    slide: Slide = deck.slides[place]
    return slide


def only(story: Story, place: int) -> Slide:
    """The slide of one question of a story."""
    deck = new_deck(story)
    add_slide(deck, story, catalogue(story.language), QUESTIONS[place])
    return slide_of(deck, 0)


def frames(slide: Slide) -> Iterator[Any]:
    """The frames of the charts and of the tables of a slide."""
    return (shape for shape in slide.shapes if shape.has_chart or shape.has_table)


def charts(slide: Slide) -> dict[str, Any]:
    """The charts of a slide by their titles."""
    found = [shape.chart for shape in frames(slide) if shape.has_chart]
    return {chart.chart_title.text_frame.text: chart for chart in found}


def categories(chart: Any) -> list[str]:
    """The categories of a chart."""
    return [str(each) for each in chart.plots[0].categories]


def numbers(chart: Any) -> Numbers:
    """The numbers of a chart by the names of its series."""
    return {series.name: list(series.values) for series in chart.plots[0].series}


def data_sheet(chart: Any) -> list[list[Any]]:
    """The rows of the workbook that opens when a chart is edited."""
    content = chart.part.chart_workbook.xlsx_part.blob
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()


def tables(slide: Slide) -> list[list[list[str]]]:
    """The texts of the tables of a slide, row by row; blank cells are empty."""
    found = [shape.table for shape in frames(slide) if shape.has_table]
    return [[[_shown(cell.text) for cell in row.cells] for row in table.rows] for table in found]


def _shown(text: str) -> str:
    return "" if text == "\u00a0" else text


def texts(slide: Slide) -> str:
    """Everything that a slide says outside of its tables and charts."""
    shapes: Iterator[Any] = iter(slide.shapes)
    return "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)
