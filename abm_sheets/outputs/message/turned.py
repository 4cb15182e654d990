"""The statuses that turned green or red since last Monday."""

from __future__ import annotations

from collections.abc import Sequence

from abm_sheets.metrics.figures import StatusLine
from abm_sheets.metrics.scope import period_of
from abm_sheets.metrics.status import statuses
from abm_sheets.story.units import metric_units
from abm_sheets.story.view import View
from abm_sheets.story.wording import metric_text

_TOLD = frozenset({"green", "red"})


def turned_lines(view: View) -> Sequence[str]:
    """A line for each metric that reached its target or fell under its alert threshold since last Monday.

    None where the quarter began meanwhile, whose targets are others, or where there was nothing to count.
    """
    figures, settings = view.figures, view.tables.settings
    if figures.before is None:
        return []
    period = period_of(figures.before.as_of, settings.fiscal_year_start)
    if period.quarter != figures.period.quarter:
        return []
    lines = statuses(figures.before, view.tables.targets, period, settings)
    before = {line.metric: line.status for line in lines}
    return [
        _line(view, line, before[line.metric])
        for line in figures.statuses
        if line.status in _TOLD and line.status != before[line.metric]
    ]


def _line(view: View, line: StatusLine, before: str) -> str:
    words = view.words
    texts = {
        key: metric_text(view, line.metric, metric_units(line.metric, value))
        for key, value in (("value", line.value), ("target", line.target))
    }
    return words.text(
        "message.status",
        None,
        metric=words.word("metric", line.metric),
        before=words.word("status", before),
        now=words.word("status", line.status),
        **texts,
    )
