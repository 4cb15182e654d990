"""What imports put in a workbook, by which a person's correction is distinguished from an old import.

The memory of a source has, for each record, what each of its cells was last given. It is kept in a file for
each workbook, in a folder beside the team's files: a hundred thousand rows would not fit where Google keeps
such things. A lost memory loses nothing: what differs is then shown as a conflict, and kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from itertools import compress
from pathlib import Path

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError

from abm_sheets.errors.incoming import MemoryNotReadableError, MemoryNotWrittenError
from abm_sheets.files import replace_file
from abm_sheets.intake.files.records import Record
from abm_sheets.intake.tiers import NATURAL
from abm_sheets.language import fold
from abm_sheets.tables.matching import name_key
from abm_sheets.workbook.contents import Plain
from abm_sheets.workbook.sheet import Value

Last = Mapping[str, Value]
"""What the cells of a record were last given, by the keys of their columns."""

Remembered = Mapping[str, Last]
"""The memory of a source, by its records."""

Memory = Mapping[str, Remembered]
"""The memory of a workbook, by its sources."""


def memory_key(tab: str, record: Record) -> str | None:
    """What a record is remembered by, None where it is nothing but what it says, so that it never changes."""
    if record.record_id:
        return f"id {record.record_id}"
    if tab == "accounts":
        return f"name {name_key(str(record.values['account']))}"
    if tab == "opportunities" and "name" in record.values:
        return f"name {name_key(str(record.values['account']))}, {fold(str(record.values['name']))}"
    if tab in NATURAL:
        return f"name {', '.join(fold(str(record.values.get(column, ''))) for column in NATURAL[tab])}"
    return None


class _Source(BaseModel):
    """A source's memory as it is written: its columns, and each record's values in them, null where none."""

    model_config = ConfigDict(extra="forbid", strict=True)

    columns: list[str]
    rows: dict[str, list[Plain]]


class _File(BaseModel):
    """The file: its form, should it ever be another, and each source's memory."""

    model_config = ConfigDict(extra="forbid", strict=True)

    form: int = 1
    sources: dict[str, _Source] = {}


def memory_path(folder: Path, workbook: str) -> Path:
    """Where the memory of a workbook is kept, by the workbook's id or stamp."""
    return folder / f"imports-{workbook}.json"


def memory_stamp(memory: Memory) -> str:
    """What a workbook is known by that holds what a memory says."""
    return sha256(_content(memory)).hexdigest()[:16]


def read_memory(path: Path) -> Memory:
    """What a file remembers, nothing where there is none.

    Raises:
        MemoryNotReadableError: it is damaged, or may not be read.

    """
    try:
        if not path.exists():
            return {}
        kept = _File.model_validate(orjson.loads(path.read_bytes()))
        return {name: dict(_records(source)) for name, source in kept.sources.items()}
    except (OSError, orjson.JSONDecodeError, ValidationError, ValueError):
        raise MemoryNotReadableError(path=path) from None


def write_memory(path: Path, memory: Memory) -> None:
    """Replace the file, whole or not at all; its folder is made.

    Raises:
        MemoryNotWrittenError: it could not be written, and is as it was.

    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, _content(memory))
    except OSError as error:
        raise MemoryNotWrittenError(path=path, reason=error.strerror or error) from None


def _records(source: _Source) -> Iterable[tuple[str, dict[str, Plain]]]:
    for key, values in source.rows.items():
        given = [value is not None for value in values]
        pairs = zip(source.columns, values, strict=True)
        yield key, dict(compress(pairs, given))


def _content(memory: Memory) -> bytes:
    sources = {name: _written(remembered) for name, remembered in memory.items()}
    return orjson.dumps({"form": 1, "sources": sources}, option=orjson.OPT_SORT_KEYS)


def _written(remembered: Remembered) -> Mapping[str, object]:
    columns = sorted({column for last in remembered.values() for column in last})
    rows = {key: [last.get(column) for column in columns] for key, last in remembered.items()}
    return {"columns": columns, "rows": rows}
