"""What a year shows: how far accounts went, and the closed deals with and without marketing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from abm_sheets.outputs.slides.box import BODY, Box
from abm_sheets.outputs.slides.charts import draw
from abm_sheets.outputs.slides.grid import Cell, Column, Grid, lay
from abm_sheets.outputs.slides.page import Page
from abm_sheets.outputs.slides.plot import Kind, Plot, Strand
from abm_sheets.outputs.slides.texts import say
from abm_sheets.palette import Tone
from abm_sheets.story.funnel import Side
from abm_sheets.tables.targets import Unit

_CHART = 1.9
"""The height of a chart; its table takes the rest."""

_STEPS = {
    "targeted": Tone.GREY,
    "engaged": Tone.MARKETING,
    "opportunity": Tone.SALES,
    "customer": Tone.GREEN,
}
_SIDES = {"influenced": Tone.MARKETING, "others": Tone.SHARED}

_FIGURES: dict[str, Callable[[Side], str]] = {
    "deals": lambda side: side.deals.text,
    "won": lambda side: side.won.text,
    "win_rate": lambda side: side.win_rate.text,
    "cycle": lambda side: side.cycle.text,
    "average": lambda side: side.average.text,
}
"""What is compared of both sides, by the key of its name."""


def show_year(page: Page) -> None:
    """Show the year's funnel and, beside it, the closed deals with marketing and without."""
    left, right = BODY.across(1, 1)
    _show(page, left, _steps_chart(page), _steps_table(page), page.story.funnel.note)
    _show(page, right, _sides_chart(page), _sides_table(page), page.story.comparison.note)


def _show(page: Page, box: Box, plot: Plot, grid: Grid, note: str) -> None:
    """Show a chart, what it is drawn from in numbers, and how to read it."""
    top, bottom = box.cut(_CHART)
    draw(page.slide, top, plot, page.codes)
    if grid.rows:
        say(page.slide, lay(page.slide, bottom, grid, page.words), note)


def _steps_chart(page: Page) -> Plot:
    funnel, text = page.story.funnel, page.words.text
    tones = {at: _STEPS[step.key] for at, step in enumerate(funnel.steps)}
    bars = Strand(
        text("slides.axes.accounts"), [step.accounts for step in funnel.steps], Tone.GREY, tones=tones
    )
    return Plot(
        kind=Kind.BARS,
        title=text("slides.charts.year"),
        axes=(text("funnel.columns.step"), text("slides.axes.accounts")),
        categories=[step.label for step in funnel.steps],
        strands=[bars],
        unit=Unit.COUNT,
        empty=funnel.finding,
    )


def _steps_table(page: Page) -> Grid:
    """The steps in numbers, the narrowest passage in amber."""
    funnel, header = page.story.funnel, page.words.find("funnel.columns")
    rows = [
        [
            Cell(step.label, bold=True),
            Cell(step.accounts.text),
            Cell(step.rate.text, tone=Tone.AMBER if step.key == funnel.narrowest else None),
            Cell(step.days.text),
        ]
        for step in funnel.steps
    ]
    columns = [
        Column(header["step"], 1.5),
        *(Column(header[key], 1, numeric=True) for key in ("accounts", "rate", "days")),
    ]
    return Grid(funnel.title, columns, rows, partial(page.words.text, "slides.more.analysis"))


def _sides_chart(page: Page) -> Plot:
    """The win rate of both sides, grey where it is of too few deals."""
    comparison, text = page.story.comparison, page.words.text
    tones = {at: Tone.GREY if side.small else _SIDES[side.key] for at, side in enumerate(comparison.sides)}
    label = text("comparison.columns.win_rate")
    return Plot(
        kind=Kind.BARS,
        title=text("slides.charts.win_rate"),
        axes=(text("comparison.columns.side"), text("slides.axes.rate")),
        categories=[side.label for side in comparison.sides],
        strands=[Strand(label, [side.win_rate for side in comparison.sides], Tone.GREY, tones=tones)],
        unit=Unit.SHARE,
        empty=text("slides.empty.win_rate") if comparison.sides else comparison.finding,
        ends=(0.0, 1.0),
    )


def _sides_table(page: Page) -> Grid:
    """A column for each side; the last row says which has too few deals."""
    comparison, header = page.story.comparison, page.words.find("comparison.columns")
    columns = [
        Column(header["side"], 1.5),
        *(Column(side.label, 1, numeric=True) for side in comparison.sides),
    ]
    rows = [
        [Cell(header[key]), *(Cell(read(side)) for side in comparison.sides)]
        for key, read in _FIGURES.items()
    ]
    if any(side.small for side in comparison.sides):
        small = (Cell(side.small, tone=Tone.GREY) for side in comparison.sides)
        rows.append([Cell(header["reading"]), *small])
    return Grid(
        comparison.title,
        columns,
        rows if comparison.sides else [],
        partial(page.words.text, "slides.more.analysis"),
    )
