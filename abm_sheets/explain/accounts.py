"""How an account is explained: a function for each question that people ask of it, in the order asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

import numpy as np
import pandas as pd

from abm_sheets.explain.case import Case
from abm_sheets.explain.counts import active_reasons, ones, still_open, window_reasons
from abm_sheets.explain.rates import period_reasons, return_on_costs
from abm_sheets.explain.rows import NOTHING, Verdict, judged
from abm_sheets.metrics.costs import CostLines
from abm_sheets.metrics.engagement import within_window
from abm_sheets.metrics.stage import LONGEST, Runs, runs
from abm_sheets.metrics.weeks import NEVER_AFTER, NEVER_BEFORE, number
from abm_sheets.story.definitions import stage_rule
from abm_sheets.story.explanation import Explanation, Section
from abm_sheets.story.passages import story_of_account
from abm_sheets.story.timeline import cost_shares
from abm_sheets.tables.matching import BLANK


def scope(case: Case, account: int) -> Section:
    """What the accounts tab says of the account, and what follows for the quarter and for the day."""
    figures = case.view.figures.accounts.iloc[account]
    in_scope, active = bool(figures["in_scope"]), bool(figures["active"])
    keys = [f"scope.{'in' if in_scope else 'out'}", f"scope.{'active' if active else 'inactive'}"]
    sentences = [case.text(key, None, **case.facts) for key in keys]
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


def stage(case: Case, account: int) -> Section:
    """The stage, the rule that gives it, and what its first day comes from."""
    title = case.text("titles.stage")
    figures = case.view.figures.accounts.iloc[account]
    if not figures["active"]:
        return Section("stage", title, [case.text("stage.none", None, **case.facts)])
    name, since = str(figures["stage"]), number(figures["stage_since"].date())
    shown = case.text("stage.is", stage=case.words.word("account_stage", name), since=case.shown_day(since))
    sentences = [shown, stage_rule(case.view, name), _since(case, account, name, since)]
    if figures["stagnating"]:
        days = case.settings.stagnation_days
        sentences.append(case.text("stage.stagnating", case.day - since, limit=days))
    return Section("stage", title, sentences)


def _since(case: Case, account: int, name: str, since: int) -> str:
    """Why the stage began on that day: what happened, or the limit before which nobody looks."""
    found = runs(case.prepared.engagement, case.prepared.deals, case.day, len(case.prepared.accounts))
    for happened, day in _beginnings(found, account)[name]:
        if day == since:
            return case.text(f"stage.since.{happened}", None, **case.facts)
    joined = since == case.prepared.accounts.since[account]
    return case.text(f"stage.since.{'joined' if joined else 'longest'}", None, days=LONGEST)


def _beginnings(found: Runs, account: int) -> dict[str, Sequence[tuple[str, int]]]:
    """For each stage, what may have begun it, and on which day."""
    opened, engaged = int(found.open_last[account]) + 1, int(found.engaged_last[account]) + 1
    return {
        "customer": [("signed", int(found.signed[account]))],
        "opportunity": [("opened", int(found.open_first[account]))],
        "engaged": [("engaged", int(found.engaged_first[account])), ("no_longer_open", opened)],
        "targeted": [("no_longer_engaged", engaged), ("no_longer_open", opened)],
    }


def engagement(case: Case, account: int) -> Section:
    """The interactions counted in the window, the others, and what they make."""
    return judged(
        case,
        "interactions",
        _engagement_verdict(case, account),
        key="engagement",
        sentences=_sentences(case, case.view.figures.accounts.iloc[account]),
        account=account,
    )


def _sentences(case: Case, figures: pd.Series) -> Sequence[str]:
    count, minimum = int(figures["interactions"]), case.settings.engagement_min_interactions
    state = "yes" if figures["engaged"] else "inactive" if count >= minimum else "no"
    sentences = [case.text(f"engagement.{state}", count, **case.facts)]
    if figures["engaged"]:
        until, window = figures["engaged_until"].date(), case.settings.engagement_window_days
        sentences.append(
            case.text(
                "engagement.until",
                minimum,
                until=case.formats.day(until),
                oldest=case.formats.day(until - timedelta(days=window - 1)),
                days=window - 1,
            )
        )
    if not pd.isna(figures["last_interaction"]):
        last = case.formats.day(figures["last_interaction"].date())
        sentences.append(case.text("engagement.last", date=last))
    return sentences


def _engagement_verdict(case: Case, account: int) -> Verdict:
    frame = case.tables.interactions
    if frame is None:
        return NOTHING
    counted = within_window(frame, case.day, case.settings.engagement_window_days)
    mine = frame["account"].to_numpy(np.int64) == account
    return Verdict(counted, {"interactions": ones(counted)}, window_reasons(case, frame), among=mine)


def deals(case: Case, account: int) -> Section:
    """What each deal adds to the opportunities, the open amount and the revenue of the account."""
    figures = case.view.figures.accounts.iloc[account]
    sentence = case.text(
        "deals",
        int(figures["opportunities"]),
        open=case.money(int(figures["open_amount"])),
        revenue=case.money(int(figures["revenue"])),
        **case.facts,
    )
    verdict = _deal_verdict(case, account)
    return judged(case, "opportunities", verdict, key="deals", sentences=[sentence], account=account)


def _deal_verdict(case: Case, account: int) -> Verdict:
    found, scope = case.prepared.deals, case.in_scope
    created = case.moment.created
    won, opened = case.moment.won, found.open(case.day)
    counted = created | won | opened
    terms = {
        "opportunities": ones(created),
        "won_deals": ones(won),
        "open_amount": np.where(opened & found.known, found.cents, 0),
        "revenue": np.where(won & found.known, found.cents, 0),
    }
    reasons = (
        ("created_after", found.created > case.day),
        ("no_closing_date", (found.won_kind | found.lost_kind) & (found.closed == NEVER_AFTER)),
        ("closed_before", found.closed < case.start),
        ("out_of_scope", ~scope[found.account]),
        ("lost", found.lost(case.day)),
    )
    return Verdict(counted, terms, reasons, still_open(case), among=found.account == account)


def marketing_costs(case: Case, account: int) -> Section:
    """What marketing spent on the account."""
    return _costs(case, account, "marketing_costs")


def sales_costs(case: Case, account: int) -> Section:
    """What sales spent on the account."""
    return _costs(case, account, "sales_costs")


def _costs(case: Case, account: int, tab: str) -> Section:
    total = case.money(int(case.view.figures.accounts[tab].iloc[account]))
    sentence = case.text(f"costs.{tab}", None, amount=total, **case.facts)
    lines = case.prepared.costs.get(tab)
    verdict = NOTHING if lines is None else _cost_verdict(case, account, tab, lines)
    return judged(case, tab, verdict, sentences=[sentence], account=account)


def _cost_verdict(case: Case, account: int, tab: str, lines: CostLines) -> Verdict:
    """The account's own lines whenever they are, and the lines of the period shared by all or by industry."""
    in_period = (case.start <= lines.day) & (lines.day <= case.day)
    own = lines.account == account
    cents, members = cost_shares(case.prepared, case.period, lines, account)
    reasons = (
        *period_reasons(case, lines),
        ("out_of_scope", own & ~case.in_scope[account]),
        ("not_sharing", lines.account == BLANK),
    )
    notes = {
        at: case.text("notes.share", int(members[at]), total=case.money(int(lines.cents[at])))
        for at in np.flatnonzero((members > 0) & ~own).tolist()
    }
    among = own | (in_period & (lines.account == BLANK))
    return Verdict(members > 0, {tab: cents}, reasons, notes, among)


def returns(case: Case, account: int) -> Section:
    """The formula of the ROI over the account's own revenue and costs."""
    figures = case.view.figures.accounts.iloc[account]
    amounts = (int(figures[name]) for name in ("revenue", "marketing_costs", "sales_costs"))
    return Section("roi", case.words.word("metric", "roi"), [return_on_costs(case, *amounts)])


QUESTIONS: tuple[Callable[[Case, int], Section], ...] = (
    scope,
    stage,
    engagement,
    deals,
    marketing_costs,
    sales_costs,
    returns,
)
"""The sections of an account's explanation; each takes the account's position."""


def explain_account(case: Case, account: int) -> Explanation:
    """Why an account's figures are what they are."""
    figures = case.view.report.accounts[account]
    return Explanation(
        kind="account",
        key=figures.account,
        name=figures.account,
        heading=case.text("account_heading", name=figures.account, day=case.facts["day"]),
        figures=figures.model_dump(),
        sections=[question(case, account) for question in QUESTIONS],
        story=story_of_account(case.chronicle, account, case.view.figures.accounts.iloc[account]),
    )
