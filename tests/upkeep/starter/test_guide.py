"""The user guide: one page, first of the workbook, in both languages."""

from __future__ import annotations

import pytest

from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.palette import Tone
from abm_sheets.upkeep.layout import layouts
from abm_sheets.upkeep.starter import template_sheets
from abm_sheets.workbook.sheet import Sheet


def _texts(sheet: Sheet) -> list[str]:
    items = [item for row in sheet.blocks[0].rows for item in row if item]
    return [item.value for item in items if isinstance(item.value, str)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_comes_first_on_one_page_and_names_every_tab(language: str) -> None:
    words = catalogue(language)
    guide = template_sheets(words, 2026)[0]
    said = " ".join(_texts(guide))
    assert (guide.title, guide.one_page) == (words.title("guide"), True)
    assert all(words.title(tab) in said for tab in layouts())
    assert "abm-sheets refresh" in said


def test_the_guide_shows_the_colour_of_each_team() -> None:
    guide = template_sheets(catalogue("fr"), 2026)[0]
    tones = {item.tone for row in guide.blocks[0].rows for item in row if item and item.tone}
    assert tones >= {layout.tone for layout in layouts().values()}
    assert Tone.OUTPUT in tones


def test_both_languages_say_the_same_things() -> None:
    french, english = (catalogue(language).find("guide.sections") for language in LANGUAGES)
    assert list(french) == list(english)
    assert all(list(french[key]["rows"]) == list(english[key]["rows"]) for key in french)
