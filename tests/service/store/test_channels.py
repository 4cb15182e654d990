"""The channels of a workbook: those wanted and no others, by numbers that never mean another."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from abm_sheets.outputs.message import Channel
from abm_sheets.service.store.workbooks import find_channel, list_channels, remove_workbook, set_channels
from tests.service.bookkeeping import BOOK, serve

SALES = Channel("sales", "json://exemple.fr/ventes?a=1,2")
MARKETING = Channel("marketing", "json://exemple.fr/marketing")
ALL = Channel(None, "json://exemple.fr/tous")


@pytest.fixture(autouse=True)
def served(engine: sa.Engine) -> None:
    serve(engine)


def put(engine: sa.Engine, *wanted: Channel, book: str = BOOK) -> dict[int, Channel]:
    with engine.begin() as connection:
        set_channels(connection, book, wanted)
        return dict(list_channels(connection, book))


def test_one_given_twice_is_one(engine: sa.Engine) -> None:
    assert list(put(engine, ALL, SALES, ALL).values()) == [ALL, SALES]


def test_those_that_stay_keep_their_numbers_and_others_get_new_ones(engine: sa.Engine) -> None:
    (sales, marketing) = put(engine, SALES, MARKETING)
    (kept, new) = put(engine, ALL, SALES)

    assert kept == sales
    assert new > marketing
    with engine.begin() as connection:
        assert find_channel(connection, kept) == SALES
        assert find_channel(connection, marketing) is None


def test_each_workbook_has_its_own_and_takes_them_with_it(engine: sa.Engine) -> None:
    serve(engine, "autre")
    put(engine, SALES)
    put(engine, ALL, book="autre")
    with engine.begin() as connection:
        remove_workbook(connection, BOOK)
        assert list_channels(connection, BOOK) == {}
        assert list(list_channels(connection, "autre").values()) == [ALL]


def test_an_address_is_a_secret() -> None:
    assert "exemple.fr" not in repr(SALES)
