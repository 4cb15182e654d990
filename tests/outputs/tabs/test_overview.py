"""The dashboard says the sentence, the five metrics, their weeks and their targets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from unittest.mock import Mock

from abm_sheets.history import Frozen, History, Past
from abm_sheets.metrics.metric import ClosingMetrics
from abm_sheets.metrics.values import Amount, Rate, Velocity
from abm_sheets.outputs.tabs.overview import overview
from abm_sheets.outputs.tabs.trends import SPAN
from abm_sheets.palette import Tone
from abm_sheets.report import Report
from abm_sheets.story.view import View
from abm_sheets.workbook.sheet import Item, Link, Sheet, Value
from tests.metrics.made import changed
from tests.outputs.tabs.small_view import METRICS, lines, small_view, values

BEFORE = changed(
    METRICS,
    date(2026, 9, 20),
    revenue=Amount(0),
    roi=None,
    velocity=None,
    influence_rate=None,
    conversion_rate=Rate(1, 5),
)
WEEKS = [
    ClosingMetrics("2026-W38", provisional=False, metrics=BEFORE),
    ClosingMetrics("2026-W39", provisional=True, metrics=METRICS),
]


def view(language: str = "fr", issues: int = 0, tables: dict[str, Any] | None = None, **figures: Any) -> View:
    report = Mock(spec=Report, headline="Nous avons ciblé 5 comptes.", issues=["x"] * issues, sources=[])
    months = [ClosingMetrics("2026-09", provisional=True, metrics=METRICS)]
    sample = small_view(language, tables, **{"weeks": WEEKS, "months": months, **figures})
    return replace(sample, report=report)


def items(sheet: Sheet) -> list[Item]:
    return [item for block in sheet.blocks for row in block.rows for item in row if item]


def test_the_sentence_and_the_stamp_come_first() -> None:
    sheet = overview(view(issues=2))
    title, _, sentence, stamp, *_ = lines(sheet)
    assert (title, sentence) == ("Tableau de bord", "Nous avons ciblé 5 comptes.")
    assert stamp.startswith("Calculé le 28 septembre 2026 à 09:00 par marketing@exemple.fr, sur ")
    quality = next(item for item in items(sheet) if item.link)
    assert (quality.value, quality.link) == ("Qualité\u00a0: 2 points signalés", Link("quality"))
    assert sheet.one_page


def test_each_card_shows_value_origin_status_and_target() -> None:
    found = lines(overview(view("en")))
    assert {"of 5 target accounts", "2 opportunities for 5 accounts", "2 deals influenced of 2"} <= set(found)
    assert "per day: 1 × €45,000 × 50% ÷ 60\u00a0d" in found
    assert "€120,000 for €1,500 of costs" in found
    assert {"Target: 10%", "Above the benchmark (5 to 15%)", "Benchmark: 60 to 80%", "on target"} <= set(
        found
    )
    assert "+20 pts since September 20, 2026" in found


def test_a_grey_status_says_why() -> None:
    statuses = {str(item.value): item.tone for item in items(overview(view())) if item.tone is Tone.GREY}
    assert set(statuses) >= {"sans objet (trop peu de données)", "sans objet (pas d'objectif)"}


def test_what_has_no_value_says_why() -> None:
    now = changed(
        METRICS,
        engaged_accounts=None,
        conversion_rate=None,
        influence_rate=None,
        roi=None,
        marketing_costs=None,
        velocity=Velocity(1, 1.0, Rate(0, 0), None, None, "no_closed_deal"),
    )
    missing = {"interactions": None, "marketing_costs": None}
    found = lines(overview(view("en", tables=missing, now=now)))
    assert {
        "The tab “Interactions”, or one of its headers, is missing",
        "The tab “Marketing costs”, or one of its headers, is missing",
    } <= set(found)
    assert {"No deal closed in the period", "Nothing to compare with", "–"} <= set(found)


def test_what_started_again_with_the_quarter_is_not_compared() -> None:
    before = changed(METRICS, small_view().figures.period.start.replace(month=6))
    found = lines(overview(view(before=before)))
    assert found.count("Nouveau trimestre") == 3
    assert found.count("Stable depuis le 1er juin 2026") == 2


def test_weeks_are_in_order_and_the_current_one_is_marked() -> None:
    sheet = overview(view())
    assert values(sheet, "Semaine") == ["S38", "S39 *"]
    assert values(sheet, "Revenus") == [0, 120_000]
    assert values(sheet, "ROI") == [None, 79.0]
    assert values(sheet, "Mois", 1) == ["09/2026 *"]


def frozen(**values: float | None) -> History:
    """A history that froze some metrics of the week before."""
    known = {
        ("2026-W38", key): Frozen("2026-W38", key, value, None, None, "") for key, value in values.items()
    }
    return History(Past(frozen=known), None, view().history.definitions)


def drawn(some: View) -> dict[str, list[Value]]:
    """What the small trends of the dashboard are drawn from, by the header above their figures."""
    found = {}
    sheet = overview(some)
    for each in sheet.sparklines:
        (table,) = (table for table in sheet.tables if table.row == each.values.first_row - 1)
        column = table.columns[each.values.first_column - table.column]
        assert (each.values.last_row, each.values.last_column) == (table.end[0], each.values.first_column)
        found[column.header] = list(column.values)
    return found


def test_a_card_draws_the_weeks_of_its_metric_where_two_have_a_value() -> None:
    assert drawn(view()) == {"Comptes engagés": [3, 3], "Taux de conversion": [0.2, 0.4]}
    assert drawn(view(weeks=WEEKS[1:])) == {}
    assert drawn(view(weeks=[])) == {}


def test_what_is_computed_for_the_day_alone_is_drawn_once_weeks_are_frozen() -> None:
    known = replace(view(), history=frozen(velocity=900.0, influence_rate=0.5, roi=None))

    assert drawn(known) == {
        "Comptes engagés": [3, 3],
        "Taux de conversion": [0.2, 0.4],
        "Vélocité": [900.0, 1_100.0],
        "Influence marketing": [0.5, 1.0],
    }


def test_a_trend_has_a_blank_cell_of_its_card_beside_the_value() -> None:
    sheet = overview(view())
    cells = {
        (row, column): item
        for block in sheet.blocks
        for row, line in enumerate(block.rows, block.row)
        for column, item in enumerate(line, block.column)
        if item
    }
    for each in sheet.sparklines:
        own, value = cells[each.row, each.column], cells[each.row, each.column - SPAN + 1]
        assert (own.value, own.span, own.tone) == (None, 1, value.tone)
        assert value.span == SPAN - 1


def test_charts_read_the_tables_above_them() -> None:
    sheet = overview(view())
    titles = [chart.title for chart in sheet.charts]
    assert titles == ["Le parcours des comptes", "Revenus et ROI", "Part de l'objectif atteinte"]
    weeks = sheet.tables[0]
    assert sheet.charts[0].series[0].values.last_row == weeks.row + len(WEEKS)
    funnel = {each.title: weeks.columns[each.values.first_column].header for each in sheet.charts[0].series}
    assert list(funnel) == list(funnel.values())
    assert list(funnel) == ["Comptes engagés", "Comptes en opportunité", "Deals signés"]
    shares = sheet.charts[2].series[0].values
    assert shares.last_row == shares.first_row + 2


def test_without_targets_it_says_where_to_set_them() -> None:
    sheet = overview(view(statuses=[]))
    assert len(sheet.charts) == 2
    advice = "Aucun objectif pour ce trimestre\u00a0: fixez-les dans l'onglet «\u00a0Objectifs\u00a0»."
    assert advice in lines(sheet)
