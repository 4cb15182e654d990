"""Dates by the order that the whole file tells; what may be read two ways is never guessed."""

from __future__ import annotations

from datetime import date

import pytest

from abm_sheets.intake.files.cleaning import Order, Refusal, day_cleaner, recognise_order
from abm_sheets.workbook.interface import Cell


@pytest.mark.parametrize(
    ("cell", "order", "language", "read"),
    [
        ("05/06/2026", Order(month_first=False), "en", date(2026, 6, 5)),
        ("05/06/2026", Order(month_first=True), "fr", date(2026, 5, 6)),
        ("05/06/2026", Order(None, doubtful=True), "fr", date(2026, 6, 5)),
        ("05/06/2026", Order(None, doubtful=True), "en", date(2026, 5, 6)),
        ("05/06/2026", Order(None, mixed=True), "fr", Refusal("ambiguous_date")),
        ("31/12/2026", Order(None, mixed=True), "en", date(2026, 12, 31)),
        ("12/31/2026", Order(None, mixed=True), "fr", date(2026, 12, 31)),
        ("05/05/2026", Order(None, mixed=True), "fr", date(2026, 5, 5)),
        ("31/12/2026 14:30", Order(None), "en", date(2026, 12, 31)),
        ("2026-05-06T10:00:00Z", Order(month_first=True), "en", date(2026, 5, 6)),
        ("April 1, 2026, 12:00 AM", Order(None), "fr", date(2026, 4, 1)),
        ("1er avril 2026 à 00:00", Order(None), "en", date(2026, 4, 1)),
        ("31/02/2026", Order(None), "fr", Refusal("invalid_date")),
        ("01/01/1899", Order(None), "fr", Refusal("invalid_date")),
        ("demain", Order(None), "fr", Refusal("invalid_date")),
        ("#VALUE!", Order(None), "fr", "#VALUE!"),
        ("  ", Order(None), "fr", "  "),
        (date(2026, 5, 6), Order(None), "fr", date(2026, 5, 6)),
    ],
)
def test_a_date_is_read_by_its_own_figures_or_by_the_order_of_the_others(
    cell: Cell, order: Order, language: str, read: Cell | Refusal
) -> None:
    assert day_cleaner(order, language)(cell) == read


DAYS = ["05/10/2026", "02/07/2026"]
CLOCK = ["09/11/2026 02:40:00 PM"]


@pytest.mark.parametrize(
    ("days", "others", "order"),
    [
        (DAYS, [], Order(None, doubtful=True)),
        (DAYS, ["28/10/2026", "x", None, 5.0], Order(month_first=False)),
        (DAYS, ["10/28/2026 10:05"], Order(month_first=True)),
        (DAYS, ["28/10/2026", "10/28/2026"], Order(None, doubtful=True)),
        (DAYS, ["le 28/10/2026", "28.10", "28 10 26", "192.168.10.28"], Order(None, doubtful=True)),
        (["31/10/2026", *DAYS], ["10/28/2026"], Order(month_first=False)),
        (["31/10/2026", "10/31/2026"], ["10/28/2026"], Order(None, mixed=True)),
        (CLOCK, [], Order(month_first=True)),
        (CLOCK, ["28/10/2026"], Order(month_first=False)),
        (["28/10/2026 02:40 PM", *CLOCK], [], Order(month_first=False)),
        (DAYS, ["10/11/2026, 9:58:12 a.m."], Order(month_first=True)),
        (["2026-10-05"], ["28/10/2026"], Order(None)),
    ],
)
def test_any_date_of_the_file_tells_the_order_and_else_a_clock_of_twelve_hours(
    days: list[Cell], others: list[Cell], order: Order
) -> None:
    assert recognise_order(days, others) == order
