"""Why a figure is what it is: a run and a name in, an explanation out; the rules are the metrics' own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from abm_sheets.errors import UnknownSubjectError
from abm_sheets.explain.accounts import explain_account
from abm_sheets.explain.case import Case, case_of
from abm_sheets.explain.counts import (
    Reasoning,
    accounts_in_opportunity,
    engaged_accounts,
    opportunities,
    revenue,
    target_accounts,
    won_deals,
)
from abm_sheets.explain.rates import conversion_rate, division, influence_rate, roi, velocity
from abm_sheets.language import fold
from abm_sheets.language.catalogue import understood
from abm_sheets.metrics.influence_rate import INFLUENCE_RATE
from abm_sheets.metrics.known import BY_KEY
from abm_sheets.metrics.values import Rate
from abm_sheets.metrics.velocity import VELOCITY
from abm_sheets.story.definitions import formula
from abm_sheets.story.explanation import ExplainedRow, Explanation, Section, published
from abm_sheets.story.units import metric_value
from abm_sheets.story.view import View
from abm_sheets.story.wording import metric_text
from abm_sheets.tables.matching import AccountIndex, Match, nearest

__all__ = ["ExplainedRow", "Explanation", "Section", "explain", "published"]


def explain(view: View, text: str) -> Explanation:
    """Explain what a text names: a metric or an account; where it names both, the metric.

    Raises:
        UnknownSubjectError: it names neither.

    """
    case = case_of(view)
    subject = subject_of(text, case.index)
    if subject.metric is None:
        return explain_account(case, int(subject.account or 0))
    notes = [] if subject.account is None else [case.text("both", text=text)]
    return explain_metric(case, subject.metric, notes)


@dataclass(frozen=True, slots=True)
class Subject:
    """A metric's key, an account's position, or both where the text names both."""

    metric: str | None
    account: int | None


def subject_of(text: str, index: AccountIndex) -> Subject:
    """What a text names (§ 2.5 for accounts).

    Raises:
        UnknownSubjectError: neither a metric nor an account.

    """
    text = text.strip()
    metric, match = understood("metric").get(fold(text)), index.find(text)
    account = match.position if match.position >= 0 else None
    if metric is None and account is None:
        raise _unknown(text, match)
    return Subject(metric, account)


def _unknown(text: str, match: Match) -> UnknownSubjectError:
    details = dict(match.details)
    meant = nearest(fold(text), understood("metric"))
    if meant is not None and "suggestion" not in details:
        details["metric"] = understood("metric")[meant]
    return UnknownSubjectError(subject=text, rule=match.rule, **details)


METRICS: tuple[Callable[[Case], Reasoning], ...] = (
    target_accounts,
    engaged_accounts,
    accounts_in_opportunity,
    opportunities,
    won_deals,
    revenue,
    conversion_rate,
    velocity,
    influence_rate,
    roi,
)
"""The metrics, each function named as the metric's key."""

_BY_KEY: Mapping[str, Callable[[Case], Reasoning]] = {each.__name__: each for each in METRICS}
_INPUTS = {VELOCITY.key: "velocity", INFLUENCE_RATE.key: "influence"}
"""The part of the report that has the inputs of a metric, where there is one."""


def explain_metric(case: Case, metric: str, notes: Sequence[str] = ()) -> Explanation:
    """Why a metric is what it is: its definition, its formula in letters and in numbers, its rows."""
    reasoning, words = _reasoning(case, metric), case.words
    name = words.word("metric", metric)
    value = metric_text(case.view, metric, metric_value(case.view.figures.now, metric))
    opening = {
        "definition": [words.text(f"definitions.meaning.{metric}")],
        "formula": [formula(case.view, metric)],
        "calculation": reasoning.calculation,
    }
    sections = [Section(key, case.text(f"titles.{key}"), said) for key, said in opening.items()]
    return Explanation(
        kind="metric",
        key=metric,
        name=name,
        heading=case.text("metric_heading", name=name, value=value, day=case.facts["day"]),
        figures=_figures(case, metric),
        sections=[*sections, *reasoning.sections],
        notes=notes,
    )


def _reasoning(case: Case, metric: str) -> Reasoning:
    """That of the metric's own, else what it is a share of or what it needs."""
    if metric in _BY_KEY:
        return _BY_KEY[metric](case)
    found = case.view.figures.now[BY_KEY[metric]]
    needed = BY_KEY[metric].missing(case.tables) if found is None else []
    said = [case.words.text("overview.missing", title=case.words.title(tab)) for tab in needed]
    return Reasoning([*said, *([division(case, found)] if isinstance(found, Rate) else [])], [])


def _figures(case: Case, metric: str) -> Mapping[str, object]:
    """The metric as the report has it, with its inputs."""
    report = case.view.report
    figures = {metric: getattr(report.metrics, metric)}
    return figures | (getattr(report, _INPUTS[metric]).model_dump() if metric in _INPUTS else {})
