"""The side panel over HTTP: Google calls for a person, who gets a card."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
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
    SessionExpiredError,
    TooBusyError,
)
from abm_sheets.language import catalogue
from abm_sheets.outputs.cards import failure
from abm_sheets.outputs.cards.addresses import LOGO, Route
from abm_sheets.outputs.cards.event import Event, MalformedEventError, language_of_event, read_event
from abm_sheets.outputs.cards.widgets import pushed, trigger
from abm_sheets.service.app.addon import answers
from abm_sheets.service.app.addon.visit import Door, Visit
from abm_sheets.service.app.places import Places
from abm_sheets.service.pulse import Pulse

LOG = logging.getLogger(__name__)

Json = dict[str, Any]
Answer = Callable[[Door, Visit], Json]

_ANSWERS: Mapping[Route, Answer] = {
    Route.HOME: answers.home,
    Route.FILE_GRANTED: answers.home,
    Route.SETUP: answers.setup,
    Route.REFRESH: answers.refresh,
    Route.STATUS: answers.status,
    Route.FIGURES: answers.figures,
    Route.ISSUES: answers.issues,
    Route.SCHEDULE: answers.schedule,
    Route.SAVE_SCHEDULE: answers.save_schedule,
}
"""What answers each route, all but that which asks for the file: it needs none."""

_AT_ONCE, _LONGEST = 16, 25
"""How many people may be answered at once, and for how many seconds: the panel waits half a minute."""

_LOGO = files(__package__).joinpath("logo.png").read_bytes()
_TRIGGERS = (Route.HOME, Route.FILE_GRANTED)
_EVENT = {"requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}}


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
    fails is said in one, the database too, of which the pulse is told.
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
    """The card of a route; what fails is said in a card, who may not is told by the status."""
    words = catalogue(language_of_event(event))
    try:
        if route is Route.PERMISSION:
            return answers.permission()
        asked = door.asked_first(event, words)
        return asked if asked is not None else _ANSWERS[route](door, door.visit(event, words))
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
