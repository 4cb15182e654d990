"""The sample quarter: the same rows in both languages, and exactly the slips that it means to show."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.refresh import examine
from abm_sheets.tables.model import Tables
from abm_sheets.tables.reader import read_tables
from abm_sheets.upkeep.starter import SAMPLE_DAY, sample_rows, save_sample
from abm_sheets.workbook.excel import ExcelWorkbook

NOW = datetime(2026, 9, 28, 9, tzinfo=ZoneInfo("Europe/Paris"))
NAMES = {"account", "domains", "size", "tier", "contact", "id", "source", "name", "participant", "owner"}
OWNERS = {"marketing_owner", "sales_owner"}
SAME_IN_BOTH = {"LinkedIn", "EUR", "ROI", "MQL", "marketing", "action", "admin", "Qualification"}


SENTENCES = {
    "fr": "Nous avons ciblé 50 comptes ce trimestre, 18 sont engagés, 7 sont en opportunité, "
    "2 ont signé pour 180 000 €, avec un ROI global de 3,2×.",
    "en": "We targeted 50 accounts this quarter: 18 are engaged, 7 are in opportunity, "
    "2 signed for €180,000, with an overall ROI of 3.2×.",
}


@pytest.fixture(params=LANGUAGES)
def workbook(request: pytest.FixtureRequest, tmp_path: Path) -> ExcelWorkbook:
    path = tmp_path / f"{request.param}.xlsx"
    save_sample(path, request.param)
    return ExcelWorkbook(path)


@pytest.fixture
def sample(workbook: ExcelWorkbook) -> Tables:
    return read_tables(workbook.read(), NOW)


def test_the_quarter_ends_with_the_sentence_for_leadership(workbook: ExcelWorkbook) -> None:
    report = examine(workbook, SAMPLE_DAY, now=NOW).report
    assert " ".join(report.headline.split()) == SENTENCES[workbook.path.stem]
    assert set(report.status.values()) == {"green", "amber", "red", "grey"}


def test_only_the_deliberate_slips_are_found(sample: Tables) -> None:
    found = Counter(issue.rule for issue in sample.issues)
    assert found == {"text_date": 1, "unknown_account": 1, "missing_amount": 1}


def test_every_tab_is_filled(sample: Tables) -> None:
    frames = (
        sample.accounts,
        sample.interactions,
        sample.opportunities,
        sample.marketing_costs,
        sample.sales_costs,
    )
    assert all(frame is not None and len(frame) for frame in frames)
    assert all(len(frame) for frame in (sample.targets, sample.actions, sample.workshop, sample.team))


def test_the_workshop_has_one_vanity_vote(sample: Tables) -> None:
    assert list(sample.workshop[sample.workshop["vanity"]]["metric"]) == ["MQL"]


def test_every_word_of_the_sample_is_translated() -> None:
    french, english = (catalogue(language) for language in LANGUAGES)
    translated = sample_rows(english)
    for tab, rows in sample_rows(french).items():
        columns = french.columns(tab)
        for row, other in zip(rows, translated[tab], strict=True):
            for key, word, said in zip(columns, row, other, strict=True):
                if isinstance(word, str) and key not in _names(tab):
                    assert said != word or word in SAME_IN_BOTH, word


def _names(tab: str) -> set[str]:
    return OWNERS | NAMES - ({"name"} if tab == "opportunities" else set())
