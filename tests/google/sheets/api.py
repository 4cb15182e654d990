"""The entry to the engine: the methods of Sheets v4 by their discovery ids."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tests.google.errors import ApiError, bad
from tests.google.files import new_file, new_id
from tests.google.masks import Mask, mask_of
from tests.google.sheets import values, writing
from tests.google.sheets.books import new_book
from tests.google.sheets.calculation import recalculate
from tests.google.sheets.marks import find, matches
from tests.google.sheets.model import Json
from tests.google.sheets.notation import Place, locate
from tests.google.sheets.requests import apply_batch
from tests.google.sheets.requests.tables import name_by_headers
from tests.google.sheets.resource import View, spreadsheet_json
from tests.google.sheets.session import Session, find_file
from tests.google.world import SPREADSHEET, World

WRITERS = frozenset({"writer", "fileOrganizer", "organizer", "owner"})


def _create(world: World, caller: str, body: Json) -> Json:
    title = body.get("properties", {}).get("title") or "Untitled spreadsheet"
    book = new_book(new_id(), title, body)
    new_file(world, caller, title, SPREADSHEET, book=book)
    recalculate(book)
    return spreadsheet_json(book, View(caller, caller))


def _cells(fields: str, message: str, path: Sequence[str], *, otherwise: bool) -> Mask | None:
    """The mask of the cell data that a response needs; None for no cells."""
    if not fields:
        return {} if otherwise else None
    mask = mask_of(fields, "sheets.v4", message)
    for name in path:
        if mask and name not in mask:
            return None
        mask = mask.get(name, {})
    return mask


def _view(session: Session, places: Sequence[Place] | None, *, wanted: bool, updated: bool = False) -> Json:
    path = ("updatedSpreadsheet", "sheets", "data")[not updated :]
    message = "BatchUpdateSpreadsheetResponse" if updated else "Spreadsheet"
    cells = _cells(session.options.get("fields", ""), message, path, otherwise=wanted)
    book = session.book if cells is None else session.calculated()
    return spreadsheet_json(book, View(session.caller, session.owner, places, cells))


def _located(session: Session, texts: Sequence[str]) -> Sequence[Place] | None:
    return [locate(session.book, text) for text in texts] or None


def _get(session: Session) -> Json:
    wanted = session.options.get("includeGridData", "").lower() == "true"
    return _view(session, _located(session, session.query.get("ranges", [])), wanted=wanted)


def _get_by_data_filter(session: Session) -> Json:
    found = [place for place, _ in matches(session.book, session.body.get("dataFilters", []))]
    return _view(session, found or None, wanted=bool(session.body.get("includeGridData")))


def _search(session: Session) -> Json:
    lookups = [item.get("developerMetadataLookup", {}) for item in session.body.get("dataFilters", [])]
    marks = [mark for lookup in lookups for mark in find(session.book, lookup)]
    return {"matchedDeveloperMetadata": [{"developerMetadata": mark} for mark in marks]} if marks else {}


def _apply(session: Session, requests: Sequence[Json]) -> list[Json]:
    people = [person for person in session.file.permissions if person["role"] in WRITERS]
    writers = [str(person["emailAddress"]) for person in people if "emailAddress" in person]
    replies = apply_batch(session.book, session.caller, session.owner, requests, writers)
    session.book.formulas = None
    return replies


def _batch_update(session: Session) -> Json:
    body = session.body
    answer: Json = {"spreadsheetId": session.book.id, "replies": _apply(session, body.get("requests", []))}
    if body.get("includeSpreadsheetInResponse"):
        found = _located(session, body.get("responseRanges", []))
        wanted = bool(body.get("responseIncludeGridData"))
        answer["updatedSpreadsheet"] = _view(session, found, wanted=wanted, updated=True)
    return answer


def _append(session: Session) -> Json:
    def insert(request: Json) -> None:
        try:
            _apply(session, [request])
        except ApiError as error:
            raise bad(error.message.partition(": ")[2]) from error

    return writing.append(session, insert)


READS: Mapping[str, Callable[[Session], Json]] = {
    "get": _get,
    "getByDataFilter": _get_by_data_filter,
    "developerMetadata.search": _search,
    "values.get": values.get,
    "values.batchGet": values.batch_get,
    "values.batchGetByDataFilter": values.batch_get_by_data_filter,
}
"""The methods that leave the spreadsheet as it is."""

WRITES: Mapping[str, Callable[[Session], Json]] = {
    "batchUpdate": _batch_update,
    "values.update": writing.update,
    "values.batchUpdate": writing.batch_update,
    "values.batchUpdateByDataFilter": writing.batch_update_by_data_filter,
    "values.append": _append,
    "values.clear": writing.clear,
    "values.batchClear": writing.batch_clear,
}
"""The methods that change it."""


def call(  # all that a call carries
    method: str,
    world: World,
    caller: str,
    params: Mapping[str, str],
    query: Mapping[str, list[str]],
    body: Json,
) -> Json:
    """Carry out a method for a caller who may; where Google would refuse it, nothing is changed."""
    name = method.removeprefix("sheets.spreadsheets.")
    if name == "create":
        return _create(world, caller, body)
    if name not in READS and name not in WRITES:
        raise ApiError(501, f"The local Google does not have {method}.", status="UNIMPLEMENTED")
    file, book = find_file(world, params["spreadsheetId"])
    book.groups, book.results = world.groups, world.results
    session = Session(caller, file, book, params, query, body)
    if name in READS:
        return READS[name](session)
    try:
        answer = WRITES[name](session)
        name_by_headers(book)
    finally:
        book.formulas = None
    return answer
