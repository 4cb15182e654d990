"""Files of each system imported into a workbook of each language give the tabs that were looked at."""

from __future__ import annotations

import pytest

from abm_sheets.intake.files import read_records
from abm_sheets.intake.files.proposal import propose
from abm_sheets.intake.files.text import read_grid
from abm_sheets.intake.standing import survey
from abm_sheets.language import LANGUAGES
from tests.intake.files.make_files import FILES
from tests.intake.files.make_files import FOLDER as SOURCES
from tests.intake.importing import Import, counts
from tests.intake.make_tabs import content, path_of, workbook


@pytest.mark.parametrize("name", FILES)
def test_a_file_gives_the_tabs_beside(name: str) -> None:
    assert content(name) == path_of(name).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FILES)
def test_the_same_file_again_changes_nothing(name: str, language: str) -> None:
    file, made = FILES[name], Import.of(workbook(language))
    grid = read_grid(SOURCES / name)
    proposal = propose(grid, file.source, language=file.language)
    imported = read_records(grid, proposal, survey(made.workbook.read()).vocabulary, file.locale)
    made.apply(imported)
    before = made.workbook.snapshot

    plan, outcome = made.apply(imported)

    assert counts(plan)[:2] == (0, 0)
    assert outcome.is_whole
    assert made.workbook.snapshot.tabs == before.tabs
