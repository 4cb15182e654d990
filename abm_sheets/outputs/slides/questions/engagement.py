"""Where we stand, who is engaged, and whether marketing weighs in."""

from __future__ import annotations

from dataclasses import replace

from abm_sheets.outputs.slides.box import BODY, CARD, REST
from abm_sheets.outputs.slides.cards import lay_cards, show_metric
from abm_sheets.outputs.slides.charts import draw
from abm_sheets.outputs.slides.page import Page
from abm_sheets.outputs.slides.plot import Kind, Labels, Plot, Strand, by_segment, has_trend, weekly
from abm_sheets.outputs.slides.texts import Look, say
from abm_sheets.palette import Tone
from abm_sheets.tables.targets import Unit

_ACCOUNT_TONES = {"target_accounts": Tone.GREY, "engaged_accounts": Tone.MARKETING}
_NAMES = {"target_accounts": "accounts", "engaged_accounts": "engaged"}

_TONES = {"influence_rate": Tone.MARKETING}
_WHOLE = (0.0, 1.0)
"""Shares are read against the whole."""

_WITH_LAST, _LAST = (3, 2, 1), Look(11)
"""How two charts share their room with the last quarter's sentence, and how it looks."""

_FUNNEL = {
    "engaged_accounts": Tone.MARKETING,
    "accounts_in_opportunity": Tone.SALES,
    "won_deals": Tone.GREEN,
}


def show_standing(page: Page) -> None:
    """Show the five metrics, their quarter week by week, and how the one before ended while it is recent."""
    _, rest = BODY.cut(lay_cards(page.slide, BODY, page.story.metrics, page.words))
    last = page.story.last_sentence
    left, right, *beside = rest.across(*(_WITH_LAST if last else (1, 1)))
    draw(page.slide, left, weekly(page, "funnel", _FUNNEL, "counts", Kind.LINES), page.codes)
    revenue = weekly(page, "revenue", {"revenue": Tone.SHARED}, "money", Kind.COLUMNS)
    draw(page.slide, right, revenue, page.codes)
    for box in beside:
        say(page.slide, box, last, _LAST)


def show_engagement(page: Page) -> None:
    """Show the engaged accounts beside the target ones."""
    card, room = BODY.across(CARD, REST)
    show_metric(page, card, "engaged_accounts")
    top, bottom = room.cut(2.05)
    draw(
        page.slide,
        top,
        _engaged(weekly(page, "engaged", _ACCOUNT_TONES, "accounts", Kind.COLUMNS)),
        page.codes,
    )
    bars = {_NAMES[key]: (page.words.word("metric", key), tone) for key, tone in _ACCOUNT_TONES.items()}
    for box, segments in zip(bottom.across(1, 1), (page.story.industries, page.story.sizes), strict=True):
        draw(page.slide, box, _engaged(by_segment(page, segments, "engaged", bars)), page.codes)


def _engaged(plot: Plot) -> Plot:
    """The engaged accounts, each bar with its number, against the target ones."""
    targeted, engaged = plot.strands
    return replace(plot, strands=[replace(targeted, pale=True), replace(engaged, labels=Labels.ALL)])


def show_influence(page: Page) -> None:
    """Show the influence, by week once some were frozen, and what it does not prove."""
    card, room = BODY.across(CARD, REST)
    show_metric(page, card, "influence_rate")
    weeks = has_trend(page.story.metric("influence_rate"))
    chart, rest = room.cut(room.height - 0.65 if weeks else 3.2)
    draw(page.slide, chart, _weeks(page) if weeks else _now(page), page.codes)
    say(page.slide, rest, page.words.text("analysis.influence.caution"), Look(11))


def _weeks(page: Page) -> Plot:
    """The weeks and, where there is one, the target as a line to reach."""
    plot = replace(weekly(page, "influence", _TONES, "rate", Kind.LINES), ends=_WHOLE)
    target = page.story.metric("influence_rate").target
    if target.value is None:
        return plot
    line = Strand(_target_label(page), [target] * len(plot.categories), Tone.GREY, Labels.LAST)
    return replace(plot, strands=[*plot.strands, line])


def _now(page: Page) -> Plot:
    """Today's value and, where there is one, the target under it."""
    metric, text = page.story.metric("influence_rate"), page.words.text
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
