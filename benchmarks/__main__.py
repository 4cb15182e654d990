"""Make the large workbooks, time each measure several times in turn, print the tables."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table

from benchmarks.google import SIZES, served
from benchmarks.imports import ROWS, export
from benchmarks.large import Sizes, save, tables
from benchmarks.measures import Measure
from benchmarks.service import MINUTES, rush
from benchmarks.start import start_up

ROUNDS = 5
"""Rounds of file measures, in turn, so that a slow moment of the machine slows both."""

GOOGLE_ROUNDS = 5

Results = Mapping[str, Sequence[Measure]]

console = Console(width=110)


def measure(name: str, path: Path, **environment: str) -> Measure:
    """One measure in a new process."""
    command = [sys.executable, "-m", "benchmarks.measures", name, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, env=os.environ | environment)  # noqa: S603
    return Measure(**orjson.loads(done.stdout))


def in_turn(names: Sequence[str], path: Path, rounds: int, **environment: str) -> Results:
    """Several measures of the same thing, one after the other in each round."""
    done = [[measure(name, path, **environment) for name in names] for _ in range(rounds)]
    return dict(zip(names, zip(*done, strict=True), strict=True))


def _over(results: Results, name: str, base: str) -> str:
    """How many times longer one measure takes than another, by the clock: the median of the rounds."""
    pairs = zip(results[name], results[base], strict=True)
    return f"{statistics.median(one.seconds / other.seconds for one, other in pairs):.2f}"


def _work_over(results: Results, name: str, base: str) -> str:
    """The same by the processor's time, which a busy machine disturbs less."""
    pairs = zip(results[name], results[base], strict=True)
    return f"{statistics.median(one.processor / other.processor for one, other in pairs):.2f}"


def _print(results: Results, base: str, ratio: str) -> None:
    table = Table("measure", "median s", "min s", "max s", "peak MiB", "calls", ratio, "by processor")
    for name, measures in results.items():
        seconds = [each.seconds for each in measures]
        figures = [statistics.median(seconds), min(seconds), max(seconds)]
        peak, calls = max(each.peak for each in measures), measures[-1].calls
        compared = _over(results, name, base), _work_over(results, name, base)
        table.add_row(name, *(f"{each:.2f}" for each in figures), str(peak), str(calls or ""), *compared)
    console.print(table)


def _files(folder: Path) -> None:
    """The refresh of a file, in process and as a command, against reading it: each way of keeping texts."""
    sizes, content = Sizes(), tables(Sizes())
    console.print(
        f"{sizes.accounts:,} accounts, {sizes.interactions:,} interactions, {sizes.opportunities:,} "
        f"opportunities, {sizes.costs:,} cost lines; report_from_columns: 500,000 interactions"
    )
    for kept in ("inline", "shared"):
        path = folder / f"{kept}.xlsx"
        save(content, path, inline=kept == "inline")
        results = in_turn(["read_cells", "refresh_file", "refresh_command"], path, ROUNDS)
        console.print(f"Texts kept {kept}:")
        _print(results, "read_cells", "over reading cells")
    columns = in_turn(["report_from_columns"], folder, 3)["report_from_columns"]
    console.print(f"report_from_columns: {statistics.median(each.seconds for each in columns):.2f} s")


def _google(folder: Path) -> None:
    """The refresh of a Google Sheet, against its bare download and against the usual script."""
    with served(folder) as target:
        url = orjson.loads(target.read_bytes())["url"]
        names = ["google_download", "google_refresh", "usual_script"]
        results = in_turn(names, target, GOOGLE_ROUNDS, ABM_SHEETS_GOOGLE_URL=url)
    console.print(
        f"On a local Google server: {SIZES.accounts:,} accounts, {SIZES.interactions:,} interactions, "
        f"{SIZES.opportunities:,} opportunities, {SIZES.costs:,} cost lines"
    )
    _print(results, "google_download", "over the download")
    console.print(f"usual_script over google_refresh: {_over(results, 'usual_script', 'google_refresh')}")


def _imports(folder: Path) -> None:
    """The import of a large file, reading and comparing included."""
    path = folder / "interactions.csv"
    export(path)
    results = in_turn(["import_into_file", "import_into_google"], path, 3)
    console.print(f"The import of {ROWS:,} interactions, into an .xlsx and on a local Google server")
    _print(results, "import_into_file", "over the file")


def _start(folder: Path) -> None:
    """What whole commands cost the processor, their start and their end included."""
    table = Table("command", "median s of processor", "min s", "max s")
    for name, seconds in start_up(folder).items():
        figures = [statistics.median(seconds), min(seconds), max(seconds)]
        table.add_row(name, *(f"{each:.2f}" for each in figures))
    console.print(table)


def _service() -> None:
    """Many workbooks due at once, against what the quota alone imposes, with one account and with five."""
    one, *others = map(rush, MINUTES)
    names = ["accounts", "minutes of the quota", "the quota alone", "over the quota", "over one account"]
    table = Table(*names, "refused and absorbed", "failed")
    for found in (one, *others):
        figures = [found.minutes, found.quota_minutes, found.ratio, found.minutes / one.minutes]
        shown = [f"{each:.2f}" for each in figures]
        table.add_row(str(found.accounts), *shown, str(found.refused), str(found.failed))
    console.print(f"{one.workbooks:,} workbooks due at once, one service, accounts of one project")
    console.print(table)


def main() -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as folder:
        _start(Path(folder))
        _files(Path(folder))
        _google(Path(folder))
        _imports(Path(folder))
    _service()


if __name__ == "__main__":
    main()
