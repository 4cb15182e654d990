"""Marketing influence: which deals saw enough distinct assets before their cut-off."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from abm_sheets.metrics import influence as module
from abm_sheets.metrics.figures import AssetCount
from abm_sheets.metrics.influence import InfluencedDeals
from abm_sheets.metrics.moment import Prepared
from abm_sheets.metrics.values import Influence, Rate
from tests.metrics.quarter import D, prepared, settings

DEAL = "account | stage | created | closed | amount"
TOUCH = "date | account | type | asset"
OPEN = "Alizé | Découverte | 2026-08-01 |  | 100"
WON = "Alizé | Gagnée | 2026-08-01 | 2026-09-10 | 100"
GUIDE = "2026-08-01 | Alizé | livre blanc | Guide"


def ready(deals: str, touches: str, **values: str | int) -> Prepared:
    return prepared(
        opportunities=f"{DEAL}\n{deals.strip()}",
        interactions=f"{TOUCH}\n{touches.strip()}",
        settings=settings(**values),
    )


def deals_of(book: Prepared) -> InfluencedDeals:
    return book.influenced_deals(book.period(D))


def influence(deals: str, *touches: str, **values: str | int) -> Influence:
    return deals_of(ready(deals, "\n".join(each.strip() for each in touches), **values)).influence()


def influenced(deal: str, *touches: str, **values: str | int) -> bool:
    found = influence(deal, *touches, **values).all
    assert found.denominator == 1
    return found.numerator == 1


@pytest.mark.parametrize(
    ("deal", "second", "counts"),
    [
        (OPEN, "2026-09-27", True),
        (OPEN, "2026-09-28", False),
        (WON, "2026-09-09", True),
        (WON, "2026-09-10", False),
        (WON.replace("Gagnée", "Perdue"), "2026-09-09", True),
        (WON.replace("Gagnée", "Perdue"), "2026-09-10", False),
    ],
    ids=[
        "open on D",
        "open after D",
        "won, day before",
        "won, same day",
        "lost, day before",
        "lost, same day",
    ],
)
def test_the_cut_off(deal: str, second: str, *, counts: bool) -> None:
    assert influenced(deal, GUIDE, f"{second} | Alizé | webinaire | ROI") is counts


def test_touches_before_the_deal_was_created_count() -> None:
    assert influenced(OPEN, GUIDE, "2020-01-01 | Alizé | webinaire | ROI")


@pytest.mark.parametrize(
    ("deal", "second", "counts"),
    [
        (OPEN, "2026-08-28", True),
        (OPEN, "2026-08-27", False),
        (WON, "2026-08-11", True),
        (WON, "2026-08-10", False),
    ],
)
def test_the_lookback_is_counted_from_the_cut_off(deal: str, second: str, *, counts: bool) -> None:
    recent = "2026-09-05 | Alizé | livre blanc | Guide"
    touch = f"{second} | Alizé | webinaire | ROI"

    assert influenced(deal, recent, touch, influence_lookback_days=30) is counts


def test_a_lookback_finds_the_later_touch_of_an_asset_seen_long_before() -> None:
    again = GUIDE.replace("2026-08-01", "2026-09-20")
    other = "2026-09-21 | Alizé | webinaire | ROI"

    assert influenced(OPEN, GUIDE, again, other, influence_lookback_days=10)


@pytest.mark.parametrize(
    ("second", "distinct"),
    [
        ("2026-08-02 | Alizé | livre blanc  | GUIDE", False),
        ("2026-08-02 | Alizé | webinaire    | guide!", False),
        ("2026-08-02 | Alizé | livre blanc  | G.u.i.d.e.", False),
        ("2026-08-02 | Alizé | livre blanc  | Guide SA", True),
        ("2026-08-02 | Alizé | livre blanc  |", True),
        ("2026-08-02 | Alizé | rendez-vous  | Démo", False),
        ("2026-08-02 | Boréal | webinaire   | Démo", False),
    ],
    ids=[
        "case",
        "other type",
        "points",
        "legal form kept",
        "blank is the type",
        "no marketing",
        "other account",
    ],
)
def test_what_makes_a_second_asset(second: str, *, distinct: bool) -> None:
    assert influenced(OPEN, GUIDE, second) is distinct


def test_a_blank_asset_is_the_type_and_equals_an_asset_of_that_name() -> None:
    touches = ("2026-08-01 | Alizé | livre blanc |", "2026-08-02 | Alizé | webinaire | Livre Blanc")

    assert not influenced(OPEN, *touches)
    assert influenced(OPEN, *touches, influence_min_assets=1)


def test_the_rates_by_outcome_and_the_share_of_revenue() -> None:
    deals = """
        Alizé  | Découverte | 2026-08-01 |            | 100
        Boréal | Découverte | 2026-08-01 |            | 100
        Alizé  | Gagnée     | 2026-08-01 | 2026-08-20 | 300
        Boréal | Gagnée     | 2026-08-01 | 2026-09-20 | 100
        Boréal | Gagnée     | 2026-08-01 | 2026-09-20 |
        Boréal | Perdue     | 2026-08-01 | 2026-09-20 | 700
        Boréal | Gagnée     | 2026-01-01 | 2026-06-30 | 900
        Alizé  | Gagnée     | 2026-08-01 |            | 900
        Alizé  | Découverte | 2026-09-28 |            | 900
    """

    found = influence(deals, GUIDE, "2026-08-02 | Alizé | webinaire | ROI")

    assert found == Influence(Rate(2, 6), Rate(1, 3), Rate(0, 1), Rate(1, 2), revenue_rate=0.75)


def test_a_deal_closed_after_the_day_is_still_open() -> None:
    found = influence(WON.replace("2026-09-10", "2026-09-28"), GUIDE, "2026-09-27 | Alizé | webinaire | ROI")

    assert (found.open, found.won) == (Rate(1, 1), Rate(0, 0))


def test_no_deal_gives_no_rate() -> None:
    found = influence("|", GUIDE)

    assert found.all == Rate(0, 0)
    assert found.revenue_rate is None


def test_no_revenue_gives_no_share_of_it() -> None:
    assert influence(WON.replace("| 100", "| 0"), GUIDE).revenue_rate is None


def test_only_programme_accounts() -> None:
    book = prepared(
        accounts="account | targeted_from\nAlizé | 2026-09-28\nBoréal |",
        opportunities=f"{DEAL}\n{OPEN}\n{OPEN.replace('Alizé', 'Boréal')}",
    )

    assert deals_of(book).influence().all == Rate(0, 1)


def test_which_assets_were_seen_before_wins_and_losses() -> None:
    book = ready(
        """
        Alizé  | Gagnée     | 2026-08-01 | 2026-09-20 | 1
        Alizé  | Découverte | 2026-08-01 |            | 1
        Boréal | Perdue     | 2026-08-01 | 2026-09-20 | 1
        """,
        """
        2026-08-01 | Alizé  | livre blanc | guide
        2026-08-02 | Boréal | livre blanc | GUIDE
        2026-08-03 | Alizé  | webinaire   |
        2026-09-20 | Alizé  | livre blanc | Étude
        2026-09-20 | Boréal | livre blanc | Étude
        """,
    )

    assert deals_of(book).asset_counts() == [
        AssetCount("guide", won=1, lost=1, open=1),
        AssetCount("Webinaire", won=1, lost=0, open=1),
        AssetCount("Étude", won=0, lost=0, open=1),
    ]


def test_batches_do_not_change_the_counts() -> None:
    deals = "\n".join(["Alizé | Découverte | 2026-08-01 | | 1", "Boréal | Découverte | 2026-08-01 | | 1"] * 3)
    touches = [
        f"2026-08-0{day} | {name} | webinaire | {day}" for day in (1, 2, 3) for name in ("Alizé", "Boréal")
    ]

    with patch.object(module, "_PAIRS_AT_ONCE", 4):
        assert influence(deals, *touches).all == Rate(6, 6)


def test_without_interactions_nothing_is_influenced() -> None:
    book = prepared(opportunities=f"{DEAL}\n{OPEN}", interactions=None)

    assert deals_of(book).influence().all == Rate(0, 1)
    assert deals_of(book).asset_counts() == []
