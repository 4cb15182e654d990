"""The palette: every colour that carries words can be read, on light paper and on dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import abm_sheets
from abm_sheets.palette import DARK, LIGHT, Scheme, Tone

READABLE = 4.5
"""The contrast that WCAG asks of a text at level AA; what is drawn needs 3."""

both = pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])


def contrast(one: str, other: str) -> float:
    """The ratio of two colours' luminances, as WCAG defines it."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_black_on_white_has_the_largest_contrast() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@both
def test_texts_are_read_on_paper_and_beside_it(scheme: Scheme) -> None:
    for surface in (scheme.paper, scheme.band):
        assert min(contrast(text, surface) for text in (scheme.ink, scheme.muted)) >= READABLE


@both
@pytest.mark.parametrize("tone", Tone)
def test_strong_colours_are_read_on_paper_and_words_on_pale_ones(scheme: Scheme, tone: Tone) -> None:
    assert contrast(scheme.solid[tone], scheme.paper) >= READABLE
    assert contrast(scheme.ink, scheme.soft[tone]) >= READABLE


PACKAGE = Path(abm_sheets.__file__).parent
LITERAL = re.compile(r"#[0-9a-fA-F]{6}\b|\b(?:rgb|hsl)a?\(")

EXAMPLES = {"workbook/google/attachments.py": ["#102A43"]}
"""Colours that a sentence about their notation gives as an example; nothing is drawn with them."""


def test_no_colour_is_written_outside_the_palette() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): LITERAL.findall(path.read_text(encoding="utf-8"))
        for kind in ("py", "toml", "css", "html", "js", "svg")
        for path in PACKAGE.rglob(f"*.{kind}")
    }
    assert found.pop("palette.py")
    assert {path: colours for path, colours in found.items() if colours} == EXAMPLES
