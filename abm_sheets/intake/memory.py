"""What imports put in a workbook, by which a person's correction is told from an old import.

The memory of a source has, for each record, what each of its cells was last given.
"""

from __future__ import annotations

from collections.abc import Mapping

from abm_sheets.intake.files import Record
from abm_sheets.intake.tiers import NATURAL
from abm_sheets.language import fold
from abm_sheets.tables.matching import name_key
from abm_sheets.workbook.written import Plain

Last = Mapping[str, Plain]
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
