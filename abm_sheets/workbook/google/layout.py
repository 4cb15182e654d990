"""How a sheet is laid out on its tab, its values aside: the requests for formats, sizes and attachments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby
from typing import Any

import orjson

from abm_sheets.palette import SOLID
from abm_sheets.workbook.google.attachments import add_chart, add_highlights, cell_format, color, set_dropdown
from abm_sheets.workbook.google.ranges import corner, link_uri, rectangle
from abm_sheets.workbook.looks import Looks, column_widths, row_heights
from abm_sheets.workbook.sheet import Block, Item, Sheet, Table, TableColumn

Json = dict[str, Any]

_PIXELS_A_DIGIT, _PIXELS_BESIDE = 7, 5
_PIXELS_A_POINT = 4 / 3
_USUAL_HEIGHT, _USUAL_PIXELS = 21, 100
_MOST_CHARTS = 50
_FORMAT = "userEnteredFormat"
_FORMAT_AND_NOTE = f"{_FORMAT},note"


@dataclass(frozen=True)
class Surroundings:
    """What a layout depends on besides its sheet: the ids of tabs by key, their titles, and the looks.

    `charts` is the tab of each chart that is there, by the chart's id.
    """

    ids: Mapping[str, int]
    titles: Mapping[str, str]
    looks: Looks
    charts: Mapping[int, int] = field(default_factory=dict)


def grid_properties(sheet: Sheet, rows: int, columns: int) -> Json:
    """A tab's grid: its size, what is frozen, and whether its lines show."""
    return {
        "rowCount": rows,
        "columnCount": columns,
        "frozenRowCount": sheet.frozen_rows,
        "frozenColumnCount": sheet.frozen_columns,
        "hideGridlines": not sheet.gridlines,
    }


def tab_color(sheet: Sheet) -> Json:
    """The colour of a tab: that of the team that fills it."""
    return color(SOLID[sheet.tone])


def fingerprint(requests: Sequence[Json], grid: Json, drawings: Sequence[str]) -> str:
    """What distinguishes one layout from another; `drawings` are the formulas of its small lines."""
    parts = [grid, *requests, *drawings]
    return sha256(orjson.dumps(parts, option=orjson.OPT_SORT_KEYS)).hexdigest()[:32]


def layout_requests(sheet: Sheet, tab: int, around: Surroundings) -> list[Json]:
    """Everything that gives a blank tab the sheet's look."""
    return [
        *_column_formats(sheet, tab, around),
        *_block_formats(sheet, tab, around),
        *_table_formats(sheet, tab, around),
        *_sizes(sheet, tab),
        *(rule for each in sheet.highlights for rule in add_highlights(each, around.ids)),
        *(set_dropdown(each, around.ids, around.titles) for each in sheet.dropdowns),
        *(
            add_chart(chart, tab, free, around.ids)
            for free, chart in zip(chart_ids(tab, around), sheet.charts, strict=False)
        ),
    ]


def chart_ids(tab: int, around: Surroundings) -> Iterator[int]:
    """The ids that we give to a tab's charts: those that no chart which people moved away still has."""
    ours = range(tab + 1, tab + 1 + _MOST_CHARTS)
    return (chart for chart in ours if around.charts.get(chart, tab) == tab)


def is_our_chart(tab: int, chart: int) -> bool:
    """Whether a chart has one of the ids that we give to a tab's."""
    return 0 < chart - tab <= _MOST_CHARTS


def show_all(tab: int, rows: int, columns: int) -> Iterator[Json]:
    """The requests that show so many rows and columns, hidden or not."""
    yield _update_dimension(tab, "ROWS", (0, rows), {"hiddenByUser": False})
    yield _update_dimension(tab, "COLUMNS", (0, columns), {"hiddenByUser": False})


def usual_sizes(tab: int, grid: Json) -> Iterator[Json]:
    """The requests that give back to all rows and columns the sizes they had when the tab was new."""
    yield _update_dimension(tab, "ROWS", (0, grid["rowCount"]), {"pixelSize": _USUAL_HEIGHT})
    yield _update_dimension(tab, "COLUMNS", (0, grid["columnCount"]), {"pixelSize": _USUAL_PIXELS})


def _column_formats(sheet: Sheet, tab: int, around: Surroundings) -> Iterator[Json]:
    for column, style in sheet.column_styles.items():
        look = around.looks.whole_column(style)
        yield _repeat(rectangle(tab, 1, column, None, 1), cell_format(look))


def _block_formats(sheet: Sheet, tab: int, around: Surroundings) -> Iterator[Json]:
    for block in sheet.blocks:
        yield from _merges(sheet, block, tab)
        for row, items in enumerate(block.rows, block.row):
            places = list(enumerate(items, block.column))
            for is_item, run in groupby(places, key=lambda place: place[1] is not None):
                if is_item:
                    cells = list(run)
                    yield _format_items(sheet, corner(tab, row, cells[0][0]), cells, around)


def _merges(sheet: Sheet, block: Block, tab: int) -> Iterator[Json]:
    for row, items in enumerate(block.rows, block.row):
        for column, item in enumerate(items, block.column):
            if item is not None and _is_merged(sheet, column, item):
                yield _merge(rectangle(tab, row, column, item.height, item.span))


def _merge(place: Json) -> Json:
    return {"mergeCells": {"range": place, "mergeType": "MERGE_ALL"}}


def _is_merged(sheet: Sheet, column: int, item: Item) -> bool:
    """Whether an item's cells are merged: Google refuses to where some are frozen; their text runs on."""
    cut = column < sheet.frozen_columns < column + item.span
    return (item.span > 1 or item.height > 1) and not cut


def _format_items(
    sheet: Sheet, start: Json, places: Sequence[tuple[int, Item | None]], around: Surroundings
) -> Json:
    cells = [_item_cell(sheet, column, item, around) for column, item in places if item is not None]
    return {"updateCells": {"start": start, "rows": [{"values": cells}], "fields": _FORMAT_AND_NOTE}}


def _item_cell(sheet: Sheet, column: int, item: Item, around: Surroundings) -> Json:
    uri = link_uri(item.link, around.ids) if item.link else None
    look = (
        around.looks.merged(item.style, item.tone)
        if _is_merged(sheet, column, item)
        else around.looks.cell(item.style, item.tone, linked=uri is not None)
    )
    cell: Json = {_FORMAT: _linked(cell_format(look), uri)}
    if item.note:
        cell["note"] = item.note
    return cell


def _linked(cell: Json, uri: str | None) -> Json:
    if uri:
        cell["textFormat"]["link"] = {"uri": uri}
    return cell


def _table_formats(sheet: Sheet, tab: int, around: Surroundings) -> Iterator[Json]:
    for table in sheet.tables:
        yield _headers(table, tab, around)
        for position, column in table.placed():
            if column.span > 1:
                for row in range(table.row, table.row + len(column.values) + 1):
                    yield _merge(rectangle(tab, row, position, 1, column.span))
            if column.values:
                place = rectangle(tab, table.row + 1, position, len(column.values), column.span)
                yield _repeat(place, cell_format(around.looks.column(column.style)))
                yield from _links(column, tab, (table.row + 1, position), around)
            for number, item in column.special.items():
                start = corner(tab, table.row + 1 + number, position)
                yield _format_items(sheet, start, [(position, item)], around)
        if table.filter:
            last_row, last_column = table.end
            rows, columns = last_row - table.row + 1, last_column - table.column + 1
            place = rectangle(tab, table.row, table.column, rows, columns)
            yield {"setBasicFilter": {"filter": {"range": place}}}


def _headers(table: Table, tab: int, around: Surroundings) -> Json:
    cells = [header_cell(table, column, around.looks) for column in table.columns for _ in range(column.span)]
    start = corner(tab, table.row, table.column)
    return {"updateCells": {"start": start, "rows": [{"values": cells}], "fields": _FORMAT_AND_NOTE}}


def header_cell(table: Table, column: TableColumn, looks: Looks) -> Json:
    """The look of a column's header, and its note."""
    cell: Json = {_FORMAT: cell_format(looks.header(table.tone, column.style))}
    if column.note:
        cell["note"] = column.note
    return cell


def _links(column: TableColumn, tab: int, place: tuple[int, int], around: Surroundings) -> Iterator[Json]:
    """Links of consecutive cells together; Google underlines linked cells by itself."""
    uris = [link_uri(link, around.ids) if link else None for link in column.links or ()]
    for has_link, run in groupby(enumerate(uris), key=lambda each: each[1] is not None):
        if has_link:
            rows = list(run)
            start = corner(tab, place[0] + rows[0][0], place[1])
            cells = [_link_row(uri) for _, uri in rows]
            yield {"updateCells": {"start": start, "rows": cells, "fields": f"{_FORMAT}.textFormat.link"}}


def _link_row(uri: str | None) -> Json:
    return {"values": [{_FORMAT: {"textFormat": {"link": {"uri": uri}}}}]}


def _repeat(place: Json, look: Json) -> Json:
    return {"repeatCell": {"range": place, "cell": {_FORMAT: look}, "fields": "userEnteredFormat"}}


def _sizes(sheet: Sheet, tab: int) -> Iterator[Json]:
    widths = column_widths(sheet)
    for column, letters in sorted(widths.items()):
        yield resize_column(tab, column, letters)
    for row, points in sorted(row_heights(sheet, widths).items()):
        yield _resize(tab, "ROWS", row, round(points * _PIXELS_A_POINT))


def resize_column(tab: int, column: int, letters: float) -> Json:
    """The request that makes a column wide enough for so many digits."""
    return _resize(tab, "COLUMNS", column, round(letters * _PIXELS_A_DIGIT) + _PIXELS_BESIDE)


def _resize(tab: int, dimension: str, place: int, pixels: int) -> Json:
    return _update_dimension(tab, dimension, (place, place + 1), {"pixelSize": pixels})


def _update_dimension(tab: int, dimension: str, ends: tuple[int, int], properties: Json) -> Json:
    start, end = ends
    return {
        "updateDimensionProperties": {
            "range": {"sheetId": tab, "dimension": dimension, "startIndex": start, "endIndex": end},
            "properties": properties,
            "fields": ",".join(properties),
        }
    }
