"""The tables made ready for any date."""

from __future__ import annotations

from datetime import date

from tests.metrics.quarter import D, prepared


def test_the_same_tables_serve_any_date() -> None:
    ready = prepared(
        opportunities="account | stage | created | closed\nAlizé | Gagnée | 2026-05-01 | 2026-06-01",
    )

    assert ready.period(date(2026, 6, 30)).quarter == "2026-Q2"
    assert ready.influenced_deals(ready.period(date(2026, 6, 30))).influence().all.denominator == 1
    assert ready.influenced_deals(ready.period(D)).influence().all.denominator == 0


def test_a_missing_tab_of_costs_shares_nothing() -> None:
    ready = prepared(marketing_costs=None)

    assert list(ready.allocate(ready.period(D))) == ["sales_costs"]
