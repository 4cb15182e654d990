"""Whether the explanations of a run add up to its figures, and speak of every row that people typed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from statistics import median

import numpy as np
import pandas as pd

from abm_sheets.explain import Explanation, Section, explain
from abm_sheets.metrics.conversion_rate import CONVERSION_RATE
from abm_sheets.metrics.influence_rate import INFLUENCE_RATE
from abm_sheets.metrics.known import METRICS
from abm_sheets.metrics.metric import Metrics
from abm_sheets.metrics.moment import COST_TABS, Prepared
from abm_sheets.metrics.stage import LONGEST
from abm_sheets.metrics.velocity import VELOCITY
from abm_sheets.story.passages import AccountStory
from abm_sheets.story.view import View
from abm_sheets.tables.reader import INPUT_TABS, locate_inputs
from abm_sheets.tables.rows import Kind, as_text
from abm_sheets.workbook.interface import Snapshot

MODELS = {model.tab: model for model in INPUT_TABS}


def disagreements(view: View, snapshot: Snapshot) -> list[str]:
    """What is wrong, in words; nothing when all adds up."""
    metrics = {metric: explain(view, metric) for metric in METRICS}
    accounts = [explain(view, name) for name in view.tables.accounts["account"]]
    return [
        *_sums(view, metrics),
        *_rows(snapshot, metrics),
        *(each for at, account in enumerate(accounts) for each in _account(view, at, account)),
    ]


def section(explanation: Explanation, key: str) -> Section:
    """A section by its key."""
    return next(each for each in explanation.sections if each.key == key)


def total(section: Section, term: str) -> int:
    """What the rows counted add up to."""
    return sum(line.terms.get(term, 0) for line in section.counted)


def typed_rows(snapshot: Snapshot, tab: str) -> list[int]:
    """The rows of a tab that are not blank, ticked boxes aside."""
    located, model = locate_inputs(snapshot)[tab], MODELS[tab]
    names = [
        name
        for name in model.model_fields
        if name in located.header.positions and model.kind_of(name) is not Kind.FLAG
    ]
    rows = zip(*(located.cells(name) for name in names), strict=True)
    return [
        at
        for at, cells in enumerate(rows, located.first_row)
        if any(as_text(cell) not in {"", "nan"} for cell in cells)
    ]


def _rows(snapshot: Snapshot, metrics: dict[str, Explanation]) -> Iterator[str]:
    """Each row of a tab that a metric judges counts or is left out, once."""
    for metric, explanation in metrics.items():
        for each in explanation.sections:
            judged = sorted(line.row for line in (*each.counted, *each.left_out))
            if each.tab and judged != typed_rows(snapshot, each.tab):
                yield f"{metric}: the rows of {each.tab} are not all there once"


def _sums(view: View, metrics: dict[str, Explanation]) -> Iterator[str]:
    """What the rows counted add up to, against the figures of the metrics."""
    now = view.figures.now
    deals = {metric: _opportunities(explanation) for metric, explanation in metrics.items()}
    rate, influence, speed = now[CONVERSION_RATE], now[INFLUENCE_RATE], now[VELOCITY]
    assert rate
    assert influence
    assert speed
    found = prepared_assets(view)

    def reported(key: str) -> float | None:
        return now.measure(key).value

    pairs = {
        "target_accounts": (
            _total(metrics["target_accounts"], "target_accounts"),
            now.measure("target_accounts").value,
        ),
        "engaged_accounts": (
            _total(metrics["engaged_accounts"], "engaged_accounts"),
            now.measure("engaged_accounts").value,
        ),
        "accounts_in_opportunity": (
            total(deals["accounts_in_opportunity"], "accounts_in_opportunity"),
            reported("accounts_in_opportunity"),
        ),
        "opportunities": (total(deals["opportunities"], "opportunities"), reported("opportunities")),
        "won_deals": (total(deals["won_deals"], "won_deals"), reported("won_deals")),
        "revenue": (total(deals["revenue"], "revenue"), _cents(now, "revenue")),
        "conversion, above": (total(deals["conversion_rate"], "opportunities"), rate.numerator),
        "conversion, below": (_total(metrics["conversion_rate"], "target_accounts"), rate.denominator),
        "velocity, deals": (total(deals["velocity"], "deals"), speed.deals),
        "velocity, won": (total(deals["velocity"], "won"), speed.win_rate.numerator),
        "velocity, lost": (
            total(deals["velocity"], "lost"),
            speed.win_rate.denominator - speed.win_rate.numerator,
        ),
        "velocity, value": (_value(view, deals["velocity"]), speed.pipeline_value),
        "velocity, cycle": (_cycle(view, deals["velocity"]), speed.cycle_days),
        "influence, above": (total(deals["influence_rate"], "influenced"), influence.all.numerator),
        "influence, below": (total(deals["influence_rate"], "influence_deals"), influence.all.denominator),
        "influence, assets": (total(section(metrics["influence_rate"], "interactions"), "assets"), found),
        "roi, revenue": (total(deals["roi"], "revenue"), _cents(now, "revenue")),
        "roi, unallocated": (
            sum(total(section(metrics["roi"], tab), "unallocated") for tab in COST_TABS),
            _cents(now, "unallocated_costs"),
        ),
    } | {f"roi, {tab}": (total(section(metrics["roi"], tab), tab), _cents(now, tab)) for tab in COST_TABS}
    yield from (
        f"{name}: {reported} added up, {figure} shown"
        for name, (reported, figure) in pairs.items()
        if reported != figure
    )


def _cents(now: Metrics, key: str) -> int:
    return round((now.measure(key).value or 0) * 100)


def prepared_assets(view: View) -> int:
    """How many assets the deals of the period saw, one by one."""
    return int(Prepared.of(view.tables).influenced_deals(view.figures.period).assets_seen.sum())


def _opportunities(explanation: Explanation) -> Section:
    nothing = Section("opportunities", "", ())
    return next((each for each in explanation.sections if each.key == "opportunities"), nothing)


def _total(explanation: Explanation, term: str) -> int:
    return total(section(explanation, "accounts"), term)


def _value(view: View, deals: Section) -> float | None:
    count = total(deals, "deals")
    if not count:
        return None
    return total(deals, "amount") / (1 if view.tables.settings.velocity_value == "total" else count)


def _cycle(view: View, deals: Section) -> float | None:
    ignored = view.words.text("explain.notes.no_cycle")
    won = [line for line in deals.counted if line.terms["won"] and ignored not in line.why]
    lengths = [line.terms["cycle_days"] for line in won]
    if not lengths:
        return None
    middle = median(lengths) if view.tables.settings.cycle == "median" else sum(lengths) / len(lengths)
    return max(1, middle)


def _account(view: View, at: int, reported: Explanation) -> Iterator[str]:
    """What an account's rows add up to, against its line of the report."""
    figures, deals = view.figures.accounts.iloc[at], section(reported, "deals")
    pairs = {
        "interactions": total(section(reported, "engagement"), "interactions"),
        "opportunities": total(deals, "opportunities"),
        "won_deals": total(deals, "won_deals"),
        "open_amount": total(deals, "open_amount"),
        "revenue": total(deals, "revenue"),
    } | {tab: total(section(reported, tab), tab) for tab in COST_TABS}
    for name, value in pairs.items():
        if value != figures[name]:
            yield f"{reported.name}: {name}, {value} added up, {figures[name]} shown"
    engaged = figures["active"] and pairs["interactions"] >= view.tables.settings.engagement_min_interactions
    if engaged != np.bool_(figures["engaged"]):
        yield f"{reported.name}: engaged or not"
    assert reported.story
    yield from _story(view, figures, reported.story)


def _story(view: View, figures: pd.Series, story: AccountStory) -> Iterator[str]:
    """Where a story ends and what it cost, against the account's line of the report."""
    turns = [event for event in story.events if event.kind == "stage"]
    stage = turns[-1].mark if turns else story.opening
    floor = view.figures.period.end - timedelta(days=LONGEST)
    if stage != (figures["stage"] or ""):
        yield f"{story.account}: {stage} at the end of the story, {figures['stage']} shown"
    elif stage and turns and max(turns[-1].day, floor) != figures["stage_since"].date():
        yield f"{story.account}: {stage} since {turns[-1].day}, {figures['stage_since']} shown"
    costs = sum(round((event.amount or 0) * 100) for event in story.events if event.kind == "cost")
    if costs != figures["marketing_costs"] + figures["sales_costs"]:
        yield f"{story.account}: costs of {costs} in the story"
    if any(event.day > view.figures.period.end for event in story.events):
        yield f"{story.account}: the story goes on after its end"
