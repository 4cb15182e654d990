"""The side panel over HTTP: Google calls for a person, who gets a card."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Header, Request, Response
from sqlalchemy.exc import SQLAlchemyError

from abm_sheets.errors import AbmSheetsError
from abm_sheets.errors.incoming import (
    IdentityError,
    MalformedRequestError,
    NotAuthenticatedError,
    NotPermittedError,
    SessionExpiredError,
    TooBusyError,
)
from abm_sheets.language import catalogue
from abm_sheets.outputs import cards
from abm_sheets.outputs.cards import failure
from abm_sheets.outputs.cards.addresses import LOGO, Route
from abm_sheets.outputs.cards.event import Event, MalformedEventError, language_of_event, read_event
from abm_sheets.outputs.cards.schedule import FormFault, read_schedule
from abm_sheets.outputs.cards.widgets import file_scope_request, notified, pushed, submitted, trigger
from abm_sheets.service.app import accounts
from abm_sheets.service.app.bounds import Places
from abm_sheets.service.app.health import Pulse
from abm_sheets.service.app.visit import Door, Visit
from abm_sheets.service.rights import acting_for
from abm_sheets.service.store.runs import ask_for_run
from abm_sheets.service.store.workbooks import get_workbook
from abm_sheets.workbook.google.address import Use
from abm_sheets.workbook.google.drive import add_grant, list_grants

Json = dict[str, Any]
LOG = logging.getLogger(__name__)
Answer = Callable[[Door, Visit], Json]
_AT_ONCE, _LONGEST = 16, 25
"""How many people may be answered at once, and for how many seconds: the panel waits half a minute."""

_LOGO = files(__package__).joinpath("logo.png").read_bytes()
_TRIGGERS = (Route.HOME, Route.FILE_GRANTED)
_EVENT = {"requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}}


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
    with door.runtime.engine.begin() as connection:
        ask_for_run(
            connection,
            door.runtime.queue,
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
    return submitted(cards.status(door.panel(visit), door.addresses, visit.words))


def issues(door: Door, visit: Visit) -> Json:
    """What to correct in the sheet."""
    return pushed(cards.issues(door.panel(visit), door.addresses, visit.words))


def schedule(door: Door, visit: Visit) -> Json:
    """When the file is refreshed by itself, and the form to change it."""
    return pushed(cards.schedule(door.panel(visit), door.addresses, visit.words))


def save_schedule(door: Door, visit: Visit) -> Json:
    """Keep the schedule that the form says."""
    if not visit.right.may_administer:
        raise NotPermittedError
    choice = read_schedule(visit.event)
    if isinstance(choice, FormFault):
        return notified(choice.sentence(visit.words))
    served = door.desk.reschedule(visit.file_id, choice.cron, paused=choice.paused)
    panel = door.panel(replace(visit, served=served))
    shown = cards.home(panel, door.addresses, visit.words)
    return submitted(shown, visit.words.text("addon.schedule.saved"), to_root=True)


_ANSWERS: Mapping[Route, Answer] = {
    Route.HOME: home,
    Route.FILE_GRANTED: home,
    Route.SETUP: setup,
    Route.REFRESH: refresh,
    Route.STATUS: status,
    Route.FIGURES: figures,
    Route.ISSUES: issues,
    Route.SCHEDULE: schedule,
    Route.ACCOUNT: accounts.choose,
    Route.NAMES: accounts.complete,
    Route.STORY: accounts.show,
    Route.SAVE_SCHEDULE: save_schedule,
}
"""What answers each route, all but that which asks for the file: it needs none."""


_UNSERVED = {Route.HOME, Route.FILE_GRANTED, Route.FIGURES, Route.SETUP, Route.REFRESH}
"""What may be asked of a file that is not set up; anything else shows the first card."""


async def _event(request: Request) -> Event:
    """The event in a request's body.

    Raises:
        MalformedRequestError: there is none.

    """
    try:
        return read_event(orjson.loads(await request.body()))
    except (orjson.JSONDecodeError, MalformedEventError):
        raise MalformedRequestError from None


def addon_routes(door: Door | None, checks: Places, pulse: Pulse) -> APIRouter:
    """The panel's routes behind a door, with places for who comes to it; without one nobody is let in.

    Google shows a person nothing of an answer that is no card: once it is known that Google calls, what
    fails is said in one, the database too, which the pulse notes.
    """
    router, visits = APIRouter(tags=["addon"]), Places(_AT_ONCE, _LONGEST)
    refusals: dict[int | str, dict[str, Any]] = {code: {} for code in (400, 401, 403, 503)}

    def add(route: Route) -> None:
        async def call(
            event: Annotated[Event, Depends(_event)],
            authorization: Annotated[str | None, Header()] = None,
        ) -> Json:
            if door is None:
                raise NotAuthenticatedError
            await checks.run(door.check_caller, event, authorization)
            try:
                return await visits.run(_answer, door, route, event)
            except SQLAlchemyError as failing:
                return _said(route, event, pulse.out(failing))
            except TooBusyError as busy:
                return _said(route, event, busy)

        call.__doc__ = f"The panel's call {route}: a card for the person whom Google names."
        router.add_api_route(
            route,
            call,
            methods=["POST"],
            name=route.name.lower(),
            openapi_extra=_EVENT,
            responses=refusals,
        )

    for route in Route:
        add(route)

    @router.get(LOGO, response_class=Response, responses={200: {"content": {"image/png": {}}}})
    async def show_logo() -> Response:
        """The panel's logo."""
        return Response(_LOGO, media_type="image/png", headers={"Cache-Control": "public, max-age=86400"})

    return router


def _answer(door: Door, route: Route, event: Event) -> Json:
    """The card of a route; what fails is said in a card, who may not learns it by the status."""
    words = catalogue(language_of_event(event))
    try:
        if route is Route.PERMISSION:
            return permission()
        asked = door.asked_first(event, words)
        if asked is not None:
            return asked
        visit = door.visit(event, words)
        answer = figures if visit.served is None and route not in _UNSERVED else _ANSWERS[route]
        return answer(door, visit)
    except SessionExpiredError as refusal:
        return _said(route, event, refusal)
    except IdentityError:
        raise
    except AbmSheetsError as refusal:
        LOG.warning("panel: %s", type(refusal).__name__)
        return _said(route, event, refusal)


def _said(route: Route, event: Event, refusal: AbmSheetsError) -> Json:
    """A card that says why there is no other."""
    words = catalogue(language_of_event(event))
    shown = failure(refusal.sentence(words.language), words)
    return trigger(shown) if route in _TRIGGERS else pushed(shown)
