"""The runs that leadership reads in tests: the golden ones, and those of workbooks at the edges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from abm_sheets.explain import explain
from abm_sheets.outputs.page import Address, nowhere, render_explanation
from abm_sheets.refresh import examine
from abm_sheets.story.view import View
from abm_sheets.workbook.interface import Cell
from abm_sheets.workbook.memory import MemoryWorkbook
from abm_sheets.workbook.opener import open_workbook
from tests.sheets import NOW, snapshot

GOLDEN = Path(__file__).parents[1] / "golden"
GOLDENS = {"article": date(2026, 9, 27), "edges": date(2026, 5, 20), "edges-en": date(2026, 3, 1)}
"""The golden workbooks with the days that they are computed for."""

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'>&amp;{{ 7 * 7 }}"
_LONG = "Société interprofessionnelle de développement des matériaux composites Auvergne-Rhône-Alpes "
_NAMES = [f"{_LONG}{number} {HOSTILE}" for number in range(9)]
_SUNDAY = date(2026, 9, 27)

_HEADERS = {
    "accounts": ["account", "domains", "industry", "size", "marketing_owner", "sales_owner"],
    "interactions": ["date", "account", "type", "asset"],
    "opportunities": ["id", "account", "name", "amount", "stage", "created", "closed"],
    "marketing_costs": ["date", "label", "amount", "account"],
    "sales_costs": ["date", "label", "amount", "account"],
    "stages": ["stage", "order", "kind", "team"],
    "targets": ["metric", "quarter", "target"],
}


@cache
def golden(name: str, language: str) -> View:
    """A golden workbook's run, in a language."""
    workbook = open_workbook(GOLDEN / f"{name}.xlsx")
    return examine(workbook, GOLDENS[name], now=NOW, by="abm-sheets", language=language)


def run(day: date = _SUNDAY, **rows: Sequence[Sequence[Cell]] | None) -> View:
    """The run of a workbook of tabs with these rows, without any where they are not given; None: no tab."""
    none: dict[str, Sequence[Sequence[Cell]] | None] = {"accounts": []}
    tabs = {key: None if some is None else [_HEADERS[key], *some] for key, some in (none | rows).items()}
    book = MemoryWorkbook(snapshot("fr_FR", "fr", None, **tabs))
    return examine(book, day, now=NOW, by="abm-sheets", language="fr")


def explained(view: View, at: int, address: Address = nowhere) -> str:
    """The page that explains the account at a position, its rows at addresses or nowhere."""
    found = explain(view, view.tables.accounts["account"].iloc[at])
    return render_explanation(found, view.words, address)


def empty() -> View:
    """Nobody has typed anything: every status is grey."""
    return run()


def one() -> View:
    """One account that signed this week."""
    return run(
        accounts=[["Alizé", "alize.fr", "Tech", "250+", "Ana", "Bob"]],
        interactions=[[date(2026, 9, day), "Alizé", "Webinaire", f"A{day}"] for day in (1, 2, 3)],
        opportunities=[["1", "Alizé", "X", 12_000, "gagnée", date(2026, 8, 1), date(2026, 9, 23)]],
        marketing_costs=[[date(2026, 8, 1), "x", 1_000, "Alizé"]],
    )


def long() -> View:
    """Very long and hostile names, huge and negative amounts, more segments and stages than can be shown."""
    stages = [f"{_LONG} étape {number} {HOSTILE}" for number in range(9)]
    return run(
        accounts=[_named(at) for at in range(len(_NAMES))],
        interactions=[
            [date(2026, 9, 1 + of * 7), name, "Webinaire", f"{_LONG}{of} {HOSTILE}"]
            for name in _NAMES
            for of in range(4)
        ],
        opportunities=[*_signed(), *_opened(stages)],
        stages=[
            [stage, at, kind, f"{_LONG}équipe"]
            for at, (stage, kind) in enumerate(
                [*((stage, "ouverte") for stage in stages), ("gagnée", "gagnée"), ("perdue", "perdue")]
            )
        ],
        marketing_costs=[[date(2026, 7, 15), "x", 5e11, ""]],
        sales_costs=[[date(2026, 9, 22), "x", 777_777_777.77, _NAMES[0]]],
        targets=[
            ["engaged_accounts", "2026-T3", 20_000],
            ["velocity", "2026-T3", 99_999_999_999],
            ["roi", "2026-T3", 3.5],
        ],
    )


def _named(at: int) -> Sequence[Cell]:
    return [
        _NAMES[at],
        f"a{at}.fr",
        f"{_LONG}secteur {at} {HOSTILE}",
        f"{_LONG}taille {at}",
        f"{_LONG}{at}",
        HOSTILE,
    ]


def _signed() -> Sequence[Sequence[Cell]]:
    """A deal signed this week by each account, for a huge amount or for its opposite."""
    return [
        [f"{at}", name, "o", 9e11 * (-1) ** at, "gagnée", date(2026, 7, 1), date(2026, 9, 21 + at % 6)]
        for at, name in enumerate(_NAMES)
    ]


def _opened(stages: Sequence[str]) -> Sequence[Sequence[Cell]]:
    """An open deal of each account in each stage."""
    return [
        [f"{at}-{of}", name, "o", 123_456_789_012.34, stage, date(2026, 1, 1) + timedelta(of * 20), None]
        for at, name in enumerate(_NAMES)
        for of, stage in enumerate(stages)
    ]


def many() -> View:
    """Five thousand accounts, in thirty industries, in the middle of a week."""
    count, sizes = 5_000, ["1-49", "50-249", "250+"]
    return run(
        date(2026, 9, 24),
        accounts=[
            [f"Compte {at}", f"c{at}.fr", f"Secteur {at % 30}", sizes[at % 3], "Ana", "Bob"]
            for at in range(count)
        ],
        interactions=[
            [date(2026, 7, 1) + timedelta((at * 7 + of) % 88), f"Compte {at}", "Webinaire", "W"]
            for at in range(0, count, 3)
            for of in range(4)
        ],
        opportunities=[_deal(at) for at in range(0, count, 5)],
        marketing_costs=[[date(2026, 7, 15), "x", 900_000, ""]],
        sales_costs=[[date(2026, 8, 15), "x", 400_000, ""]],
    )


def _deal(at: int) -> Sequence[Cell]:
    stages = ["découverte", "qualification", "proposition", "négociation", "gagnée", "perdue"]
    closed = date(2026, 7, 1) + timedelta(at % 88) if at % 6 > 3 else None
    created = date(2026, 4, 1) + timedelta(at % 90)
    return [f"{at}", f"Compte {at}", "o", 1_000 * (at % 70), stages[at % 6], created, closed]


EDGES: dict[str, Callable[[], View]] = {"empty": empty, "one": one, "long": long, "many": many}
"""The workbooks at the edges, by name."""


@cache
def edge(name: str) -> View:
    """The run of one of them."""
    return EDGES[name]()
