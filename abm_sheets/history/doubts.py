"""The issues of the histories: rows that a hand changed, weeks that are gone, rows of another workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from abm_sheets.history import Past
from abm_sheets.history.ledger import Read
from abm_sheets.history.stages import StageHistory
from abm_sheets.issues import RULES, Issue
from abm_sheets.language import Catalogue
from abm_sheets.tables.model import Place, Tables
from abm_sheets.workbook.interface import KEPT

_WEEKS, _STAGES = KEPT_TABS = KEPT


def with_doubts(tables: Tables, past: Past, stages: StageHistory, words: Catalogue) -> Tables:
    """Tables with the issues of both histories, and the places of their tabs, where cells are found."""
    issues = [
        *_edited(_WEEKS, past, words),
        *_lost(past, words),
        *_foreign_weeks(past, words),
        *_edited(_STAGES, stages, words),
        *_foreign_stages(stages, words),
    ]
    read: dict[str, Read] = {_WEEKS: past, _STAGES: stages}
    places = {tab: _place(tab, read[tab], words) for tab in {issue.tab for issue in issues}}
    return replace(tables, issues=[*tables.issues, *issues], places={**tables.places, **places})


def _place(tab: str, read: Read, words: Catalogue) -> Place:
    columns = {key: at + 1 for key, at in read.kept.places.items()}
    return Place(read.kept.title or words.title(tab), columns)


def _edited(tab: str, read: Read, words: Catalogue) -> Iterator[Issue]:
    message = words.text("issues.edited_history")
    for doubt in read.doubts:
        yield _issue(tab, "edited_history", message, (doubt.row, doubt.column, doubt.value))


def _lost(past: Past, words: Catalogue) -> Iterator[Issue]:
    """The weeks that are gone whole, and the rows that are gone of others."""
    if past.lost:
        message = words.text("issues.lost_history", len(past.lost), weeks=_span(past.lost, words))
        yield _issue(_WEEKS, "lost_history", message, (None, "week", past.lost[0]))
    if past.gone:
        weeks = sorted(past.gone)
        message = words.text("issues.lost_rows", sum(past.gone.values()), weeks=_span(weeks, words))
        yield _issue(_WEEKS, "lost_history", message, (None, "week", weeks[0]))


def _foreign_weeks(past: Past, words: Catalogue) -> Iterator[Issue]:
    weeks = sorted(filter(None, past.foreign))
    yield from _foreign(_WEEKS, past, "issues.foreign_history", weeks, words)


def _foreign_stages(stages: StageHistory, words: Catalogue) -> Iterator[Issue]:
    yield from _foreign(_STAGES, stages, "issues.foreign_stages", list(stages.foreign), words)


def _foreign(tab: str, read: Read, text: str, names: Sequence[str], words: Catalogue) -> Iterator[Issue]:
    """Rows of another workbook, as one issue: what they are of, and the setting that takes them up."""
    if read.foreign:
        row = min(number for numbers in read.foreign.values() for number in numbers)
        message = words.text(
            text,
            len(names),
            weeks=_span(names, words),
            setting=words.word("setting", "continue_history"),
            title=words.title("settings"),
        )
        yield _issue(tab, "foreign_history", message, (row, None, names[0] if names else None))


def _span(weeks: Sequence[str], words: Catalogue) -> str:
    """The first and the last of some weeks in order, or the only one."""
    if len(weeks) <= 1:
        return "".join(weeks)
    return words.text("history.span", first=weeks[0], last=weeks[-1])


def _issue(tab: str, rule: str, message: str, cell: tuple[int | None, str | None, str | None]) -> Issue:
    """An issue of a cell, by its row, its column and its value."""
    row, column, value = cell
    return Issue(
        rule=rule,
        severity=RULES[rule],
        tab=tab,
        row=row,
        column=column,
        value=value or None,
        message=message,
    )
