"""An output tab alone in an `.xlsx` of its own, with its looks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from abm_sheets.errors import ExportNotWrittenError, OutputNotWrittenError
from abm_sheets.outputs.files.table.asked import laid_out
from abm_sheets.story.view import View
from abm_sheets.workbook.excel.writer import write_workbook
from abm_sheets.workbook.interface import Look
from abm_sheets.workbook.sheet import Block, Item, Sheet, Style


def save_alone(view: View, tab: str, path: Path) -> None:
    """Write one tab, which people may edit; what linked to other tabs is text.

    Raises:
        NoUsableTabError: neither interactions nor opportunities can be read.
        ExportNotWrittenError: nothing was written.

    """
    sheet = _alone(laid_out(view, tab))
    look = Look(view.words.language, view.report.currency)
    try:
        write_workbook(path, [sheet], look, {}, source=None)
    except OutputNotWrittenError as error:
        raise ExportNotWrittenError(**error.details) from error


def _alone(sheet: Sheet) -> Sheet:
    """The tab without what only makes sense beside others; links in tables are dropped on writing."""
    blocks = [_unlinked(block) for block in sheet.blocks]
    sparklines = [each for each in sheet.sparklines if each.values.tab == sheet.key]
    return replace(sheet, blocks=blocks, sparklines=sparklines, protected=False)


def _unlinked(block: Block) -> Block:
    return replace(block, rows=[[_text(item) for item in items] for items in block.rows])


def _text(item: Item | None) -> Item | None:
    """An item as it is, or as text where its look is that of a link."""
    if item is None or item.style is not Style.LINK:
        return item
    return replace(item, style=Style.TEXT, link=None)
