"""The quality tab: every issue, the gravest first, with the way to its cell and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from abm_sheets.issues import Issue, Severity
from abm_sheets.outputs.tabs.stack import Stack
from abm_sheets.palette import Tone
from abm_sheets.story.quality import (
    column_name,
    column_number,
    gain_lines,
    gravest_first,
    summary_text,
    tab_name,
)
from abm_sheets.story.view import View
from abm_sheets.workbook.interface import is_kept
from abm_sheets.workbook.sheet import Link, Sheet, Style, TableColumn, column_letters

LIMIT = 5_000
"""Issues listed at most."""

_TONES = {Severity.ERROR: Tone.RED, Severity.WARNING: Tone.AMBER, Severity.INFO: Tone.GREY}
_WIDTHS = (16, 28, 19, 17, 11, 24, 74)


def quality(view: View) -> Sheet:
    """Lay out the quality tab, or say that there is nothing to correct."""
    words, stack = view.words, Stack("quality", len(_WIDTHS))
    issues = gravest_first(view.report.issues)
    stack.line(words.title("quality"), Style.TITLE)
    stack.line(summary_text(view), *(() if issues else (Style.SUBTITLE, Tone.GREEN)))
    corrections = list(gain_lines(view))
    if corrections:
        stack.heading(words.text("quality.gains.heading"))
        for sentence in corrections:
            stack.line(sentence, Style.TEXT)
        stack.gap()
    if len(issues) > LIMIT:
        stack.line(words.text("quality.more", len(issues) - LIMIT), Style.LABEL)
    header = stack.row
    if issues:
        tones = {words.word("severity", severity): tone for severity, tone in _TONES.items()}
        stack.table(_columns(view, issues[:LIMIT]), {0: tones})
    # Above a long list they would leave no room for it on a small screen.
    frozen = header + 1 if issues and not corrections else 0
    return stack.sheet(words, widths=dict(enumerate(_WIDTHS)), frozen_rows=frozen)


def _columns(view: View, issues: Sequence[Issue]) -> Sequence[TableColumn]:
    words, header = view.words, view.words.find("quality.columns")
    severities = [words.word("severity", issue.severity) for issue in issues]
    links = [_link(view, issue) for issue in issues]
    return (
        TableColumn(header["severity"], severities, Style.STATUS),
        TableColumn(header["rule"], [words.text(f"rules.{issue.rule}") for issue in issues], Style.WRAPPED),
        TableColumn(header["tab"], [tab_name(view, issue) for issue in issues], Style.WRAPPED),
        TableColumn(header["column"], [column_name(issue, words) for issue in issues], Style.WRAPPED),
        TableColumn(header["cell"], [_cell_name(view, issue) for issue in issues], links=links),
        TableColumn(header["value"], [issue.value for issue in issues], Style.WRAPPED),
        TableColumn(header["advice"], [issue.message for issue in issues], Style.WRAPPED),
    )


def _link(view: View, issue: Issue) -> Link | None:
    if issue.row is None:
        return None
    return Link(issue.tab, issue.row, column_number(view, issue) or 1, source=not is_kept(issue.tab))


def _cell_name(view: View, issue: Issue) -> str:
    """The cell as people name it (`D12`); the row alone where the issue is about the row."""
    if issue.row is None:
        return ""
    column = column_number(view, issue)
    if not column:
        return view.words.text("quality.row", row=issue.row)
    return f"{column_letters(column - 1)}{issue.row}"
