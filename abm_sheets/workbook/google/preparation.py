"""A preparation carried out on a spreadsheet: one atomic batch of what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from abm_sheets.errors.google import ProtectedTabError, TabRefusedError
from abm_sheets.palette import SOLID
from abm_sheets.workbook.contents import LONGEST_TEXT, plain
from abm_sheets.workbook.edits import (
    Change,
    LeftOut,
    NewTab,
    Preparation,
    Prepared,
    WantedColumn,
    WantedTab,
)
from abm_sheets.workbook.google.attachments import cell_format, color, set_dropdown
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.content import ROOM, add_input_tab, add_tab, entered, write_rows
from abm_sheets.workbook.google.layout import Surroundings, resize_column
from abm_sheets.workbook.google.marks import mark_column, mark_tab
from abm_sheets.workbook.google.present import Details, Present, PresentTab, read_details
from abm_sheets.workbook.google.protection import is_barred
from abm_sheets.workbook.google.ranges import rectangle
from abm_sheets.workbook.google.refusals import request_number
from abm_sheets.workbook.google.writing import Group, Plan
from abm_sheets.workbook.sheet import Style

Json = dict[str, Any]
_Addition = tuple[list[Json], str, Sequence[str]]


@dataclass(frozen=True)
class Step:
    """Requests that belong together, the title of the tab that they are about, and what they change.

    An `optional` one is left out where the tab does not allow it, and the rest is done.
    """

    tab: str
    requests: Sequence[Json]
    changes: Sequence[Change] = ()
    optional: bool = False


def complete(wanted: WantedTab, there: PresentTab, details: Details, around: Surroundings) -> Iterator[Step]:
    """What a tab lacks, step by step; nothing where it lacks nothing."""
    if wanted.inserted:
        # What was looked at on that row is of the first row of data.
        details = Details(offered=details.offered)
    parts = (
        _lost_headers(wanted, there),
        _missing_columns(wanted, there, around),
        _notes(wanted, there, details),
        _dropdowns(wanted, there, details, around),
        _looks(wanted, there, details, around),
        _first_rows(wanted, there),
        _marks(wanted, there),
    )
    steps = [
        Step(there.title, requests, [Change(kind, there.title, each) for each in said], optional=True)
        for requests, kind, said in parts
        if requests
    ]
    yield from [_all_or_none(steps)] if wanted.inserted else steps


def _all_or_none(steps: Sequence[Step]) -> Step:
    """Steps in one, where none makes sense without the row that the first inserts."""
    requests = [request for step in steps for request in step.requests]
    return Step(steps[0].tab, requests, [change for step in steps for change in step.changes], optional=True)


def _lost_headers(wanted: WantedTab, there: PresentTab) -> _Addition:
    """The headers of columns that lost theirs, on a row of their own above the data where need be."""
    row = wanted.header_row
    requests: list[Json] = []
    if wanted.inserted:
        span = {"sheetId": there.id, "dimension": "ROWS", "startIndex": row, "endIndex": row + 1}
        blank = rectangle(there.id, row, 0, 1, there.columns)
        requests = [
            {"insertDimension": {"range": span, "inheritFromBefore": False}},
            {"updateCells": {"range": blank, "fields": "userEnteredFormat,dataValidation"}},
        ]
    requests += [
        write_rows(there.id, [[column.header]], row, column.position)
        for column in wanted.present
        if column.missing
    ]
    return requests, "header", [""]


def _missing_columns(wanted: WantedTab, there: PresentTab, around: Surroundings) -> _Addition:
    """The missing columns, to the right of all that is there, with all that is theirs."""
    missing = [column for column in wanted.columns if column not in wanted.present]
    beyond = max((column.position + 1 for column in missing), default=0) - there.columns
    requests: list[Json] = []
    if beyond > 0:
        grow = {"sheetId": there.id, "dimension": "COLUMNS", "length": beyond}
        requests.append({"appendDimension": grow})
    for column in missing:
        requests += _add_column(wanted, there, column, around)
    return requests, "column", [column.header for column in missing]


def _add_column(
    wanted: WantedTab, there: PresentTab, column: WantedColumn, around: Surroundings
) -> Iterator[Json]:
    yield write_rows(there.id, [[column.header]], wanted.header_row, column.position)
    yield resize_column(there.id, column.position, column.width)
    if column.style is not Style.TEXT:
        look = cell_format(around.looks.whole_column(column.style))
        yield _format(_below(wanted, there, column), look, "userEnteredFormat")
    yield _note(wanted, there, column)
    yield _header_look(wanted, there, column, around)
    if column.dropdown:
        yield set_dropdown(column.dropdown, around.ids, around.titles)
    yield mark_column(there.id, column.position, column.key)


def _notes(wanted: WantedTab, there: PresentTab, details: Details) -> _Addition:
    lacking = [column for column in wanted.present if column.position not in details.noted]
    return [_note(wanted, there, column) for column in lacking], "notes", [""]


def _dropdowns(wanted: WantedTab, there: PresentTab, details: Details, around: Surroundings) -> _Addition:
    """The dropdowns of columns that have none; a table's typed columns keep their own rules."""
    requests = [
        set_dropdown(column.dropdown, around.ids, around.titles)
        for column in wanted.present
        if column.dropdown and column.position not in details.offered | there.typed_columns
    ]
    return requests, "dropdowns", [""]


def _looks(wanted: WantedTab, there: PresentTab, details: Details, around: Surroundings) -> _Addition:
    """Colours and frozen rows where people chose none."""
    requests = [
        _header_look(wanted, there, column, around)
        for column in wanted.present
        if column.position not in details.coloured
    ]
    if not there.coloured:
        properties = {"sheetId": there.id, "tabColorStyle": color(SOLID[wanted.tone])}
        requests.append(_update(properties, "tabColorStyle"))
    if not there.frozen_rows and _may_be_frozen(there, wanted.header_row + 1):
        properties = {"sheetId": there.id, "gridProperties": {"frozenRowCount": wanted.header_row + 1}}
        requests.append(_update(properties, "gridProperties.frozenRowCount"))
    return requests, "looks", [""]


def _may_be_frozen(there: PresentTab, rows: int) -> bool:
    """Whether Google freezes so many rows: a row must be left, and no merged cells be cut."""
    cut = any(merge.first_row < rows <= merge.last_row for merge in there.merges)
    return there.rows > rows and not cut


def _first_rows(wanted: WantedTab, there: PresentTab) -> _Addition:
    """The default rows, after whatever was typed since the tab was read."""
    width = max((column.position + 1 for column in wanted.columns), default=0)
    rows = []
    for row in wanted.rows:
        cells: list[Json] = [{}] * width
        for column, value in zip(wanted.columns, row, strict=True):
            cells[column.position] = entered(plain(value, LONGEST_TEXT))
        rows.append({"values": cells})
    request = {"appendCells": {"sheetId": there.id, "rows": rows, "fields": "userEnteredValue"}}
    return [request] if rows else [], "rows", [str(len(rows))]


def _marks(wanted: WantedTab, there: PresentTab) -> _Addition:
    requests = [] if there.key == wanted.key else [mark_tab(there.id, wanted.key)]
    # A column that people cut and pasted left its mark behind.
    requests += [
        mark_column(there.id, column.position, column.key)
        for column in wanted.present
        if column.position not in there.column_keys
    ]
    return requests, "identities", [""]


def _note(wanted: WantedTab, there: PresentTab, column: WantedColumn) -> Json:
    return _format(_header(wanted, there, column), column.note, "note")


def _header_look(wanted: WantedTab, there: PresentTab, column: WantedColumn, around: Surroundings) -> Json:
    look = cell_format(around.looks.header(wanted.tone, column.style))
    return _format(_header(wanted, there, column), look, "userEnteredFormat")


def _header(wanted: WantedTab, there: PresentTab, column: WantedColumn) -> Json:
    return rectangle(there.id, wanted.header_row, column.position, 1, 1)


def _below(wanted: WantedTab, there: PresentTab, column: WantedColumn) -> Json:
    return rectangle(there.id, wanted.header_row + 1, column.position, None, 1)


def _format(place: Json, value: Any, field: str) -> Json:
    return {"repeatCell": {"range": place, "cell": {field: value}, "fields": field}}


def _update(properties: Json, fields: str) -> Json:
    return {"updateSheetProperties": {"properties": properties, "fields": fields}}


def steps(
    client: GoogleClient, present: Present, preparation: Preparation, around: Surroundings
) -> list[Step]:
    """What to do, step by step, from what is there; nothing once all is there.

    Raises:
        GoogleError: the tabs to complete cannot be read.

    """
    pairs = [(wanted, present.tabs[wanted.tab]) for wanted in preparation.existing]
    headers = [(there, wanted.header_row) for wanted, there in pairs]
    details = read_details(client, present.id, headers)
    completed = [
        step
        for wanted, there in pairs
        for step in complete(wanted, there, details.get(there.id, Details()), around)
    ]
    return [*_new(preparation.new, around), *completed]


def carry_out(
    todo: Sequence[Step], present: Present, email: str, send: Callable[[Plan], None], *, last: bool
) -> Prepared:
    """Do the steps at once, but those that a protection keeps this account from doing.

    The `last` time, optional steps that Google refuses are left out too, one after the other.

    Raises:
        GoogleError: nothing was done, or it is not known whether it was.

    """
    barred = [step for step in todo if step.optional and _is_barred(step, present)]
    left = [LeftOut(step.changes, ProtectedTabError(title=step.tab, email=email)) for step in barred]
    kept = [step for step in todo if step not in barred]
    while kept:
        plan = Plan([Group(step.tab, step.requests) for step in kept])
        try:
            send(plan)
        except (ProtectedTabError, TabRefusedError) as failure:
            step = kept[plan.group_of(request_number(failure) or 0)]
            if not (last and step.optional):
                raise
            left.append(LeftOut(step.changes, failure))
            kept.remove(step)
        else:
            break
    return Prepared([change for step in kept for change in step.changes], left)


def _is_barred(step: Step, present: Present) -> bool:
    return any(tab.title == step.tab and is_barred(tab, step.requests) for tab in present.tabs)


def _new(tabs: Sequence[NewTab], around: Surroundings) -> Iterator[Step]:
    """All tabs first: the dropdowns of one may offer what another lists."""
    for tab in tabs:
        added = add_tab(tab.sheet, around, None, ROOM if tab.columns else 0)
        title = around.titles[tab.sheet.key]
        yield Step(title, [added], [Change("tab", title)])
    for tab in tabs:
        yield Step(around.titles[tab.sheet.key], list(add_input_tab(tab, around)))
