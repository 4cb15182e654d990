"""What tells one event from another, so that the same one sent twice is one row."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

import orjson

from abm_sheets.intake.accepting import event_id
from abm_sheets.intake.payload import Record
from abm_sheets.workbook.written import Plain


def event_key(
    source: str, tab: str, record: Record, row: Mapping[str, Plain], given: str | None = None
) -> str:
    """The identity of an event of a source: 64 hexadecimal figures.

    It is made from the `event_id` of the record, else an interaction's own id, else the one `given` along
    with the record, else all that the row says; `row` are the values accepted.
    """
    own = event_id(record) or (str(row.get("id", "")) if tab == "interactions" else "") or given
    told = {"source": source, "tab": tab, **({"event": own} if own else {"row": row})}
    return sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()
