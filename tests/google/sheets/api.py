"""The entry to the engine: every method of Sheets v4 by its discovery id."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.google.sheets import spreadsheets, values_append, values_read, values_write
from tests.google.sheets.requests.table_columns import name_by_headers
from tests.google.sheets.session import Session, find_file
from tests.google.world import Json, World

PREFIX = "sheets.spreadsheets."

READS: dict[str, Callable[[Session], Json]] = {
    "get": spreadsheets.get,
    "getByDataFilter": spreadsheets.get_by_data_filter,
    "values.get": values_read.get,
    "values.batchGet": values_read.batch_get,
    "values.batchGetByDataFilter": values_read.batch_get_by_data_filter,
    "developerMetadata.get": spreadsheets.metadata_get,
    "developerMetadata.search": spreadsheets.metadata_search,
    "sheets.copyTo": spreadsheets.copy_to,
}
"""The methods that leave the spreadsheet that they name as it is."""

WRITES: dict[str, Callable[[Session], Json]] = {
    "batchUpdate": spreadsheets.batch_update,
    "values.update": values_write.update,
    "values.batchUpdate": values_write.batch_update,
    "values.batchUpdateByDataFilter": values_write.batch_update_by_data_filter,
    "values.append": values_append.append,
    "values.clear": values_write.clear,
    "values.batchClear": values_write.batch_clear,
    "values.batchClearByDataFilter": values_write.batch_clear_by_data_filter,
}
"""The methods that change it."""


def call(
    method: str,
    world: World,
    caller: str,
    params: Mapping[str, str],
    query: Mapping[str, list[str]],
    body: Json,
) -> Json:
    """Carry out a method for a caller who may, and give the whole response.

    Raises:
        ApiError: if Google would refuse; then nothing is changed.
    """
    name = method.removeprefix(PREFIX)
    if name == "create":
        return spreadsheets.create(world, caller, body)
    file, book = find_file(world, params["spreadsheetId"])
    book.groups = world.groups
    session = Session(world, caller, file, book, params, query, body)
    if name in READS:
        return READS[name](session)
    try:
        answer = WRITES[name](session)
        name_by_headers(book)
    finally:
        book.formulas = None
    return answer
