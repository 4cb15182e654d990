"""A quarter of six accounts, made by hand, that the tabs are laid out from in tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from unittest.mock import Mock

import numpy as np
import pandas as pd

from abm_sheets.history import History, Past
from abm_sheets.history.changes import definitions_of
from abm_sheets.history.forecast import Expectation, Forecast
from abm_sheets.history.pace import OpenDeal, Pace
from abm_sheets.history.stages import StageHistory
from abm_sheets.language import catalogue
from abm_sheets.metrics.compute import Figures
from abm_sheets.metrics.figures import AssetCount, Moves, Period, Segment, StatusLine
from abm_sheets.metrics.values import Amount, Count, Influence, Rate, Return, Velocity
from abm_sheets.report import Report
from abm_sheets.story.view import View
from abm_sheets.tables.model import Tables
from abm_sheets.tables.settings import Settings
from abm_sheets.workbook.sheet import Link, Sheet, TableColumn, Value
from tests.metrics.made import changed, metrics

AS_OF = date(2026, 9, 27)
PERIOD = Period(date(2026, 7, 1), AS_OF, date(2026, 9, 30), "2026-Q3")
NAMES = ["Alizé", "Indigo", "Gabarit SA", "Quartz", "Ancien", "Zéphyr"]
METRICS = metrics(
    AS_OF,
    target_accounts=Count(5),
    engaged_accounts=Count(3, 5),
    opportunities=Count(2),
    accounts_with_opportunity=Count(2),
    accounts_in_opportunity=Count(2),
    won_deals=Count(1),
    accounts_won=Count(1),
    revenue=Amount(12_000_000),
    open_pipeline=Amount(4_500_000),
    marketing_costs=Amount(60_000),
    sales_costs=Amount(90_000),
    unallocated_costs=Amount(0),
    conversion_rate=Rate(2, 5),
    roi=Return(12_000_000, 150_000),
    velocity=Velocity(1, 4_500_000.0, Rate(1, 2), 60.0, 110_000.0, None),
    influence_rate=Influence(Rate(2, 2), Rate(1, 1), Rate(0, 0), Rate(1, 1), 1.0),
)


def lingering(stage: str = "Négociation", team: str = "sales", *deals: OpenDeal) -> Pace:
    """A stage with some deals in it, where forty days are usual."""
    return Pace(stage, team, deals, 40.0, False, None, None, 0, 0)  # noqa: FBT003 - as the fields come


FORECAST = Forecast(
    date(2026, 9, 30),
    Expectation(130_000.0, 120_000.0, 150_000.0, 150_000.0, 0.25),
    Expectation(1.25, 1.0, 2.0),
)
"""What the quarter would bring: a deal that may be signed by its end."""

SLOW = OpenDeal(2, 100, 4_500_000, slow=True)
"""A deal that has been in its stage for longer than sixty days."""


def small_view(
    language: str = "fr",
    tables: dict[str, Any] | None = None,
    pace: Sequence[Pace] | None = None,
    **figures: Any,
) -> View:
    """The sample, some of its tables and figures replaced."""
    return View(
        tables=replace(_tables(), **(tables or {})),
        figures=replace(_figures(), **figures),
        report=Mock(spec=Report),
        words=catalogue(language),
        computed_at=datetime(2026, 9, 28, 9, tzinfo=UTC),
        computed_by="marketing@exemple.fr",
        source="suivi.xlsx",
        history=History(Past(), None, definitions_of(_tables())),
        stages=StageHistory(),
        pace=_pace(tables or {}) if pace is None else pace,
        forecast=FORECAST,
    )


def _pace(tables: dict[str, Any]) -> Sequence[Pace]:
    without = "opportunities" in tables and tables["opportunities"] is None
    return [] if without else [lingering("Négociation", "sales", SLOW)]


def values(sheet: Sheet, header: str, table: int = 0) -> list[Value]:
    """What stands under a header of a tab's table."""
    return list(_column(sheet, header, table).values)


def links(sheet: Sheet, header: str, table: int = 0) -> list[Link | None]:
    """Where the cells under a header of a tab's table lead."""
    return list(_column(sheet, header, table).links or [])


def _column(sheet: Sheet, header: str, table: int) -> TableColumn:
    return next(each for each in sheet.tables[table].columns if each.header == header)


def lines(sheet: Sheet) -> list[str]:
    """The sentences of a tab, its tables left out."""
    return [str(item.value) for block in sheet.blocks for row in block.rows for item in row if item]


def dates(*texts: str | None) -> pd.Series[pd.Timestamp]:
    """Dates as tables keep them."""
    return pd.Series(texts).astype("datetime64[s]")


def tasks(*rows: tuple[int, str, str, str | None, str]) -> pd.DataFrame:
    """An actions frame: each row's place, kind, description, due date and status."""
    row, kind, description, due, status = (list(column) for column in zip(*rows, strict=True))
    return pd.DataFrame(
        {
            "row": row,
            "date": dates(*[None] * len(row)),
            "kind": kind,
            "account": "Alizé",
            "description": description,
            "owner": "Ana",
            "due": dates(*due),
            "status": status,
        }
    )


def _figures() -> Figures:
    return Figures(
        period=PERIOD,
        now=METRICS,
        before=changed(
            METRICS, date(2026, 9, 20), revenue=Amount(0), won_deals=Count(0), conversion_rate=Rate(1, 5)
        ),
        accounts=_accounts(),
        segments=[
            Segment("industry", "Tech", 3, 2, 1, 1, 12_000_000, 100_000, 119.0),
            Segment("industry", "", 2, 1, 1, 0, 0, 50_000, -1.0),
        ],
        statuses=[
            StatusLine("revenue", 12_000_000, 15_000_000, 14_510_870, None, "amber", None),
            StatusLine("conversion_rate", 0.4, 0.1, 0.1, None, "green", None),
            StatusLine("influence_rate", 1.0, 0.6, 0.6, None, "grey", "small_sample"),
            StatusLine("velocity", 110_000.0, None, None, None, "grey", "no_target"),
        ],
        moves=Moves(progressed=[1], regressed=[], joined=[3], left=[4]),
        weeks=[],
        months=[],
        open_deals=[2],
        cycle_days=40.0,
        funnel=[],
        comparison=None,
        losses=[],
        to_show=None,
        assets=[AssetCount("Guide ABM", 1, 0, 1)],
        proofs=_proofs(),
        costs_outside={},
        costs_unknown_industry={},
    )


def _accounts() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "stage": ["engaged", "customer", "opportunity", "targeted", None, None],
            "stage_since": dates("2026-08-07", "2026-09-24", "2026-07-20", "2026-01-05", None, None),
            "stagnating": [True, False, True, False, False, False],
            "active": [True, True, True, True, False, False],
            "in_scope": [True, True, True, True, True, False],
            "engaged": [True, True, True, False, False, False],
            "interactions": [3, 4, 3, 0, 0, 0],
            "last_interaction": dates("2026-09-21", "2026-09-20", "2026-09-20", None, None, "2026-01-02"),
            "engaged_until": dates("2026-10-02", "2026-10-07", "2026-10-04", None, None, None),
            "engaged_if_by": dates(None, None, None, "2026-10-01", None, None),
            "contacts": [2, 3, 1, 0, 0, 0],
            "single_contact": [False, False, True, False, False, False],
            "opportunities": [0, 1, 1, 0, 0, 0],
            "open_amount": [0, 0, 4_500_000, 0, 0, 0],
            "revenue": [0, 12_000_000, 0, 0, 0, 0],
            "marketing_costs": [12_000] * 5 + [0],
            "sales_costs": [18_000] * 5 + [0],
            "roi": [-1.0, 399.0, -1.0, -1.0, -1.0, None],
        }
    )


def _proofs() -> dict[str, pd.DataFrame]:
    return {
        "interactions": pd.DataFrame({"account": [0, 0, 0, 1, 2], "row": [2, 3, 4, 5, 9]}),
        "opportunities": pd.DataFrame({"account": [1, 1, 2], "row": [2, 3, 4]}),
        "marketing_costs": pd.DataFrame({"account": [0, 1], "row": 2, "amount": 12_000, "shared": 2}),
        "sales_costs": pd.DataFrame({"account": [1], "row": [7], "amount": [18_000], "shared": [0]}),
    }


def _tables() -> Tables:
    return Tables(
        accounts=_people_accounts(),
        interactions=_interactions(),
        opportunities=_opportunities(),
        marketing_costs=_costs([2, 3, 4]),
        sales_costs=_costs([7]),
        targets=pd.DataFrame(columns=["metric", "quarter", "reviewed"]),
        actions=tasks(
            (2, "action", "Relancer Gabarit", None, "todo"),
            (3, "action", "Inviter au webinaire", "2026-09-20", "doing"),
            (4, "action", "Écrire le guide", "2026-09-10", "done"),
            (5, "blocker", "Budget gelé", "2026-10-05", "todo"),
        ),
        workshop=pd.DataFrame(),
        interaction_types=pd.DataFrame(
            {
                "row": [2, 3, 4],
                "type": ["Webinaire", "Rendez-vous", "Ouverture e-mail"],
                "engagement": [True, True, False],
                "marketing": [True, False, False],
            }
        ),
        stages=pd.DataFrame(
            {
                "stage": ["Négociation", "Gagnée"],
                "order": [1, 2],
                "kind": ["open", "won"],
                "team": ["", ""],
                "probability": [np.nan, np.nan],
            }
        ),
        team=pd.DataFrame(),
        settings=Settings(),
        issues=[],
        today=AS_OF,
    )


def _people_accounts() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "row": range(2, 8),
            "account": NAMES,
            "industry": ["Tech", "TECH", "Tech", "", "", "Tech"],
            "size": "50-249",
            "tier": "A",
            "marketing_owner": ["Ana", "Ana", "Ana", "", "", ""],
            "sales_owner": ["Bob", "Bob", "Zoé", "", "", ""],
        }
    )


def _interactions() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "row": range(2, 11),
            "date": dates(*[f"2026-09-{day:02}" for day in range(12, 21)]),
            "account": [0, 0, 0, 1, 1, 1, 1, 2, 2],
            "type": [0, 1, 0, 0, 1, 2, 0, 0, 0],
            "asset": ["Guide ABM", "", "", "Guide ABM", "", "", "Démo", "", ""],
        }
    )


def _opportunities() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "row": [2, 3, 4],
            "account": [1, 1, 2],
            "name": ["Pilote", "Projet Indigo", "Projet Gabarit"],
            "amount": [0, 12_000_000, 4_500_000],
            "known": [False, True, True],
            "stage": ["Perdue", "Gagnée", "Négociation"],
            "kind": ["lost", "won", "open"],
            "created": dates("2026-05-02", "2026-07-10", "2026-07-20"),
            "closed": dates("2026-07-02", "2026-09-24", None),
        }
    )


def _costs(rows: list[int]) -> pd.DataFrame:
    return pd.DataFrame(
        {"row": rows, "date": dates(*["2026-08-05"] * len(rows)), "label": "Salon", "account": 1}
    )
