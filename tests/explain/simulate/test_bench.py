"""Trying settings gives what a refresh would give with them typed in the settings tab."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from abm_sheets.explain.simulate import Trial, axes_of, trials, wanted
from abm_sheets.metrics.moment import Prepared
from abm_sheets.refresh import examine
from abm_sheets.story.view import View
from abm_sheets.tables.opportunities import read_opportunities
from abm_sheets.workbook.interface import Snapshot
from abm_sheets.workbook.memory import MemoryWorkbook
from tests.explain.simulate.trying import bench_of, book, tried, values
from tests.metrics.quarter import D
from tests.sheets import NOW
from tests.small_books import Book, Row, books, snapshot_of
from tests.trying import one_in

TEXTS: Mapping[str, Sequence[str]] = {
    "engagement_min_interactions": ("1", "2", "3", "4"),
    "engagement_window_days": ("1", "7", "30", "1 000"),
    "influence_min_assets": ("1", "2", "3"),
    "influence_lookback_days": ("", "10", "60"),
    "win_rate_window_days": ("1", "30", "365"),
    "cycle": ("médiane", "moyenne", ""),
    "velocity_value": ("moyenne", "total"),
    "cost_allocation": ("égale", "selon les interactions"),
    "stagnation_days": ("0", "5", "21"),
    "small_sample": ("0", "3", "12"),
    "currency": ("EUR", "$", "CHF"),
    "fiscal_year_start": ("1", "2", "9"),
    "continue_history": ("", "oui", "non"),
    "language": ("", "anglais", "fr"),
    "locale": ("", "en_US", "fr-CA"),
    "time_zone": ("", "Asia/Tokyo", "Pacific/Pago_Pago"),
    "fx_USD": ("", "0.9", "2"),
    "fx_CHF": ("1.5",),
}
"""What may be typed after a setting's name, in its cell or on the command line."""

chosen = st.dictionaries(st.sampled_from(sorted(TEXTS)), st.none(), min_size=1, max_size=4).flatmap(
    lambda keys: st.fixed_dictionaries({key: st.sampled_from(TEXTS[key]) for key in keys})
)


def refreshed(snapshot: Snapshot, day: date | None) -> View:
    return examine(MemoryWorkbook(snapshot), day, now=NOW)


def typed_in(book: Book, texts: Mapping[str, str]) -> Book:
    """A workbook with other settings typed in its settings tab."""
    rows: list[Row] = [row for row in book["settings"] if row["setting"] not in texts]
    rows += [{"setting": key, "value": text} for key, text in texts.items()]
    return book | {"settings": rows}


def assert_same(trial: Trial, view: View) -> None:
    assert trial.settings == view.tables.settings
    assert trial.period == view.figures.period
    assert trial.metrics == view.figures.now
    assert trial.statuses == view.figures.statuses
    assert trial.stagnating == sum(account.stagnating for account in view.report.accounts)


@one_in(8)
@given(books(), chosen, st.sampled_from((None, D)))
def test_each_combination_is_a_refresh_with_those_settings_typed(
    book: Book, texts: dict[str, str], day: date | None
) -> None:
    bench = bench_of(snapshot_of(book), day)
    axes = axes_of(wanted([f"{key}={text};" for key, text in texts.items()]), bench.tables.settings)

    (trial,) = bench.simulate(axes).trials

    assert_same(trial, refreshed(snapshot_of(typed_in(book, texts)), day))


@one_in(10)
@given(books(), chosen, chosen)
def test_what_was_tried_before_changes_nothing(
    book: Book, first: dict[str, str], second: dict[str, str]
) -> None:
    bench = bench_of(snapshot_of(book))
    for texts in (first, second):
        axes = axes_of(wanted([f"{key}={text};" for key, text in texts.items()]), bench.tables.settings)

        (trial,) = bench.simulate(axes).trials

        assert_same(trial, refreshed(snapshot_of(typed_in(book, texts)), D))


def test_every_combination_is_tried_the_last_setting_turning_fastest() -> None:
    found = tried("engagement_min_interactions=2,3", "engagement_window_days=30,90")

    assert [each.settings.engagement_min_interactions for each in found.trials] == [2, 2, 3, 3]
    assert [each.settings.engagement_window_days for each in found.trials] == [30, 90, 30, 90]
    assert values(found, "engaged_accounts") == [1, 2, 1, 1]


def test_amounts_are_converted_again_at_each_rate() -> None:
    assert values(tried("fx_USD=,0.9,2"), "revenue") == [4200, 5100, 6200]
    assert values(tried("currency=USD,EUR", "fx_EUR=2"), "revenue") == [5200, 4200]


def test_without_the_tab_there_are_no_deals_at_any_rate() -> None:
    assert values(tried("fx_USD=0.9,2", opportunities=None), "revenue") == [None, None]


def test_only_what_a_setting_decides_is_read_or_made_ready_again() -> None:
    bench = bench_of(book())
    with (
        patch.object(trials, "read_opportunities", wraps=read_opportunities) as converted,
        patch.object(trials, "read_tables") as read,
        patch.object(Prepared, "of", wraps=Prepared.of) as ready,
    ):
        bench.simulate({"engagement_min_interactions": range(1, 9), "influence_lookback_days": (None, 60)})
        assert (converted.call_count, read.call_count, ready.call_count) == (0, 0, 2)

        bench.simulate({"engagement_min_interactions": range(1, 9), "fx_USD": (0.9, 2)})
        assert (converted.call_count, read.call_count, ready.call_count) == (2, 0, 4)
