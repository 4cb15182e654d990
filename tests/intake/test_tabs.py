"""Files of each system imported into a workbook of each language give the tabs that were looked at."""

from __future__ import annotations

from dataclasses import replace

import pytest

from abm_sheets.intake.mirrors import MirrorPlan
from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.tables.sources import mirror_title
from abm_sheets.workbook.interface import Tab
from tests.intake.files.make_files import FILES
from tests.intake.make_tabs import content, path_of, planned, workbook


@pytest.mark.parametrize("name", FILES)
def test_a_file_gives_the_tabs_beside(name: str) -> None:
    assert content(name) == path_of(name).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FILES)
def test_the_same_file_again_changes_nothing(name: str, language: str) -> None:
    there = workbook(language)
    plan, ground = planned(name, language, there)
    mirror = plan.mirror if isinstance(plan, MirrorPlan) else plan.mirror(ground)
    title = mirror_title(mirror, catalogue(language))
    columns = [["", "", "", header, *mirror.cells(header)] for header in mirror.columns]
    tab = Tab(title, columns, mirror.key, dict(enumerate(mirror.columns)))

    again, _ = planned(name, language, replace(there, tabs=[*there.tabs, tab]))

    assert again.is_done
    assert again.same == len(plan.new) + plan.same
