"""The issues by the names that people know: the gravest first, their tabs, columns and cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from abm_sheets.history.doubts import KEPT_TABS
from abm_sheets.issues import RULES, Issue, Severity
from abm_sheets.language import Catalogue
from abm_sheets.story.view import View


def gravest_first(issues: Sequence[Issue]) -> list[Issue]:
    """Issues by how grave they are, then as the rules are listed."""
    return sorted(issues, key=gravity)


def gravity(issue: Issue) -> tuple[int, int]:
    """How grave an issue is, to sort by."""
    return list(Severity).index(issue.severity), list(RULES).index(issue.rule)


def summary_text(view: View) -> str:
    """How many issues there are of each severity, or that there is none."""
    text, counts = view.words.text, Counter(issue.severity for issue in view.report.issues)
    if not counts:
        return text("quality.none")
    parts = {f"{severity}s": text(f"quality.{severity}s", counts[severity]) for severity in Severity}
    summary = text("quality.summary", None, **parts)
    return summary[0].upper() + summary[1:]


def tab_name(view: View, issue: Issue) -> str:
    """The tab's title as people named it, ours where it is missing."""
    if issue.tab in view.tables.places:
        return view.tables.places[issue.tab].title
    return view.words.title(issue.tab) if issue.tab in view.words.find("tabs") else issue.tab


def column_name(issue: Issue, words: Catalogue) -> str:
    """The column's header; a column that is not ours is named as people named it."""
    if issue.column and issue.tab in KEPT_TABS:
        return words.text(f"{issue.tab}.columns.{issue.column}")
    known = words.find("tabs").get(issue.tab, {}).get("columns", {})
    if issue.column is None or issue.column not in known:
        return issue.column or ""
    return words.header(issue.tab, issue.column)


def column_number(view: View, issue: Issue) -> int | None:
    """The place of the column that an issue is about, from 1."""
    place = view.tables.places.get(issue.tab)
    return place.columns.get(issue.column) if place and issue.column else None
