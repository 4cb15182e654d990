"""The tools that may feed a workbook, each known by its own secret."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from abm_sheets.service.store.events import Hook, find_hook, list_hooks, remove_hook, set_hook
from tests.service.bookkeeping import BOOK, MONDAY, serve

ZAPIER = Hook(BOOK, "zapier", "interactions", MONDAY)
MAKE = Hook(BOOK, "make", "accounts", MONDAY)


@pytest.fixture(autouse=True)
def hooks(engine: sa.Engine) -> None:
    serve(engine)
    with engine.begin() as connection:
        assert set_hook(connection, ZAPIER, "haché-1")
        assert set_hook(connection, MAKE, "haché-2")


@pytest.mark.parametrize(
    ("source", "secret", "found"),
    [
        pytest.param("zapier", "haché-1", ZAPIER, id="its own"),
        pytest.param("make", "haché-2", MAKE, id="another one's own"),
        pytest.param("zapier", "haché-2", None, id="another one's"),
        pytest.param("zapier", "", None, id="none"),
        pytest.param("hubspot", "haché-1", None, id="a tool that is unknown"),
    ],
)
def test_a_tool_is_known_by_its_secret(
    engine: sa.Engine, source: str, secret: str, found: Hook | None
) -> None:
    with engine.begin() as connection:
        assert find_hook(connection, source, secret) == found


def test_another_secret_takes_the_place_of_the_former_one(engine: sa.Engine) -> None:
    later = Hook(BOOK, "zapier", "opportunities", MONDAY + timedelta(days=1))
    with engine.begin() as connection:
        assert not set_hook(connection, later, "haché-3")
        assert find_hook(connection, "zapier", "haché-1") is None
        found = find_hook(connection, "zapier", "haché-3")

    assert found == Hook(BOOK, "zapier", "opportunities", MONDAY)


def test_two_tools_never_share_a_secret(engine: sa.Engine) -> None:
    with pytest.raises(IntegrityError), engine.begin() as connection:
        set_hook(connection, Hook("autre", "zapier", "interactions", MONDAY), "haché-1")


def test_tools_are_listed_by_name_and_removed(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        assert list_hooks(connection, BOOK) == [MAKE, ZAPIER]
        assert list_hooks(connection, "autre") == []
        assert remove_hook(connection, BOOK, "make")
        assert not remove_hook(connection, BOOK, "make")
        assert list_hooks(connection, BOOK) == [ZAPIER]
