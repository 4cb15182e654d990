"""The tabs that people fill, ready to be typed in: headers, notes, dropdowns, formats and first rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from abm_sheets.language import Catalogue
from abm_sheets.upkeep.starter.choices import Choices
from abm_sheets.upkeep.starter.defaults import Rows, Typed, default_rows
from abm_sheets.upkeep.starter.layout import TabLayout, layouts
from abm_sheets.workbook.sheet import Block, Item, Sheet, Style, Table, TableColumn


def input_sheets(words: Catalogue, choices: Choices, rows: Mapping[str, Rows] | None = None) -> list[Sheet]:
    """Every input tab, with the default types, stages and settings, and the rows given by tab."""
    filled = {**default_rows(words), **(rows or {})}
    return [_sheet(tab, words, choices, filled.get(tab, ())) for tab in layouts()]


def _sheet(tab: str, words: Catalogue, choices: Choices, rows: Rows) -> Sheet:
    layout = layouts()[tab]
    columns = list(enumerate(layout.columns.values()))
    values = [[row[place] for row in rows] for place, _ in columns]
    return Sheet(
        key=tab,
        title=words.title(tab),
        tone=layout.tone,
        blocks=[_block(place, each) for place, each in enumerate(values) if _is_mixed(each)],
        tables=[_table(tab, layout, words, [() if _is_mixed(each) else each for each in values])],
        dropdowns=choices.of_tab(tab),
        widths={place: column.width for place, column in columns},
        column_styles={place: column.style for place, column in columns if column.style is not Style.TEXT},
        frozen_rows=1,
        protected=False,
        gridlines=True,
    )


def _table(tab: str, layout: TabLayout, words: Catalogue, values: Sequence[Sequence[Any]]) -> Table:
    columns = [
        TableColumn(words.header(tab, key), cells, column.style, note=words.text(f"notes.{tab}.{key}"))
        for (key, column), cells in zip(layout.columns.items(), values, strict=True)
    ]
    return Table(0, 0, columns, tone=layout.tone)


def _is_mixed(values: Sequence[Typed]) -> bool:
    """Whether some cells of a column have a style of their own (a rate among counts)."""
    return any(isinstance(value, Item) for value in values)


def _block(place: int, values: Sequence[Typed]) -> Block:
    return Block(1, place, [[_item(value)] for value in values])


def _item(value: Typed) -> Item:
    if isinstance(value, Item):
        return value
    return Item(value, Style.DECIMAL if isinstance(value, float) else Style.INTEGER)
