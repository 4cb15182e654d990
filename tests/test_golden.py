"""The golden workbooks give, through the command line, the numbers that were computed without it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands import run
from tests.golden.compare import compare

GOLDEN = Path(__file__).parent / "golden"
DAYS = {"article": "2026-09-27", "edges": "2026-05-20", "edges-en": "2026-03-01"}


@pytest.mark.parametrize(("name", "day"), DAYS.items())
def test_a_golden_workbook_gives_its_numbers(name: str, day: str, tmp_path: Path) -> None:
    book, output = GOLDEN / f"{name}.xlsx", tmp_path / "out.xlsx"

    done = run("refresh", book, "--as-of", day, "--output", output, "--json")

    assert done.status == 0, done.errors
    expected = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    assert compare(expected, json.loads(done.output)) == []
    assert output.is_file()


def test_a_difference_is_told() -> None:
    expected = json.loads((GOLDEN / "article.json").read_text(encoding="utf-8"))
    changed = json.loads(json.dumps(expected))
    changed["metrics"]["revenue"] += 1
    changed["accounts"].pop()
    changed["issues"] = [{"rule": "invalid_date", "tab": "accounts", "row": 4}]

    assert len(compare(expected, changed)) == 3
