"""The last import into each workbook, so that it can be taken away again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError

from abm_sheets.errors.incoming import MemoryNotReadableError, MemoryNotWrittenError, NothingToUndoError
from abm_sheets.files import replace_file
from abm_sheets.intake import EVERY_MODEL, typed
from abm_sheets.tables.rows import Kind
from abm_sheets.tables.sources import Mirror
from abm_sheets.workbook.contents import Plain
from abm_sheets.workbook.edits import NewRow
from abm_sheets.workbook.excel import ExcelWorkbook
from abm_sheets.workbook.interface import Cell, Workbook

_FILE = "last-imports.json"


class LastImport(BaseModel):
    """What an import did: the mirror that it replaced, None where there was none, or the rows that it added.

    `columns` are those of the replaced mirror, `key` that of the mirror, and `tab` that of the rows.
    """

    model_config = ConfigDict(extra="forbid")

    name: str
    key: str = ""
    title: str = ""
    columns: dict[str, list[Plain]] | None = None
    synchronised: date | None = None
    aside: int = 0
    tab: str = ""
    rows: list[dict[str, Plain]] = []

    def mirror(self) -> Mirror | None:
        """The mirror that was replaced."""
        if self.columns is None:
            return None
        there = Mirror(self.key, {}, self.synchronised, self.aside, title=self.title)
        model = EVERY_MODEL[there.tab]
        days = {name for name in model.model_fields if model.kind_of(name) is Kind.DAY}
        columns = {
            name: list(map(_day, cells)) if name in days else cells for name, cells in self.columns.items()
        }
        return replace(there, columns=columns)

    def added(self) -> list[NewRow]:
        """The rows that were added, their dates as dates."""
        return [typed(self.tab, row) for row in self.rows]


@dataclass(frozen=True)
class Keeping:
    """Where the last import into each workbook is kept, and what this workbook is known by there."""

    folder: Path
    workbook: str

    @classmethod
    def of(cls, workbook: Workbook, folder: Path) -> Keeping:
        """The keeping of a workbook in a folder."""
        path = workbook.path.resolve() if isinstance(workbook, ExcelWorkbook) else ""
        return cls(folder, str(path or getattr(workbook, "id", workbook.name)))

    def last(self) -> LastImport:
        """The last import into the workbook.

        Raises:
            NothingToUndoError: there was none, or it was taken away already.
            MemoryNotReadableError: what is kept is damaged.

        """
        try:
            return self._read()[self.workbook]
        except KeyError:
            raise NothingToUndoError(path=self.folder) from None

    def keep(self, done: LastImport | None) -> None:
        """Keep an import as the last, or forget the last.

        Raises:
            MemoryNotWrittenError: it could not be.

        """
        known = {name: each for name, each in self._read().items() if name != self.workbook}
        kept = known if done is None else {**known, self.workbook: done}
        content = orjson.dumps({name: each.model_dump(mode="json") for name, each in kept.items()})
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            replace_file(self.folder / _FILE, content)
        except OSError as error:
            raise MemoryNotWrittenError(path=self.folder / _FILE, reason=error.strerror or error) from None

    def _read(self) -> dict[str, LastImport]:
        path = self.folder / _FILE
        try:
            found = orjson.loads(path.read_bytes())
            return {name: LastImport.model_validate(each) for name, each in found.items()}
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except (OSError, ValueError, AttributeError, ValidationError):
            raise MemoryNotReadableError(path=path) from None


def of_mirror(name: str, key: str, before: Mirror | None) -> LastImport:
    """An import that replaced a mirror."""
    if before is None:
        return LastImport(name=name, key=key)
    return LastImport(
        name=name,
        key=key,
        title=before.title,
        columns={column: list(map(_plain, cells)) for column, cells in before.columns.items()},
        synchronised=before.synchronised,
        aside=before.aside,
    )


def of_rows(name: str, tab: str, rows: Sequence[NewRow]) -> LastImport:
    """An import that added rows."""
    return LastImport(name=name, tab=tab, rows=[_plain_row(row) for row in rows])


def _day(cell: Plain) -> Cell:
    """A day as it was, or whatever else stood in its cell."""
    with suppress(ValueError):
        return date.fromisoformat(cell) if isinstance(cell, str) else cell
    return cell


def _plain_row(row: Mapping[str, object]) -> dict[str, Plain]:
    return {column: _plain(value) for column, value in row.items()}


def _plain(cell: object) -> Plain:
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return cell if isinstance(cell, str | int | float | bool) else None
