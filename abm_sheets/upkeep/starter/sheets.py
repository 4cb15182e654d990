"""The two workbooks that a team starts from: empty, and filled with the sample quarter."""

from __future__ import annotations

from abm_sheets.language import Catalogue
from abm_sheets.upkeep.starter.choices import Choices
from abm_sheets.upkeep.starter.guide import guide_sheet
from abm_sheets.upkeep.starter.inputs import input_sheets
from abm_sheets.upkeep.starter.sample import SAMPLE_DAY, sample_rows
from abm_sheets.workbook.sheet import Sheet


def template_sheets(words: Catalogue, year: int) -> list[Sheet]:
    """The empty workbook, guide first; `year` is the one around which quarters are offered."""
    return [guide_sheet(words), *input_sheets(words, Choices(words, year))]


def sample_sheets(words: Catalogue) -> list[Sheet]:
    """The same workbook filled with a made-up company's quarter, up to `SAMPLE_DAY`."""
    return [guide_sheet(words), *input_sheets(words, Choices(words, SAMPLE_DAY.year), sample_rows(words))]
