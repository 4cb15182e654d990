"""A refresh as far as its write: what it would meet on a spreadsheet, found out by planning it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias, TypeVar

from abm_sheets.errors import AbmSheetsError
from abm_sheets.errors.google import GoogleError
from abm_sheets.issues import Issue
from abm_sheets.language import Catalogue, catalogue
from abm_sheets.refresh import refresh
from abm_sheets.tables.access_plan import AccessPlan
from abm_sheets.tables.locate import Located
from abm_sheets.workbook.google.credentials import Identity
from abm_sheets.workbook.google.drive import AccountFacts, FileFacts
from abm_sheets.workbook.google.present import Json, Present
from abm_sheets.workbook.google.protection import barriers
from abm_sheets.workbook.google.spreadsheet import plan_write, snapshot_of
from abm_sheets.workbook.google.values import Columns
from abm_sheets.workbook.interface import Look, Snapshot, Workbook
from abm_sheets.workbook.sheet import Sheet


@dataclass(frozen=True)
class Barred:
    """A tab that the account may not write as it would, and the protection that keeps it from that."""

    title: str
    protection: Json


@dataclass(frozen=True)
class Rehearsed:
    """The tabs that a refresh could not write, and the issues that it would find."""

    barred: Sequence[Barred] = ()
    issues: Sequence[Issue] = ()


@dataclass
class _Stage:
    """A spreadsheet as read, on which a refresh plays without its public."""

    present: Present
    values: Mapping[int, Columns]
    editor: str
    barred: list[Barred] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.present.title

    @property
    def author(self) -> str:
        return self.editor

    def read(self) -> Snapshot:
        return snapshot_of(self.present, self.values)

    def write(self, sheets: Sequence[Sheet], look: Look) -> str:
        plan = plan_write(self.present, self.values, self.editor, sheets, look)
        tabs = {tab.title: tab for tab in self.present.tabs}
        self.barred = [
            Barred(group.title, protection)
            for group in plan.groups
            if group.title in tabs
            for protection in barriers(tabs[group.title], group.requests)
        ]
        return ""


def rehearse(present: Present, values: Mapping[int, Columns], editor: str) -> Rehearsed | AbmSheetsError:
    """What a refresh would meet, or the failure that would keep it from writing anything."""
    stage = _Stage(present, values, editor)
    played = play(stage)
    return replace(played, barred=stage.barred) if isinstance(played, Rehearsed) else played


def play(stage: Workbook, language: str | None = None) -> Rehearsed | AbmSheetsError:
    """What a refresh finds in a workbook that keeps nothing, or the failure that would end it."""
    try:
        return Rehearsed(issues=refresh(stage, language=language).issues)
    except AbmSheetsError as failure:
        return failure


T = TypeVar("T")
Fact: TypeAlias = "T | GoogleError | None"
"""Something that was asked for: the answer, the failure in its place, or None where it was not asked."""


class Level(StrEnum):
    """How serious a finding is; a check that could not run is skipped."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Finding:
    """One thing found by a check, in the reader's words; `next` is blank where nothing is to be done."""

    check: str
    level: Level
    found: str
    next: str = ""


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether something keeps the program from working."""
    return any(finding.level is Level.ERROR for finding in findings)


def first_step(findings: Iterable[Finding]) -> str:
    """The one thing to do first: about the first error, else the first warning; "" where all is well."""
    every = list(findings)
    for level in (Level.ERROR, Level.WARNING):
        for finding in every:
            if finding.level is level and finding.next:
                return finding.next
    return ""


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """What the people's tabs hold as far as the checks go, in a spreadsheet or in a file.

    `language` is that of their titles and headers; `located` are the input tabs found, by key; `rehearsed`
    is what a refresh would meet.
    """

    language: str
    located: Mapping[str, Located]
    rehearsed: Rehearsed | AbmSheetsError = field(default_factory=Rehearsed)

    @property
    def words(self) -> Catalogue:
        """The workbook's own words, in which its tabs and columns are named."""
        return catalogue(self.language)


@dataclass(frozen=True, kw_only=True)
class Content(Inputs):
    """The spreadsheet, and what else its tabs hold.

    `left_out` is the number of the team's rows that are not understood, and `people` how many are; `plan` is
    what the roles still ask for; `settings` are the locale and the time zone that the settings tab gives,
    where it does; `stamp` is what the dashboard says of its last refresh, and `stale` that it is too old,
    where it is.
    """

    present: Present
    people: int
    left_out: int
    plan: AccessPlan | GoogleError
    settings: Mapping[str, str]
    stamp: str
    stale: str = ""


@dataclass(frozen=True)
class Facts:
    """All that was learnt about a spreadsheet, its account included; `accounts` are the addresses of all.

    Of a file, which is `local`, nothing is asked of Google.
    """

    sheet: str
    words: Catalogue
    identity: Fact[Identity] = None
    account: Fact[AccountFacts] = None
    file: Fact[FileFacts] = None
    present: Fact[Present] = None
    content: Fact[Content] = None
    accounts: Sequence[str] = ()
    local: bool = False

    @property
    def email(self) -> str:
        """The address to share the sheet with, as its credentials or Drive have it."""
        answered = known(self.identity, Identity), known(self.account, AccountFacts)
        named = [each.email for each in answered if each and each.email]
        return named[0] if named else self.words.text("account.unnamed")

    def finding(
        self, check: str, level: Level, case: str, count: float | None = None, **details: object
    ) -> Finding:
        """A finding in the catalogue's words for a case of a check, which may have others for a file."""
        cases = self.words.find(f"doctor.{check}")
        case = f"{case}_local" if self.local and f"{case}_local" in cases else case
        entry = cases[case]
        details = {"sheet": self.sheet, "email": self.email, **details}
        said = [
            self.words.text(f"doctor.{check}.{case}.{part}", count if part == "found" else None, **details)
            if part in entry
            else ""
            for part in ("found", "next")
        ]
        return Finding(check, level, *said)

    def failure(self, check: str, level: Level, error: AbmSheetsError) -> Finding:
        """A finding of something that failed: its sentence says what to do."""
        found = self.words.text(f"doctor.{check}.failed.found")
        return Finding(check, level, found, error.sentence(self.words.language))


def known(fact: Fact[T], kind: type[T]) -> T | None:
    """What was answered, None where nothing was."""
    return fact if isinstance(fact, kind) else None
