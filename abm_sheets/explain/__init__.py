"""Why a figure is what it is: a run and a name in, an explanation out; the rules are the metrics' own."""

from __future__ import annotations

from abm_sheets.explain.accounts import explain_account
from abm_sheets.explain.case import case_of
from abm_sheets.explain.explanation import Explanation, Line, Section, published
from abm_sheets.explain.metrics import explain_metric
from abm_sheets.explain.subject import subject_of
from abm_sheets.story.view import View

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
