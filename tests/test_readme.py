"""What the README shows is what the product does: its examples are run, its help is compared."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from abm_sheets import open_workbook, refresh
from abm_sheets.language import catalogue
from abm_sheets.upkeep.starter import SAMPLE_DAY, save_sample

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCKS: list[tuple[str, str]] = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def _after(kind: str, start: str) -> str:
    """The first block of a kind that starts so."""
    return next(text for language, text in BLOCKS if language == kind and text.startswith(start))


def _run(command: list[str], folder: Path, **environment: str) -> str:
    variables = {**os.environ, "COLUMNS": "80", "PYTHONPATH": str(ROOT), **environment}
    ran = subprocess.run(command, cwd=folder, env=variables, capture_output=True, check=True)
    printed: bytes = ran.stdout
    return printed.decode()


@pytest.fixture
def demo_folder(tmp_path: Path) -> Path:
    """A folder where the demo has been run."""
    (tmp_path / "demo").mkdir()
    save_sample(tmp_path / "demo" / "exemple-abm.xlsx", "fr")
    return tmp_path


def test_the_python_example_prints_what_the_readme_says(demo_folder: Path) -> None:
    example = _after("python", "from datetime")
    printed = BLOCKS[[text for _, text in BLOCKS].index(example) + 1][1]
    assert _run([sys.executable, "-c", example], demo_folder).split() == printed.split()


@pytest.mark.parametrize("command", ["", "refresh"])
def test_the_help_block_is_the_help(command: str, tmp_path: Path) -> None:
    shown = _after("", f"$ abm-sheets {command} --help".replace("  ", " ")).split("\n", 1)[1]
    script = "import sys; sys.argv[0] = 'abm-sheets'; from abm_sheets.cli import main; main()"
    words = [word for word in (command, "--help") if word]
    assert _run([sys.executable, "-c", script, *words], tmp_path, ABM_SHEETS_LANGUAGE="en") == shown


def test_the_demo_gives_the_sentence_of_the_readme(demo_folder: Path) -> None:
    report = refresh(open_workbook(demo_folder / "demo" / "exemple-abm.xlsx"), as_of=SAMPLE_DAY)
    quoted = re.sub(r"\n> ?", " ", "".join(re.findall(r"^> (.*?)\n\n", README, re.DOTALL | re.MULTILINE)))
    assert " ".join(report.headline.split()) == " ".join(quoted.split())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_names_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert set(re.findall(r"abm-sheets ([a-z]+)", text)) <= set(catalogue("en").find("help"))
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    files = re.findall(r"`((?:abm_sheets|docs|tests|templates)/[\w./-]+\w)/?`", text)
    there = [*(page.parent / link for link in links), *(ROOT / file for file in files if "NAME" not in file)]
    assert [path for path in there if not path.exists()] == []


def test_the_credentials_example_is_a_service_account() -> None:
    example = json.loads((ROOT / "credentials.example.json").read_text(encoding="utf-8"))
    assert example["type"] == "service_account"
    assert {"project_id", "private_key", "client_email", "token_uri"} <= set(example)
