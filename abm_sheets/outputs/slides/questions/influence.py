"""Does marketing weigh in: the share of deals that it influenced, against its target."""

from __future__ import annotations

from dataclasses import replace

from abm_sheets.outputs.slides.answers import metric_of
from abm_sheets.outputs.slides.box import BODY, CARD, REST
from abm_sheets.outputs.slides.charts import draw
from abm_sheets.outputs.slides.page import Page
from abm_sheets.outputs.slides.plot import Kind, Labels, Plot, Strand
from abm_sheets.outputs.slides.plots import has_trend, weekly
from abm_sheets.outputs.slides.side import show_metric
from abm_sheets.outputs.slides.texts import Look, say
from abm_sheets.palette import Tone
from abm_sheets.story.figures import Unit

_TONES = {"influence_rate": Tone.MARKETING}
_WHOLE = (0.0, 1.0)
"""Shares are read against the whole."""


def show_influence(page: Page) -> None:
    """Show the influence, by week once some were frozen, and what it does not prove."""
    card, room = BODY.across(CARD, REST)
    show_metric(page, card, "influence_rate")
    weeks = has_trend(metric_of(page.story, "influence_rate"))
    chart, rest = room.cut(room.height - 0.65 if weeks else 3.2)
    draw(page.slide, chart, _weeks(page) if weeks else _now(page), page.codes)
    say(page.slide, rest, page.words.text("analysis.influence.caution"), Look(11))


def _weeks(page: Page) -> Plot:
    """The weeks and, where there is one, the target as a line to reach."""
    plot = replace(weekly(page, "influence", _TONES, "rate", Kind.LINES), ends=_WHOLE)
    target = metric_of(page.story, "influence_rate").target
    if target.value is None:
        return plot
    line = Strand(_target_label(page), [target] * len(plot.categories), Tone.GREY, Labels.LAST)
    return replace(plot, strands=[*plot.strands, line])


def _now(page: Page) -> Plot:
    """Today's value and, where there is one, the target under it."""
    metric, text = metric_of(page.story, "influence_rate"), page.words.text
    bars, tones = {text("slides.series.now"): metric.value}, {}
    if metric.target.value is not None:
        bars[_target_label(page)], tones = metric.target, {1: Tone.GREY}
    return Plot(
        kind=Kind.BARS,
        title=text("slides.charts.influence_now"),
        axes=("", text("slides.axes.rate")),
        categories=list(bars),
        strands=[Strand(metric.label, list(bars.values()), Tone.MARKETING, tones=tones)],
        unit=Unit.SHARE,
        empty=text("slides.empty.influence"),
        ends=_WHOLE,
    )


def _target_label(page: Page) -> str:
    return page.words.header("targets", "target")
