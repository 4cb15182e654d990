"""Somebody adds a metric: its file, its place in the tuple, its texts; everything else derives from it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Any

PACKAGE = Path(__file__).parents[2] / "abm_sheets"
BOOK = Path(__file__).parents[1] / "golden" / "article.xlsx"

METRIC = """
from abm_sheets.metrics.metric import Benchmark, Metric
from abm_sheets.metrics.values import Rate, Said
from abm_sheets.tables.accounts import POPULATION
from abm_sheets.tables.targets import Unit

ENGAGED_SHARE = Metric(
    key="engaged_share",
    unit=Unit.SHARE,
    compute=lambda moment: Rate(int(moment.engaged.sum()), int(moment.in_scope.sum())),
    inputs={"accounts": POPULATION, "interactions": ()},
    settings=frozenset({"engagement_min_interactions", "engagement_window_days", "fiscal_year_start"}),
    owners=("marketing",),
    detail=lambda found: Said("overview.detail.engaged_share"),
    shared=True,
    benchmark=Benchmark(0.2, 0.4),
)
"""

TEXTS = {
    "words.toml": {"metric": '["Part engagée"]'},
    "overview.toml": {
        "overview.detail": '"Détail de la part"',
        "definitions.meaning": '"Sens de la part"',
        "definitions.formula": '"Formule de la part"',
    },
}

ASKED = """
import json, sys
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path

from abm_sheets.explain import explain
from abm_sheets.explain.simulate import Bench
from abm_sheets.metrics.known import UNITS
from abm_sheets.story.digest import digest
from abm_sheets.story.story import story_of
from abm_sheets.outputs.page import render
from abm_sheets.outputs.tabs import lay_out
from abm_sheets.outputs.terminal.tables import metrics_table
from abm_sheets.refresh import examine
from abm_sheets.tables import read_tables
from abm_sheets.workbook.excel import ExcelWorkbook
from abm_sheets.workbook.memory import MemoryWorkbook

now, day = datetime(2026, 9, 28, 7, tzinfo=UTC), date(2026, 9, 28)
snapshot = ExcelWorkbook(Path(sys.argv[1])).read()
view = examine(MemoryWorkbook(snapshot), day, now=now)
key, story = "engaged_share", story_of(view)
weeks = [each.value for each in story.weeks.series[key].figures]
bench = Bench(snapshot, now, read_tables(snapshot, now, units=UNITS), day)
tabs = {sheet.key: str(asdict(sheet)) for sheet in lay_out(view)}
report = json.loads(view.report.model_dump_json())
print(json.dumps({
    "value": report["metrics"][key],
    "weeks": [week[key] for week in report["weeks"]] == weeks,
    "months": all(key in month for month in report["months"]),
    "status": report["status"][key],
    "frozen": key in {each.metric for each in view.history.added.frozen},
    "tabs": sorted(tab for tab, text in tabs.items() if "Part engagée" in text),
    "benchmark": "20 à 40" in tabs["dashboard"],
    "detail": "Détail de la part" in tabs["dashboard"],
    "page": "Part engagée" in render(story),
    "story": key in [each.key for each in story.metrics],
    "digest": key in [each.key for each in digest(view, "fr").metrics],
    "terminal": "Part engagée" in list(metrics_table(view).columns[0].cells),
    "explained": [section.sentences for section in explain(view, "Part engagée").sections],
    "tried": [bench.trial({"engagement_min_interactions": least}).figure(key).numerator for least in (1, 99)],
}))
"""


def test_a_metric_is_added_in_one_place_and_is_everywhere(tmp_path: Path) -> None:
    found = _asked(_with_a_metric(tmp_path))

    assert found["value"] == 18 / 50
    assert (found["weeks"], found["months"], found["status"], found["frozen"]) == (True, True, "grey", True)
    assert found["tabs"] == ["dashboard", "definitions", "review"]
    shown = ("benchmark", "detail", "page", "story", "digest", "terminal")
    assert [key for key in shown if not found[key]] == []
    assert found["explained"][0] == ["Sens de la part"]
    assert found["explained"][1] == ["Formule de la part"]
    assert found["explained"][2][0].startswith("18 ÷ 50")
    assert found["tried"][0] > 18
    assert found["tried"][1] == 0


def _with_a_metric(folder: Path) -> Path:
    """A copy of the package to which somebody added a metric."""
    package = folder / "abm_sheets"
    copytree(PACKAGE, package, ignore=ignore_patterns("__pycache__"))
    (package / "metrics" / "engaged_share.py").write_text(METRIC, encoding="utf-8")
    known = package / "metrics" / "known.py"
    text = known.read_text(encoding="utf-8").replace("    ROI,\n", "    ROI,\n    ENGAGED_SHARE,\n")
    added = "from abm_sheets.metrics.engaged_share import ENGAGED_SHARE\n"
    known.write_text(text.replace("from abm_sheets.metrics.metric", f"{added}from abm_sheets.metrics.metric"))
    for language in ("fr", "en"):
        for file, texts in TEXTS.items():
            path = package / "language" / language / file
            words = path.read_text(encoding="utf-8")
            for table, said in texts.items():
                words = words.replace(f"[{table}]\n", f"[{table}]\nengaged_share = {said}\n")
            path.write_text(words, encoding="utf-8")
    return folder


def _asked(folder: Path) -> dict[str, Any]:
    """What every medium says with that package."""
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", ASKED, str(BOOK)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found
