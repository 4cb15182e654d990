"""A workbook fed from a CRM, week after week: its figures are those of the CRM as it is on each Monday."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from abm_sheets.intake.sources.live import find_live
from abm_sheets.intake.sources.reading import Access, System
from abm_sheets.intake.synchronisation import Source, Synchronised, sources_of, synchronise_all
from abm_sheets.refresh import run
from abm_sheets.report import Report
from abm_sheets.workbook.memory import MemoryWorkbook
from tests.crm.hubspot import TOKEN, HubSpot
from tests.crm.server import Fault, running
from tests.intake.sources.conftest import furnish
from tests.intake.sources.reading import patient
from tests.sheets import snapshot

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
HUBSPOT = Source(system="hubspot")
STAGES = ("appointmentscheduled", "contractsent", "closedwon", "closedlost", "9001", "9002", "9003")


@pytest.fixture
def hubspot() -> Iterator[HubSpot]:
    with running(HubSpot()) as account:
        furnish(account)
        yield account


def book() -> MemoryWorkbook:
    """A workbook of an account that is no target of the CRM, and of one that the CRM does not know."""
    return MemoryWorkbook(snapshot(accounts="account | domains\nAlizé | alize.fr\nBrévent | brevent.example"))


def synchronised(
    account: HubSpot, workbook: MemoryWorkbook, now: datetime, sources: Sequence[Source] = ()
) -> tuple[Synchronised, Report]:
    """What came of a synchronisation, and the report of the run that wrote it."""
    there = workbook.read()

    def opened(source: Source, language: str) -> System:
        access = Access(
            {"token": TOKEN}, now, source.options, language, address=account.url, patience=patient(answer=5)
        )
        return find_live(source.system).open(access)

    found = synchronise_all(there, sources or sources_of(there), opened, now)
    view, _ = run(workbook, now.date(), now=now, incoming=found.incoming)
    return found, view.report


class Life:
    """What people do in a CRM from one Monday to the next, the same each time."""

    def __init__(self, account: HubSpot) -> None:
        """Begin with the companies that are there."""
        self.account = account
        self.dice = random.Random(20260302)  # noqa: S311 (no secret)
        self.deals: list[str] = []
        self.companies = ["101", "102"]

    def week(self, day: datetime) -> None:
        """Do a few things on a day."""
        self.account.now = day.strftime("%Y-%m-%dT%H:%M:%SZ")
        for _ in range(4):
            self.dice.choice((self.new, self.new, self.move, self.move, self.meet, self.target, self.end))()

    def new(self) -> None:
        """Open a deal."""
        number = 500 + len(self.deals)
        self.account.make("deals", number, dealname=f"Affaire {number}", dealstage="9001", amount="1000")
        self.account.link("deals", str(number), "companies", self.dice.choice(self.companies), 5)
        self.deals.append(str(number))

    def move(self) -> None:
        """Move a deal to any stage."""
        if self.deals:
            self.account.change("deals", self.dice.choice(self.deals), dealstage=self.dice.choice(STAGES))

    def meet(self) -> None:
        """Hold a meeting."""
        number = 700 + self.dice.randrange(10_000)
        at = self.account.now
        self.account.make("meetings", number, hs_timestamp=at, hs_meeting_outcome="COMPLETED")
        self.account.link("meetings", str(number), "companies", self.dice.choice(self.companies))

    def target(self) -> None:
        """Make a company, and some company a target or none."""
        number = 110 + len(self.companies)
        self.account.make("companies", number, name=f"Société {number}", domain=f"s{number}.example")
        self.companies.append(str(number))
        flag = self.dice.choice(("true", "true", None))
        self.account.change("companies", self.dice.choice(self.companies[1:]), hs_is_target_account=flag)

    def end(self) -> None:
        """Delete a deal, or merge two companies."""
        if len(self.deals) > 1 and self.dice.random() < 0.5:
            self.account.delete("deals", self.deals.pop())
        elif len(self.companies) > 3:
            self.account.merge("companies", self.companies[0], self.companies.pop())


def test_each_monday_gives_the_figures_of_the_crm_as_it_is(hubspot: HubSpot) -> None:
    followed, life = book(), Life(hubspot)
    sources = [HUBSPOT]
    for week in range(6):
        life.week(MONDAY + timedelta(weeks=week, hours=-20))
        monday = MONDAY + timedelta(weeks=week)

        _, report = synchronised(hubspot, followed, monday, sources)
        _, whole = synchronised(hubspot, book(), monday, [HUBSPOT])

        sources = []
        assert shown(report) == shown(whole), week
    assert len(report.accounts) > 2
    assert report.metrics.accounts_in_opportunity


def shown(report: Report) -> Any:
    """What does not depend on what was seen before."""
    known = report.model_dump(include={"metrics", "funnel", "losses", "segments"})
    accounts = sorted(
        (each.account, each.stage, each.opportunities, each.revenue) for each in report.accounts
    )
    return known, accounts, sorted((each.rule, each.value or "") for each in report.issues)


def test_a_deals_stages_are_dated_by_the_crm(hubspot: HubSpot) -> None:
    hubspot.now = "2026-01-10T10:00:00Z"
    hubspot.make("deals", 501, dealname="Affaire", dealstage="appointmentscheduled")
    hubspot.link("deals", "501", "companies", "101", 5)
    hubspot.now = "2026-02-10T10:00:00Z"
    hubspot.change("deals", "501", dealstage="contractsent")
    workbook = book()

    synchronised(hubspot, workbook, MONDAY, [HUBSPOT])
    first = stages_of(workbook)
    synchronised(hubspot, workbook, MONDAY + timedelta(weeks=1))

    assert first == [("Rendez-vous pris", date(2026, 1, 10)), ("Contrat envoyé", date(2026, 2, 10))]
    assert len(stages_of(workbook)) == 2


def stages_of(workbook: MemoryWorkbook) -> list[tuple[Any, Any]]:
    """The stages of the history, each with its day."""
    history = next(sheet for sheet in workbook.sheets if sheet.key == "stage_history")
    columns = {column.header: column.values for column in history.tables[0].columns}
    return list(zip(columns["Étape"], columns["Entrée le"], strict=True))


FAULTS = {
    "a key that is refused": Fault("GET", status=401),
    "a right that is missing": Fault("deals", status=403, times=99),
    "a service that is out": Fault("companies", status=503, times=99),
    "half a page": Fault("GET /crm/objects.*deals", how="cut", times=99),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_crm_that_cannot_be_read_keeps_its_last_mirror_and_is_told(what: str, hubspot: HubSpot) -> None:
    hubspot.make("deals", 501, dealname="Affaire", dealstage="contractsent", amount="900")
    hubspot.link("deals", "501", "companies", "101", 5)
    workbook = book()
    synchronised(hubspot, workbook, MONDAY, [HUBSPOT])
    hubspot.faults.append(FAULTS[what])

    found, report = synchronised(hubspot, workbook, MONDAY + timedelta(days=8))
    told = next(sheet for sheet in workbook.sheets if sheet.key == "dashboard").blocks[0].rows
    hubspot.faults.clear()
    _, after = synchronised(hubspot, workbook, MONDAY + timedelta(days=9))

    assert list(found.failures) == ["hubspot"]
    assert report.metrics.open_pipeline == after.metrics.open_pipeline == 900
    assert any("a échoué" in str(item.value) for row in told for item in row if item)
    later = next(sheet for sheet in workbook.sheets if sheet.key == "dashboard").blocks[0].rows
    assert not any("a échoué" in str(item.value) for row in later for item in row if item)
