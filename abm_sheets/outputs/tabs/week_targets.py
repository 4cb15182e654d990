"""The week against the quarter's targets: value, target, where we should be, change and status."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from abm_sheets.metrics.figures import StatusLine
from abm_sheets.outputs.tabs.stack import Stack
from abm_sheets.palette import Tone
from abm_sheets.story.units import metric_units
from abm_sheets.story.view import View
from abm_sheets.story.wording import change_text, metric_text
from abm_sheets.workbook.sheet import Style, TableColumn

_STATUS = 5
_MONTH = pd.Timedelta(days=30)


def add_targets(view: View, stack: Stack) -> None:
    """Add the metrics with their targets; a grey status says why it is grey."""
    words = view.words
    tones = {words.word("status", tone): tone for tone in (Tone.GREEN, Tone.AMBER, Tone.RED, Tone.GREY)}
    reasons = dict.fromkeys(words.find("overview.reason").values(), Tone.GREY)
    stack.table(_columns(view), {_STATUS: tones | reasons})
    for key, metrics in (("without", _without(view)), ("not_reviewed", _not_reviewed(view))):
        if metrics:
            names = ", ".join(words.word("metric", metric) for metric in metrics)
            stack.line(words.text(f"review.targets.{key}", names=names))


def _without(view: View) -> list[str]:
    """The metrics that have no target this quarter."""
    return [line.metric for line in view.figures.statuses if line.target is None]


def _not_reviewed(view: View) -> list[str]:
    """The metrics whose target of this quarter nobody has looked at for a month."""
    targets, period = view.tables.targets, view.figures.period
    month_ago = pd.Timestamp(period.end) - _MONTH
    reviewed = pd.to_datetime(targets["reviewed"])
    stale = (targets["quarter"] == period.quarter) & ~(reviewed >= month_ago)
    metrics: list[str] = targets["metric"][stale].tolist()
    return metrics


def _columns(view: View) -> Sequence[TableColumn]:
    header, lines = view.words.find("review.targets.columns"), view.figures.statuses
    return (
        TableColumn(header["metric"], [view.words.word("metric", each.metric) for each in lines]),
        TableColumn(header["value"], _texts(view, "value")),
        TableColumn(header["target"], _texts(view, "target")),
        TableColumn(header["expected"], _texts(view, "expected")),
        TableColumn(header["change"], [change_text(view, each.metric) for each in lines], Style.WRAPPED),
        TableColumn(header["status"], [_status(view, each) for each in lines], Style.STATUS),
    )


def _texts(view: View, field: str) -> Sequence[str]:
    """One field of every line, in the metric's unit."""
    return [
        metric_text(view, each.metric, metric_units(each.metric, getattr(each, field)))
        for each in view.figures.statuses
    ]


def _status(view: View, line: StatusLine) -> str:
    """The status in words, or why there is none."""
    if line.reason:
        return view.words.text(f"overview.reason.{line.reason}")
    return view.words.word("status", line.status)
