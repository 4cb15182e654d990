"""Other systems' files, read as records for the tabs that people fill, in three steps.

1. `read_grid` reads a text file's cells (`grid_of` takes those of a workbook's tab).
2. `propose` tells which source it is from and what each column is, and what is still to be asked.
3. `read_records` gives the records, and every other row with the reason.
"""

from abm_sheets.intake.files.fields import Vocabulary, default_vocabulary
from abm_sheets.intake.files.grid import Grid, grid_of
from abm_sheets.intake.files.headings import Answers, ColumnMap, Unknown
from abm_sheets.intake.files.proposal import (
    KnownColumns,
    Proposal,
    propose,
    read_remembered,
    with_answers,
    write_remembered,
)
from abm_sheets.intake.files.reading import read_records
from abm_sheets.intake.files.records import (
    Imported,
    Noted,
    Recognised,
    Record,
    Rejected,
    describe,
    source_name,
)
from abm_sheets.intake.files.text import parse_grid, read_grid
from abm_sheets.intake.sources import source_keys

__all__ = [
    "Answers",
    "ColumnMap",
    "Grid",
    "Imported",
    "KnownColumns",
    "Noted",
    "Proposal",
    "Recognised",
    "Record",
    "Rejected",
    "Unknown",
    "Vocabulary",
    "default_vocabulary",
    "describe",
    "grid_of",
    "parse_grid",
    "propose",
    "read_grid",
    "read_records",
    "read_remembered",
    "source_keys",
    "source_name",
    "with_answers",
    "write_remembered",
]
