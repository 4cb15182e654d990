"""The workbooks that imports write in, each in its way: a plan is carried out there, and remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from uuid import uuid4

from abm_sheets.errors.incoming import ResultsMissingError
from abm_sheets.intake.files.records import Imported
from abm_sheets.intake.memory import Memory, Remembered, memory_path, memory_stamp, read_memory, write_memory
from abm_sheets.intake.outcome import (
    Importable,
    Outcome,
    carry_out,
    memory_after,
    nothing_done,
    rows_of,
    updates_of,
)
from abm_sheets.intake.plan import ImportPlan
from abm_sheets.intake.standing import Standing
from abm_sheets.workbook.excel import ExcelWorkbook, columns_without_results
from abm_sheets.workbook.excel.package import refuse_huge_archive
from abm_sheets.workbook.excel.writer import read_stamp
from abm_sheets.workbook.google.spreadsheet import GoogleWorkbook
from abm_sheets.workbook.interface import Snapshot

Advance = Callable[[int], None]
"""What is called with how many rows more are written."""


class WorkbookMemory:
    """The memory of a workbook: what earlier imports gave it, and what this one does."""

    def __init__(self, folder: Path, workbook: str | None) -> None:
        """Read what the folder remembers of a workbook, by its id or stamp; nothing of one that has none.

        Raises:
            MemoryNotReadableError: it is damaged.

        """
        self._folder = folder
        self._workbook = workbook
        self.memory: Memory = read_memory(memory_path(folder, workbook)) if workbook else {}

    def of(self, imported: Imported) -> Remembered:
        """What is remembered of the source of a file."""
        return self.memory.get(imported.recognised.source, {})

    def add(self, plan: ImportPlan, source: str, outcome: Outcome | None = None) -> Memory:
        """What is remembered once a plan is carried out, as far as it is."""
        undone = outcome.undone if outcome else ()
        return {**self.memory, source: memory_after(plan, self.memory.get(source, {}), undone)}

    def save(self, memory: Memory, workbook: str | None = None) -> None:
        """Remember, for the same workbook or another that was made of it.

        Raises:
            MemoryNotWrittenError: it could not be written.

        """
        name = workbook or self._workbook
        if name and (memory != self.memory or name != self._workbook):
            write_memory(memory_path(self._folder, name), memory)


@dataclass(frozen=True)
class Ready:
    """What is to be written: the plan, the source of its file, and the memory of the workbook.

    `name` is what people call the workbook.
    """

    name: str
    plan: ImportPlan
    source: str
    kept: WorkbookMemory


class GooglePlace:
    """A Google Sheet, which is changed where it is."""

    def __init__(self, workbook: GoogleWorkbook) -> None:
        """Bind the spreadsheet."""
        self._workbook = workbook

    @property
    def memory_name(self) -> str | None:
        """What the memory of the workbook is kept under."""
        return self._workbook.id

    def read(self, tab: str) -> Snapshot:
        """Read what an import into a tab needs."""
        return self._workbook.read_some({tab, "accounts", "stages", "settings"})

    def check(self, _standing: Standing) -> None:
        """Google computes formulas at once: there is nothing to check."""

    def write(self, ready: Ready, advance: Advance) -> Outcome:
        """Carry the plan out; what is done is remembered even where the rest fails."""
        outcome = nothing_done(ready.plan)
        workbook: Importable = self._workbook
        try:
            for rows in carry_out(ready.plan, workbook, f"import-{uuid4().hex}", outcome):
                advance(rows)
        finally:
            ready.kept.save(ready.kept.add(ready.plan, ready.source, outcome))
        return outcome


class ExcelPlace:
    """An `.xlsx`, of which a changed copy is made."""

    def __init__(self, workbook: ExcelWorkbook, output: Path, copying: ModuleType) -> None:
        """Bind the workbook, the file to write, and the module that copies workbooks, an extra."""
        self._workbook = workbook
        self._copying = copying
        self._digest = ""
        self.output = output

    @property
    def path(self) -> Path:
        """The people's file."""
        return self._workbook.path

    @property
    def memory_name(self) -> str | None:
        """What the memory of the workbook is kept under, once it was read."""
        return read_stamp(self._workbook.path)

    def read(self, _tab: str) -> Snapshot:
        """Read the workbook.

        Raises:
            UnpacksTooLargeError: it is too large to be copied.

        """
        if self._workbook.path.is_file():
            self._digest = self._copying.digest(self._workbook.path)
        snapshot = self._workbook.read()
        refuse_huge_archive(self._workbook.path)
        return snapshot

    def check(self, standing: Standing) -> None:
        """Refuse a tab some of whose cells nobody computed: they would be taken for blanks.

        Raises:
            ResultsMissingError: there are some in its columns.

        """
        unknown = columns_without_results(self.path, standing.title)
        if not unknown.isdisjoint(standing.head.positions.values()):
            raise ResultsMissingError(path=self.path, title=standing.title)

    def write(self, ready: Ready, advance: Advance) -> Outcome:
        """Write the copy, then remember under its stamp."""
        plan, outcome = ready.plan, nothing_done(ready.plan)
        stamp = memory_stamp(ready.kept.add(plan, ready.source))
        copied = self._copying.write_copy(self.path, self._change(plan), self.output, stamp, advance)
        outcome.note_updated(plan.changed, copied.updated)
        outcome.note_appended(plan.new, copied.appended)
        ready.kept.save(ready.kept.add(plan, ready.source, outcome), stamp)
        return outcome

    def _change(self, plan: ImportPlan) -> object:
        """What is to change in the tab: new rows go under the last row of ours that holds something."""
        last = max(plan.standing.filled, default=-1)
        return self._copying.TabChange(
            digest=self._digest,
            title=plan.standing.title,
            head=plan.standing.head,
            updates=updates_of(plan),
            rows=rows_of(plan),
            first=plan.standing.row(last + 1),
        )


Place = GooglePlace | ExcelPlace
