"""Whether an account is in scope and active, and why."""

from __future__ import annotations

from abm_sheets.explain.case import Case
from abm_sheets.explain.metrics.reasoning import active_reasons
from abm_sheets.explain.model import Section
from abm_sheets.metrics.days import NEVER_AFTER, NEVER_BEFORE


def scope(case: Case, account: int) -> Section:
    """What the accounts tab says of the account, and what follows for the quarter and for the day."""
    figures = case.view.figures.accounts.iloc[account]
    in_scope, active = bool(figures["in_scope"]), bool(figures["active"])
    told = [f"scope.{'in' if in_scope else 'out'}", f"scope.{'active' if active else 'inactive'}"]
    sentences = [case.text(key, None, **case.facts) for key in told]
    if not active:
        sentences.append(_because(case, account))
    targeted = [_targeted(case, account)] if case.prepared.accounts.targeted[account] else []
    return Section("scope", case.text("titles.scope"), [*targeted, *sentences])


def _targeted(case: Case, account: int) -> str:
    """From and until when the account is targeted."""
    accounts = case.prepared.accounts
    since, until = int(accounts.since[account]), int(accounts.until[account])
    ends = ("from" if since != NEVER_BEFORE else "") + ("until" if until != NEVER_AFTER else "")
    days = {"since": case.shown_day(since), "until": case.shown_day(until)}
    return case.text(f"scope.{ends or 'always'}", None, **days)


def _because(case: Case, account: int) -> str:
    """The first reason that keeps the account from being active."""
    reason = next(reason for reason, holds in active_reasons(case) if holds[account])
    return case.text("scope.because", reason=case.text(f"reasons.{reason}", None, **case.facts))
