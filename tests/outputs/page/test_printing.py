"""Which browser prints the page, and what is said when none does."""

from __future__ import annotations

from pathlib import Path

import pytest

from abm_sheets.errors import BrowserNotFoundError, PageNotPrintedError
from abm_sheets.outputs.page import printing
from abm_sheets.outputs.page.printing import BROWSER_VARIABLE, find_browser, print_page


def program(path: Path, script: str = "") -> Path:
    """A program that does what the script says."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_the_browser_named_comes_before_those_found(tmp_path: Path) -> None:
    program(tmp_path / "chromium")
    mine = program(tmp_path / "mine" / "browser")

    assert find_browser({"PATH": str(tmp_path), BROWSER_VARIABLE: str(mine)}) == str(mine)


def test_the_first_browser_of_the_path_is_found(tmp_path: Path) -> None:
    chrome = program(tmp_path / "google-chrome")
    program(tmp_path / "msedge")

    assert find_browser({"PATH": str(tmp_path)}) == str(chrome)


@pytest.mark.parametrize(
    "place",
    [
        "Google Chrome.app/Contents/MacOS/Google Chrome",
        "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ],
)
def test_a_browser_is_found_among_the_applications_of_a_mac(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setattr(printing, "_APPLICATIONS", tmp_path)
    browser = program(tmp_path / place)

    assert find_browser({"PATH": ""}) == str(browser)


def test_a_browser_is_found_among_the_programs_of_windows(tmp_path: Path) -> None:
    edge = program(tmp_path / r"Microsoft\Edge\Application\msedge.exe")

    assert find_browser({"PATH": "", "PROGRAMFILES": str(tmp_path)}) == str(edge)


@pytest.mark.parametrize("named", [{}, {BROWSER_VARIABLE: "/nowhere/browser"}], ids=["none", "not there"])
def test_without_a_browser_the_failure_says_what_to_do(tmp_path: Path, named: dict[str, str]) -> None:
    with pytest.raises(BrowserNotFoundError, match=r"ABM_SHEETS_BROWSER.*--format html"):
        find_browser({"PATH": str(tmp_path), **named})


def test_a_browser_that_prints_nothing_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(PageNotPrintedError, match="n'a pas donné de PDF"):
        print_page(b"", str(program(tmp_path / "browser", "exit 1")))


def test_a_browser_that_never_ends_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "PATIENCE", 0.1)

    with pytest.raises(PageNotPrintedError):
        print_page(b"", str(program(tmp_path / "browser", "exec sleep 30")))


@pytest.mark.parametrize(
    ("user", "expected"), [(0, True), (1000, False)], ids=["the administrator", "a user"]
)
def test_the_sandbox_is_left_to_all_but_the_administrator(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    user: int,
    expected: bool,  # noqa: FBT001
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: user)
    script = 'for each; do case $each in --print-to-pdf=*) echo "$@" > "${each#*=}";; esac; done'

    said = print_page(b"page", str(program(tmp_path / "browser", script))).decode()

    assert ("--no-sandbox" in said) is expected
    assert "--headless" in said
