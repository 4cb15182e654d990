"""A refresh as far as its write: what it would meet on a spreadsheet, found out by planning it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from abm_sheets.errors import AbmSheetsError
from abm_sheets.issues import Issue
from abm_sheets.refresh import refresh
from abm_sheets.workbook.google.present import Json, Present
from abm_sheets.workbook.google.protection import barriers
from abm_sheets.workbook.google.spreadsheet import plan_write, snapshot_of
from abm_sheets.workbook.google.values import Columns
from abm_sheets.workbook.interface import Look, Snapshot, Workbook
from abm_sheets.workbook.sheet import Sheet


@dataclass(frozen=True)
class Barred:
    """A tab that the account may not write as it would, and the protection that keeps it from that."""

    title: str
    protection: Json


@dataclass(frozen=True)
class Rehearsed:
    """The tabs that a refresh could not write, and the issues that it would find."""

    barred: Sequence[Barred] = ()
    issues: Sequence[Issue] = ()


@dataclass
class _Stage:
    """A spreadsheet as read, on which a refresh plays without its public."""

    present: Present
    values: Mapping[int, Columns]
    editor: str
    barred: list[Barred] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.present.title

    @property
    def author(self) -> str:
        return self.editor

    def read(self) -> Snapshot:
        return snapshot_of(self.present, self.values)

    def write(self, sheets: Sequence[Sheet], look: Look) -> str:
        plan = plan_write(self.present, self.values, self.editor, sheets, look)
        tabs = {tab.title: tab for tab in self.present.tabs}
        self.barred = [
            Barred(group.title, protection)
            for group in plan.groups
            if group.title in tabs
            for protection in barriers(tabs[group.title], group.requests)
        ]
        return ""


def rehearse(present: Present, values: Mapping[int, Columns], editor: str) -> Rehearsed | AbmSheetsError:
    """What a refresh would meet, or the failure that would keep it from writing anything."""
    stage = _Stage(present, values, editor)
    played = play(stage)
    return replace(played, barred=stage.barred) if isinstance(played, Rehearsed) else played


def play(stage: Workbook, language: str | None = None) -> Rehearsed | AbmSheetsError:
    """What a refresh finds in a workbook that keeps nothing, or the failure that would end it."""
    try:
        return Rehearsed(issues=refresh(stage, language=language).issues)
    except AbmSheetsError as failure:
        return failure
