"""A story as a page of HTML that prints on one sheet of A4; and an explanation, its rows in lists, as one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

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
from abm_sheets.outputs.page.paper import paper_of
from abm_sheets.outputs.page.vector import SCHEMES, plainly
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


def render(story: Story) -> str:
    """The page of a story, whole: no script, no font, no address to fetch anything from."""
    words = catalogue(story.language)
    with plainly():
        charts = _charts(story, words)
        sparks = {metric.key: spark(metric, story.weeks, words) for metric in story.metrics}
    paper = paper_of(story)
    return TEMPLATES.get_template("page.html").render(
        story=story,
        text=words.text,
        header=words.header,
        schemes=SCHEMES,
        print_size=paper.size,
        left_out=paper.left_out,
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
