"""The tabs of costs."""

from __future__ import annotations

from abm_sheets.tables.matching import BLANK, UNKNOWN
from tests.sheets import places, read


def test_whom_a_line_is_for() -> None:
    costs = read(
        marketing_costs="""
            date       | label    | amount     | account | industry
            2026-08-01 | Salon    | 100        | Alizé   |
            2026-08-01 | Webinaire| '1 000,5 € |         | Banque
            2026-08-01 | Agence   | 50         |         |
            2026-08-01 | Cadeau   | 50         | Zéphyr  |
            2026-08-01 | Cadeau   | 50         | #N/A    | Banque
            2026-08-01 | Cadeau   | 50         |         | #N/A
            2026-08-01 | Cadeau   | 50         | Alizé   | #N/A
            2026-08-01 | Avoir    | -20        |         |
        """
    ).marketing_costs
    assert costs is not None
    assert costs["account"].tolist() == [0, BLANK, BLANK, UNKNOWN, UNKNOWN, UNKNOWN, 0, BLANK]
    assert costs["amount"].tolist() == [10_000, 100_050, 5000, 5000, 5000, 5000, 5000, -2000]


def test_a_line_without_a_date_or_an_amount_is_left_out() -> None:
    tables = read(sales_costs="date | amount\n2026-08-01 |\n | 5\n2026-08-01 | 5")
    assert tables.sales_costs is not None
    assert tables.sales_costs["row"].tolist() == [4]
    assert places(tables) == [
        ("missing_value", "sales_costs", 2, "amount"),
        ("missing_value", "sales_costs", 3, "date"),
    ]


def test_an_absurd_amount_is_refused_once() -> None:
    tables = read(sales_costs="date | amount\n2026-08-01 | -1e13\n2026-08-01 | 5")
    assert places(tables) == [("invalid_number", "sales_costs", 2, "amount")]
    assert tables.rows_read == 3
