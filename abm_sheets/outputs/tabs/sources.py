"""The tabs of records from elsewhere, one for each system and kind: replaced whole, and never typed in."""

from __future__ import annotations

from collections.abc import Sequence

from abm_sheets.language import Catalogue
from abm_sheets.story.view import View
from abm_sheets.tables.reader import INPUT_TABS, mirror_columns
from abm_sheets.tables.rows import Kind, Row
from abm_sheets.tables.sources import HEADER_ROW, PROOF, Mirror, mirror_header, mirror_title
from abm_sheets.workbook.interface import CellError
from abm_sheets.workbook.sheet import Block, Claim, Item, Sheet, Style, Table, TableColumn, Value

_MODELS = {model.tab: model for model in INPUT_TABS}
_STYLES = {Kind.DAY: Style.DATE, Kind.NUMBER: Style.DECIMAL, Kind.MONEY: Style.MONEY_CENTS}
_WIDTHS = {Kind.DAY: 13, Kind.NUMBER: 12, Kind.MONEY: 16, Kind.FLAG: 12}
_USUAL = 26
_SPAN = 8


def source_tabs(view: View) -> list[Sheet]:
    """Lay out the tabs of a run's mirrors."""
    return [_tab(mirror, view.words) for mirror in view.tables.mirrors.values()]


def _tab(mirror: Mirror, words: Catalogue) -> Sheet:
    title, keys = mirror_title(mirror, words), mirror_columns(mirror.tab)
    purpose = words.text(f"sources.purpose.{'mirror' if mirror.is_system else 'added'}")
    opening = [[Item(title, Style.TITLE, span=_SPAN)], _meta(mirror, words), [Item(purpose, Style.MUTED)]]
    model = _MODELS[mirror.tab]
    return Sheet(
        key=mirror.key,
        title=title,
        blocks=[Block(0, 0, opening)],
        tables=[Table(HEADER_ROW, 0, [_column(mirror, model, key, words) for key in keys], filter=True)],
        frozen_rows=HEADER_ROW + 1,
        column_keys=dict(enumerate(keys)),
        claims={mirror.key: Claim(mirror.state, mirror.replaced or None)} if mirror.state else {},
    )


def _meta(mirror: Mirror, words: Catalogue) -> Sequence[Item | None]:
    """When the system was read, and what of it is not here; reading finds both where they stand."""
    if mirror.synchronised is None:
        return []
    return [
        Item(words.text("sources.synchronised"), Style.MUTED),
        Item(mirror.synchronised, Style.DATE),
        Item(words.text("sources.aside"), Style.MUTED),
        Item(mirror.aside, Style.INTEGER),
        *([Item(mirror.failure, Style.MUTED)] if mirror.failure else []),
    ]


def _column(mirror: Mirror, model: type[Row], key: str, words: Catalogue) -> TableColumn:
    kind = Kind.TEXT if key in PROOF else model.kind_of(key)
    return TableColumn(
        mirror_header(mirror.tab, key, words),
        list(map(_value, mirror.cells(key))),
        _STYLES.get(kind, Style.TEXT),
        _WIDTHS.get(kind, _USUAL),
    )


def _value(cell: object) -> Value:
    return cell.code if isinstance(cell, CellError) else cell  # type: ignore[return-value] # (a Cell)
