"""What is told of the history: rows that a hand changed, weeks that are gone, rows of another workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from abm_sheets.history.model import Past
from abm_sheets.issues import RULES, Issue
from abm_sheets.language import Catalogue
from abm_sheets.tables.model import Place, Tables

_TAB = "history"


def with_doubts(tables: Tables, past: Past, words: Catalogue) -> Tables:
    """Tables with the issues of the history, and the place of its tab, where its cells are found."""
    issues = list(_issues(past, words))
    if not issues:
        return tables
    columns = {key: at + 1 for key, at in past.kept.places.items()}
    title = past.kept.title or words.title(_TAB)
    return replace(
        tables,
        issues=[*tables.issues, *issues],
        places={**tables.places, _TAB: Place(title, columns)},
    )


def _issues(past: Past, words: Catalogue) -> Iterator[Issue]:
    for doubt in past.doubts:
        message = words.text("issues.edited_history")
        yield _issue("edited_history", message, doubt.row, doubt.column, doubt.value)
    if past.lost:
        message = words.text("issues.lost_history", len(past.lost), weeks=_span(past.lost, words))
        yield _issue("lost_history", message, None, "week", past.lost[0])
    if past.foreign:
        yield _foreign(past, words)


def _foreign(past: Past, words: Catalogue) -> Issue:
    weeks = sorted(filter(None, past.foreign))
    row = min(number for numbers in past.foreign.values() for number in numbers)
    message = words.text(
        "issues.foreign_history",
        len(weeks),
        weeks=_span(weeks, words),
        setting=words.word("setting", "continue_history"),
        title=words.title("settings"),
    )
    return _issue("foreign_history", message, row, "workbook", weeks[0] if weeks else None)


def _span(weeks: Sequence[str], words: Catalogue) -> str:
    """The first and the last of some weeks in order, or the only one."""
    if len(weeks) <= 1:
        return "".join(weeks)
    return words.text("history.span", first=weeks[0], last=weeks[-1])


def _issue(rule: str, message: str, row: int | None, column: str, value: str | None) -> Issue:
    return Issue(
        rule=rule,
        severity=RULES[rule],
        tab=_TAB,
        row=row,
        column=column,
        value=value or None,
        message=message,
    )
