"""Make the large workbook, time each measure several times in turn, print the table."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table

from benchmarks.large import Sizes, save, tables
from benchmarks.measures import Measure

ROUNDS = 5
"""Rounds of file measures, in turn, so that a slow moment of the machine slows both."""

Results = Mapping[str, Sequence[Measure]]


def measure(name: str, path: Path) -> Measure:
    """One measure in a new process."""
    command = [sys.executable, "-m", "benchmarks.measures", name, str(path)]
    return Measure(**orjson.loads(subprocess.run(command, check=True, capture_output=True).stdout))  # noqa: S603


def _seconds(measures: Sequence[Measure]) -> float:
    return statistics.median(each.seconds for each in measures)


def _ratio(results: Results) -> float:
    """The refresh over the reading of its cells, pair by pair."""
    pairs = zip(results["refresh_file"], results["read_cells"], strict=True)
    return statistics.median(whole.seconds / reading.seconds for whole, reading in pairs)


def _print(results: Results) -> None:
    sizes = Sizes()
    table = Table("measure", "median s", "min s", "max s", "peak MiB", "over reading cells")
    for name, measures in results.items():
        seconds = [each.seconds for each in measures]
        ratio = f"{_ratio(results):.2f}" if name == "refresh_file" else ""
        peak = max(each.peak for each in measures)
        row = (f"{_seconds(measures):.2f}", f"{min(seconds):.2f}", f"{max(seconds):.2f}", str(peak), ratio)
        table.add_row(name, *row)
    console = Console(width=110)
    console.print(
        f"{sizes.accounts:,} accounts, {sizes.interactions:,} interactions, {sizes.opportunities:,} "
        f"opportunities, {sizes.costs:,} cost lines; report_from_columns: 500,000 interactions"
    )
    console.print(table)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.xlsx"
        save(tables(Sizes()), path)
        rounds = [(measure("read_cells", path), measure("refresh_file", path)) for _ in range(ROUNDS)]
        reading, refreshing = zip(*rounds, strict=True)
        columns = [measure("report_from_columns", path) for _ in range(3)]
        _print({"read_cells": reading, "refresh_file": refreshing, "report_from_columns": columns})


if __name__ == "__main__":
    main()
