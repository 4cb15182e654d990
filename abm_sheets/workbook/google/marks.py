"""The marks that say what a tab or a column is: developer metadata, which follows it wherever it goes."""

from __future__ import annotations

from typing import Any

from abm_sheets.workbook.google.present import CLAIM_KEY, COLUMN_KEY, LAYOUT_KEY, TAB_KEY, Mark

Json = dict[str, Any]

_FIRST_CLAIM = 0x2A000000
"""Ids from here on are those of claims; Google's own are drawn from far more."""


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
    entry = _create(f"{CLAIM_KEY}{name}", writer, {"sheetId": tab})
    entry["createDeveloperMetadata"]["developerMetadata"]["metadataId"] = claim_id(name)
    return entry


def claim_id(name: str) -> int:
    """The id of the mark that takes a name (`2026-W39`), made of its figures."""
    return _FIRST_CLAIM + int("".join(filter(str.isdigit, name)))


def _create(key: str, value: str, location: Json) -> Json:
    entry = {"metadataKey": key, "metadataValue": value, "visibility": "DOCUMENT", "location": location}
    return {"createDeveloperMetadata": {"developerMetadata": entry}}
