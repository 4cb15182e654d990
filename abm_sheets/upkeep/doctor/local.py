"""The checks of a local workbook, of which Google knows nothing."""

from __future__ import annotations

from pathlib import Path

from abm_sheets.errors import WorkbookError
from abm_sheets.language import catalogue
from abm_sheets.tables.locate import workbook_language
from abm_sheets.tables.reader import locate_inputs
from abm_sheets.upkeep.doctor.facts import Facts, Inputs
from abm_sheets.upkeep.doctor.findings import Finding, Level
from abm_sheets.upkeep.doctor.inputs import columns, tabs
from abm_sheets.upkeep.doctor.outputs import refresh, twins
from abm_sheets.upkeep.doctor.rehearsal import play
from abm_sheets.workbook.excel import ExcelWorkbook
from abm_sheets.workbook.memory import MemoryWorkbook


def examine_file(path: Path, language: str | None, spoken: str) -> tuple[Facts, list[Finding]]:
    """What is wrong with an `.xlsx`; `spoken` is the language of one that shows none."""
    facts = Facts(str(path), catalogue(language or spoken), local=True)
    try:
        snapshot = ExcelWorkbook(path).read()
    except WorkbookError as error:
        return facts, [facts.failure("kind", Level.ERROR, error)]
    shown = workbook_language(snapshot) or spoken
    facts = Facts(str(path), catalogue(language or shown), local=True)
    rehearsed = play(MemoryWorkbook(snapshot), facts.words.language)
    inputs = Inputs(language=shown, located=locate_inputs(snapshot), rehearsed=rehearsed)
    kind = facts.finding("kind", Level.OK, "local", name=path.name)
    looks = (look(facts, inputs) for look in (tabs, columns, refresh, twins))
    return facts, [kind, *(finding for found in looks for finding in found or ())]
