"""values.append: rows added after a table."""

from __future__ import annotations

from tests.google.errors import ApiError, bad
from tests.google.sheets.a1 import print_range
from tests.google.sheets.grid import check_growth, resize
from tests.google.sheets.model import Json
from tests.google.sheets.protection import check_editable
from tests.google.sheets.ranges import locate
from tests.google.sheets.requests import apply_batch
from tests.google.sheets.session import Session, choice
from tests.google.sheets.tables import find_table
from tests.google.sheets.values_write import Request, reply, with_values
from tests.google.sheets.writing import Write, apply, input_option, matrix

INSERTIONS = ("OVERWRITE", "INSERT_ROWS")


def _insert(session: Session, write: Write) -> None:
    """Insert rows where the new ones will stand, as a person would."""
    start, count = write.top, len(write.rows)
    span = {"sheetId": write.sheet.id, "dimension": "ROWS", "startIndex": start, "endIndex": start + count}
    request = {"insertDimension": {"range": span, "inheritFromBefore": start > 0}}
    try:
        apply_batch(session.book, session.caller, session.owner, [request])
    except ApiError as error:
        raise bad(error.message.removeprefix("Invalid requests[0].insertDimension: ")) from error


def _make_room(session: Session, write: Write, *, insert: bool) -> None:
    """Make the grid large enough, if the file may grow so far."""
    sheet, area = write.sheet, write.area
    inserted = len(write.rows) if insert and write.top < sheet.row_count else 0
    rows, columns = max(sheet.row_count + inserted, area.bottom), max(sheet.column_count, area.right)
    check_growth(session.book, rows * columns - sheet.row_count * sheet.column_count)
    check_editable(session.book, sheet, session.caller, session.owner, area)
    if inserted:
        _insert(session, write)
    resize(sheet, rows, columns)


def append(session: Session) -> Json:
    """values.append."""
    typed = input_option(session.one("valueInputOption"))
    insert = choice(session.one("insertDataOption"), INSERTIONS, "insert_data_option") == "INSERT_ROWS"
    sheet, area = locate(session.book, session.params["range"])
    table = find_table(sheet, area)
    rows = matrix(session.body.get("values"), session.body.get("majorDimension") or "ROWS")
    top, left = (table.bottom, table.left) if table else (area.top, area.left)
    write = Write(sheet, top, left, rows, typed)
    _make_room(session, write, insert=insert)
    apply(session.book, write)
    session.book.formulas = None
    written = Request(write, write.area)
    options = {name: values[-1] for name, values in session.query.items() if values}
    updates = {"spreadsheetId": session.book.id, **reply(written)}
    answer = {"spreadsheetId": session.book.id}
    if table:
        answer["tableRange"] = print_range(sheet.title, table)
    return answer | {"updates": with_values(session, written, updates, options)}
