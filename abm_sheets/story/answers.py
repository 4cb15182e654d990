"""The answers to leadership's questions, a sentence each, and the speaker's notes."""

from __future__ import annotations

from collections.abc import Sequence

from abm_sheets.language import Catalogue
from abm_sheets.story.story import Metric, Story
from abm_sheets.tables.targets import Unit


def standing_answer(story: Story, _words: Catalogue) -> str:
    """The sentence for leadership."""
    return story.sentence


def engagement_answer(story: Story, words: Catalogue) -> str:
    """How many accounts are engaged, of how many."""
    return f"{_standing(story.metric('engaged_accounts'), words)}."


def year_answer(story: Story, _words: Catalogue) -> str:
    """Where accounts stop, and how deals close with marketing and without."""
    return f"{story.funnel.finding} {story.comparison.finding}"


def pipeline_answer(story: Story, words: Catalogue) -> str:
    """What the pipeline yields, and where it slows."""
    return f"{_standing(story.metric('velocity'), words)}. {story.pipeline.finding}"


def influence_answer(story: Story, words: Catalogue) -> str:
    """The share of deals that marketing influenced."""
    return f"{_standing(story.metric('influence_rate'), words)}."


def returns_answer(story: Story, words: Catalogue) -> str:
    """The return on what was spent, and the industry that brought most."""
    said, first = _standing(story.metric("roi"), words), next(iter(story.industries.segments), None)
    if first is None or not first.revenue.value:
        return f"{said}."
    key = "first" if first.roi.value is not None else "first_without_roi"
    text = words.text(
        f"answers.{key}",
        said=said,
        segment=first.name,
        revenue=first.revenue.text,
        roi=first.roi.text,
    )
    return f"{text}."


def week_answer(story: Story, _words: Catalogue) -> str:
    """The win of the week, or that there is none yet."""
    return story.win.sentence


def _standing(metric: Metric, words: Catalogue) -> str:
    """A metric in words and, where it has a status, its target and its status."""
    said = _said(metric, words) if metric.value.value is not None else metric.detail
    if metric.status == "grey" or metric.value.value is None:
        return said
    return words.text("answers.against", said=said, target=metric.target.text, status=metric.status_text)


def _said(metric: Metric, words: Catalogue) -> str:
    key = f"answers.{metric.key}"
    if metric.unit is Unit.COUNT:
        return words.text(key, metric.value.value, detail=metric.detail)
    return words.text(key, value=metric.value.text, detail=metric.detail)


def standing_notes(story: Story, words: Catalogue) -> Sequence[str]:
    """The five metrics."""
    return [_metric(metric, words) for metric in story.metrics]


def engagement_notes(story: Story, words: Catalogue) -> Sequence[str]:
    """The engaged accounts."""
    return _metrics(story, words, "engaged_accounts")


def year_notes(story: Story, _words: Catalogue) -> Sequence[str]:
    """How to read the year, and why deals were lost."""
    losses = story.losses
    return [story.funnel.note, story.comparison.note, losses.finding, losses.missing]


def pipeline_notes(story: Story, words: Catalogue) -> Sequence[str]:
    """The velocity, the conversion that feeds the pipeline, and how to read the stages."""
    return [*_metrics(story, words, "velocity", "conversion_rate"), story.pipeline.note]


def influence_notes(story: Story, words: Catalogue) -> Sequence[str]:
    """The influence, and what it does not prove."""
    return [*_metrics(story, words, "influence_rate"), words.text("analysis.influence.caution")]


def returns_notes(story: Story, words: Catalogue) -> Sequence[str]:
    """The return."""
    return _metrics(story, words, "roi")


def week_notes(story: Story, words: Catalogue) -> Sequence[str]:
    """The metrics that changed."""
    return [
        words.text("answers.notes.meaning", label=change.label, meaning=_meaning(change.key, words))
        for change in story.changes.changes
    ]


def _metrics(story: Story, words: Catalogue, *keys: str) -> Sequence[str]:
    return [_metric(story.metric(key), words) for key in keys]


def _metric(metric: Metric, words: Catalogue) -> str:
    """What a metric means, and how it stands today."""
    return words.text(
        "answers.notes.metric",
        label=metric.label,
        meaning=_meaning(metric.key, words),
        value=metric.value.text,
        detail=metric.detail,
        target=metric.target_text,
        status=metric.status_text,
        remark=". ".join(filter(None, (metric.reading, metric.remark, metric.over_a_year))),
        change=metric.change,
    )


def _meaning(key: str, words: Catalogue) -> str:
    return words.text(f"definitions.meaning.{key}")
