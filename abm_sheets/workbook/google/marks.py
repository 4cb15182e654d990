"""The marks that say what a tab or a column is: developer metadata, which follows it wherever it goes."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from itertools import count
from typing import Any

from abm_sheets.workbook.google.present import BATCH_KEY, CLAIM_KEY, COLUMN_KEY, LAYOUT_KEY, TAB_KEY, Mark

Json = dict[str, Any]

_FIRST_CLAIM = 0x2A000000
"""Ids from here on are those of claims; Google's own are drawn from far more."""

_FIRST_BATCH = 0x40000000
"""Ids from here on are those of batches of rows, so many that two seldom want the same."""

_BATCHES = 0x20000000


def mark_tab(tab: int, key: str) -> Json:
    """The request that tells a tab which of ours it is."""
    return _create(TAB_KEY, key, {"sheetId": tab})


def mark_column(tab: int, column: int, key: str) -> Json:
    """The request that tells a column which of its tab's it is."""
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


def claim(tab: int, name: str, writer: str) -> Json:
    """The request that takes a name for a writer: Google refuses the batch if the id is taken already."""
    return _create(f"{CLAIM_KEY}{name}", writer, {"sheetId": tab}, claim_id(name))


def claim_id(name: str) -> int:
    """The id of the mark that takes a name (`2026-W39`), made of its figures."""
    return _FIRST_CLAIM + int("".join(filter(str.isdigit, name)))


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
