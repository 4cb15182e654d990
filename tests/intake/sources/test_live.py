"""How a system is opened, and what of a client holds for every system."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from abm_sheets.errors import AbmSheetsError, UnsafeAddressError
from abm_sheets.errors.incoming import NoSuchSourceError
from abm_sheets.errors.sources import (
    OptionNeededError,
    OptionUnknownError,
    SourceError,
    SourceSilentError,
    TokenNeededError,
)
from abm_sheets.intake.sources.client import Client, Paging
from abm_sheets.intake.sources.live import LIVE, Live, Option, find_live
from tests.crm.hubspot import TOKEN, HubSpot
from tests.crm.server import Answered, Asked, Fault, StandIn, running
from tests.intake.sources.reading import NOW, patient

KEY = "ABM_SHEETS_HUBSPOT_TOKEN"
URL = "ABM_SHEETS_HUBSPOT_URL"


def test_a_system_is_read_with_what_the_environment_gives(hubspot: HubSpot) -> None:
    environment = {KEY: f" {TOKEN}\n", URL: hubspot.url}

    reading = find_live("hubspot").open_from(environment, NOW, {}, "en").read(None)

    assert [each.values["account"] for each in reading.records["accounts"]] == ["Aubry", "Brévent"]


def test_the_type_of_an_interaction_is_in_the_language_of_the_workbook(hubspot: HubSpot) -> None:
    hubspot.make("calls", 721, hs_timestamp="2026-11-12T08:00:00Z")

    types = {
        language: find_live("hubspot")
        .open_from({KEY: TOKEN, URL: hubspot.url}, NOW, {}, language)
        .read(None)
        .records["interactions"][0]
        .values["type"]
        for language in ("fr", "en")
    }

    assert types == {"fr": "Rendez-vous", "en": "Meeting"}


@pytest.mark.parametrize(
    ("environment", "options", "failure", "said"),
    [
        ({}, {}, TokenNeededError, KEY),
        ({KEY: "  "}, {}, TokenNeededError, KEY),
        ({KEY: TOKEN, URL: "http://hubspot.example"}, {}, UnsafeAddressError, URL),
        ({KEY: TOKEN}, {"meeting": "past"}, OptionUnknownError, "meetings"),
        ({KEY: TOKEN}, {"meetings": "all"}, OptionUnknownError, "completed, past"),
    ],
)
def test_what_is_missing_or_unknown_is_told_before_anything_is_sent(
    environment: Mapping[str, str], options: Mapping[str, str], failure: type[AbmSheetsError], said: str
) -> None:
    with pytest.raises(failure, match=said):
        find_live("hubspot").open_from(environment, NOW, options, "fr")


def test_an_option_that_must_be_given() -> None:
    live = replace(find_live("hubspot"), options=(Option("target", required=True),))

    with pytest.raises(OptionNeededError, match="target"):
        live.check({})


def test_a_system_that_is_not_read_live() -> None:
    with pytest.raises(NoSuchSourceError, match="hubspot"):
        find_live("sugarcrm")


@pytest.mark.parametrize("live", LIVE, ids=lambda live: live.key)
def test_every_system_can_be_opened(live: Live) -> None:
    secrets = dict.fromkeys(live.secrets.values(), "x")
    options = {option.name: "x" for option in live.options if option.required}

    assert callable(live.open_from(secrets, NOW, options, "fr").read)


class Counter(StandIn):
    """A system that counts what it is told to."""

    def __init__(self) -> None:
        """Begin at none."""
        super().__init__()
        self.done = 0

    def answer(self, asked: Asked) -> Answered:
        """One more for each call but reads; see `StandIn`."""
        self.done += asked.method != "GET"
        return Answered({"results": [{"done": self.done}]})

    def failure(self, status: int) -> Answered:
        """No more than the status; see `StandIn`."""
        return Answered({}, status)


class CounterClient(Client):
    """Its client."""

    system = "hubspot"
    paging = Paging("after", "results", ("next",))


@pytest.fixture
def counter() -> Iterator[Counter]:
    """A counter that answers."""
    with running(Counter()) as system:
        yield system


@pytest.mark.parametrize(
    ("fault", "safe", "done"),
    [
        (Fault("", status=503), True, 1),
        (Fault("", status=503), False, None),
        (Fault("", "drop"), False, None),
        (Fault("", "hang"), False, None),
        (Fault("", "page"), False, None),
        (Fault("", status=429), False, 1),
        (Fault("", status=500), True, None),
    ],
)
def test_what_would_be_done_twice_is_not_sent_twice(
    counter: Counter,
    fault: Fault,
    safe: bool,  # noqa: FBT001 (a column of the table)
    done: int | None,
) -> None:
    counter.faults = [fault]
    client = CounterClient(counter.url, {}, "key", patient())

    def post() -> Any:
        return client.post("/count", {"by": 1}, safe=safe)["results"][0]["done"]

    if done is None:
        with pytest.raises(SourceError):
            post()
    else:
        assert post() == done
    assert fault.times == 0
    assert counter.done <= 1


def test_nobody_listens(counter: Counter) -> None:
    client = CounterClient("http://127.0.0.1:9", {}, "key", patient())

    with pytest.raises(SourceSilentError):
        client.get("/count")

    assert counter.calls == []


def test_no_password_of_a_machine_takes_the_place_of_the_key(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    netrc = tmp_path_factory.mktemp("home") / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password theirs")
    monkeypatch.setenv("NETRC", str(netrc))

    CounterClient(counter.url, {"Authorization": "Bearer key"}, "key", patient()).get("/count")

    assert counter.calls[0][0].headers["Authorization"] == "Bearer key"
