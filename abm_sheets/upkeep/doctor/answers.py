"""What Google is asked for the checks; a refusal is kept in the answer's place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from google.auth.credentials import Credentials

from abm_sheets.errors.google import ExpiredCredentialsError, GoogleError
from abm_sheets.language import Catalogue, catalogue
from abm_sheets.language.catalogue import catalogues
from abm_sheets.outputs.tabs import TABS
from abm_sheets.tables.access_plan import AccessPlan, make_plan
from abm_sheets.tables.locate import Located, recognised, workbook_language
from abm_sheets.tables.reader import People, locate_inputs, read_people, setting_cells
from abm_sheets.tables.regional import regional
from abm_sheets.tables.roles import desire
from abm_sheets.tables.settings import peek_setting
from abm_sheets.upkeep.doctor.facts import Content, Facts, known, rehearse
from abm_sheets.workbook.google.address import Use
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.credentials import choose, identify, load_all
from abm_sheets.workbook.google.drive import account_facts, file_facts, list_grants
from abm_sheets.workbook.google.present import Present, read_present
from abm_sheets.workbook.google.protection import shared_tabs
from abm_sheets.workbook.google.session import Patience, email_of
from abm_sheets.workbook.google.spreadsheet import read_tabs, snapshot_of
from abm_sheets.workbook.google.values import read_columns
from abm_sheets.workbook.interface import Grant, Sharing, Snapshot, Tab

T = TypeVar("T")

SHORT = Patience(read=60, total=120, attempts=3, longest_pause=4)
"""Who asks what is wrong does not wait for long."""


@dataclass(frozen=True)
class Question:
    """What is asked: the spreadsheet, the credentials' file if named, and the language.

    `spoken` is the language to answer in where none is asked for and the spreadsheet shows none.
    """

    spreadsheet_id: str
    credentials: Path | None
    language: str | None
    spoken: str
    patience: Patience = SHORT


def gather(question: Question) -> Facts:
    """Ask all that can be asked; never raises a failure of Google's."""
    words = catalogue(question.language or question.spoken)
    accounts = _attempt(lambda: load_all(Use.READ, question.credentials))
    if isinstance(accounts, GoogleError):
        return Facts(question.spreadsheet_id, words, accounts)
    credentials = _one_of(accounts, question)
    client = GoogleClient(credentials, question.patience)
    account = _attempt(lambda: account_facts(client))
    facts = Facts(
        question.spreadsheet_id,
        words,
        identify(credentials, question.credentials),
        account,
        accounts=[email_of(each) for each in accounts],
    )
    return facts if isinstance(account, ExpiredCredentialsError) else _look(facts, client, question)


def _one_of(accounts: Sequence[Credentials], question: Question) -> Credentials:
    """The account that the spreadsheet is shared with, else the first, by which the checks find why."""
    found = _attempt(lambda: choose(question.spreadsheet_id, accounts, question.patience))
    return accounts[0] if isinstance(found, GoogleError) else found


def _attempt(ask: Callable[[], T]) -> T | GoogleError:
    try:
        return ask()
    except GoogleError as error:
        return error


def _look(facts: Facts, client: GoogleClient, question: Question) -> Facts:
    file = _of_drive(facts, lambda: file_facts(client, facts.sheet))
    present = _attempt(lambda: read_present(client, facts.sheet))
    facts = replace(facts, file=file, present=present)
    found = known(present, Present)
    if found is None:
        return facts
    values = _attempt(lambda: read_columns(client, found.id, read_tabs(found)))
    if isinstance(values, GoogleError):
        return replace(facts, content=values)
    grants = _of_drive(facts, lambda: list_grants(client, facts.sheet))
    content = read_content(found, snapshot_of(found, values), grants, facts.email, question.spoken)
    content = replace(content, rehearsed=rehearse(found, values, client.email))
    words = catalogue(question.language or content.language)
    return replace(facts, words=words, content=content)


def _of_drive(facts: Facts, ask: Callable[[], T]) -> T | GoogleError:
    """Ask Drive, unless it did not even say who we are."""
    return facts.account if isinstance(facts.account, GoogleError) else _attempt(ask)


def read_content(
    present: Present, snapshot: Snapshot, grants: Sequence[Grant] | GoogleError, email: str, spoken: str
) -> Content:
    """What the tabs hold.

    `email` is our own account's; `spoken` is the language of a spreadsheet that shows none.
    """
    located = locate_inputs(snapshot)
    people = read_people(snapshot)
    dashboard = dict(recognised(snapshot)).get("dashboard")
    return Content(
        present=present,
        language=workbook_language(snapshot) or spoken,
        located=located,
        people=people.team["email"].str.casefold().nunique(),
        left_out=len({issue.row for issue in people.issues}),
        plan=grants if isinstance(grants, GoogleError) else _plan(present, snapshot, people, grants, email),
        settings=_settings(located.get("settings")),
        stamp=_line(dashboard, _stamp_opening),
        stale=_line(dashboard, _stale_opening),
    )


def _plan(
    present: Present, snapshot: Snapshot, people: People, grants: Sequence[Grant], email: str
) -> AccessPlan:
    sharing = Sharing(email, shared_tabs(present), grants)
    return make_plan(desire(snapshot, sharing, people.team, TABS), sharing)


def _settings(located: Located | None) -> Mapping[str, str]:
    names, values = setting_cells(located)
    # No number is looked for: any country's will do.
    habits = regional("fr_FR")
    asked = {key: peek_setting(names, values, key, habits) for key in ("locale", "time_zone")}
    return {key: str(value) for key, value in asked.items() if value}


def _line(dashboard: Tab | None, opening: Callable[[Catalogue], str]) -> str:
    """The line of the dashboard that begins so in whichever language, "" where there is none."""
    openings = tuple(map(opening, catalogues()))
    cells = (cell for cells in (dashboard.columns if dashboard else ()) for cell in cells)
    return next((cell for cell in cells if isinstance(cell, str) and cell.startswith(openings)), "")


def _stamp_opening(words: Catalogue) -> str:
    """How the line begins that says when the dashboard was computed."""
    return str(words.find("overview.computed.other")).partition("{")[0]


def _stale_opening(words: Catalogue) -> str:
    """How the one does that shows once it is too old."""
    sign = words.text("overview.stale_sign")
    return words.text("overview.stale", sign=sign, moment="\n").partition("\n")[0]
