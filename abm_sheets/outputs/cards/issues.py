"""The card of the issues: where each one is and what to do, the gravest first."""

from __future__ import annotations

from abm_sheets.language import Catalogue
from abm_sheets.outputs.cards.addresses import Addresses
from abm_sheets.outputs.cards.panel import Panel
from abm_sheets.outputs.cards.running import run_buttons
from abm_sheets.outputs.cards.text import NAME, bold, lines, short
from abm_sheets.outputs.cards.widgets import Json, card, line, paragraph, section
from abm_sheets.outputs.digest import Digest, NotedIssue

_SEVERITIES = ("error", "warning", "info")
_UNFOLDED = 5


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
    return section(widgets, words.text(f"addon.issues.{severity}"), shown=_UNFOLDED)


def _issue(issue: NotedIssue, words: Catalogue) -> Json:
    """Where it is, what the cell holds, what to do."""
    where = [issue.tab, words.text("quality.row", row=issue.row) if issue.row else "", issue.column]
    place = ", ".join(short(part, NAME) for part in where if part)
    value = words.text("addon.issues.value", value=short(issue.value, NAME)) if issue.value else ""
    return line(lines(bold(place), value, short(issue.message)))
