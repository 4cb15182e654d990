"""The methods on whole spreadsheets: create, get, batchUpdate, and tabs copied to other files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.google import drive
from tests.google.errors import ApiError
from tests.google.sheets import metadata
from tests.google.sheets.books import copy_sheet, new_book, new_id
from tests.google.sheets.contents import fill
from tests.google.sheets.data_filters import Place, matches, metadata_in
from tests.google.sheets.formula.calculation import recalculate
from tests.google.sheets.grid import check_size
from tests.google.sheets.model import Json
from tests.google.sheets.notation import sheet_by_id
from tests.google.sheets.ranges import locate
from tests.google.sheets.requests import apply_batch
from tests.google.sheets.requests.duplicates import adopt
from tests.google.sheets.requests.masks import parse as parse_mask
from tests.google.sheets.requests.tabs import free_title
from tests.google.sheets.resource import View, properties, spreadsheet_json
from tests.google.sheets.session import Session, find_file
from tests.google.world import SPREADSHEET, World

WRITERS = frozenset({"writer", "fileOrganizer", "organizer", "owner"})


def create(world: World, caller: str, body: Json) -> Json:
    """spreadsheets.create."""
    title = body.get("properties", {}).get("title") or "Untitled spreadsheet"
    book = new_book(drive.new_id(), title, body=body)
    fill(book, body)
    drive.new_file(world, caller, title, SPREADSHEET, book=book)
    recalculate(book)
    cells: Json | None = {} if any("data" in sheet for sheet in body.get("sheets", [])) else None
    return spreadsheet_json(book, View(caller, caller, cells=cells))


def _cells_wanted(
    fields: str, message: str, path: Sequence[str], *, otherwise: bool
) -> Mapping[str, Any] | None:
    """The mask of the cell data that a response needs; None for no cells."""
    if not fields:
        return {} if otherwise else None
    mask: Mapping[str, Any] = parse_mask(fields, message)
    for name in path:
        if name not in mask:
            return None
        mask = mask[name]
        if not mask:
            return {}
    return mask


def _view(session: Session, places: Sequence[Place] | None, cells: Mapping[str, Any] | None) -> Json:
    book = session.calculated() if cells is not None else session.book
    return spreadsheet_json(book, View(session.caller, session.owner, places, cells))


def get(session: Session) -> Json:
    """spreadsheets.get."""
    texts = session.query.get("ranges", [])
    found = [locate(session.book, text) for text in texts] if texts else None
    wanted = session.flag("includeGridData")
    cells = _cells_wanted(session.one("fields"), "Spreadsheet", ("sheets", "data"), otherwise=wanted)
    return _view(session, found, cells)


def get_by_data_filter(session: Session) -> Json:
    """spreadsheets.getByDataFilter."""
    filters = session.body.get("dataFilters", [])
    found = [place for place, _ in matches(session.book, filters)] if filters else None
    wanted = bool(session.body.get("includeGridData"))
    cells = _cells_wanted(session.one("fields"), "Spreadsheet", ("sheets", "data"), otherwise=wanted)
    return _view(session, found, cells)


def _writers(session: Session) -> list[str]:
    people = session.file.permissions
    return [str(person["emailAddress"]) for person in people if _writes(person)]


def _writes(person: Json) -> bool:
    return person.get("role") in WRITERS and "emailAddress" in person


def batch_update(session: Session) -> Json:
    """spreadsheets.batchUpdate."""
    body = session.body
    requests = body.get("requests", [])
    replies = apply_batch(session.book, session.caller, session.owner, requests, _writers(session))
    session.book.formulas = None
    answer: Json = {"spreadsheetId": session.book.id, "replies": replies}
    if body.get("includeSpreadsheetInResponse"):
        texts = body.get("responseRanges", [])
        found = [locate(session.book, text) for text in texts] if texts else None
        answer["updatedSpreadsheet"] = _view(session, found, _updated_cells(session))
    return answer


def _updated_cells(session: Session) -> Mapping[str, Any] | None:
    return _cells_wanted(
        session.one("fields"),
        "BatchUpdateSpreadsheetResponse",
        ("updatedSpreadsheet", "sheets", "data"),
        otherwise=bool(session.body.get("responseIncludeGridData")),
    )


def copy_to(session: Session) -> Json:
    """sheets.copyTo: a tab copied to the end of a spreadsheet."""
    if not any(str(sheet.id) == session.params["sheetId"] for sheet in session.book.sheets):
        raise ApiError(404, "Requested entity was not found.")
    source = sheet_by_id(session.book, int(session.params["sheetId"]))
    _, target = find_file(session.world, session.body.get("destinationSpreadsheetId", ""))
    title = f"Copy of {source.title}"
    copy = copy_sheet(source)
    copy.protected_ranges = []
    copy.properties |= {
        "sheetId": new_id({sheet.id for sheet in target.sheets}),
        "title": free_title(target, title, title + " {}", 1),
        "index": len(target.sheets),
    }
    target.sheets.append(copy)
    try:
        check_size(target)
    except ApiError:
        target.sheets.remove(copy)
        raise
    adopt(target, copy, source.id)
    target.formulas = None
    return properties(copy)


def metadata_get(session: Session) -> Json:
    """developerMetadata.get."""
    return metadata.get(session.book, session.params["metadataId"])


def metadata_search(session: Session) -> Json:
    """developerMetadata.search."""
    matched: dict[int, Json] = {}
    for data_filter in session.body.get("dataFilters", []):
        for item in metadata_in(session.book, data_filter):
            entry = matched.setdefault(item["metadataId"], {"developerMetadata": item, "dataFilters": []})
            entry["dataFilters"].append(data_filter)
    return {"matchedDeveloperMetadata": list(matched.values())} if matched else {}
