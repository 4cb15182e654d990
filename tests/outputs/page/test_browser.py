"""The page as a browser shows it: quiet, accessible, as wide as its window and on one sheet of paper."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from pypdf import PdfReader

from abm_sheets.language import LANGUAGES
from abm_sheets.outputs.page import render
from abm_sheets.outputs.page.paper import READABLE, paper_of
from abm_sheets.outputs.page.printing import print_page
from abm_sheets.refresh import examine
from abm_sheets.story.story import story_of
from abm_sheets.upkeep.starter import SAMPLE_DAY, save_sample
from abm_sheets.workbook.opener import open_workbook
from tests.outputs.page.browser import CHROMIUM, chromium, needs_chromium, show
from tests.sheets import NOW
from tests.story.books import EDGES, edge, explained, golden

pytestmark = needs_chromium

A4 = (595, 842)
"""Points."""

PAPER = 718
"""The width of a sheet of A4 inside the page's margins, in pixels."""

HEIGHTS = """() => {
    const page = document.querySelector('.page');
    const room = page.clientHeight;
    page.style.height = 'auto';
    return [room, page.clientHeight];
}"""
"""The height of the sheet, and what the page would take."""


@pytest.fixture(scope="module")
def tab() -> Iterator[Page]:
    """One tab of a browser for all the tests of this file."""
    with chromium() as running:
        yield running.new_page()


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Every page that is looked at."""
    edges = {name: render(story_of(edge(name))) for name in EDGES}
    return edges | {language: render(story_of(golden("article", language))) for language in ("fr", "en")}


def test_nothing_is_fetched_and_nothing_complains(tab: Page, pages: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(pages["long"], encoding="utf-8")
    said: list[str] = []
    asked: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("request", lambda request: asked.append(request.url))

    tab.goto(file.as_uri())

    assert said == []
    assert asked == [file.as_uri()]


@pytest.fixture(scope="module")
def accounts() -> dict[str, str]:
    """The pages that explain an account."""
    return {"account": explained(golden("article", "fr"), 0), "long account": explained(edge("long"), 0)}


AXED = [
    ("fr", False),
    ("fr", True),
    ("empty", False),
    ("long", True),
    ("account", True),
    ("long account", False),
]


@pytest.mark.parametrize(("name", "dark"), AXED)
def test_axe_finds_nothing(
    tab: Page,
    pages: dict[str, str],
    accounts: dict[str, str],
    name: str,
    dark: bool,  # noqa: FBT001
) -> None:
    show(tab, (pages | accounts)[name], dark=dark)

    assert [(each["id"], each["nodes"]) for each in Axe().run(tab).response["violations"]] == []


def test_a_page_is_no_wider_than_its_window(
    tab: Page, pages: dict[str, str], accounts: dict[str, str]
) -> None:
    for page in (pages | accounts).values():
        for width in (390, 800, 1280):
            show(tab, page, width)
            assert tab.evaluate("document.documentElement.scrollWidth") == width


def test_colours_follow_the_readers_choice(tab: Page, pages: dict[str, str]) -> None:
    colours = set()
    for dark in (False, True):
        show(tab, pages["fr"], dark=dark)
        colours.add(tab.evaluate("getComputedStyle(document.querySelector('.card')).backgroundColor"))

    assert len(colours) == 2


def test_on_paper_a_page_fills_one_sheet_and_no_more(tab: Page, pages: dict[str, str]) -> None:
    for page in pages.values():
        show(tab, page, PAPER, paper=True)
        room, held = tab.evaluate(HEIGHTS)
        assert 0.75 * room < held <= room


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_can_be_read_on_paper(language: str, tmp_path: Path) -> None:
    save_sample(tmp_path / "sample.xlsx", language)
    view = examine(open_workbook(tmp_path / "sample.xlsx"), SAMPLE_DAY, now=NOW)

    assert paper_of(story_of(view)).size >= READABLE


@pytest.mark.parametrize("name", ["fr", "en", "long"])
def test_the_pdf_is_one_sheet_of_a4(pages: dict[str, str], name: str) -> None:
    assert CHROMIUM
    pdf = PdfReader(BytesIO(print_page(pages[name].encode(), CHROMIUM)))

    (sheet,) = pdf.pages
    assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == A4


def test_the_pdf_says_what_the_page_says(pages: dict[str, str]) -> None:
    assert CHROMIUM
    pdf = PdfReader(BytesIO(print_page(pages["fr"].encode(), CHROMIUM)))
    printed = " ".join(pdf.pages[0].extract_text().split())

    assert pdf.metadata is not None
    assert pdf.metadata.title == "Notre programme ABM au 27 septembre 2026"
    for figure in ("18", "14 %", "1 350 €/jour", "62,5 %", "3,2×", "120 000 €"):
        assert figure in printed
