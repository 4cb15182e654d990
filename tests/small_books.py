"""Strategies for small workbooks whose numbers hypothesis may try to break: rows of cells by column key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from hypothesis import strategies as st

from abm_sheets.workbook.interface import Cell, CellError, Snapshot, Tab
from tests.metrics.quarter import D

Row = dict[str, Cell]
Book = dict[str, list[Row]]

NAMES = ("Alizé", "Boréal", "Cobalt", "Dolmen", "Écrin")
COLUMNS: Mapping[str, Sequence[str]] = {
    "accounts": (
        "account",
        "domains",
        "industry",
        "size",
        "tier",
        "targeted",
        "targeted_from",
        "targeted_until",
    ),
    "interactions": ("date", "account", "type", "asset", "contact", "source", "id"),
    "opportunities": (
        "id",
        "account",
        "amount",
        "currency",
        "stage",
        "created",
        "expected",
        "closed",
        "loss_reason",
    ),
    "marketing_costs": ("date", "amount", "account", "industry"),
    "sales_costs": ("date", "amount", "account", "industry"),
    "targets": ("metric", "quarter", "target", "alert"),
    "settings": ("setting", "value"),
    "stages": ("stage", "kind", "order", "team", "probability"),
    "interaction_types": ("type", "engagement", "marketing"),
}
SETTINGS: Mapping[str, Sequence[Cell]] = {
    "engagement_min_interactions": (1, 2, 3),
    "engagement_window_days": (1, 7, 30),
    "influence_min_assets": (1, 2, 3),
    "influence_lookback_days": (10, 60),
    "win_rate_window_days": (30, 90),
    "cycle": ("médiane", "moyenne"),
    "velocity_value": ("average", "total"),
    "stagnation_days": (1, 7),
    "small_sample": (1, 3),
    "cost_allocation": ("equal", "interactions"),
    "fiscal_year_start": (1, 2, 9),
    "fx_USD": (0.9,),
}

EDGES = (-400, -365, -366, -90, -89, -88, -60, -31, -30, -29, -28, -8, -7, -6, -1, 0, 1, 2)
days = st.one_of(st.sampled_from(EDGES), st.integers(-120, 10)).map(lambda back: D + timedelta(days=back))
cents = st.one_of(st.integers(-500, 500_000), st.sampled_from((1, 3, 100, 1_001)))
amounts = cents.map(lambda each: each / 100)
mentions = st.sampled_from(
    [*NAMES, "alize sas", "lea@boreal.fr", "https://www.cobalt.fr/", "Inconnu", "x@gmail.com"]
)
industries = st.sampled_from((None, "Acier", "ACIER", "Énergie"))


def maybe(cells: st.SearchStrategy[Cell]) -> st.SearchStrategy[Cell]:
    return st.one_of(st.none(), cells)


def rarely(cells: st.SearchStrategy[Cell]) -> st.SearchStrategy[Cell]:
    return st.integers(0, 3).flatmap(lambda dice: cells if dice == 3 else st.none())


def row(**cells: st.SearchStrategy[Cell]) -> st.SearchStrategy[Row]:
    return st.fixed_dictionaries(cells)


def account(name: str) -> st.SearchStrategy[Row]:
    return row(
        account=st.just(name),
        domains=maybe(st.just(f"{name.lower().replace('é', 'e')}.fr")),
        industry=industries,
        size=st.sampled_from((None, "1-49", 250)),
        tier=st.sampled_from((None, "A", "a")),
        targeted=st.sampled_from((None, True, True, "oui", "non")),
        targeted_from=rarely(days),
        targeted_until=rarely(days),
    )


interactions = row(
    date=days,
    account=mentions,
    type=st.sampled_from(("visite site", "Webinaire", "rendez-vous", "ouverture e-mail", "pigeon")),
    asset=st.sampled_from((None, None, "Guide", "GUIDE", "Étude")),
    contact=st.sampled_from((None, "a", "b", "c")),
    source=st.sampled_from((None, "CRM")),
)
bursts = st.builds(
    lambda name, day: [
        {"date": day, "account": name, "type": "webinaire", "asset": each, "contact": each}
        for each in ("Guide", "Étude", "Film")
    ],
    st.sampled_from(NAMES),
    st.one_of(st.integers(-29, 0).map(lambda back: D + timedelta(days=back)), days),
)
"""Enough interactions on one day to engage an account and to influence its deals."""


@st.composite
def opportunities(draw: st.DrawFn) -> Row:
    """A deal, as a rule closed after it was created when it is won or lost."""
    created, stage = draw(days), draw(st.sampled_from(("Découverte", "Gagnée", "gagnee", "Perdue", "Rêve")))
    length = draw(st.one_of(st.integers(0, 60), st.integers(-5, 400)))
    closed = created + timedelta(days=length)
    return {
        "account": draw(st.one_of(st.sampled_from(NAMES), mentions)),
        "amount": draw(maybe(amounts)),
        "currency": draw(st.sampled_from((None, None, None, "USD", "CHF"))),
        "stage": stage,
        "created": created,
        "expected": draw(maybe(st.integers(-10, 40).map(lambda ahead: D + timedelta(days=ahead)))),
        "closed": closed if stage not in {"Découverte", "Rêve"} or length == 0 else None,
        "loss_reason": draw(st.sampled_from((None, "Prix", "budget reporté"))),
    }


groups = st.one_of(bursts, interactions.map(lambda each: [each]))
costs = row(date=days, amount=amounts, account=maybe(mentions), industry=industries)
targets = row(
    metric=st.sampled_from(("roi", "Revenus", "Deals signés", "Opportunités", "Taux de conversion")),
    quarter=st.sampled_from(("2026-T3", "2026-Q2", "2025-T3")),
    target=st.sampled_from((0.1, 1, "50 %", 100)),
    alert=maybe(st.just(0.05)),
)
STAGES = [("Découverte", "ouverte"), ("Proposition", "ouverte"), ("Gagnée", "gagnée"), ("Perdue", "perdue")]
TYPES = [
    ("Visite site", True, True),
    ("Webinaire", True, True),
    ("Rendez-vous", True, False),
    ("Ouverture e-mail", False, False),
]


@st.composite
def books(draw: st.DrawFn) -> Book:
    """A small workbook; ids are given to some rows and never repeated, nor is a target."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=5, unique=True))
    asked = draw(st.lists(st.sampled_from(sorted(SETTINGS)), max_size=4, unique=True))
    return {
        "accounts": [draw(account(name)) for name in names],
        "interactions": numbered(
            draw, [each for rows in draw(st.lists(groups, max_size=8)) for each in rows]
        ),
        "opportunities": numbered(draw, draw(st.lists(opportunities(), max_size=8))),
        "marketing_costs": draw(st.lists(costs, max_size=4)),
        "sales_costs": draw(st.lists(costs, max_size=3)),
        "targets": draw(
            st.lists(targets, max_size=4, unique_by=lambda each: (each["metric"], each["quarter"]))
        ),
        "settings": [{"setting": key, "value": draw(st.sampled_from(SETTINGS[key]))} for key in asked],
        "stages": [
            {"stage": name, "kind": kind, "probability": draw(maybe(st.sampled_from((0, 0.3, "60 %", 1))))}
            for name, kind in STAGES
        ],
        "interaction_types": [
            {"type": name, "engagement": engagement, "marketing": marketing}
            for name, engagement, marketing in TYPES
        ],
    }


def numbered(draw: st.DrawFn, rows: list[Row]) -> list[Row]:
    """Give an id to every row, to none, or to one in two."""
    step = draw(st.sampled_from((1, 2, len(rows) + 1)))
    return [each | {"id": None if at % step else f"n{at}"} for at, each in enumerate(rows)]


GARBAGE: Sequence[Cell] = (
    None,
    "",
    "   ",
    "n'importe quoi",
    "=1+1",
    "#N/A",
    "#REF! (Comptes)",
    "31/02/2026",
    "1.234",
    "1e999",
    "9" * 400,
    "-",
    "%",
    "()",
    "€",
    "@",
    "https://",
    "a@b@c",
    "\x00\x1b[31m",
    "é" * 5_000,
    "{value}",
    "🙂",
    True,
    False,
    0,
    -1,
    0.5,
    1e308,
    -1e18,
    10**30,
    float("nan"),
    float("inf"),
    46_000,
    date(1900, 1, 1),
    date(2100, 12, 31),
    date.max,
    CellError("#DIV/0!"),
)
garbage = st.one_of(st.sampled_from(GARBAGE), st.text(max_size=12), st.floats(), st.integers(), st.dates())


def grids(
    book: Mapping[str, Sequence[Row]], columns: Mapping[str, Sequence[str]]
) -> dict[str, list[list[Cell]]]:
    """The cells of each tab, its header first."""
    return {
        tab: [list(columns[tab]), *([each.get(column) for column in columns[tab]] for each in rows)]
        for tab, rows in book.items()
    }


def snapshot_of(
    book: Mapping[str, Sequence[Row]], columns: Mapping[str, Sequence[str]] = COLUMNS
) -> Snapshot:
    """A workbook as it would be read, its columns in the order given."""
    return written(grids(book, columns))


def written(cells: Mapping[str, Sequence[Sequence[Cell]]]) -> Snapshot:
    """A workbook of these cells, in tabs named by their keys."""
    tabs = [
        Tab(key, [list(column) for column in zip(*rows, strict=True)], key) for key, rows in cells.items()
    ]
    return Snapshot("small.xlsx", tabs, "fr_FR")
