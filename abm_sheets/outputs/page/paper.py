"""What a page shows on one sheet of A4, and how large its type may be there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from abm_sheets.story.changes import Changes
from abm_sheets.story.forecast import Forecast
from abm_sheets.story.pipeline import Stage
from abm_sheets.story.segments import Segments
from abm_sheets.story.story import Metric, Story
from abm_sheets.story.units import joined

READABLE = 10.0
"""The size of the base type, in pixels, below which the sheet does without what it can."""

_LEFT_OUT: Sequence[Sequence[str]] = ((), ("size",), ("weeks",), ("size", "weeks"))
"""What is left to the screen, the least needed first: the cards have their weeks."""

_SIZES = [tenths / 10 for tenths in range(120, 39, -1)]
_SHEET, _WIDTH = 1050.0, 716.0
"""The sheet inside its margins, in whole pixels."""

_LETTER, _BOLD = 0.49, 0.54
"""How wide a letter is at most, on average, in sizes of its type."""

_MOST_LINES = 2
"""Lines that the style sheet leaves of texts that it cuts."""

# Heights in base sizes, as the style sheet makes them.
_GAPS, _GAP = 3.0, 1.0
_HEADER, _SENTENCE, _SENTENCE_TYPE, _LAST = 3.45, 2.19, 1.75, 1.4
_LINE, _SMALL, _SMALL_TYPE = 1.4, 1.225, 0.875
_PANEL, _HEADING, _APART, _PADDING = 1.55, 1.78, 0.625, 1.7
_CARD, _STATUS, _LEAST_TREND = 9.42, 1.475, 1.75
_WEEKS, _PROVISIONAL, _LONGEST_NOTE = 5.93, 1.5, 48
_NAMED, _ROW, _MORE, _NOTHING = 0.53, 3.03, 1.5, 4.2
_DEALS, _DEAL = 2.2, 2.8
_WON, _WON_TYPE, _STEPS, _STEP = 1.69, 1.25, 1.8, 1.85
_CHANGES, _CHANGE, _PART, _COLUMNS = 3.48, 2.75, 2.6, 4
_FOOTER = 0.8

# Widths of drawings over their heights.
_CHART, _TREND, _YEAR, _FAN = 340 / 176, 170 / 34, 340 / 120, 340 / 150
_BESIDE = 1.5
"""Between the forecast's picture and its sentences."""

_WIDEST_YEAR = 30.0


@dataclass(frozen=True, slots=True)
class Paper:
    """The size of the base type on the sheet, in pixels, and the panels that are left to the screen."""

    size: float
    left_out: Sequence[str]


def paper_of(story: Story) -> Paper:
    """The fewest panels left to the screen of which the sheet is readable, else the most."""
    tried = [Paper(_size(story, left_out), left_out) for left_out in _LEFT_OUT]
    return next((each for each in tried if each.size >= READABLE), tried[-1])


def _size(story: Story, left_out: Sequence[str]) -> float:
    return next((size for size in _SIZES if _height(story, left_out, size) <= _SHEET), _SIZES[-1])


def _height(story: Story, left_out: Sequence[str], size: float) -> float:
    """What a page takes on paper, in pixels, at most."""
    room = _room(2, size)
    segments = [each for each in (story.industries, story.sizes) if each.dimension not in left_out]
    left = _year(story, size, room) + sum(map(_segments, segments)) + _APART * len(segments)
    right = _pipeline(story, size, room) + _APART + _win(story, size, room)
    panels = (
        _header(story, size),
        _cards(story.metrics, size),
        _ahead(story.forecast, size),
        0 if "weeks" in left_out else _weeks(story, size),
        max(left, right),
        _changed(story.changes, size),
        _footer(story, size),
    )
    return (_GAPS + sum(panels)) * size


def _room(columns: int, size: float) -> float:
    """The pixels that a text has in a panel, of so many side by side."""
    return (_WIDTH - (columns - 1) * _APART * size) / columns - _PADDING * size


def _lines(text: str, room: float, size: float, letter: float = _LETTER, most: int = _MOST_LINES) -> int:
    return min(ceil(len(text) * letter * size / room), most)


def _header(story: Story, size: float) -> float:
    sentence = _lines(story.sentence, _WIDTH, _SENTENCE_TYPE * size, _BOLD, len(story.sentence))
    last = _lines(story.last_sentence, _WIDTH, size, most=len(story.last_sentence))
    return _HEADER + sentence * _SENTENCE + last * _LAST


def _cards(metrics: Iterable[Metric], size: float) -> float:
    """The cards' texts stand in line: the longest of each makes their height."""
    metrics, room = list(metrics), _room(5, size)
    longest = (
        (_SMALL, _LETTER, 2, [each.detail for each in metrics]),
        (_SMALL, _BOLD, 2, [each.change for each in metrics]),
        (_SMALL, _LETTER, 3, [_remark(each) for each in metrics]),
        (_STATUS, _BOLD, 2, [f"   {each.status_text}   {each.target_text}" for each in metrics]),
    )
    texts = sum(
        line * max(_lines(each, room, _SMALL_TYPE * size, letter, most) for each in said)
        for line, letter, most, said in longest
    )
    return _CARD + texts + max(room / _TREND / size, _LEAST_TREND)


def _remark(metric: Metric) -> str:
    """What is said under a card: a remark gives way to the twelve months."""
    beside = metric.reading or ("" if metric.over_a_year else metric.remark)
    return joined((beside, metric.over_a_year))


def _ahead(forecast: Forecast, size: float) -> float:
    """The picture of the forecast, beside what it says or else alone."""
    room = _room(1, size)
    if forecast.path:
        picture, room = (share * (room - _BESIDE * size) / 5 for share in (2, 3))
    said = [_lines(each, room, size, _BOLD, _MOST_LINES + 1) * _LINE + 0.25 for each in forecast.sentences]
    drawn = picture / _FAN / size if forecast.path else 0
    return _HEADING + _PANEL + max(sum(said), drawn) + _GAP


def _weeks(story: Story, size: float) -> float:
    room = _room(3, size)
    notes = (_lines("x" * _LONGEST_NOTE, room, _SMALL_TYPE * size) - 1) * _SMALL
    return _GAP + _WEEKS + room / _CHART / size + notes + _PROVISIONAL * story.weeks.closings[-1].provisional


def _footer(story: Story, size: float) -> float:
    stamp = story.stamp
    return _FOOTER + _lines(f"{stamp.computed} {stamp.issues} {stamp.restated}", _WIDTH, size) * _SMALL


def _year(story: Story, size: float, room: float) -> float:
    drawn = min(room / size, _WIDEST_YEAR) / _YEAR if story.funnel.steps else 0
    return _PANEL + _HEADING + _finding(story.funnel.finding, size, room) + drawn


def _finding(text: str, size: float, room: float) -> float:
    return _lines(text, room, size, _BOLD, _MOST_LINES + 1) * _LINE + 1 if text else 0


def _segments(found: Segments) -> float:
    rows = _ROW * len(found.segments) if found.segments else _NOTHING
    return _PANEL + _HEADING + rows + _MORE * bool(found.more)


def _pipeline(story: Story, size: float, room: float) -> float:
    pipeline = story.pipeline
    deals = _DEALS + _DEAL * len(pipeline.slow) + _MORE * bool(pipeline.slow_more) if pipeline.slow else 0
    rows = sum(_stage(each, size, room) for each in pipeline.stages) + _MORE * bool(pipeline.more)
    return _PANEL + _HEADING + _finding(pipeline.finding, size, room) + rows + deals


def _stage(stage: Stage, size: float, room: float) -> float:
    """A row; the name of a slow stage has its word after it, and may take two lines."""
    name = f"{stage.name}    {stage.slow_text}" if stage.slow else ""
    return _ROW + max(_lines(name, _NAMED * room, size, _BOLD) - 1, 0) * _LINE


def _win(story: Story, size: float, room: float) -> float:
    win = story.win
    if not win.found:
        return _PANEL + _HEADING + _finding(win.sentence, size, room)
    won = _lines(win.sentence, room, _WON_TYPE * size, _BOLD) * _WON + 0.25
    steps = _STEPS + _STEP * len(win.steps) if win.steps else 0
    return _PANEL + _HEADING + won + _LINE * bool(win.thanks) + steps


def _changed(changes: Changes, size: float) -> float:
    if not changes.title:
        return 0
    told = [_CHANGE + _PART * len(each.parts) for each in changes.changes]
    rows = sum(max(told[at : at + _COLUMNS]) for at in range(0, len(told), _COLUMNS))
    sentences = _lines(f"{changes.deals} {changes.costs}", _WIDTH, _SMALL_TYPE * size) * _SMALL
    return _CHANGES + rows + sentences
