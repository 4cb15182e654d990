"""The issues as the terminal shows them: one by one where they are few, else by kind, or a line for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from abm_sheets.issues import Issue
from abm_sheets.language import Catalogue
from abm_sheets.outputs.terminal import headed_table
from abm_sheets.story.quality import column_name, gravity

LISTED = 100
"""Issues shown one by one at most; more of them are of a few kinds, each with one cause."""

_FIRST_ROWS = 3
_COLOURS = {"error": "red", "warning": "yellow", "info": "bright_black"}


def shown_issues(issues: Sequence[Issue], words: Catalogue) -> Iterator[RenderableType]:
    """What to correct: each issue, or the first of each kind and how many there are."""
    if len(issues) <= LISTED:
        yield issues_table(issues, words)
        return
    yield kinds_table(issues, words)
    yield ""
    yield words.text("console.kinds", len(issues))


def issues_table(issues: Sequence[Issue], words: Catalogue) -> Table:
    """The issues: how grave, where, what the cell holds, what to do."""
    table = headed_table([words.text(f"console.{key}") for key in ("severity", "place", "cell", "issue")])
    for issue in issues:
        place = Text(_place(issue, words, issue.row))
        table.add_row(_severity(issue, words), place, Text(issue.value or ""), Text(issue.message))
    return table


def kinds_table(issues: Sequence[Issue], words: Catalogue) -> Table:
    """The kinds of issues, the gravest first: where, how many, on which rows first, what to do there."""
    kinds: dict[tuple[str, str, str | None], list[Issue]] = {}
    for issue in issues:
        kinds.setdefault((issue.rule, issue.tab, issue.column), []).append(issue)
    table = Table(show_header=False, show_edge=False, pad_edge=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for alike in sorted(kinds.values(), key=lambda alike: (gravity(alike[0]), -len(alike))):
        table.add_row(_severity(alike[0], words), Text(_kind(alike, words)))
    return table


def _kind(alike: Sequence[Issue], words: Catalogue) -> str:
    rows = list(dict.fromkeys(str(issue.row) for issue in alike if issue.row is not None))
    told = [_place(alike[0], words, None), words.text("console.times", len(alike))]
    if rows:
        first = ", ".join(rows[:_FIRST_ROWS]) + ("…" if len(rows) > _FIRST_ROWS else "")
        told.append(words.text("console.rows", len(rows), rows=first))
    return f"{' · '.join(told)}\n→ {alike[0].message}"


def issue_line(issue: Issue, words: Catalogue) -> str:
    """An issue on one line."""
    severity, place = words.word("severity", issue.severity), _place(issue, words, issue.row)
    return " | ".join([severity, place, issue.value or "", issue.message]).replace("\n", " ")


def _severity(issue: Issue, words: Catalogue) -> Text:
    return Text(words.word("severity", issue.severity), style=_COLOURS[issue.severity])


def _place(issue: Issue, words: Catalogue, row: int | None) -> str:
    known = words.find("tabs")
    parts = [words.title(issue.tab) if issue.tab in known else issue.tab]
    if row is not None:
        parts.append(words.text("console.row", row=row))
    if issue.column is not None:
        parts.append(column_name(issue, words))
    return ", ".join(parts)
