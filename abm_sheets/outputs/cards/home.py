"""The first card: what leadership reads, the five metrics, what to talk about, the issues behind it."""

from __future__ import annotations

from abm_sheets.language import Catalogue
from abm_sheets.outputs.cards.account import ACCOUNT
from abm_sheets.outputs.cards.addresses import Addresses, Route
from abm_sheets.outputs.cards.panel import Panel
from abm_sheets.outputs.cards.refreshes import alerts, last_refresh, next_refresh, run_buttons
from abm_sheets.outputs.cards.welcome import refusal
from abm_sheets.outputs.cards.widgets import (
    NAME,
    Json,
    bold,
    button,
    card,
    coloured,
    line,
    lines,
    paragraph,
    row,
    section,
    short,
)
from abm_sheets.palette import SOLID, Tone
from abm_sheets.story.digest import Digest, NotedIssue, SharedMetric, StagnatingAccount

_SEVERITIES = ("error", "warning", "info")
_ISSUES_UNFOLDED, _UNFOLDED = 5, 3

_STILL = 10
"""Stagnating accounts named; a click unfolds those after the first three."""


def issues(panel: Panel, addresses: Addresses, words: Catalogue) -> Json:
    """The issues of the last refresh, those that a digest names; the sheet has them all."""
    found = panel.digest
    return card(
        "issues",
        words.text("addon.issues.title"),
        _listed(found, words) if found else [section([paragraph(words.text("addon.issues.none"))])],
        footer=run_buttons(panel, addresses, words),
    )


def issues_text(found: Digest, words: Catalogue) -> str:
    """How many issues there are and, of them, how many errors."""
    text = words.text("addon.issues.count", found.issue_count)
    if not found.error_count:
        return text
    return words.text("addon.issues.errors", found.error_count, issues=text)


def _listed(found: Digest, words: Catalogue) -> list[Json]:
    """How many there are, those of each severity together, and how many are not here."""
    opening = [paragraph(bold(issues_text(found, words)))]
    if found.issues:
        opening.append(paragraph(words.text("addon.issues.advice")))
    more = found.issue_count - len(found.issues)
    title = words.title("quality")
    rest = [paragraph(words.text("addon.issues.more", more, title=title))] if more else []
    return [section(opening), *(_severe(each, found, words) for each in _SEVERITIES), section(rest)]


def _severe(severity: str, found: Digest, words: Catalogue) -> Json:
    """The issues of a severity, the first ones unfolded."""
    widgets = [_issue(each, words) for each in found.issues if each.severity == severity]
    return section(widgets, words.text(f"addon.issues.{severity}"), shown=_ISSUES_UNFOLDED)


def _issue(issue: NotedIssue, words: Catalogue) -> Json:
    """Where it is, what the cell holds, what to do."""
    where = [issue.tab, words.text("quality.row", row=issue.row) if issue.row else "", issue.column]
    place = ", ".join(short(part, NAME) for part in where if part)
    value = words.text("addon.issues.value", value=short(issue.value, NAME)) if issue.value else ""
    return line(lines(bold(place), value, short(issue.message)))


def home(panel: Panel, addresses: Addresses, words: Catalogue) -> Json:
    """What a person sees on opening the panel."""
    found = panel.digest
    return card(
        "home",
        words.text("addon.home.title"),
        [
            section(alerts(panel, words)),
            *(_figures(panel, found, addresses, words) if found else [_nothing_yet(panel, words)]),
            section(_choose(panel, addresses, words)),
            section(_quality(panel, addresses, words)),
            section(_refreshes(panel, addresses, words), words.text("addon.home.refreshes")),
        ],
        subtitle=words.text("addon.home.as_of", day=words.formats.long_day(found.as_of)) if found else "",
        footer=run_buttons(panel, addresses, words),
    )


def _choose(panel: Panel, addresses: Addresses, words: Catalogue) -> list[Json]:
    """The way to any account's story."""
    if panel.digest is None or panel.digest.to_fill:
        return []
    choose = button(words.text("addon.buttons.choose"), addresses.of(Route.ACCOUNT), panel.parameters)
    return [line(words.text("addon.account.about"), words.text("addon.account.title"), button=choose)]


def _figures(panel: Panel, found: Digest, addresses: Addresses, words: Catalogue) -> list[Json]:
    """The figures; before there is anything to count, what to fill."""
    if found.to_fill:
        return [section([paragraph(found.to_fill)])]
    win = short(found.win) or words.text("review.win.none")
    return [
        section([paragraph(lines(found.headline, found.last_headline))]),
        section([_metric(each) for each in found.metrics], words.text("addon.home.metrics")),
        _stagnating(panel, found, addresses, words),
        section([line(win, words.text("review.win.title"), icon="STAR")]),
    ]


def _metric(metric: SharedMetric) -> Json:
    """A metric: its value and status, what changed and what is wanted, what it comes from."""
    status = coloured(metric.status_text, SOLID[Tone(metric.status)])
    text = lines(
        row(bold(metric.value), status, by=" · "),
        row(metric.reading, metric.over_a_year, by=" · "),
        row(metric.change, metric.target, by=" · "),
    )
    return line(text, metric.label, below=metric.detail)


def _stagnating(panel: Panel, found: Digest, addresses: Addresses, words: Catalogue) -> Json:
    """The accounts that stagnate, the first ones unfolded, each with the way to its story."""
    title = words.text("addon.home.stagnating", found.stagnating_count)
    if not found.stagnating:
        return section([paragraph(title)])
    address, text = addresses.of(Route.ACCOUNT), words.text("addon.buttons.story")
    widgets = [
        _account(each, words, button(text, address, panel.parameters | {ACCOUNT: each.account}))
        for each in found.stagnating[:_STILL]
    ]
    more = found.stagnating_count - len(widgets)
    if more:
        widgets.append(paragraph(words.text("review.more_accounts", more)))
    return section(widgets, title, shown=_UNFOLDED)


def _account(account: StagnatingAccount, words: Catalogue, story: Json) -> Json:
    since = words.text("addon.home.since", stage=account.stage, duration=account.duration)
    return line(bold(short(account.account, NAME)), below=since, button=story)


def _quality(panel: Panel, addresses: Addresses, words: Catalogue) -> list[Json]:
    """How many issues there are, a click away."""
    found = panel.digest
    if found is None:
        return []
    see = button(words.text("addon.buttons.issues"), addresses.of(Route.ISSUES), panel.parameters)
    text = issues_text(found, words)
    return [line(text, words.title("quality"), button=see if found.issue_count else None)]


def _refreshes(panel: Panel, addresses: Addresses, words: Catalogue) -> list[Json]:
    """The last refresh and the next one; to who may not ask for one, why there is no button."""
    widgets = [last_refresh(panel, words), next_refresh(panel, words, _change(panel, addresses, words))]
    if not panel.may_refresh:
        widgets.append(paragraph(_reader(panel, words)))
    return widgets


def _reader(panel: Panel, words: Catalogue) -> str:
    """Why the person only looks, and who refreshes or can give them a role."""
    if panel.role is None:
        return refusal("not_in_team", words)
    return words.text("addon.home.reader", role=words.word("role", panel.role))


def _change(panel: Panel, addresses: Addresses, words: Catalogue) -> Json | None:
    """The button to the schedule, for who may change it."""
    if not panel.may_administer:
        return None
    return button(words.text("addon.buttons.schedule"), addresses.of(Route.SCHEDULE), panel.parameters)


def _nothing_yet(panel: Panel, words: Catalogue) -> Json:
    """How the first figures will come, where they are not on their way."""
    if panel.pending:
        return section([])
    who = "first" if panel.may_refresh else "first_by_others"
    return section([paragraph(words.text(f"addon.home.{who}"))])
