"""The page as a PDF, printed by the browser that is there: the same page, letter for letter."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from abm_sheets.errors import BrowserNotFoundError, PageNotPrintedError

BROWSER_VARIABLE = "ABM_SHEETS_BROWSER"
"""The environment variable that names the browser to print with."""

PATIENCE = 60
"""Seconds that a browser may take."""

_COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
    "brave-browser",
)
_APPLICATIONS = Path("/Applications")
_MAC = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Chromium.app/Contents/MacOS/Chromium",
)
_WINDOWS = (
    r"Google\Chrome\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
)
_WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")

_OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pdf-header-footer",
)


def find_browser(environment: Mapping[str, str]) -> str:
    """The browser that the environment names, else the first that is where browsers are.

    Raises:
        BrowserNotFoundError: there is none.

    """
    named = environment.get(BROWSER_VARIABLE)
    if named:
        found = shutil.which(named, path=environment.get("PATH"))
    else:
        found = next(_installed(environment), None)
    if found is None:
        raise BrowserNotFoundError(variable=BROWSER_VARIABLE)
    return found


def _installed(environment: Mapping[str, str]) -> Iterator[str]:
    for command in _COMMANDS:
        if found := shutil.which(command, path=environment.get("PATH")):
            yield found
    windows = [Path(environment[name]) for name in _WINDOWS_FOLDERS if name in environment]
    for folder in (_APPLICATIONS, *windows):
        for place in (*_MAC, *_WINDOWS):
            if (folder / place).is_file():
                yield str(folder / place)


def print_page(page: bytes, browser: str) -> bytes:
    """The PDF of a page of HTML: one sheet of A4.

    Raises:
        PageNotPrintedError: the browser gave none.

    """
    # A browser may still be writing in its profile when it says that it is done.
    with TemporaryDirectory(prefix="abm-sheets-", ignore_cleanup_errors=True) as folder:
        source, target = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_bytes(page)
        command = [
            browser,
            *_OPTIONS,
            *(["--no-sandbox"] if _is_root() else []),
            f"--user-data-dir={Path(folder) / 'profile'}",
            f"--print-to-pdf={target}",
            source.as_uri(),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603 (no shell)
            return target.read_bytes()
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PageNotPrintedError(path=browser, variable=BROWSER_VARIABLE) from error


def _is_root() -> bool:
    """Whether the browser's sandbox, which refuses the administrator, would keep it from starting.

    The page holds no script and may fetch nothing.
    """
    return hasattr(os, "geteuid") and os.geteuid() == 0
