"""The opportunities tab: amounts in the workbook's currency, kinds and dates."""

from __future__ import annotations

import pandas as pd

from tests.sheets import places, read

HEAD = "id | account | amount | currency | stage | created | closed\n"


def _deals(*lines: str, **tabs: str) -> pd.DataFrame:
    frame = read(opportunities=HEAD + "\n".join(lines), **tabs).opportunities  # type: ignore[arg-type]
    assert frame is not None
    return frame


def test_a_deal_in_cents_with_its_kind() -> None:
    frame = _deals(
        "1 | Alizé  | 1234.56  |     | GAGNÉE | 2026-01-01 | 2026-02-01",
        "2 | Boréal | '12 k€   | EUR | perdue | 2026-01-01 | 2026-02-01",
        "3 | Boréal | 0.1      | €   | Rêve   | 2026-01-01 |",
    )
    assert frame["amount"].tolist() == [123_456, 1_200_000, 10]
    assert frame["kind"].tolist() == ["won", "lost", "open"]
    assert frame["stage"].tolist() == ["Gagnée", "Perdue", "Rêve"]
    assert frame["closed"].isna().tolist() == [False, False, True]


def test_other_currencies_are_converted_to_the_cent_halves_away_from_zero() -> None:
    frame = _deals(
        "1 | Alizé | 100  | USD | Proposition | 2026-01-01",
        "2 | Alizé | 1.25 | usd | Proposition | 2026-01-01",
        "3 | Alizé | -1.25| $   | Proposition | 2026-01-01",
        "4 | Alizé | 100  | GBP | Proposition | 2026-01-01",
        settings="setting | value\nfx_USD | 0.9\nfx_GBP | '1,17",
    )
    assert frame["amount"].tolist() == [9000, 113, -113, 11_700]
    assert frame["known"].all()


def test_the_workbook_s_currency_needs_no_rate() -> None:
    frame = _deals("1 | Alizé | 100 | CHF | Proposition | 2026-01-01", settings="setting|value\ncurrency|CHF")
    assert frame["amount"].tolist() == [10_000]


def test_an_amount_may_be_unknown_and_the_deal_still_counts() -> None:
    frame = _deals(
        "1 | Alizé |          |      | Proposition | 2026-01-01",
        "2 | Alizé | beaucoup |      | Proposition | 2026-01-01",
        "3 | Alizé | 100      | USD  | Proposition | 2026-01-01",
        "4 | Alizé | 100      | #N/A | Proposition | 2026-01-01",
        "5 | Alizé | 0        |      | Proposition | 2026-01-01",
    )
    assert frame["known"].tolist() == [False, False, False, False, True]
    assert frame["amount"].tolist() == [0] * 5


def test_of_two_deals_with_one_id_the_first_that_counts_is_kept() -> None:
    frame = _deals(
        "1 | Zéphyr | 5 | | Proposition | 2026-01-01",
        "1 | Alizé  | 6 | | Proposition | 2026-01-01",
        "1 | Boréal | 7 | | Proposition | 2026-01-01",
        "  | Boréal | 7 | | Proposition | 2026-01-01",
        "  | Boréal | 7 | | Proposition | 2026-01-01",
    )
    assert frame["row"].tolist() == [3, 5, 6]


def test_an_open_deal_may_expect_to_close_in_the_future() -> None:
    tables = read(opportunities=HEAD + "1|Alizé|5||Proposition|2026-09-01|2027-01-01")
    assert places(tables) == []


def test_an_unreadable_closing_date_is_said_once() -> None:
    tables = read(opportunities=HEAD + "1|Alizé|5||Gagnée|2026-09-01|bientôt")
    assert places(tables) == [("invalid_date", "opportunities", 2, "closed")]
    assert tables.opportunities is not None
    assert len(tables.opportunities) == 1


def test_the_stages_of_the_workbook_say_what_is_won() -> None:
    frame = _deals(
        "1 | Alizé | 5 | | Signature | 2026-01-01 | 2026-02-01",
        "2 | Alizé | 5 | | Gagnée    | 2026-01-01 | 2026-02-01",
        stages="stage | kind\nSignature | won",
    )
    assert frame["kind"].tolist() == ["won", "open"]


def test_an_amount_that_its_rate_makes_absurd_is_unknown() -> None:
    frame = _deals(
        "1 | Alizé | 1000000000000 | USD | Proposition | 2026-01-01",
        settings="setting | value\nfx_USD | 1000000000",
    )
    assert frame["known"].tolist() == [False]
    assert frame["amount"].tolist() == [0]
