"""What the speaker may say under each slide: the definitions of what it shows, and how to read it."""

from __future__ import annotations

from collections.abc import Sequence

from abm_sheets.language import Catalogue
from abm_sheets.outputs.leadership.model import Metric, Story
from abm_sheets.outputs.slides.answers import metric_of


def standing_notes(story: Story, words: Catalogue) -> Sequence[str]:
    """The five metrics."""
    return [_metric(metric, words) for metric in story.metrics]


def engagement_notes(story: Story, words: Catalogue) -> Sequence[str]:
    """The engaged accounts."""
    return _metrics(story, words, "engaged_accounts")


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
        words.text("slides.notes.meaning", label=change.label, meaning=_meaning(change.key, words))
        for change in story.changes.changes
    ]


def _metrics(story: Story, words: Catalogue, *keys: str) -> Sequence[str]:
    return [_metric(metric_of(story, key), words) for key in keys]


def _metric(metric: Metric, words: Catalogue) -> str:
    """What a metric means, and how it stands today."""
    return words.text(
        "slides.notes.metric",
        label=metric.label,
        meaning=_meaning(metric.key, words),
        value=metric.value.text,
        detail=metric.detail,
        target=metric.target_text,
        status=metric.status_text,
        remark=metric.remark,
        change=metric.change,
    )


def _meaning(key: str, words: Catalogue) -> str:
    return words.text(f"definitions.meaning.{key}")
