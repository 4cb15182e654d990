"""What a write takes: the difference between the output tabs as they are and as they should be.

Planned anew from what is there, it can be sent again after any failure. A tab whose layout is unchanged
gets its changed values only; another is cleared and laid out whole.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, islice
from typing import Any, TypeVar

import orjson

from abm_sheets.errors import AlreadyClaimedError
from abm_sheets.workbook.contents import rows_of
from abm_sheets.workbook.google.attachments import drawn, with_sparklines
from abm_sheets.workbook.google.content import add_tab, differences, fill
from abm_sheets.workbook.google.layout import (
    Surroundings,
    chart_ids,
    fingerprint,
    grid_properties,
    is_our_chart,
    layout_requests,
    show_all,
    usual_sizes,
)
from abm_sheets.workbook.google.marks import mark_column, mark_layout, mark_tab, take, unmark_columns
from abm_sheets.workbook.google.present import LAYOUT_KEY, Present, PresentTab, chosen_id, merged
from abm_sheets.workbook.google.protection import is_protected, protect_tab
from abm_sheets.workbook.google.ranges import rectangle
from abm_sheets.workbook.google.values import Columns
from abm_sheets.workbook.interface import MIRRORED
from abm_sheets.workbook.sheet import Sheet

Json = dict[str, Any]

_CLEARED = "userEnteredValue,userEnteredFormat,note,dataValidation,pivotTable"
_FROZEN = ("frozenRowCount", "frozenColumnCount")
LARGEST_PART = 9_000_000
"""Bytes sent in one request: below what Google's front end refuses (10 MiB), so that all but the
largest dashboards are written at once, whole or not at all."""

T = TypeVar("T")


def clear(there: PresentTab, grid: Json) -> Iterator[Json]:
    """Take off all that is ours and all that would be in the way, then give the tab its new grid.

    Google refuses to change typed columns of a table, to delete all rows but frozen ones, even where the
    same request freezes less, to freeze a part of merged cells, and to freeze all rows that are not hidden.
    """
    yield from _detach(there)
    yield _set_grid(there.id, dict.fromkeys(_FROZEN, 0))
    yield from show_all(there.id, there.rows, there.columns)
    whole = rectangle(there.id, 0, 0, there.rows, there.columns)
    yield {"unmergeCells": {"range": whole}}
    yield {"updateCells": {"range": whole, "fields": _CLEARED}}
    yield _set_grid(there.id, {name: value for name, value in grid.items() if name not in _FROZEN})
    yield from usual_sizes(there.id, grid)
    yield _set_grid(there.id, {name: grid[name] for name in _FROZEN})


def _detach(there: PresentTab) -> Iterator[Json]:
    """What people added as an object of its own (a chart, a slicer, a filter view) is in nobody's way."""
    for chart in there.charts:
        if is_our_chart(there.id, chart):
            yield {"deleteEmbeddedObject": {"objectId": chart}}
    for _ in range(there.highlights):
        yield {"deleteConditionalFormatRule": {"sheetId": there.id, "index": 0}}
    for table in there.tables:
        yield {"deleteTable": {"tableId": table["tableId"]}}
    if there.filtered:
        yield {"clearBasicFilter": {"sheetId": there.id}}


def _set_grid(tab: int, grid: Json) -> Json:
    fields = ",".join(f"gridProperties.{name}" for name in grid)
    return {
        "updateSheetProperties": {"properties": {"sheetId": tab, "gridProperties": grid}, "fields": fields}
    }


@dataclass(frozen=True)
class Group:
    """Requests that belong together, and the title of the tab that they are about."""

    title: str
    requests: Sequence[Json]


@dataclass(frozen=True)
class Plan:
    """The requests, group by group, in the order in which they must be made."""

    groups: Sequence[Group]

    def parts(self) -> Iterator[list[Json]]:
        """The requests in as few batches as their size allows."""
        requests = chain.from_iterable(group.requests for group in self.groups)
        return in_parts(requests, lambda request: len(orjson.dumps(request)), LARGEST_PART)

    def group_of(self, number: int) -> int:
        """The place of the group that a request is in, by the request's number among all."""
        ends = accumulate(len(group.requests) for group in self.groups)
        return next((place for place, end in enumerate(ends) if number < end), len(self.groups) - 1)

    def title_after(self, sent: int, number: int) -> str:
        """The tab that a request is about, by its number in the part that follows so many others."""
        return self.groups[self.group_of(sent + number)].title


class Planner:
    """Plans the writing of one set of sheets on a spreadsheet as it is."""

    def __init__(
        self, present: Present, values: Mapping[int, Columns], around: Surroundings, editor: str
    ) -> None:
        """Bind what is there: the tabs, the values of ours, and who may edit them."""
        self._present = present
        self._values = values
        self._around = around
        self._editor = editor

    def plan(self, sheets: Sequence[Sheet]) -> Plan:
        """The requests that make the output tabs those sheets: details first, the dashboard last."""
        new = [sheet for sheet in sheets if self._present.tab(sheet.key) is None]
        added = [self._group(sheet, self._add(sheet, sheets.index(sheet))) for sheet in new]
        written = (self._group(sheet, self._write(sheet)) for sheet in reversed(sheets))
        return Plan([*added, *written, *self._without({sheet.key for sheet in sheets})])

    def _without(self, keys: Collection[str]) -> Iterator[Group]:
        """Take away the tabs of records from elsewhere that are no more."""
        for tab in self._present.tabs:
            if tab.key and tab.key.startswith(MIRRORED) and tab.key not in keys:
                yield Group(tab.title, [{"deleteSheet": {"sheetId": tab.id}}])

    def _group(self, sheet: Sheet, requests: Iterable[Json]) -> Group:
        return Group(self._around.titles[sheet.key], list(requests))

    def _add(self, sheet: Sheet, place: int) -> Iterator[Json]:
        """A blank tab that is known as ours from its first moment, should the run end before it is filled."""
        tab = self._around.ids[sheet.key]
        yield add_tab(sheet, self._around, place, 0)
        yield mark_tab(tab, sheet.key)
        yield protect_tab(tab, sheet.title, self._editor)

    def _write(self, sheet: Sheet) -> Iterator[Json]:
        tab, there = self._around.ids[sheet.key], self._present.tab(sheet.key)
        yield from self._claim(sheet)
        titles = self._around.titles
        rows = with_sparklines(rows_of(sheet), sheet, titles)
        layout = layout_requests(sheet, tab, self._around)
        grid = grid_properties(sheet, len(rows), len(rows[0]))
        known_by = fingerprint(layout, grid, [drawn(each, titles).formula for each in sheet.sparklines])
        if there is not None and there.layout == known_by and self._is_whole(there, sheet, grid, layout):
            yield from differences(tab, rows, self._values.get(tab, []))
            yield from self._know_columns(sheet, tab, there)
            return
        if there is not None:
            yield from clear(there, grid)
        yield from fill(tab, rows)
        yield from layout
        if there is not None and not is_protected(there, self._editor):
            yield protect_tab(tab, sheet.title, self._editor)
        yield from self._know_columns(sheet, tab, there)
        yield mark_layout(tab, known_by, there.marks.get(LAYOUT_KEY) if there else None)

    def _claim(self, sheet: Sheet) -> Iterator[Json]:
        """Take the sheet's names; those that this very writer took stand from a write that went unheard.

        Raises:
            AlreadyClaimedError: another writer took one of them.

        """
        for name, claim in sheet.claims.items():
            there = self._present.claims.get(name)
            if there is None or there.value == claim.instead_of:
                yield from take(name, claim, there)
            elif there.value != claim.writer:
                raise AlreadyClaimedError

    @staticmethod
    def _know_columns(sheet: Sheet, tab: int, there: PresentTab | None) -> Iterator[Json]:
        """Mark the columns that are not marked as what they are."""
        marked = there.column_keys if there else {}
        for column, key in sheet.column_keys.items():
            if marked.get(column) != key:
                if key in marked.values():
                    yield unmark_columns(tab, key)
                yield mark_column(tab, column, key)

    def _is_whole(self, there: PresentTab, sheet: Sheet, grid: Json, layout: Sequence[Json]) -> bool:
        """Whether nobody took anything away from a tab since it was laid out, nor put anything in the way."""
        charts = set(islice(chart_ids(there.id, self._around), len(sheet.charts)))
        highlights = sum(len(each.words) for each in sheet.highlights)
        merges = {merged(request["mergeCells"]["range"]) for request in layout if "mergeCells" in request}
        return (
            (there.rows, there.columns) == (grid["rowCount"], grid["columnCount"])
            and set(there.charts) >= charts
            and there.highlights == highlights
            and not there.tables
            and set(there.merges) == merges
            and is_protected(there, self._editor)
        )


def tab_ids(present: Present, sheets: Sequence[Sheet]) -> dict[str, int]:
    """The id of each output tab, there or to be added, by key."""
    ids: dict[str, int] = {}
    for sheet in sheets:
        there = present.tab(sheet.key)
        ids[sheet.key] = there.id if there else _free_id(sheet.key, present.taken | set(ids.values()))
    return ids


def _free_id(key: str, taken: frozenset[int] | set[int]) -> int:
    wanted = chosen_id(key)
    while wanted in taken:
        wanted += 100
    return wanted


def tab_titles(present: Present, sheets: Sequence[Sheet]) -> dict[str, str]:
    """The title of each output tab: the one people gave it, else its own, made unique among theirs."""
    titles: dict[str, str] = {}
    taken = set(present.titles)
    for sheet in sheets:
        there = present.tab(sheet.key)
        titles[sheet.key] = there.title if there else _free_title(sheet.title, taken)
        taken.add(titles[sheet.key].casefold())
    return titles


def _free_title(title: str, taken: set[str]) -> str:
    free, number = title, 2
    while free.casefold() in taken:
        free, number = f"{title} ({number})", number + 1
    return free


def in_parts(
    items: Iterable[T], weigh: Callable[[T], int], largest: int, most: int | None = None
) -> Iterator[list[T]]:
    """The items in order, in as few parts as may weigh `largest` and hold `most` items each.

    One that weighs more by itself is a part of its own.
    """
    part: list[T] = []
    size = 0
    for item in items:
        weight = weigh(item)
        if part and (len(part) == most or size + weight > largest):
            yield part
            part, size = [], 0
        part.append(item)
        size += weight
    if part:
        yield part
