"""A run in short, in one language: what a side panel or an e-mail says of it, kept until the next one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd
from pydantic import BaseModel, ConfigDict

from abm_sheets.issues import Issue, Severity
from abm_sheets.language import catalogue
from abm_sheets.metrics.known import SHARED
from abm_sheets.report import Status
from abm_sheets.story.accounts import duration_text, stage_words, still_accounts
from abm_sheets.story.quality import column_name, gravest_first, next_to_fill, tab_name
from abm_sheets.story.standing import Standing, standing_of
from abm_sheets.story.summary import headline, last_headline, metrics_of
from abm_sheets.story.units import days, texts
from abm_sheets.story.view import View
from abm_sheets.story.win import win_of_the_week
from abm_sheets.story.wording import shortened

MOST = 50
"""Issues, and stagnating accounts, that a digest names; it counts them all."""

LONGEST_VALUE = 80
"""Characters of a cell's value that are quoted."""


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SharedMetric(_Kept):
    """One of the five metrics, every text as people read it; `target` is "" where there is none.

    `reading` judges the value and `over_a_year` is the same over twelve months, "" where neither is known.
    """

    key: str
    label: str
    value: str
    detail: str
    status: Status
    status_text: str
    target: str
    change: str
    reading: str = ""
    over_a_year: str = ""


class StagnatingAccount(_Kept):
    """An account that has not moved for too long: its stage in words, since when, how long."""

    account: str
    stage: str
    since: date
    days: int
    duration: str


class NotedIssue(_Kept):
    """An issue as people find it: the tab's title, the row from 1, the column's header; "" where none.

    The header and the message are in the language of the run, as the sheet is, whatever the digest's.
    """

    severity: Severity
    tab: str
    row: int | None
    column: str
    value: str
    message: str


class Digest(_Kept):
    """A run in short, in one language.

    `source` is the workbook's title, `rows` how many were read, `win` the win of the week, "" where
    there is none. Accounts come the longest still first, issues the gravest first; at most `MOST` of
    each are named, and `stagnating_count`, `issue_count` and `error_count` count them all. `to_fill` says
    which tab to fill before there are figures, "" where there is something to count; `last_headline`
    quotes the last sentence of the quarter before while this one is young.
    """

    language: str
    source: str
    headline: str
    as_of: date
    rows: int
    currency: str
    metrics: list[SharedMetric]
    stagnating: list[StagnatingAccount]
    stagnating_count: int
    win: str
    issues: list[NotedIssue]
    issue_count: int
    error_count: int
    to_fill: str = ""
    last_headline: str = ""


def digest(view: View, language: str, *, begun: bool = True) -> Digest:
    """A run in short, in a language that need not be that of its dashboard.

    `begun`: there is something to count.
    """
    issues = [_noted(view, issue) for issue in gravest_first(view.report.issues)[:MOST]]
    view = replace(view, words=catalogue(language))
    still, win = still_accounts(view), win_of_the_week(view)
    currency = view.tables.settings.currency
    return Digest(
        language=language,
        source=view.source,
        headline=headline(metrics_of(view.figures.now), currency, view.words),
        as_of=view.figures.period.end,
        rows=view.tables.rows_read,
        currency=currency,
        metrics=[_metric(standing_of(view, metric)) for metric in SHARED],
        stagnating=_stagnating(view, still.head(MOST)),
        stagnating_count=len(still),
        win=win.sentence if win.found else "",
        issues=issues,
        issue_count=len(view.report.issues),
        error_count=sum(issue.severity is Severity.ERROR for issue in view.report.issues),
        last_headline=last_headline(view.figures, view.tables.settings, view.words),
        to_fill="" if begun else next_to_fill(view.tables, view.words),
    )


def _metric(metric: Standing) -> SharedMetric:
    return SharedMetric(
        key=metric.key,
        label=metric.label,
        value=metric.value.text,
        detail=metric.detail,
        status=metric.status,
        status_text=metric.status_text,
        target="" if metric.target.value is None else metric.target_text,
        change=metric.change,
        reading=metric.reading,
        over_a_year=metric.over_a_year,
    )


def _stagnating(view: View, accounts: pd.DataFrame) -> list[StagnatingAccount]:
    columns: Sequence[Sequence[object]] = (
        texts(accounts["account"]),
        stage_words(view, accounts),
        days(pd.to_datetime(accounts["stage_since"])),
        accounts["age"].tolist(),
    )
    return [
        StagnatingAccount(
            account=account, stage=stage, since=day, days=age, duration=duration_text(view, age)
        )
        for account, stage, day, age in zip(*columns, strict=True)
    ]


def _noted(view: View, issue: Issue) -> NotedIssue:
    """An issue by the names that people know: the title they gave the tab, the header of the column."""
    return NotedIssue(
        severity=issue.severity,
        tab=tab_name(view, issue),
        row=issue.row,
        column=column_name(issue, view.words),
        value=shortened(issue.value or "", LONGEST_VALUE),
        message=issue.message,
    )
