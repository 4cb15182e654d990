"""What is timed, each in a process of its own so that its peak memory is its own too."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import orjson
from python_calamine import CalamineWorkbook

from abm_sheets import open_workbook, refresh
from abm_sheets.refresh import examine
from abm_sheets.workbook.memory import MemoryWorkbook
from benchmarks.google import google_download, google_refresh, usual_script
from benchmarks.imports import import_into_file, import_into_google
from benchmarks.large import AS_OF, Sizes, snapshot, tables

_WHOSE = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


@dataclass(frozen=True)
class Measure:
    """One timing: seconds on the clock and of processor, peak memory in MiB, and calls to Google."""

    seconds: float
    peak: int
    calls: int = 0
    processor: float = 0


def read_cells(path: Path) -> float:
    """Merely read every cell with calamine: what no reader of the file can avoid."""
    started = time.perf_counter()
    workbook = CalamineWorkbook.from_path(path)
    for title in workbook.sheet_names:
        workbook.get_sheet_by_name(title).to_python(skip_empty_area=False)
    return time.perf_counter() - started


def refresh_file(path: Path) -> float:
    """The whole refresh: read, compute, write the dashboard."""
    started = time.perf_counter()
    refresh(open_workbook(path), as_of=AS_OF)
    return time.perf_counter() - started


def refresh_command(path: Path) -> float:
    """The same as a whole command, its start included."""
    command = [sys.executable, "-m", "abm_sheets", "refresh", str(path), "--as-of", str(AS_OF)]
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    return time.perf_counter() - started


def report_from_columns(_: Path) -> float:
    """From columns in memory to the report, on half a million interactions."""
    workbook = MemoryWorkbook(snapshot(tables(Sizes(interactions=500_000))))
    started = time.perf_counter()
    examine(workbook, AS_OF)
    return time.perf_counter() - started


MEASURES: dict[str, Callable[[Path], float | tuple[float, int]]] = {
    "read_cells": read_cells,
    "refresh_file": refresh_file,
    "refresh_command": refresh_command,
    "report_from_columns": report_from_columns,
    "google_download": google_download,
    "google_refresh": google_refresh,
    "usual_script": usual_script,
    "import_into_file": import_into_file,
    "import_into_google": import_into_google,
}


def main() -> None:
    """Run one measure on a file, and print it as JSON."""
    name, path = sys.argv[1:]
    before = _processor()
    measured = MEASURES[name](Path(path))
    processor = _processor() - before
    seconds, calls = measured if isinstance(measured, tuple) else (measured, 0)
    peak = max(resource.getrusage(who).ru_maxrss for who in _WHOSE) // 1024
    sys.stdout.buffer.write(orjson.dumps(Measure(seconds, peak, calls, processor)))


def _processor() -> float:
    """The processor time of this process and of those that it started."""
    used = [resource.getrusage(who) for who in _WHOSE]
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    main()
