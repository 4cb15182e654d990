"""How each metric stands: its value, what it comes from, its target, its status, what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from abm_sheets.metrics.known import BY_KEY, SHARED
from abm_sheets.metrics.metric import Benchmark
from abm_sheets.metrics.values import Amount
from abm_sheets.story.units import joined, metric_units, metric_value, unit_of
from abm_sheets.story.view import View
from abm_sheets.story.wording import (
    Figure,
    change_text,
    metric_figure,
    metric_text,
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

    `status` is `green`, `amber`, `red` or `grey`; `target_text` says so where there is no target. `reading`
    judges the value by its benchmark, `remark` helps to read it, `over_a_year` is the same over twelve
    months: each "" where there is nothing to say.
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
    reading: str
    remark: str
    over_a_year: str
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
        reading=_reading(view, metric),
        remark=_remark(view, metric),
        over_a_year=_over_a_year(view, metric),
        change=change_text(view, metric),
    )


def reading_lines(view: View) -> Sequence[str]:
    """A line for each shared metric that says something, and is judged or known over twelve months."""
    early = {line.metric for line in view.figures.statuses if line.reason == "too_early"}
    found = (standing_of(view, metric) for metric in SHARED if metric not in early)
    return [
        view.words.text("overview.read", metric=each.label, value=joined((each.value.text, *beside)))
        for each in found
        if each.value.value is not None and any(beside := (each.reading, each.over_a_year))
    ]


def _reading(view: View, key: str) -> str:
    """Where a value stands beside its benchmark, where it is made of enough cases."""
    benchmark, share = BY_KEY[key].benchmark, _share(view, key)
    if benchmark is None or share is None:
        return ""
    place = benchmark.place(share)
    # What accumulates over the quarter is below until it is not: no quarter opens with an alarm.
    if place == "below" and BY_KEY[key].prorated and view.figures.period.elapsed < 1:
        place = "not_yet"
    return view.words.text(
        f"overview.reading.{benchmark.judged_by}.{place}",
        None,
        share=view.words.formats.percent(share),
        **_ends(view, benchmark),
    )


def _ends(view: View, benchmark: Benchmark) -> Mapping[str, str]:
    decimal = view.words.formats.decimal
    return {"low": decimal(benchmark.low * 100), "high": decimal(benchmark.high * 100)}


def _share(view: View, key: str) -> float | None:
    """What a benchmark judges, where it is a share of enough cases."""
    found = view.figures.now.measure(key)
    if not found.denominator or found.denominator < view.tables.settings.small_sample:
        return None
    return None if found.numerator is None else found.numerator / found.denominator


def _remark(view: View, key: str) -> str:
    """What helps to read a value: the rule that decides, the amounts behind it, else the benchmark."""
    if key not in view.words.find("overview.remark"):
        return "" if _reading(view, key) else _benchmark(view, key)
    amounts = {
        name: money(view, found.cents if isinstance(found, Amount) else None)
        for name, found in view.figures.now.found.items()
    }
    return view.words.text(f"overview.remark.{key}", None, **asdict(view.tables.settings), **amounts)


def _benchmark(view: View, key: str) -> str:
    benchmark = BY_KEY[key].benchmark
    return view.words.text("overview.benchmark", None, **_ends(view, benchmark)) if benchmark else ""


def _over_a_year(view: View, key: str) -> str:
    """The same over twelve months, where that is computed."""
    year = BY_KEY[key].over_a_year
    value = view.figures.now.measure(year.key).value if year else None
    if value is None:
        return ""
    return view.words.text("overview.over_a_year", value=metric_text(view, key, value))


def _detail(view: View, key: str) -> str:
    """What a value comes from; why there is none, where there is none."""
    metric = BY_KEY[key]
    found = view.figures.now[metric]
    if found is None:
        missing = next(iter(metric.missing(view.tables)), "accounts")
        return view.words.text("overview.missing", title=view.words.title(missing))
    return said_text(view, metric.detail(found)) if metric.detail else ""
