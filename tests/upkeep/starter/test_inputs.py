"""The empty workbook: every column explained, choices offered, defaults filled in, and read back."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from abm_sheets.errors import OutputNotWrittenError
from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.tables.labels import is_vanity
from abm_sheets.tables.reader import INPUT_TABS, read_tables
from abm_sheets.tables.settings import Settings
from abm_sheets.upkeep.layout import Choices, layouts
from abm_sheets.upkeep.starter import input_sheets, save_template
from abm_sheets.workbook.excel import ExcelWorkbook

NOW = datetime(2026, 9, 28, 9, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def template(language: str, tmp_path: Path) -> Path:
    path = tmp_path / "template.xlsx"
    save_template(path, language, 2026)
    return path


def test_the_tabs_are_those_that_are_read_in_the_same_order() -> None:
    assert list(layouts()) == [model.tab for model in INPUT_TABS]


def test_the_columns_are_those_of_the_catalogue_in_the_same_order(language: str) -> None:
    for tab, layout in layouts().items():
        assert list(layout.columns) == catalogue(language).columns(tab)


def test_each_header_has_a_note(language: str) -> None:
    for sheet in input_sheets(catalogue(language), Choices(catalogue(language), 2026)):
        assert all(column.note for column in sheet.tables[0].columns), sheet.key


def test_no_choice_flatters(language: str) -> None:
    choices = Choices(catalogue(language), 2026)
    offered = [drop.choices for tab in layouts() for drop in choices.of_tab(tab)]
    assert not any(is_vanity(word) for words in offered if isinstance(words, list) for word in words)


def test_quarters_surround_the_year() -> None:
    quarters = Choices(catalogue("fr"), 2026).quarters()
    assert (quarters[0], quarters[-1], len(quarters)) == ("2025-T1", "2027-T4", 12)


def test_the_file_keeps_notes_dropdowns_formats_and_frozen_headers(template: Path, language: str) -> None:
    words = catalogue(language)
    book = openpyxl.load_workbook(template)
    interactions = book[words.title("interactions")]
    assert all(cell.comment for cell in interactions[1])
    assert interactions.freeze_panes == "A2"
    assert interactions.column_dimensions["A"].number_format.lower().count("y") == 4
    rules = {str(rule.sqref): rule for rule in interactions.data_validations.dataValidation}
    assert words.title("accounts") in str(rules["B2:B1048576"].formula1)
    assert not rules["B2:B1048576"].showErrorMessage
    assert rules["C2:C1048576"].showErrorMessage
    assert not interactions.protection.sheet


def test_an_empty_template_reads_without_any_issue(template: Path, language: str) -> None:
    tables = read_tables(ExcelWorkbook(template).read(), NOW)
    assert list(tables.issues) == []
    assert tables.settings.language == language
    assert (len(tables.interaction_types), len(tables.stages)) == (10, 6)


def test_each_default_setting_is_written_and_explained(template: Path, language: str) -> None:
    words = catalogue(language)
    rows = input_sheets(words, Choices(words, 2026))[10].tables[0].columns
    shown = dict(zip(rows[0].values, rows[1].values, strict=True))
    decided_by_the_spreadsheet = {"language", "locale", "time_zone", "rates"}
    for each in fields(Settings):
        if each.name not in decided_by_the_spreadsheet:
            value = shown[words.word("setting", each.name)]
            assert value == words.words("choice").get(str(each.default), each.default)
    assert all(rows[2].values)
    settings = read_tables(ExcelWorkbook(template).read(), NOW).settings
    assert settings == Settings(language=language, locale="fr_FR" if language == "fr" else "en_US")


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputNotWrittenError):
        save_template(tmp_path / "file" / "template.xlsx", "fr", 2026)
