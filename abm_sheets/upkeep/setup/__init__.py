"""A spreadsheet made ready: what it lacks is added, what people typed is never touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from abm_sheets.errors.google import GoogleRefusedError, ProtectedCellError, UnclearWriteError
from abm_sheets.language import LANGUAGES, Catalogue, catalogue
from abm_sheets.tables.locate import workbook_language
from abm_sheets.tables.regional import language_of
from abm_sheets.tables.settings import Settings
from abm_sheets.upkeep.setup.wanted import wanted
from abm_sheets.workbook.interface import Look, Snapshot
from abm_sheets.workbook.preparation import Change, Left, Preparable

ATTEMPTS = 3
"""How often it is tried when an answer is lost or somebody changes the tabs meanwhile."""


@dataclass(frozen=True)
class Done:
    """What set-up did, the tabs that it could not complete, what it left out, and the words to say it in."""

    changes: Sequence[Change]
    unreadable: Sequence[str]
    left: Sequence[Left]
    words: Catalogue


def set_up(workbook: Preparable, language: str | None, year: int) -> Done:
    """Add to a workbook what it lacks; `year` is the one around which quarters are offered.

    Raises:
        WorkbookError: the sentence says why; doing it again is always safe.

    """
    for attempt in range(1, ATTEMPTS + 1):
        snapshot = workbook.read()
        words = catalogue(language or _language(snapshot))
        preparation = wanted(snapshot, words, year)
        last = attempt == ATTEMPTS
        try:
            done = workbook.prepare(preparation, Look(words.language, Settings().currency), last=last)
        except (GoogleRefusedError, ProtectedCellError, UnclearWriteError):
            if last:
                raise
        else:
            break
    return Done(done.changes, preparation.unreadable, done.left, words)


def _language(snapshot: Snapshot) -> str:
    """That of the tabs already there, else that of the spreadsheet's locale, else the first."""
    return workbook_language(snapshot) or language_of(snapshot.locale) or LANGUAGES[0]
