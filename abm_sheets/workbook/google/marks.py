"""The marks that say what a tab or a column is, and which row is which while rows are being changed.

A mark is developer metadata, which follows what bears it when rows or columns are inserted, deleted or moved,
but not when people sort, for then it is contents that move from row to row. So a row is known by its mark and
by what it holds, both.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from itertools import count
from typing import Any

from abm_sheets.workbook.google.present import (
    BATCH_KEY,
    CLAIM_KEY,
    COLUMN_KEY,
    LAYOUT_KEY,
    TAB_KEY,
    Mark,
)
from abm_sheets.workbook.sheet import Claim

Json = dict[str, Any]

_FIRST_CLAIM = 0x2A000000
"""Ids from here on are those of the first claims to weeks; Google's own are drawn from far more."""

_FIRST_OTHER_CLAIM = 0x2C000000
"""Ids from here on are those of other claims: to other names, and instead of void ones."""

_OTHER_CLAIMS = 0x10000000
_FIRST_BATCH = 0x40000000
"""Ids from here on are those of batches of rows, so many that two seldom want the same."""

_BATCHES = 0x20000000


def mark_tab(tab: int, key: str) -> Json:
    """The request that marks which of ours a tab is."""
    return _create(TAB_KEY, key, {"sheetId": tab})


def unmark_columns(tab: int, key: str) -> Json:
    """The request that takes a key away from whichever columns of a tab have it."""
    lookup = {
        "metadataKey": COLUMN_KEY,
        "metadataValue": key,
        "metadataLocation": {"sheetId": tab},
        "locationMatchingStrategy": "INTERSECTING_LOCATION",
    }
    return {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": lookup}}}


def mark_column(tab: int, column: int, key: str) -> Json:
    """The request that marks which of its tab's a column is."""
    span = {"sheetId": tab, "dimension": "COLUMNS", "startIndex": column, "endIndex": column + 1}
    return _create(COLUMN_KEY, key, {"dimensionRange": span})


def mark_layout(tab: int, layout: str, there: Mark | None) -> Json:
    """The request that says how a tab is laid out now."""
    if there is None:
        return _create(LAYOUT_KEY, layout, {"sheetId": tab})
    lookup = {"developerMetadataLookup": {"metadataId": there.id}}
    changed = {"metadataValue": layout}
    return {
        "updateDeveloperMetadata": {
            "dataFilters": [lookup],
            "developerMetadata": changed,
            "fields": "metadataValue",
        }
    }


def take(name: str, claim: Claim, void: Mark | None) -> Iterator[Json]:
    """The requests that take a name for a writer: Google refuses the batch if the id is taken already.

    Two writers that know the same void claim want the same id. They may take that claim away only as
    they know it.
    """
    if void is not None:
        known = {"metadataId": void.id, "metadataValue": void.value}
        yield {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": known}}}
    chosen = claim_id(name, void.value if void else None)
    yield _create(f"{CLAIM_KEY}{name}", claim.writer, {"spreadsheet": True}, chosen)


def claim_id(name: str, void: str | None = None) -> int:
    """The id of the mark that takes a name: of a week's (`2026-W39`) first claim, made of its figures."""
    figures = "".join(filter(str.isdigit, name))
    if figures and void is None:
        return _FIRST_CLAIM + int(figures)
    drawn = int.from_bytes(sha256(f"{name} {void or ''}".encode()).digest()[:8])
    return _FIRST_OTHER_CLAIM + drawn % _OTHER_CLAIMS


def mark_batch(tab: int, number: int, name: str, chosen: int) -> Json:
    """The request that notes a batch of rows on a tab, and how many came before it.

    Google refuses the whole request, and what goes with it, if the id is taken already.
    """
    return _create(BATCH_KEY, f"{number} {name}", {"sheetId": tab}, chosen)


def batch_ids(name: str) -> Iterator[int]:
    """The ids that a batch's mark may have; the first that no other mark has is the one."""
    first = int.from_bytes(sha256(name.encode()).digest()[:8])
    return (_FIRST_BATCH + (first + step) % _BATCHES for step in count())


def batch_name(mark: Mark) -> str:
    """The batch that a mark is of."""
    return mark.value.partition(" ")[2]


def batch_number(mark: Mark) -> int:
    """How many batches a tab had by the one that a mark is of."""
    number = mark.value.partition(" ")[0]
    return int(number) if number.isdecimal() else 0


def forget(mark: Mark) -> Json:
    """The request that takes a mark away."""
    lookup = {"developerMetadataLookup": {"metadataId": mark.id}}
    return {"deleteDeveloperMetadata": {"dataFilter": lookup}}


def _create(key: str, value: str, location: Json, chosen: int | None = None) -> Json:
    entry: Json = {"metadataKey": key, "metadataValue": value, "visibility": "DOCUMENT", "location": location}
    if chosen is not None:
        entry["metadataId"] = chosen
    return {"createDeveloperMetadata": {"developerMetadata": entry}}
