"""Small files as texts, read in one step."""

from __future__ import annotations

from collections.abc import Mapping

from abm_sheets.intake.files import read_records
from abm_sheets.intake.files.cleaning import Days
from abm_sheets.intake.files.fields import default_vocabulary
from abm_sheets.intake.files.proposal import propose
from abm_sheets.intake.files.recognition import Answers
from abm_sheets.intake.files.records import Imported, Record
from abm_sheets.intake.files.text import parse_grid
from abm_sheets.workbook.sheet import Value


def read(  # noqa: PLR0913 (people may say all of this)
    text: str,
    source: str | None = None,
    answers: Answers | None = None,
    *,
    locale: str | None = None,
    period: Days | None = None,
    language: str = "fr",
    constants: Mapping[str, str] | None = None,
) -> Imported:
    """The records of a file whose text is given, its lines without the indentation of the test."""
    lines = [line.strip(" ") for line in text.strip("\n ").split("\n")]
    grid = parse_grid("\n".join(lines).encode(), "export.csv")
    proposal = propose(grid, source, answers, language=language, constants=constants)
    return read_records(grid, proposal, default_vocabulary(language), locale, period)


def column(imported: Imported, name: str) -> list[Value]:
    """The values of a column of the records, in order."""
    return [record.values.get(name) for record in imported.records]


def reasons(imported: Imported) -> list[tuple[int, str]]:
    """The rows that give no record, with the reason."""
    return [(each.row, each.reason) for each in imported.rejected]


def rows(imported: Imported) -> list[int]:
    """The rows that give records."""
    return [record.row for record in imported.records if isinstance(record, Record)]
