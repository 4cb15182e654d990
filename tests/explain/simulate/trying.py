"""Small workbooks to try settings on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from abm_sheets.explain.simulate import Bench, Simulation, axes_of, wanted
from abm_sheets.metrics.known import UNITS
from abm_sheets.tables import read_tables
from abm_sheets.workbook.interface import Snapshot
from tests.metrics.quarter import D
from tests.sheets import NOW, snapshot

TABS: dict[str, Any] = {
    "accounts": "account\nAlizé\nBoréal\nCobalt\nDolmen\nÉcrin",
    "interactions": """
        date       | account | type    | asset
        2026-09-20 | Alizé   | Webinaire | Guide
        2026-09-21 | Alizé   | Webinaire | Étude
        2026-09-22 | Alizé   | Webinaire | Film
        2026-07-20 | Boréal  | Webinaire | Guide
        2026-09-21 | Boréal  | Webinaire | Étude
    """,
    "opportunities": """
        account | stage      | created    | closed     | amount | currency
        Alizé   | Gagnée     | 2026-08-01 | 2026-09-23 | 4200   |
        Cobalt  | Gagnée     | 2026-07-02 | 2026-07-22 | 1000   | USD
        Boréal  | Découverte | 2026-08-01 |            | 800    |
    """,
    "marketing_costs": "date | amount | account\n2026-08-01 | 1000 | Alizé",
    "targets": "metric | quarter | target\nComptes engagés | 2026-T3 | 2\nTaux de conversion | 2026-T3 | 0.1",
}
"""Five accounts: one engaged today, another by a lower bar; two deals signed, one of them in dollars."""


def book(**tabs: Any) -> Snapshot:
    """The workbook, some of its tabs replaced."""
    return snapshot(**(TABS | tabs))


def bench_of(read: Snapshot, as_of: date | None = D) -> Bench:
    """A workbook as it was read, ready to be tried."""
    return Bench(read, NOW, read_tables(read, NOW, units=UNITS), as_of)


def tried(*options: str, **tabs: Any) -> Simulation:
    """What options of the command line give on the workbook."""
    bench = bench_of(book(**tabs))
    return bench.simulate(axes_of(wanted(options), bench.tables.settings))


def values(simulation: Simulation, figure: str) -> Sequence[float | None]:
    """A figure of every combination."""
    return [trial.figure(figure).value for trial in simulation.trials]
