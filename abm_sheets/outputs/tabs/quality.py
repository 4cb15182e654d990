"""The quality tab: every issue, the gravest first, with the way to its cell and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from abm_sheets.issues import RULES, Issue, Severity
from abm_sheets.language import Catalogue
from abm_sheets.outputs.tabs.stack import Stack
from abm_sheets.palette import Tone
from abm_sheets.story.view import View
from abm_sheets.workbook.interface import KEPT
from abm_sheets.workbook.sheet import Link, Sheet, Style, TableColumn

LIMIT = 5_000
"""Issues listed at most."""

_TONES = {Severity.ERROR: Tone.RED, Severity.WARNING: Tone.AMBER, Severity.INFO: Tone.GREY}
_WIDTHS = (16, 28, 19, 17, 11, 24, 74)


def quality(view: View) -> Sheet:
    """Lay out the quality tab, or say that there is nothing to correct."""
    stack = Stack("quality", len(_WIDTHS))
    issues = sorted(view.report.issues, key=gravity)
    stack.line(view.words.title("quality"), Style.TITLE)
    _summarise(view, stack, issues)
    header = stack.row
    if issues:
        tones = {view.words.word("severity", severity): tone for severity, tone in _TONES.items()}
        stack.table(_columns(view, issues[:LIMIT]), {0: tones})
    return Sheet(
        key="quality",
        title=view.words.title("quality"),
        blocks=stack.blocks,
        tables=stack.tables,
        highlights=stack.highlights,
        widths=dict(enumerate(_WIDTHS)),
        frozen_rows=header + 1 if issues else 0,
    )


def gravity(issue: Issue) -> tuple[int, int]:
    """How grave an issue is, to sort by: the gravest first, then as the rules are listed."""
    return list(Severity).index(issue.severity), list(RULES).index(issue.rule)


def _summarise(view: View, stack: Stack, issues: Sequence[Issue]) -> None:
    """Say how many issues there are of each severity, and how many are not listed."""
    text, counts = view.words.text, Counter(issue.severity for issue in issues)
    if not issues:
        stack.line(text("quality.none"), Style.SUBTITLE, Tone.GREEN)
        return
    parts = {f"{severity}s": text(f"quality.{severity}s", counts[severity]) for severity in Severity}
    summary = text("quality.summary", None, **parts)
    stack.line(summary[0].upper() + summary[1:])
    if len(issues) > LIMIT:
        stack.line(text("quality.more", len(issues) - LIMIT), Style.LABEL)


def _columns(view: View, issues: Sequence[Issue]) -> Sequence[TableColumn]:
    words, header = view.words, view.words.find("quality.columns")
    severities = [words.word("severity", issue.severity) for issue in issues]
    links = [_link(view, issue) for issue in issues]
    return (
        TableColumn(header["severity"], severities, Style.STATUS),
        TableColumn(header["rule"], [words.text(f"rules.{issue.rule}") for issue in issues], Style.WRAPPED),
        TableColumn(header["tab"], [tab_name(view, issue) for issue in issues], Style.WRAPPED),
        TableColumn(header["column"], [column_name(issue, words) for issue in issues], Style.WRAPPED),
        TableColumn(header["cell"], [_cell(view, issue) for issue in issues], links=links),
        TableColumn(header["value"], [issue.value for issue in issues], Style.WRAPPED),
        TableColumn(header["advice"], [issue.message for issue in issues], Style.WRAPPED),
    )


def _link(view: View, issue: Issue) -> Link | None:
    if issue.row is None:
        return None
    return Link(issue.tab, issue.row, _column_number(view, issue) or 1, source=issue.tab not in KEPT)


def _column_number(view: View, issue: Issue) -> int | None:
    place = view.tables.places.get(issue.tab)
    return place.columns.get(issue.column) if place and issue.column else None


def _cell(view: View, issue: Issue) -> str:
    """The cell as people name it (`D12`); the row alone where the issue is about the row."""
    if issue.row is None:
        return ""
    column = _column_number(view, issue)
    return f"{column_letters(column)}{issue.row}" if column else view.words.text("quality.row", row=issue.row)


def column_letters(number: int) -> str:
    """A column's letters by its number, from 1."""
    before, last = divmod(number - 1, 26)
    return (column_letters(before) if before else "") + chr(ord("A") + last)


def tab_name(view: View, issue: Issue) -> str:
    """The tab's title as people named it, ours where it is missing."""
    if issue.tab in view.tables.places:
        return view.tables.places[issue.tab].title
    return view.words.title(issue.tab) if issue.tab in view.words.find("tabs") else issue.tab


def column_name(issue: Issue, words: Catalogue) -> str:
    """The column's header; a column that is not ours is named as people named it."""
    if issue.column and issue.tab in KEPT:
        return words.text(f"{issue.tab}.columns.{issue.column}")
    known = words.find("tabs").get(issue.tab, {}).get("columns", {})
    if issue.column is None or issue.column not in known:
        return issue.column or ""
    return words.header(issue.tab, issue.column)
