"""How each metric stands: its value, what it comes from, its target, its status, what changed."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from abm_sheets.metrics.known import BY_KEY
from abm_sheets.metrics.values import Amount
from abm_sheets.story.units import metric_units, metric_value, unit_of
from abm_sheets.story.view import View
from abm_sheets.story.wording import (
    Figure,
    change_text,
    metric_figure,
    money,
    said_text,
    status_line,
    status_text,
    target_text,
)
from abm_sheets.tables.targets import Unit


@dataclass(frozen=True, slots=True)
class Standing:
    """A metric: its value, what it comes from, and how it stands.

    `status` is `green`, `amber`, `red` or `grey`; `remark` the benchmark where there is one, else what helps
    to read the value; `target_text` says so where there is no target.
    """

    key: str
    label: str
    unit: Unit
    value: Figure
    detail: str
    target: Figure
    target_text: str
    status: str
    status_text: str
    remark: str
    change: str


def standing_of(view: View, metric: str) -> Standing:
    """How a metric stands, by its key."""
    line = status_line(view, metric)
    return Standing(
        key=metric,
        label=view.words.word("metric", metric),
        unit=unit_of(metric),
        value=metric_figure(view, metric, metric_value(view.figures.now, metric)),
        detail=_detail(view, metric),
        target=metric_figure(view, metric, metric_units(metric, line.target)),
        target_text=target_text(view, line),
        status=line.status,
        status_text=status_text(view, line),
        remark=_remark(view, metric),
        change=change_text(view, metric),
    )


def _remark(view: View, metric: str) -> str:
    """The benchmark where there is one, else what helps to read the value."""
    words, benchmark = view.words, BY_KEY[metric].benchmark
    if benchmark:
        low, high = (words.formats.decimal(share * 100) for share in benchmark)
        return words.text("overview.benchmark", low=low, high=high)
    amounts = {
        key: money(view, found.cents if isinstance(found, Amount) else None)
        for key, found in view.figures.now.found.items()
    }
    return words.text(f"overview.remark.{metric}", None, **asdict(view.tables.settings), **amounts)


def _detail(view: View, key: str) -> str:
    """What a value comes from; why there is none, where there is none."""
    metric = BY_KEY[key]
    found = view.figures.now[metric]
    if found is None:
        missing = next(iter(metric.missing(view.tables)), "accounts")
        return view.words.text("overview.missing", title=view.words.title(missing))
    return said_text(view, metric.detail(found)) if metric.detail else ""
