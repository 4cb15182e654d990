"""A story as a page of HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from abm_sheets.language import Catalogue, catalogue
from abm_sheets.outputs.leadership.model import Story
from abm_sheets.outputs.page.bars import Bar, bars
from abm_sheets.outputs.page.charts import funnel_chart, revenue_chart, roi_chart, spark
from abm_sheets.outputs.page.colours import SCHEMES
from abm_sheets.outputs.page.fitting import print_size
from abm_sheets.outputs.page.vector import plainly

_TEMPLATES = Environment(
    loader=PackageLoader("abm_sheets.outputs.page"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(story: Story) -> str:
    """The page of a story, whole: no script, no font, no address to fetch anything from."""
    words = catalogue(story.language)
    with plainly():
        charts = _charts(story, words)
        sparks = {metric.key: spark(metric, story.weeks, words) for metric in story.metrics}
    return _TEMPLATES.get_template("page.html").render(
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
    }


def _bars(story: Story) -> Mapping[str, Sequence[Bar]]:
    """The bars beside the figures of each list, in its order."""
    stages = story.pipeline.stages
    return {
        "industry": bars([each.roi.value for each in story.industries.segments]),
        "size": bars([each.roi.value for each in story.sizes.segments]),
        "pipeline": bars([each.days.value for each in stages], [each.usual.value for each in stages]),
    }
