"""The report that a run returns, made of its figures: cents become units, positions become names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import pandas as pd
from pydantic import TypeAdapter

from abm_sheets.history import forecast
from abm_sheets.history.pace import Pace, slow_stages
from abm_sheets.issues import RULES, Issue
from abm_sheets.language import Catalogue
from abm_sheets.metrics import figures as computed
from abm_sheets.metrics import metric, values
from abm_sheets.metrics.compute import Figures
from abm_sheets.metrics.influence_rate import INFLUENCE_RATE
from abm_sheets.metrics.known import METRICS, QUANTITIES
from abm_sheets.metrics.scope import period_of
from abm_sheets.metrics.velocity import VELOCITY
from abm_sheets.report import (
    Account,
    Comparison,
    Forecast,
    FunnelStep,
    Influence,
    Influenced,
    Loss,
    Metrics,
    Month,
    Moves,
    Period,
    Report,
    Segment,
    Side,
    Slow,
    Source,
    Velocity,
    Week,
)
from abm_sheets.story.wording import quarter_text
from abm_sheets.tables.layout import one_per_cell
from abm_sheets.tables.model import Tables
from abm_sheets.tables.settings import Settings

_ACCOUNT_MONEY = ["open_amount", "revenue", "marketing_costs", "sales_costs"]
_ACCOUNT_DATES = ["stage_since", "last_interaction", "engaged_until", "engaged_if_by"]
_ACCOUNTS = TypeAdapter(list[Account])


def summarise(
    tables: Tables, figures: Figures, stages: Sequence[Pace], ahead: forecast.Forecast, words: Catalogue
) -> Report:
    """The report of a run, its sentence in the language of `words`."""
    metrics = metrics_of(figures.now)
    currency = tables.settings.currency
    return Report(
        as_of=figures.period.end,
        period=Period(start=figures.period.start, end=figures.period.end),
        currency=currency,
        headline=headline(metrics, currency, words),
        metrics=metrics,
        velocity=velocity_of(figures.now[VELOCITY]),
        influence=influence_of(figures.now[INFLUENCE_RATE]),
        accounts=_accounts(figures.accounts),
        moves=_moves(figures),
        segments=[_segment(segment) for segment in figures.segments],
        status={line.metric: line.status for line in figures.statuses},
        funnel=[FunnelStep(**asdict(step)) for step in figures.funnel],
        comparison=_comparison(figures.comparison),
        losses=[_loss(loss) for loss in figures.losses],
        slow=[_slow(pace) for pace in slow_stages(stages)],
        forecast=Forecast.model_validate(asdict(ahead)),
        sources=list(_sources(tables)),
        weeks=[Week(week=each.label, **_published(each)) for each in figures.weeks],
        months=[Month(month=each.label, **_published(each)) for each in figures.months],
        issues=one_per_cell([*tables.issues, *_dated_issues(tables, figures, words)]),
    )


def metrics_of(now: metric.Metrics) -> Metrics:
    """The metrics of a date in units."""
    return Metrics.model_validate({each.key: now.measure(each.key).value for each in QUANTITIES})


def velocity_of(velocity: values.Velocity | None) -> Velocity:
    """The inputs of a velocity in units."""
    if velocity is None:
        return Velocity(deals=None, pipeline_value=None, win_rate=None, cycle_days=None)
    return Velocity(
        deals=velocity.deals,
        pipeline_value=values.units(velocity.pipeline_value),
        win_rate=velocity.win_rate.value,
        cycle_days=velocity.cycle_days,
    )


def influence_of(influence: values.Influence | None) -> Influence:
    """The influence, all and by outcome."""
    if influence is None:
        blank = Influenced(influenced=None, deals=None, rate=None)
        return Influence(all=blank, won=blank, lost=blank, open=blank, revenue_rate=None)
    return Influence(
        all=_influenced(influence.all),
        won=_influenced(influence.won),
        lost=_influenced(influence.lost),
        open=_influenced(influence.open),
        revenue_rate=influence.revenue_rate,
    )


def _influenced(rate: values.Rate) -> Influenced:
    return Influenced(influenced=rate.numerator, deals=rate.denominator, rate=rate.value)


def _accounts(frame: pd.DataFrame) -> list[Account]:
    """All at once, from whole columns."""
    shown = frame.drop(columns="won_deals")
    shown[_ACCOUNT_MONEY] = shown[_ACCOUNT_MONEY] / 100
    columns: dict[str, list[Any]] = {str(name): shown[name].tolist() for name in shown}
    columns |= {name: _dates(shown[name]) for name in _ACCOUNT_DATES}
    columns["roi"] = [None if pd.isna(ratio) else ratio for ratio in columns["roi"]]
    rows = zip(*columns.values(), strict=True)
    return _ACCOUNTS.validate_python([dict(zip(columns, row, strict=True)) for row in rows])


def _dates(column: pd.Series) -> list[Any]:
    return column.to_numpy("datetime64[D]").astype(object).tolist()


def _moves(figures: Figures) -> Moves:
    names = figures.accounts["account"].tolist()
    moves = figures.moves
    return Moves(
        **{
            name: [names[position] for position in getattr(moves, name)]
            for name in ("progressed", "regressed", "joined", "left")
        }
    )


def _segment(segment: computed.Segment) -> Segment:
    return Segment(
        dimension=segment.dimension,
        segment=segment.segment,
        accounts=segment.accounts,
        engaged=segment.engaged,
        opportunities=segment.opportunities,
        won_deals=segment.won_deals,
        revenue=segment.revenue / 100,
        costs=segment.costs / 100,
        roi=segment.roi,
    )


def _comparison(found: computed.Comparison | None) -> Comparison | None:
    if found is None:
        return None
    return Comparison(influenced=_side(found.influenced), others=_side(found.others))


def _side(side: computed.Side) -> Side:
    return Side(**{**asdict(side), "average_amount": values.units(side.average_amount)})


def _loss(loss: computed.Loss) -> Loss:
    return Loss(**{**asdict(loss), "amount": loss.amount / 100})


def _slow(pace: Pace) -> Slow:
    amount = pace.slow_amount / 100
    return Slow(stage=pace.stage, deals=len(pace.slow), amount=amount, usual_days=pace.usual or 0.0)


def _sources(tables: Tables) -> Iterable[Source]:
    """The systems whose records are mirrored; rows that tools added are no system's."""
    for key, mirror in tables.mirrors.items():
        if mirror.is_system:
            apart = tables.apart.get(key, 0)
            yield Source(
                source=mirror.origin,
                kind=mirror.tab,
                records=mirror.height - apart,
                aside=mirror.aside + apart,
                synchronised=mirror.synchronised,
            )


def _published(closing: metric.ClosingMetrics) -> Mapping[str, Any]:
    metrics = closing.metrics
    found = {key: metrics.measure(key).value for key in METRICS}
    return {"as_of": metrics.as_of, "provisional": closing.provisional, **found}


def _dated_issues(tables: Tables, figures: Figures, words: Catalogue) -> Iterable[Issue]:
    """The issues that depend on the date: overdue deals, and costs outside the targets or nobody's."""
    overdue = _overdue(tables.opportunities, np.datetime64(figures.period.end))
    yield from _issues("overdue_expected", "opportunities", "expected", overdue, words)
    names = dict(enumerate(tables.accounts["account"]))
    for tab, rows in figures.costs_outside.items():
        accounts = getattr(tables, tab).set_index("row")["account"]
        values = {row: names[accounts[row]] for row in sorted(rows)}
        yield from _issues("cost_outside_targets", tab, "account", values, words)
    for tab, rows in figures.costs_unknown_industry.items():
        industries = getattr(tables, tab).set_index("row")["industry"]
        values = {row: industries[row] for row in sorted(rows)}
        yield from _issues("unknown_industry", tab, "industry", values, words)


def _overdue(deals: pd.DataFrame | None, day: np.datetime64) -> Mapping[int, str]:
    """The days, by row, before which the deals open at a day were expected to close, and did not."""
    if deals is None:
        return {}
    late = deals[(deals["kind"] == "open") & (deals["created"] <= day) & (deals["expected"] < day)]
    return dict(zip(late["row"].tolist(), late["expected"].astype(str), strict=True))


def _issues(rule: str, tab: str, column: str, values: Mapping[int, str], words: Catalogue) -> Iterable[Issue]:
    """The same issue about the cells of a column, `values` by row."""
    message = words.text(f"issues.{rule}")
    for row, value in values.items():
        yield Issue(
            rule=rule, severity=RULES[rule], tab=tab, row=row, column=column, value=value, message=message
        )


def headline(metrics: Metrics, currency: str, words: Catalogue) -> str:
    """The sentence for leadership (§ 6): its parts that have a figure, in singular or plural."""
    start = words.text("headline.targeted", count=metrics.target_accounts)
    if metrics.target_accounts == 0:
        return start + _over_a_year(metrics, words)
    parts = [
        words.text(f"headline.{name}", count=count)
        for name, count in (
            ("engaged", metrics.engaged_accounts),
            ("opportunity", metrics.accounts_in_opportunity),
        )
        if count is not None
    ]
    if metrics.accounts_won and metrics.revenue is not None:
        revenue = words.formats.money(metrics.revenue, currency)
        parts.append(words.text("headline.won", count=metrics.accounts_won, revenue=revenue))
    body = words.text("headline.joint").join([start, ", ".join(parts)]) if parts else start
    return body + _ending(metrics, words)


def _ending(metrics: Metrics, words: Catalogue) -> str:
    """The ROI; while nobody has signed, that of the quarter would only be an alarm: that of the year."""
    if metrics.accounts_won == 0:
        return words.text("headline.none_won") + _over_a_year(metrics, words)
    if metrics.roi is None:
        return words.text("headline.no_roi")
    return words.text("headline.roi", roi=words.formats.multiple(metrics.roi))


def _over_a_year(metrics: Metrics, words: Catalogue) -> str:
    if metrics.roi_12m is None:
        return words.text("headline.end")
    return words.text("headline.roi_12m", roi=words.formats.multiple(metrics.roi_12m))


def last_headline(figures: Figures, settings: Settings, words: Catalogue) -> str:
    """The last sentence of the quarter before, quoted, while this one is young; "" afterwards."""
    if figures.last_quarter is None:
        return ""
    metrics = metrics_of(figures.last_quarter)
    if not metrics.target_accounts:
        return ""
    return words.text(
        "headline.last",
        quarter=quarter_text(period_of(figures.last_quarter.as_of, settings.fiscal_year_start), words),
        sentence=headline(metrics, settings.currency, words),
    )
