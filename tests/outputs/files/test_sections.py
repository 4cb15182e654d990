"""A tab is read from top to bottom."""

from __future__ import annotations

from abm_sheets.outputs.files.sections import Captioned, Section, captioned, sections
from abm_sheets.workbook.sheet import Block, Item, Sheet, Style, Table, TableColumn

FIRST, SECOND = (Table(row, 0, [TableColumn("x", [1])]) for row in (2, 6))
SHEET = Sheet(
    "k",
    "t",
    blocks=[
        Block(5, 0, [[Item("under it")]]),
        Block(0, 0, [[Item("title", Style.TITLE), None, Item(12)], [Item("intro")]]),
        Block(4, 0, [[Item("heading", Style.SUBTITLE)]]),
    ],
    tables=[SECOND, FIRST],
)


def test_a_subtitle_opens_a_section() -> None:
    assert sections(SHEET) == [
        Section("", ["title", "intro", FIRST]),
        Section("heading", ["under it", SECOND]),
    ]


def test_a_table_has_the_sentence_above_it_for_caption() -> None:
    assert list(captioned(SHEET)) == [Captioned("intro", FIRST), Captioned("under it", SECOND)]


def test_a_table_at_the_top_has_none() -> None:
    assert list(captioned(Sheet("k", "t", tables=[FIRST]))) == [Captioned("", FIRST)]
