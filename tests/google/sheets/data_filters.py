"""Data filters: areas named by A1 notation, by GridRange, or through developer metadata."""

from __future__ import annotations

from tests.google.errors import ApiError, bad
from tests.google.sheets.a1 import Area
from tests.google.sheets.grid import whole
from tests.google.sheets.metadata import find
from tests.google.sheets.model import Book, Json, Sheet
from tests.google.sheets.notation import sheet_by_id
from tests.google.sheets.ranges import grid_area, locate

Place = tuple[Sheet, Area]


def _metadata_places(book: Book, metadata: Json) -> list[Place]:
    location = metadata["location"]
    if "dimensionRange" in location:
        span = location["dimensionRange"]
        kind = "Row" if span["dimension"] == "ROWS" else "Column"
        edges = {f"start{kind}Index": span.get("startIndex", 0), f"end{kind}Index": span["endIndex"]}
        return [grid_area(book, {"sheetId": span.get("sheetId", 0), **edges})]
    if location.get("spreadsheet"):
        return [(sheet, whole(sheet)) for sheet in book.sheets]
    sheet = sheet_by_id(book, int(location.get("sheetId", 0)))
    return [(sheet, whole(sheet))]


def places(book: Book, data_filter: Json) -> list[Place]:
    """The areas that a data filter matches, in the order of the tabs for metadata.

    Raises:
        ApiError: if it names nothing, or a range that does not exist.
    """
    if "a1Range" in data_filter:
        return [locate(book, data_filter["a1Range"])]
    if "gridRange" in data_filter:
        return [grid_area(book, data_filter["gridRange"])]
    if "developerMetadataLookup" in data_filter:
        matched = find(book, data_filter["developerMetadataLookup"])
        return [place for metadata in matched for place in _metadata_places(book, metadata)]
    raise bad("Must specify one of the data filter's fields: developerMetadataLookup, a1Range, gridRange.")


def matches(book: Book, filters: list[Json]) -> list[tuple[Place, list[Json]]]:
    """Every area that some filter matches, once, with all filters that match it."""
    found: dict[tuple[int, Area], tuple[Place, list[Json]]] = {}
    for index, data_filter in enumerate(filters):
        try:
            for sheet, area in places(book, data_filter):
                found.setdefault((sheet.id, area), ((sheet, area), []))[1].append(data_filter)
        except ApiError as error:
            raise bad(f"Invalid dataFilters[{index}]: {error.message}") from error
    return list(found.values())


def metadata_in(book: Book, data_filter: Json) -> list[Json]:
    """The metadata that a data filter matches: by a lookup, or by the cells it is attached to."""
    if "developerMetadataLookup" in data_filter:
        return find(book, data_filter["developerMetadataLookup"])
    wanted = places(book, data_filter)
    return [item for item in book.metadata if _attached_within(book, item, wanted)]


def _attached_within(book: Book, metadata: Json, wanted: list[Place]) -> bool:
    if metadata["location"].get("spreadsheet"):
        return False
    return any(
        sheet is tab and _overlap(area, other)
        for sheet, area in _metadata_places(book, metadata)
        for tab, other in wanted
    )


def _overlap(one: Area, other: Area) -> bool:
    rows = one.top < other.bottom and other.top < one.bottom
    return rows and one.left < other.right and other.left < one.right
