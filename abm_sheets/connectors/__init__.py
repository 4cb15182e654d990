"""Other systems' files, read as records for the tabs that people fill, in three steps.

1. `read_grid` reads a text file's cells (`grid_of` takes those of a workbook's tab).
2. `propose` tells which source it is from and what each column is, and what is still to be asked.
3. `read_records` gives the records, and every other row with the reason.
"""

from abm_sheets.connectors.columns import Answers, ColumnMap, Unknown
from abm_sheets.connectors.grid import Grid, grid_of
from abm_sheets.connectors.importing import read_records
from abm_sheets.connectors.proposal import Proposal, Remembered, propose
from abm_sheets.connectors.reading import parse_grid, read_grid
from abm_sheets.connectors.records import Imported, Noted, Recognised, Record, Rejected
from abm_sheets.connectors.remembered import read_remembered, remember, write_remembered
from abm_sheets.connectors.sources import source_keys
from abm_sheets.connectors.vocabulary import Vocabulary, default_vocabulary
from abm_sheets.connectors.wording import describe, source_name

__all__ = [
    "Answers",
    "ColumnMap",
    "Grid",
    "Imported",
    "Noted",
    "Proposal",
    "Recognised",
    "Record",
    "Rejected",
    "Remembered",
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
    "remember",
    "source_keys",
    "source_name",
    "write_remembered",
]
