"""The HTTP side of the service: the side panel, webhooks, other schedulers, health."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from sqlalchemy.exc import SQLAlchemyError

from abm_sheets import __version__
from abm_sheets.errors import AbmSheetsError, UsageError
from abm_sheets.errors.incoming import IdentityError, PayloadError, RequestError, TooManyRowsError
from abm_sheets.service.app.bounds import Bounds, Places
from abm_sheets.service.app.health import Pulse, health_routes
from abm_sheets.service.app.hooks import hook_routes
from abm_sheets.service.app.jobs import job_routes
from abm_sheets.service.app.panel import addon_routes
from abm_sheets.service.app.visit import Door
from abm_sheets.service.callers import Certificates, Verifier
from abm_sheets.service.jobs.refreshes import Runtime

Refusal = Callable[[Request, Exception], JSONResponse]

_CHECKED_AT_ONCE, _LONGEST_CHECK = 16, 10
"""How many tokens may be checked at once, and for how many seconds."""

_LATER = (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS)


def make_app(runtime: Runtime, *, shown: bool = False) -> FastAPI:
    """The application over what the service runs with; `shown`: anybody may read how it is used."""
    described = "/openapi.json" if shown else None
    app = FastAPI(
        title="abm_sheets", version=__version__, docs_url=None, redoc_url=None, openapi_url=described
    )
    app.add_middleware(Bounds)
    refuse, pulse = _refusing(runtime.configuration.language), Pulse(runtime.engine)
    app.add_exception_handler(AbmSheetsError, refuse)
    app.add_exception_handler(SQLAlchemyError, _without_database(pulse, refuse))
    configuration, certificates = runtime.configuration, Certificates()
    checks = Places(_CHECKED_AT_ONCE, _LONGEST_CHECK)
    scheduler = [f"{configuration.base}/jobs/refresh", configuration.base]
    app.include_router(health_routes(runtime, pulse, shown=shown))
    app.include_router(hook_routes(runtime))
    app.include_router(
        job_routes(
            runtime,
            Verifier(certificates, scheduler, configuration.scheduler_account)
            if configuration.serves_scheduler
            else None,
            checks,
        )
    )
    door = Door(runtime, certificates) if configuration.serves_addon else None
    app.include_router(addon_routes(door, checks, pulse))
    return app


def _refusing(language: str) -> Refusal:
    """What answers a failure: its status and its sentence."""

    def refuse(request: Request, error: Exception) -> JSONResponse:
        del request
        if not isinstance(error, AbmSheetsError):
            raise error
        status = _status(error)
        later = {"Retry-After": "60"} if status in _LATER else {}
        return JSONResponse({"error": error.sentence(language)}, status, headers=later)

    return refuse


def _without_database(pulse: Pulse, refuse: Refusal) -> Refusal:
    """What answers a failure of the database, which the pulse notes."""

    def answer(request: Request, error: Exception) -> JSONResponse:
        if not isinstance(error, SQLAlchemyError):
            raise error
        return refuse(request, pulse.out(error))

    return answer


def _status(error: AbmSheetsError) -> HTTPStatus:
    if isinstance(error, IdentityError | RequestError):
        return error.status
    if isinstance(error, TooManyRowsError):
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    wrong = isinstance(error, UsageError | PayloadError)
    return HTTPStatus.BAD_REQUEST if wrong else HTTPStatus.SERVICE_UNAVAILABLE
