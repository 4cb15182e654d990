"""A story as a page of HTML that prints on one sheet of A4; and an explanation, its rows in lists, as one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import ceil

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from abm_sheets.language import Catalogue, catalogue
from abm_sheets.outputs.page.charts import (
    Bar,
    bars,
    fan_chart,
    funnel_chart,
    revenue_chart,
    roi_chart,
    spark,
    year_chart,
)
from abm_sheets.outputs.page.lanes import TONES, pictures
from abm_sheets.outputs.page.vector import SCHEMES, plainly
from abm_sheets.story.changes import Change
from abm_sheets.story.explanation import Explanation
from abm_sheets.story.story import Story

TEMPLATES = Environment(
    loader=PackageLoader("abm_sheets.outputs.page"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
"""The templates; whatever is put in them is text, never markup."""

LARGEST = 11.2
"""The size of the page's base type on paper, in pixels, where there is room."""

_SHEET = 1046.0
"""The height of the sheet inside its margins, in pixels, a hair less."""

_DRAWN = 160.0
"""What charts and trends take, whose height follows the width of the sheet alone."""

# Heights in base sizes. Texts on paper are cut to the lines counted here: see the style sheet.
_ALWAYS = 33.5
_SENTENCE_LINE, _SENTENCE_SIGNS = 2.5, 62
_LAST_LINE, _LAST_SIGNS = 1.6, 110
_NOTICE = 2.5
_AHEAD, _AHEAD_LINE, _AHEAD_SIGNS, _FAN = 6.6, 1.45, 60, 122.0
_LIST, _ROW, _MORE = 5.1, 3.2, 1.5
_HEADING, _FINDING, _YEAR = 3.6, 4.2, 10.6
_DEALS, _DEAL = 3.8, 2.95
_WIN, _STEPS, _STEP = 7.5, 2.0, 1.98
_CHANGES, _CHANGE, _PART, _COLUMNS = 5.3, 2.8, 2.6, 4


def print_size(story: Story) -> float:
    """The size of the base type on paper, in pixels."""
    return round(min(LARGEST, (_SHEET - _DRAWN) / _height(story)), 2)


def _height(story: Story) -> float:
    sentence = ceil(len(story.sentence) / _SENTENCE_SIGNS) * _SENTENCE_LINE
    sentence += ceil(len(story.last_sentence) / _LAST_SIGNS) * _LAST_LINE
    notice = _NOTICE * bool(story.stamp.rebuilt)
    columns = max(_year(story) + _segments(story), _pipeline(story) + _win(story))
    return _ALWAYS + sentence + notice + _ahead(story) + columns + _changes(story)


def _ahead(story: Story) -> float:
    """The forecast, whose picture takes what its lines leave."""
    lines = sum(ceil(len(each) / _AHEAD_SIGNS) for each in story.forecast.sentences)
    drawn = _FAN / LARGEST if story.forecast.path else 0.0
    return _AHEAD + max(lines * _AHEAD_LINE, drawn)


def _year(story: Story) -> float:
    funnel = story.funnel
    return _HEADING + _FINDING * bool(funnel.finding) + _YEAR * bool(funnel.steps)


def _segments(story: Story) -> float:
    return sum(_list(len(each.segments), bool(each.more)) for each in (story.industries, story.sizes))


def _list(rows: int, more: bool) -> float:  # noqa: FBT001 (whether there is a line under the list)
    return _LIST + _ROW * max(rows, 1) + _MORE * more


def _pipeline(story: Story) -> float:
    pipeline = story.pipeline
    deals = _DEALS + _DEAL * len(pipeline.slow) if pipeline.slow else 0
    return _FINDING + _list(len(pipeline.stages), bool(pipeline.more)) + deals


def _win(story: Story) -> float:
    return _WIN + (_STEPS + _STEP * len(story.win.steps) if story.win.steps else 0)


def _changes(story: Story) -> float:
    changes = story.changes.changes
    rows = [changes[at : at + _COLUMNS] for at in range(0, len(changes), _COLUMNS)]
    return _CHANGES + sum(max(_change(each) for each in row) for row in rows)


def _change(change: Change) -> float:
    return _CHANGE + _PART * len(change.parts)


def render(story: Story) -> str:
    """The page of a story, whole: no script, no font, no address to fetch anything from."""
    words = catalogue(story.language)
    with plainly():
        charts = _charts(story, words)
        sparks = {metric.key: spark(metric, story.weeks, words) for metric in story.metrics}
    return TEMPLATES.get_template("page.html").render(
        story=story,
        text=words.text,
        header=words.header,
        schemes=SCHEMES,
        print_size=print_size(story),
        charts=charts,
        sparks=sparks,
        bars=_bars(story),
    )


def _charts(story: Story, words: Catalogue) -> Mapping[str, Markup | None]:
    return {
        "funnel": funnel_chart(story, words),
        "revenue": revenue_chart(story, words),
        "roi": roi_chart(story, words),
        "year": year_chart(story, words),
        "fan": fan_chart(story, words),
    }


def _bars(story: Story) -> Mapping[str, Sequence[Bar]]:
    """The bars beside the figures of each list, in its order."""
    stages = story.pipeline.stages
    return {
        "industry": bars([each.roi.value for each in story.industries.segments]),
        "size": bars([each.roi.value for each in story.sizes.segments]),
        "comparison": bars([each.win_rate.value for each in story.comparison.sides], whole=1.0),
        "losses": bars([each.amount.value for each in story.losses.reasons]),
        "pipeline": bars([each.days.value for each in stages], [each.usual.value for each in stages]),
    }


SHOWN = 500
"""Rows shown of each list; JSON has them all."""

Address = Callable[[str, int], str]
"""The address of a row of one of the people's tabs, by its key; "" where it has none."""


def nowhere(tab: str, row: int) -> str:
    """The rows of a file have no address."""
    del tab, row
    return ""


def render_explanation(found: Explanation, words: Catalogue, address: Address) -> str:
    """The page of an explanation, whole: no script, no font, nothing to fetch."""
    with plainly():
        drawn = pictures(found.story, words) if found.story else {}
    return TEMPLATES.get_template("explanation.html").render(
        found=found,
        text=words.text,
        word=words.word,
        language=words.language,
        schemes=SCHEMES,
        pictures=drawn,
        tones=TONES,
        address=address,
        shown=SHOWN,
        print_size=11,
    )
