"""The places of workers: one each, and free again however the worker ends."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from abm_sheets.errors.incoming import TooManyWorkersError
from abm_sheets.service import slots as places
from abm_sheets.service.slots import Slots, slots_of
from tests.google.launch import ROOT
from tests.service.bookkeeping import until
from tests.service.postgres import places_held


@contextmanager
def holder(engine: sa.Engine) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Another process that holds a place, and its name."""
    url = engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.service.holder", url]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def test_each_takes_the_first_place_that_is_free(slots: Slots, another: Slots) -> None:
    assert [slots.take(), another.take(), slots.take()] == ["worker-1", "worker-2", "worker-3"]


def test_a_place_that_is_left_is_free(slots: Slots, another: Slots, engine: sa.Engine) -> None:
    assert [slots.take(), another.take()] == ["worker-1", "worker-2"]
    slots.leave()
    third = slots_of(engine)

    assert third.take() == "worker-1"
    third.leave()
    third.leave()


def test_a_place_is_one_process_s_until_it_is_killed(engine: sa.Engine, slots: Slots) -> None:
    with holder(engine) as (process, name):
        assert name == "worker-1"
        assert slots.take() == "worker-2"
        with slots.dead({"worker-1", "worker-2"}) as dead:
            assert dead == []
        process.kill()
        process.wait(10)
        until(lambda: engine.dialect.name == "sqlite" or places_held(engine) == 1)
        with slots.dead({"worker-1", "worker-2", "worker-9", "local"}) as dead:
            assert dead == ["worker-1", "worker-9"]


def test_nobody_takes_the_place_of_the_dead_while_their_jobs_are_taken_over(
    slots: Slots, another: Slots
) -> None:
    with slots.dead({"worker-1"}) as dead:
        assert dead == ["worker-1"]
        assert another.take() == "worker-2"

    assert slots.take() == "worker-1"


def test_there_is_no_place_for_ever_more(
    slots: Slots, another: Slots, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "PLACES", 2)
    slots.take()
    slots.take()
    with pytest.raises(TooManyWorkersError) as refusal:
        another.take()

    assert "2 services" in refusal.value.sentence("fr")


def test_a_place_is_kept(slots: Slots, another: Slots) -> None:
    slots.take()

    assert slots.keep()
    assert another.take() == "worker-2"
