"""What each of the panel's calls does, and the card that it answers with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from abm_sheets.errors.incoming import NotPermittedError
from abm_sheets.outputs import cards
from abm_sheets.outputs.cards.schedule import FormFault, read_schedule
from abm_sheets.outputs.cards.widgets import file_scope_request, notified, pushed, submitted, trigger
from abm_sheets.service.app.addon.visit import Door, Visit
from abm_sheets.service.asking import ask_for_run
from abm_sheets.service.identity.acting import acting_for
from abm_sheets.service.store.workbooks import get_workbook
from abm_sheets.workbook.google.address import Use
from abm_sheets.workbook.google.drive import add_grant, list_grants

Json = dict[str, Any]


def permission() -> Json:
    """Have Google ask the person for the open file."""
    return file_scope_request()


def home(door: Door, visit: Visit) -> Json:
    """The figures; before the file is set up, the offer to do it."""
    return trigger(_first(door, visit))


def figures(door: Door, visit: Visit) -> Json:
    """The same after a click."""
    return submitted(_first(door, visit), to_root=True)


def _first(door: Door, visit: Visit) -> Json:
    words = visit.words
    if visit.served is not None:
        return cards.home(door.panel(visit), door.addresses, words)
    if not visit.right.may_administer:
        return cards.not_served(words)
    if not visit.right.may_share:
        return cards.not_allowed("cannot_share", words)
    offer = cards.Offer(visit.file_id, visit.title, door.desk.account_for(visit.file_id))
    return cards.offer_setup(offer, door.addresses, words)


def setup(door: Door, visit: Visit) -> Json:
    """Share the file with an account of the service, in the person's name, and have it made ready.

    Done again, it changes nothing more.
    """
    if not visit.right.may_administer or not visit.right.may_share:
        raise NotPermittedError
    with acting_for(visit.access_token, use=Use.SHARE) as client:
        shared = {grant.email.casefold() for grant in list_grants(client, visit.file_id)}
        shown = visit.event.common.parameters.get("account", "")
        account = door.desk.account_for(visit.file_id, shared, shown)
        if account.casefold() not in shared:
            add_grant(client, visit.file_id, account, "writer")
        if visit.served is None:
            door.desk.enrol(client, visit.file_id, account)
    return _asked(door, visit, "setup")


def refresh(door: Door, visit: Visit) -> Json:
    """Queue a refresh."""
    if not visit.right.may_refresh:
        raise NotPermittedError
    return _asked(door, visit, "panel")


def _asked(door: Door, visit: Visit, trigger_: str) -> Json:
    now = datetime.now(UTC)
    with door.parts.engine.begin() as connection:
        ask_for_run(
            connection,
            door.parts.queue,
            visit.file_id,
            trigger="setup" if trigger_ == "setup" else "panel",
            who=visit.right.person.email,
            now=now,
        )
        served = get_workbook(connection, visit.file_id)
    panel = door.panel(replace(visit, served=served))
    return submitted(cards.status(panel, door.addresses, visit.words))


def status(door: Door, visit: Visit) -> Json:
    """Where the refresh asked for is."""
    if visit.served is None:
        return figures(door, visit)
    return submitted(cards.status(door.panel(visit), door.addresses, visit.words))


def issues(door: Door, visit: Visit) -> Json:
    """What to correct in the sheet."""
    if visit.served is None:
        return figures(door, visit)
    return pushed(cards.issues(door.panel(visit), door.addresses, visit.words))


def schedule(door: Door, visit: Visit) -> Json:
    """When the file is refreshed by itself, and the form to change it."""
    if visit.served is None:
        return figures(door, visit)
    return pushed(cards.schedule(door.panel(visit), door.addresses, visit.words))


def save_schedule(door: Door, visit: Visit) -> Json:
    """Keep the schedule that the form says."""
    if not visit.right.may_administer:
        raise NotPermittedError
    if visit.served is None:
        return figures(door, visit)
    choice = read_schedule(visit.event)
    if isinstance(choice, FormFault):
        return notified(choice.sentence(visit.words))
    served = door.desk.reschedule(visit.file_id, choice.cron, paused=choice.paused)
    panel = door.panel(replace(visit, served=served))
    shown = cards.home(panel, door.addresses, visit.words)
    return submitted(shown, visit.words.text("addon.schedule.saved"), to_root=True)
