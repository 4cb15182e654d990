"""Why a figure is what it is, as a page: an account's story as a picture and a list, then the rows."""

from __future__ import annotations

from collections.abc import Callable

from abm_sheets.language import Catalogue
from abm_sheets.outputs.page.lanes import TONES, pictures
from abm_sheets.outputs.page.render import TEMPLATES
from abm_sheets.outputs.page.vector import SCHEMES, plainly
from abm_sheets.story.explanation import Explanation

SHOWN = 500
"""Rows shown of each list; JSON has them all."""

Address = Callable[[str, int], str]
"""The address of a row of one of the people's tabs, by its key; "" where it has none."""


def nowhere(tab: str, row: int) -> str:
    """The rows of a file have no address."""
    del tab, row
    return ""


def render_explanation(found: Explanation, words: Catalogue, address: Address) -> str:
    """The page of an explanation, whole: no script, no font, nothing to fetch."""
    with plainly():
        drawn = pictures(found.story, words) if found.story else {}
    return TEMPLATES.get_template("explanation.html").render(
        found=found,
        text=words.text,
        word=words.word,
        language=words.language,
        schemes=SCHEMES,
        pictures=drawn,
        tones=TONES,
        address=address,
        shown=SHOWN,
        print_size=11,
    )
