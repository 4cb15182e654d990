"""Developer metadata: found by id, key, value, visibility and place."""

from __future__ import annotations

from tests.google.errors import ApiError
from tests.google.sheets.model import Book, Json

PLAIN_FIELDS = ("metadataId", "metadataKey", "metadataValue", "visibility")


def location_type(location: Json) -> str:
    """What a location is attached to: ROW, COLUMN, SHEET or SPREADSHEET."""
    if "dimensionRange" in location:
        return "ROW" if location["dimensionRange"]["dimension"] == "ROWS" else "COLUMN"
    return "SPREADSHEET" if location.get("spreadsheet") else "SHEET"


def _tab(location: Json) -> int | None:
    if location.get("spreadsheet"):
        return None
    return int(location.get("dimensionRange", location).get("sheetId", 0))


def _span(location: Json) -> tuple[str, int, int] | None:
    span = location.get("dimensionRange")
    return (span["dimension"], span.get("startIndex", 0), span["endIndex"]) if span else None


def _intersects(one: Json, other: Json) -> bool:
    tabs = _tab(one), _tab(other)
    if None in tabs:
        return True
    spans = _span(one), _span(other)
    if tabs[0] != tabs[1]:
        return False
    if spans[0] is None or spans[1] is None or spans[0][0] != spans[1][0]:
        return True
    return spans[0][1] < spans[1][2] and spans[1][1] < spans[0][2]


def _placed(location: Json, lookup: Json) -> bool:
    wanted = lookup.get("metadataLocation")
    if wanted is None:
        return True
    if lookup.get("locationMatchingStrategy") == "INTERSECTING_LOCATION":
        return _intersects(location, wanted)
    kinds = location_type(location), location_type(wanted)
    return kinds[0] == kinds[1] and _tab(location) == _tab(wanted) and _span(location) == _span(wanted)


def _matches(metadata: Json, lookup: Json) -> bool:
    same = all(metadata.get(key) == lookup[key] for key in PLAIN_FIELDS if lookup.get(key) is not None)
    kind = lookup.get("locationType")
    located = kind in (None, location_type(metadata["location"]))
    return same and located and _placed(metadata["location"], lookup)


def find(book: Book, lookup: Json) -> list[Json]:
    """All metadata that a DeveloperMetadataLookup matches."""
    wanted = lookup.get("metadataId")
    # An id is looked up first: a request may name a thousand of them.
    known = [item for item in book.metadata if item["metadataId"] == wanted] if wanted else book.metadata
    return [metadata for metadata in known if _matches(metadata, lookup)]


def get(book: Book, metadata_id: str) -> Json:
    """The metadata of an id.

    Raises:
        ApiError: if there is none.
    """
    for metadata in book.metadata:
        if str(metadata["metadataId"]) == metadata_id:
            return metadata
    raise ApiError(404, "Requested entity was not found.")


def at(book: Book, kind: str, sheet_id: int | None = None) -> list[Json]:
    """The metadata attached to the file, to a tab, or to its rows or columns."""
    return [
        metadata
        for metadata in book.metadata
        if location_type(metadata["location"]) == kind and _tab(metadata["location"]) == sheet_id
    ]


def by_index(book: Book, kind: str, sheet_id: int) -> dict[int, list[Json]]:
    """The metadata attached to a tab's rows or columns, by their positions."""
    found: dict[int, list[Json]] = {}
    for metadata in at(book, kind, sheet_id):
        span = metadata["location"]["dimensionRange"]
        found.setdefault(span.get("startIndex", 0), []).append(metadata)
    return found
