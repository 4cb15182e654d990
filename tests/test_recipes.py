"""The recipes for Zapier and Make: what they send is taken as they say, and what they name is there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from abm_sheets.intake import FED_TABS
from abm_sheets.intake.webhook import AcceptedRow, accept, read_payload
from abm_sheets.language import catalogue
from abm_sheets.service.app import make_app
from abm_sheets.service.configuration import read_configuration
from abm_sheets.service.database import events
from abm_sheets.service.desk import Desk, Wishes
from abm_sheets.service.jobs.feeds import attempt_feed, settle_feed
from abm_sheets.service.jobs.refreshes import Runtime
from abm_sheets.service.worker import prepare
from abm_sheets.tables.regional import regional
from tests.commands import run
from tests.google.launch import LocalGoogle
from tests.loading import values
from tests.upkeep.access.sheet import make

RECIPES = Path(__file__).parents[1] / "templates" / "recipes"
PAYLOADS = RECIPES / "payloads"
PAGES = {page.name: page.read_text(encoding="utf-8") for page in sorted(RECIPES.glob("*.md"))}
EXPECTED: Mapping[str, Any] = json.loads((PAYLOADS / "expected.json").read_text(encoding="utf-8"))
STEPS = [name for name in EXPECTED if not name.startswith("readme-")]
"""The payloads that the steps of a recipe send, one row each."""
LINK = re.compile(r"\]\(payloads/([\w.-]+)\)")
WORDS = catalogue("fr")

steps = pytest.mark.parametrize("name", STEPS)
pages = pytest.mark.parametrize("page", PAGES)


@pytest.fixture
def parts(google: LocalGoogle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Runtime]:
    """What the service works with; no worker takes its jobs."""
    del google  # the product is pointed at it
    monkeypatch.setenv("ABM_SHEETS_DATABASE_URL", f"sqlite:///{tmp_path / 'service.sqlite'}")
    made = prepare(read_configuration())
    yield made
    made.engine.dispose()


@pytest.fixture
def http(parts: Runtime) -> TestClient:
    """A client of the application."""
    return TestClient(make_app(parts), raise_server_exceptions=False)


@pytest.fixture
def sheet(google: LocalGoogle, parts: Runtime) -> str:
    """A sheet that the service feeds."""
    return Desk(parts).add(make(google), Wishes()).id


@pytest.fixture
def secrets(parts: Runtime, sheet: str) -> Mapping[str, str]:
    """The secret of the source of each tab that recipes feed."""
    desk = Desk(parts)
    tabs = sorted({each["tab"] for each in EXPECTED.values()})
    return {tab: desk.set_hook(sheet, tab.replace("_", "-"), tab, fresh=True)[1] for tab in tabs}


def body(name: str) -> bytes:
    return (PAYLOADS / name).read_bytes()


def kind(name: str) -> str:
    return "application/json" if name.endswith(".json") else "application/x-www-form-urlencoded"


def fields(name: str) -> list[str]:
    """The fields of a payload, those of all its rows, in order."""
    return list(dict.fromkeys(field for record in read_payload(body(name), kind(name)) for field in record))


def post(http: TestClient, secrets: Mapping[str, str], name: str) -> tuple[int, Any]:
    tab = EXPECTED[name]["tab"]
    headers = {"Authorization": f"Bearer {secrets[tab]}", "Content-Type": kind(name)}
    answer = http.post(f"/hooks/{tab.replace('_', '-')}", content=body(name), headers=headers)
    return answer.status_code, answer.json()


def stored(parts: Runtime) -> list[Mapping[str, Any]]:
    with parts.engine.begin() as connection:
        return [row.row for row in connection.execute(events.select().order_by(events.c.seq))]


def forget(parts: Runtime) -> None:
    """Let no payload be another's repetition."""
    with parts.engine.begin() as connection:
        connection.execute(events.delete())


def write_all(parts: Runtime, sheet: str) -> None:
    """Write in the sheet all that waits, as the service's jobs do."""
    while name := Desk(parts).standings()[0].served.feeding:
        settle_feed(parts, sheet, name, attempt_feed(parts, sheet, name))


# What is sent


def test_a_payload_is_answered_and_stored_as_the_recipe_says_and_sent_again_is_repeated(
    http: TestClient, parts: Runtime, secrets: Mapping[str, str]
) -> None:
    for name, expected in EXPECTED.items():
        assert post(http, secrets, name) == (expected["status"], expected["answer"]), name
        assert stored(parts) == expected["rows"], name
        again = {**expected["answer"], "accepted": 0, "repeated": expected["answer"]["accepted"]}
        assert post(http, secrets, name) == (expected["status"], again), name
        assert stored(parts) == expected["rows"], name
        forget(parts)


@steps
@pytest.mark.parametrize("locale", ["fr_FR", "en_US", "de_DE"])
def test_a_step_reads_the_same_wherever_the_sheet_is(name: str, locale: str) -> None:
    (record,), (row,) = read_payload(body(name), kind(name)), EXPECTED[name]["rows"]

    assert accept(EXPECTED[name]["tab"], record, regional(locale)) == AcceptedRow(EXPECTED[name]["tab"], row)


def test_every_step_tells_its_own_event() -> None:
    reported = [read_payload(body(name), kind(name))[0].get("event_id") for name in STEPS]

    assert None not in reported
    assert len(set(reported)) == len(STEPS)


@pytest.mark.parametrize("name", [name for name in STEPS if EXPECTED[name]["tab"] == "interactions"])
def test_an_interaction_is_of_a_type_that_counts(name: str) -> None:
    counting = {each["name"] for each in WORDS.find("words.interaction_types") if each["engagement"]}

    assert EXPECTED[name]["rows"][0]["type"] in counting


@pytest.mark.parametrize("name", [name for name in STEPS if EXPECTED[name]["tab"] == "opportunities"])
def test_a_deal_is_at_a_stage_that_is_known(name: str) -> None:
    assert EXPECTED[name]["rows"][0]["stage"] in {each["name"] for each in WORDS.find("words.stages")}


# What becomes of it in the sheet


def test_the_rows_are_written_in_their_tabs(
    google: LocalGoogle, http: TestClient, parts: Runtime, sheet: str, secrets: Mapping[str, str]
) -> None:
    for name in STEPS:
        post(http, secrets, name)
    write_all(parts, sheet)

    for tab in secrets:
        sent = [row for name in STEPS if EXPECTED[name]["tab"] == tab for row in EXPECTED[name]["rows"]]
        assert len(lines(google, sheet, tab)) == 1 + len(sent)


def lines(google: LocalGoogle, sheet: str, tab: str) -> Sequence[Sequence[Any]]:
    """The lines of a tab that hold something, its headers first."""
    return [line for line in values(google, sheet, WORDS.title(tab)) if any(line)]


# What the pages say


def tables() -> Iterator[tuple[str, Mapping[str, Sequence[str]]]]:
    """The payload of each recipe, and what its table says of each field."""
    for section in re.split(r"^#+ ", "\n".join(PAGES.values()), flags=re.MULTILINE):
        rows = re.findall(r"^\| `([^`]+)` \|(.*)\|$", section, re.MULTILINE)
        if rows:
            (name,) = LINK.findall(section)
            yield name, {field: [cell.strip() for cell in cells.split("|")] for field, cells in rows}


TABLES = dict(tables())


def test_every_payload_is_named_and_every_one_named_is_there() -> None:
    named = [name for page in PAGES.values() for name in LINK.findall(page)]
    there = {path.name for path in PAYLOADS.iterdir()}

    assert sorted(named) == sorted(EXPECTED)
    assert there == {*EXPECTED, "expected.json"}
    assert set(TABLES) == set(STEPS)


@pages
def test_every_page_that_is_linked_is_there(page: str) -> None:
    linked = re.findall(r"\]\(([^)]+)\)", PAGES[page])

    assert linked
    assert [link for link in linked if not (RECIPES / link).is_file()] == []


@steps
def test_a_table_tells_the_fields_that_are_sent(name: str) -> None:
    (record,) = read_payload(body(name), kind(name))
    prefix = TABLES[name]["event_id"][-1].split("`")[1]

    assert list(TABLES[name]) == fields(name)
    assert str(record["event_id"]).startswith(prefix)


@steps
def test_a_table_names_columns_of_the_tab(name: str) -> None:
    tab = EXPECTED[name]["tab"]
    headers = {key: WORDS.header(tab, key) for key in WORDS.columns(tab)}
    reported = {field: cells[0] for field, cells in TABLES[name].items() if field != "event_id"}

    if name.startswith("make-"):
        assert reported == {key: headers[key] for key in reported}
    else:
        assert set(reported) <= set(headers.values())


@pages
def test_every_command_exists_with_its_options(page: str) -> None:
    found = re.findall(r"abm-sheets\s+(hooks \w+|\w+)([^\n`]*)", PAGES[page])

    assert found
    for command, rest in found:
        shown = run(*command.split(), "--help")
        assert not shown.status
        assert [option for option in re.findall(r"--[a-z]+", rest) if option not in shown.output] == []


@pages
def test_every_tab_that_is_named_may_be_fed(page: str) -> None:
    tabs = set(re.findall(r"(?:--tab |onglet `)(\w+)", PAGES[page]))

    assert {"opportunities", "marketing_costs"} <= tabs <= set(FED_TABS)
