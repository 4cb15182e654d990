"""Why a figure is what it is: a run and a name in, an explanation out; the rules are the metrics' own."""

from __future__ import annotations

from dataclasses import dataclass

from abm_sheets.errors import UnknownSubjectError
from abm_sheets.explain.accounts import explain_account
from abm_sheets.explain.case import case_of
from abm_sheets.explain.metrics import explain_metric
from abm_sheets.language import fold
from abm_sheets.language.catalogue import understood
from abm_sheets.story.explanation import Explanation, Line, Section, published
from abm_sheets.story.view import View
from abm_sheets.tables.matching import AccountIndex, Match, nearest

__all__ = ["Explanation", "Line", "Section", "explain", "published"]


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
