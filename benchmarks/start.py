"""What a command costs from its start to its end, in processor time, which others change but little."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.large import AS_OF

ROUNDS = 5

_COMMAND = "import sys; sys.argv[0] = 'abm-sheets'; from abm_sheets.cli import main; main()"


def start_up(folder: Path) -> Mapping[str, Sequence[float]]:
    """The help, the version, and the refresh of the demo's workbook, each as a whole command."""
    demo, environment = folder / "demo", _compiled(folder)
    _run(["demo", str(demo)], environment)
    workbook = next(path for path in demo.glob("*.xlsx") if not path.stem.endswith("-dashboard"))
    commands = {
        "--help": ["--help"],
        "--version": ["--version"],
        "refresh of the demo": ["refresh", str(workbook), "--as-of", f"{AS_OF}"],
    }
    return {
        name: [_run(arguments, environment) for _ in range(ROUNDS)] for name, arguments in commands.items()
    }


def _compiled(folder: Path) -> Mapping[str, str]:
    """An environment in which modules are compiled once, as they are where the program is installed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def _run(arguments: Sequence[str], environment: Mapping[str, str]) -> float:
    """The seconds of processor of one command."""
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", _COMMAND, *arguments], env=environment, stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return used.ru_utime + used.ru_stime
