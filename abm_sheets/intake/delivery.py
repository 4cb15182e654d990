"""A plan carried out: rows added where people type, on Google; all else stands ready for the next run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast
from uuid import uuid4

from abm_sheets.intake import InputTab
from abm_sheets.intake.mirrors import MirrorPlan
from abm_sheets.intake.standing import Ground
from abm_sheets.intake.undo import Keeping, LastImport, of_mirror, of_rows
from abm_sheets.intake.wording import Plan
from abm_sheets.tables.reader import Incoming
from abm_sheets.tables.sources import mirror_key
from abm_sheets.workbook.edits import Appended, Feedable
from abm_sheets.workbook.excel import ExcelWorkbook
from abm_sheets.workbook.google.spreadsheet import GoogleWorkbook
from abm_sheets.workbook.interface import ADDED, Workbook

ROWS_AT_A_TIME = 10_000
"""Rows added by one call, between two of which progress is shown."""

Advance = Callable[[int], None]
"""What is called with how many rows more are written."""


@dataclass
class Delivery:
    """What became of a plan so far.

    - `incoming`: the mirrors that the next run is to write with the dashboard.
    - `missing`: how many rows are nowhere to be seen, for people changed or deleted them at once.
    - `misplaced`: the rows that stand under other headers.
    """

    incoming: Incoming = field(default_factory=dict)
    missing: int = 0
    misplaced: list[int] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether all of the plan is done."""
        return not (self.missing or self.misplaced)

    def note(self, appended: Appended) -> None:
        """Note what became of rows."""
        self.missing += len(appended.missing)
        self.misplaced += appended.misplaced.values()


def deliver(
    plan: Plan, workbook: Workbook, ground: Ground, keeping: Keeping, name: str, advance: Advance
) -> Delivery:
    """Carry a plan out as far as it stands beside a run; `name` is what people call the file.

    Raises:
        WorkbookError: some of the rows were not added, or it is not known.

    """
    if isinstance(plan, MirrorPlan):
        key = plan.mirror.key
        keeping.keep(of_mirror(name, key, ground.replaced.get(key)))
        return Delivery({key: plan.mirror})
    if isinstance(workbook, ExcelWorkbook):
        key = mirror_key(ADDED, plan.tab)
        keeping.keep(of_mirror(name, key, ground.mirrors.get(key)))
        return Delivery({key: plan.mirror(ground)})
    delivery, rows = Delivery(), plan.rows()
    keeping.keep(of_rows(name, plan.tab, rows))
    batch = f"import-{uuid4().hex}"
    for first in range(0, len(rows), ROWS_AT_A_TIME):
        part = rows[first : first + ROWS_AT_A_TIME]
        delivery.note(cast("Feedable", workbook).append(InputTab(plan.tab), part, f"{batch}-{first}"))
        advance(len(part))
    return delivery


def take_away(last: LastImport, workbook: Workbook) -> tuple[Incoming, int]:
    """Take an import away: the mirrors that the next run is to write, and how many rows were removed.

    Raises:
        WorkbookError: the rows were not removed, or it is not known.

    """
    if last.key:
        return {last.key: last.mirror()}, 0
    if not isinstance(workbook, GoogleWorkbook):
        return {}, 0
    return {}, workbook.remove(InputTab(last.tab), last.added())
