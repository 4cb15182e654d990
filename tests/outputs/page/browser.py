"""Debian's Chromium, for the tests that look at a page; they skip, and say so, without it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium")

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="Chromium is not installed: apt-get install chromium"
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser of the system's, closed at the end."""
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=sandbox)
        yield browser
        browser.close()


def show(tab: Page, page: str, width: int = 1280, *, dark: bool = False, paper: bool = False) -> None:
    """Show a page of HTML, its details open, in that width, light or dark, as on the screen or on paper."""
    tab.set_viewport_size({"width": width, "height": 900})
    tab.emulate_media(media="print" if paper else "screen", color_scheme="dark" if dark else "light")
    tab.set_content(page)
    tab.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
