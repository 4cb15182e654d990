"""Developer metadata, and data filters: areas named in A1 notation, by GridRange, or by metadata on them."""

from __future__ import annotations

from tests.google.errors import ApiError, bad
from tests.google.sheets.grid import whole
from tests.google.sheets.model import Book, Json
from tests.google.sheets.notation import Area, Place, grid_area, locate, sheet_by_id

PLAIN_FIELDS = ("metadataId", "metadataKey", "metadataValue", "visibility")


def location_type(location: Json) -> str:
    """What a location is attached to: ROW, COLUMN, SHEET or SPREADSHEET."""
    if "dimensionRange" in location:
        return "ROW" if location["dimensionRange"]["dimension"] == "ROWS" else "COLUMN"
    return "SPREADSHEET" if location.get("spreadsheet") else "SHEET"


def tab_of(location: Json) -> int | None:
    """The tab that a location is on; None where it is the whole file."""
    if location.get("spreadsheet"):
        return None
    return int(location.get("dimensionRange", location).get("sheetId", 0))


def _span(location: Json) -> tuple[str, int, int] | None:
    span = location.get("dimensionRange")
    return (span["dimension"], span.get("startIndex", 0), span["endIndex"]) if span else None


def _meet(one: Json, other: Json) -> bool:
    tabs, spans = (tab_of(one), tab_of(other)), (_span(one), _span(other))
    if None in tabs or tabs[0] != tabs[1]:
        return None in tabs
    if spans[0] is None or spans[1] is None or spans[0][0] != spans[1][0]:
        return True
    return spans[0][1] < spans[1][2] and spans[1][1] < spans[0][2]


def _placed(location: Json, lookup: Json) -> bool:
    wanted = lookup.get("metadataLocation")
    if wanted is None:
        return True
    if lookup.get("locationMatchingStrategy") == "INTERSECTING_LOCATION":
        return _meet(location, wanted)
    return all(read(location) == read(wanted) for read in (location_type, tab_of, _span))


def find(book: Book, lookup: Json) -> list[Json]:
    """All metadata that a DeveloperMetadataLookup matches."""
    wanted, kind = lookup.get("metadataId"), lookup.get("locationType")
    # An id is looked up first: a request may name a thousand of them.
    known = [item for item in book.metadata if item["metadataId"] == wanted] if wanted else book.metadata
    return [
        item
        for item in known
        if all(item.get(key) == lookup[key] for key in PLAIN_FIELDS if lookup.get(key) is not None)
        and kind in (None, location_type(item["location"]))
        and _placed(item["location"], lookup)
    ]


def at(book: Book, kind: str, sheet_id: int | None = None) -> list[Json]:
    """The metadata attached to the file, to a tab, or to its rows or columns."""
    return [
        item
        for item in book.metadata
        if location_type(item["location"]) == kind and tab_of(item["location"]) == sheet_id
    ]


def by_index(book: Book, kind: str, sheet_id: int) -> dict[int, list[Json]]:
    """The metadata attached to a tab's rows or columns, by their positions."""
    found: dict[int, list[Json]] = {}
    for item in at(book, kind, sheet_id):
        found.setdefault(item["location"]["dimensionRange"].get("startIndex", 0), []).append(item)
    return found


def places(book: Book, data_filter: Json) -> list[Place]:
    """The areas that a data filter matches."""
    if "a1Range" in data_filter:
        return [locate(book, data_filter["a1Range"])]
    if "gridRange" in data_filter:
        return [grid_area(book, data_filter["gridRange"])]
    if "developerMetadataLookup" not in data_filter:
        fields = "developerMetadataLookup, a1Range, gridRange"
        raise bad(f"Must specify one of the data filter's fields: {fields}.")
    marks = find(book, data_filter["developerMetadataLookup"])
    return [place for mark in marks for place in _places(book, mark["location"])]


def _places(book: Book, location: Json) -> list[Place]:
    if "dimensionRange" in location:
        span = location["dimensionRange"]
        kind = "Row" if span["dimension"] == "ROWS" else "Column"
        edges = {f"start{kind}Index": span.get("startIndex", 0), f"end{kind}Index": span["endIndex"]}
        return [grid_area(book, {"sheetId": span.get("sheetId", 0), **edges})]
    if location.get("spreadsheet"):
        return [(sheet, whole(sheet)) for sheet in book.sheets]
    sheet = sheet_by_id(book, int(location.get("sheetId", 0)))
    return [(sheet, whole(sheet))]


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
