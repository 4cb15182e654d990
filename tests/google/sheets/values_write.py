"""The methods that change values where they stand: update and clear, one range or many."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from tests.google.errors import ApiError, bad
from tests.google.sheets.a1 import Area, print_range
from tests.google.sheets.data_filters import Place, matches, places
from tests.google.sheets.grid import clear as clear_cells
from tests.google.sheets.model import Json
from tests.google.sheets.notation import parse
from tests.google.sheets.protection import check_editable
from tests.google.sheets.ranges import clamp, locate
from tests.google.sheets.rendering import rendering, value_range
from tests.google.sheets.session import Session
from tests.google.sheets.totals import counts, totals
from tests.google.sheets.writing import Write, apply, check_bounds, input_option, matrix


class Request(NamedTuple):
    """A checked write, and the area whose values the response shows."""

    write: Write
    shown: Area


def _request(session: Session, place: Place, sent: Json, text: str, options: tuple[bool, bool]) -> Request:
    sheet, area = place
    single, typed = options
    rows = matrix(sent.get("values"), sent.get("majorDimension") or "ROWS")
    write = Write(sheet, area.top, area.left, rows, typed)
    limits = (sheet.row_count, sheet.column_count) if single else (area.bottom, area.right)
    check_bounds(write, limits, text)
    check_editable(session.book, sheet, session.caller, session.owner, write.area)
    return Request(write, write.area if single else area)


def _by_range(session: Session, text: str, sent: Json, *, typed: bool) -> Request:
    sheet, span = parse(session.book, text)
    return _request(session, (sheet, clamp(sheet, span)), sent, text, (span.single, typed))


def _by_place(session: Session, place: Place, sent: Json, *, typed: bool) -> Request:
    sheet, area = place
    single = area.height == area.width == 1
    return _request(session, place, sent, print_range(sheet.title, area), (single, typed))


def reply(request: Request) -> Json:
    """What a write changed."""
    sheet, area = request.write.sheet, request.write.area
    return {"updatedRange": print_range(sheet.title, area), **counts(request.write)}


def with_values(session: Session, request: Request, answer: Json, options: Mapping[str, Any]) -> Json:
    """The answer to a write, with the values now there if they were asked for."""
    if str(options.get("includeValuesInResponse", "")).lower() != "true":
        return answer
    how = rendering({key: value for key, value in options.items() if key != "majorDimension"}, "response")
    return answer | {
        "updatedData": value_range(session.calculated(), request.write.sheet, request.shown, how)
    }


def update(session: Session) -> Json:
    """values.update."""
    typed = input_option(session.one("valueInputOption"))
    request = _by_range(session, session.params["range"], session.body, typed=typed)
    apply(session.book, request.write)
    session.book.formulas = None
    answer = {"spreadsheetId": session.book.id, **reply(request)}
    options = {name: values[-1] for name, values in session.query.items() if values}
    return with_values(session, request, answer, options)


def _apply_all(session: Session, requests: list[Request]) -> list[Json]:
    for request in requests:
        apply(session.book, request.write)
    session.book.formulas = None
    return [with_values(session, request, reply(request), session.body) for request in requests]


def _summed(session: Session, requests: list[Request], responses: list[Json]) -> Json:
    numbers = totals([request.write for request in requests])
    answer: Json = {"spreadsheetId": session.book.id, **numbers}
    return answer | {"responses": responses} if responses else answer


def _prefixed(index: int, error: ApiError, name: str = "data") -> ApiError:
    return bad(f"Invalid {name}[{index}]: {error.message}")


def batch_update(session: Session) -> Json:
    """values.batchUpdate: everything is checked before anything is written."""
    typed = input_option(session.body.get("valueInputOption"))
    requests = []
    for index, sent in enumerate(session.body.get("data", [])):
        try:
            requests.append(_by_range(session, sent.get("range", ""), sent, typed=typed))
        except ApiError as error:
            raise _prefixed(index, error) from error
    replies = _apply_all(session, requests)
    return _summed(session, requests, [{"spreadsheetId": session.book.id, **one} for one in replies])


def batch_update_by_data_filter(session: Session) -> Json:
    """values.batchUpdateByDataFilter: each area that a filter matches takes the values."""
    typed = input_option(session.body.get("valueInputOption"))
    requests, filters = [], []
    for index, sent in enumerate(session.body.get("data", [])):
        try:
            for place in places(session.book, sent.get("dataFilter", {})):
                requests.append(_by_place(session, place, sent, typed=typed))
                filters.append({"dataFilter": sent.get("dataFilter", {})})
        except ApiError as error:
            raise _prefixed(index, error) from error
    replies = _apply_all(session, requests)
    return _summed(session, requests, [one | named for one, named in zip(replies, filters, strict=True)])


def _clear(session: Session, found: list[Place]) -> list[str]:
    for sheet, area in found:
        check_editable(session.book, sheet, session.caller, session.owner, area)
    for sheet, area in found:
        clear_cells(sheet, area)
    return [print_range(sheet.title, area) for sheet, area in found]


def clear(session: Session) -> Json:
    """values.clear."""
    cleared = _clear(session, [locate(session.book, session.params["range"])])
    return {"spreadsheetId": session.book.id, "clearedRange": cleared[0]}


def batch_clear(session: Session) -> Json:
    """values.batchClear."""
    found = []
    for index, text in enumerate(session.body.get("ranges", [])):
        try:
            found.append(locate(session.book, text))
        except ApiError as error:
            raise _prefixed(index, error, "range") from error
    return _cleared(session, found)


def batch_clear_by_data_filter(session: Session) -> Json:
    """values.batchClearByDataFilter."""
    return _cleared(
        session, [place for place, _ in matches(session.book, session.body.get("dataFilters", []))]
    )


def _cleared(session: Session, found: list[Place]) -> Json:
    answer: Json = {"spreadsheetId": session.book.id}
    cleared = _clear(session, found)
    return answer | {"clearedRanges": cleared} if cleared else answer
