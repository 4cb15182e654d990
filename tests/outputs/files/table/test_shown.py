"""What a tab holds, as plain values under stable names."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from abm_sheets.history.kept import Kept
from abm_sheets.outputs.files.file import Plain
from abm_sheets.outputs.files.table import plain_value, shown_tables
from abm_sheets.workbook.interface import Cell
from abm_sheets.workbook.sheet import Style, Value
from tests.outputs.files.table.sample import sample_view


@pytest.mark.parametrize(
    ("value", "style", "plain"),
    [
        pytest.param("Alizé", Style.TEXT, "Alizé", id="a text"),
        pytest.param("", Style.TEXT, None, id="a blank text"),
        pytest.param("=1", Style.TEXT, "=1", id="a text like a formula"),
        pytest.param(True, Style.TICK, True, id="yes"),
        pytest.param(False, Style.TICK, False, id="no"),
        pytest.param(12.0, Style.MONEY, 12, id="a whole number"),
        pytest.param(1 / 3, Style.PERCENT, 1 / 3, id="a share"),
        pytest.param(math.nan, Style.MONEY, None, id="no number"),
        pytest.param(1e300, Style.TEXT, 1e300, id="a huge number"),
        pytest.param(date(2026, 9, 27), Style.DATE, "2026-09-27", id="a date"),
        pytest.param(pd.NaT, Style.DATE, None, id="no date"),
        pytest.param(46292, Style.DATE, "2026-09-27", id="a date kept as a number"),
        pytest.param(1e12, Style.DATE, 1e12, id="a number that is no date"),
        pytest.param("hier", Style.DATE, "hier", id="a text among dates"),
    ],
)
def test_a_value_is_plain_and_exact(value: Value, style: Style, plain: Plain) -> None:
    assert plain_value(value, style) == plain
    assert type(plain_value(value, style)) is type(plain)


def test_the_dashboard_begins_with_its_metrics() -> None:
    view = sample_view("fr")
    metrics, weeks, months = shown_tables(view, "dashboard")

    assert [metrics.caption, weeks.caption, months.caption] == [
        "Les indicateurs",
        "Semaine par semaine",
        "Mois par mois",
    ]
    rows = {row[0]: dict(zip(metrics.columns, row, strict=True)) for row in metrics.rows}
    assert rows["Taux de conversion"]["value"] == view.report.metrics.conversion_rate
    assert rows["Revenus"]["value"] == view.report.metrics.revenue
    assert rows["Vélocité"]["value"] == view.report.metrics.velocity


def test_a_column_that_people_added_to_a_kept_tab_is_there() -> None:
    view = sample_view("fr")
    past = view.history.past
    own: list[list[Cell]] = [["Note", *["lu"] * 2], [None, "x"], ["Semaine", "y"]]
    height = len(past.kept.cells[0])
    added = [[*cells, *[None] * (height - len(cells))] for cells in own]
    kept = Kept([*past.kept.cells, *added], past.kept.places)
    grown = replace(view, history=replace(view.history, past=replace(past, kept=kept)))

    (table,) = shown_tables(grown, "history")

    before = len(past.kept.cells)
    assert table.columns[before:] == ["Note", f"column_{before + 2}", f"column_{before + 3}"]
    assert table.headers[before:] == ["Note", "", "Semaine"]
    assert [row[before] for row in table.rows[:3]] == ["lu", "lu", None]
