"""`python -m tests.soak [--seeds 20] [--first 1] [--weeks 52]`: years of Mondays, and what did not hold."""

from __future__ import annotations

import argparse
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from unittest.mock import patch

from tests.google.launch import local_google
from tests.soak.year import Year, play


def played(seed: int, weeks: int) -> tuple[Year, float]:
    """A year on a Google of its own, and the seconds that it took."""
    began = time.monotonic()
    with local_google() as google, patch.dict(os.environ, {"ABM_SHEETS_GOOGLE_URL": google.url}):
        return play(google, seed, weeks), time.monotonic() - began


def main() -> int:
    """Play the years, print a line for each, and fail where something did not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    seeds = range(asked.first, asked.first + asked.seeds)
    wrong = 0
    sys.stdout.write(
        f"{'seed':>4} {'refreshes':>9} {'edits':>5} {'frozen':>6} {'cells':>6} {'faults':>6} {'s':>5}\n"
    )
    with ProcessPoolExecutor(asked.workers) as pool:
        for year, seconds in pool.map(played, seeds, [asked.weeks] * len(seeds)):
            _show(year, seconds)
            wrong += len(year.faults)
    return 1 if wrong else 0


def _show(year: Year, seconds: float) -> None:
    cells = year.sizes[-1]["cells"] if year.sizes else 0
    edits, frozen = sum(year.edits.values()), len({week for week, _ in year.frozen})
    counts = f"{year.seed:>4} {year.mondays:>9} {edits:>5} {frozen:>6} {cells:>6} {len(year.faults):>6}"
    sys.stdout.write(f"{counts} {seconds:>5.0f}\n")
    for fault in year.faults[:10]:
        sys.stdout.write(f"     {fault}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
