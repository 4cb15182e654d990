"""Roles applied as the command does, and what that sent to Google and left there."""

from __future__ import annotations

from abm_sheets.upkeep.access import Applied, apply_plan, examine_access
from abm_sheets.workbook.google.spreadsheet import GoogleWorkbook
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, ROBOT
from tests.upkeep.access.sheet import PEOPLE, WORDS, protections

MARIE, SIMON, DIANE, ADELE = PEOPLE.values()
ROLES = {OWNER: "owner", ROBOT: "writer", MARIE: "writer", SIMON: "writer", DIANE: "reader", ADELE: "writer"}


def applied(book: GoogleWorkbook, *, prune: bool = False) -> list[Applied]:
    """Plan and carry out, as the command does."""
    found = examine_access(book, prune=prune)
    return list(apply_plan(found.plan, book.client, book.id, found.words))


def failures(steps: list[Applied]) -> list[type[Exception]]:
    return [type(step.failure) for step in steps if step.failure]


def writes(google: LocalGoogle) -> list[str]:
    """What was sent that changes something, in order."""
    return [
        f"{each['method']} {each['path'].rpartition('/')[2].rpartition(':')[2]}"
        for each in google.requests()
        if each["method"] in {"PATCH", "DELETE"}
        or (each["method"] == "POST" and each["path"].endswith(("permissions", ":batchUpdate")))
    ]


def notified(google: LocalGoogle) -> list[str]:
    """For each access added, whether the person was to be sent an e-mail."""
    name = "sendNotificationEmail"
    return [each["query"][name][0] for each in google.requests() if name in each["query"]]


def editors(google: LocalGoogle, spreadsheet: str, tab: str, *, header: bool = False) -> set[str]:
    """Who may edit a tab, or its header."""
    (found,) = [
        set(each["editors"]["users"])
        for each in protections(google, spreadsheet)
        if each["tab"] == WORDS.title(tab) and ("endRowIndex" in each["range"]) is header
    ]
    return found
