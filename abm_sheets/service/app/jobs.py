"""Refreshes asked for by another scheduler, such as Cloud Scheduler."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Header, Response
from pydantic import BaseModel

from abm_sheets.errors.incoming import AbsurdTimeError, NotAuthenticatedError
from abm_sheets.service.app.bounds import Places
from abm_sheets.service.callers import Verifier
from abm_sheets.service.jobs.refreshes import Runtime
from abm_sheets.service.store.runs import PENDING, Run, ask_once, find_run
from abm_sheets.service.store.workbooks import list_workbooks

LONGEST_WAIT = 165
"""Seconds that a caller waits at most: below the three minutes that Cloud Scheduler gives by default."""

_LOOK_AGAIN = 0.5
_LAST_LOOK = 10
_WAITING_AT_ONCE = 8
_FARTHEST = timedelta(days=366)


class Result(BaseModel):
    """What became of the refreshes: how many there were, and how many went how."""

    workbooks: int
    done: int
    failed: int
    waiting: int


def job_routes(runtime: Runtime, verifier: Verifier | None, checks: Places) -> APIRouter:
    """The route, for callers that a verifier lets in, with places for it; without one nobody is."""
    router = APIRouter(tags=["jobs"])
    waiting = Places(_WAITING_AT_ONCE, LONGEST_WAIT + _LAST_LOOK)

    @router.post("/jobs/refresh", responses={400: {}, 401: {}, 403: {}, 503: {}})
    async def refresh(
        response: Response,
        authorization: Annotated[str | None, Header()] = None,
        x_cloudscheduler_scheduletime: Annotated[str | None, Header(max_length=40)] = None,
    ) -> Result:
        """Refresh every workbook served and wait for the end; called again for the same time, it is one run.

        Any answer but 200 has the caller try again later.
        """
        if verifier is None:
            raise NotAuthenticatedError
        await checks.run(verifier.caller, authorization)
        due = _schedule_time(x_cloudscheduler_scheduletime, datetime.now(UTC))
        result = await waiting.run(lambda: _result(_wait(runtime, _ask(runtime, due))))
        if result.failed or result.waiting:
            response.status_code = 503
            response.headers["Retry-After"] = "60"
        return result

    return router


def _schedule_time(text: str | None, now: datetime) -> datetime:
    """The time that the caller's schedule names, the same at each attempt; the minute without one.

    Raises:
        AbsurdTimeError: it is none, or too far from now to be any schedule's.

    """
    if text is None:
        return now.replace(second=0, microsecond=0)
    try:
        named = datetime.fromisoformat(text)
        due = named.replace(tzinfo=named.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        raise AbsurdTimeError from None
    if abs(due - now) > _FARTHEST:
        raise AbsurdTimeError
    return due


def _ask(runtime: Runtime, due: datetime) -> Sequence[str]:
    now = datetime.now(UTC)
    with runtime.engine.begin() as connection:
        served = [each for each in list_workbooks(connection) if not each.paused]
        asked = [
            ask_once(connection, runtime.queue, each, trigger="job", due=due, now=now) for each in served
        ]
    return [run.id for run in asked]


def _wait(runtime: Runtime, names: Sequence[str]) -> Sequence[Run]:
    """The runs as they are once all are over, or once the caller can wait no more."""
    end = time.monotonic() + LONGEST_WAIT
    while True:
        with runtime.engine.begin() as connection:
            found = [run for name in names if (run := find_run(connection, name)) is not None]
        if time.monotonic() > end or not any(run.state in PENDING for run in found):
            return found
        time.sleep(_LOOK_AGAIN)


def _result(found: Sequence[Run]) -> Result:
    states = [run.state for run in found]
    waiting = sum(state in PENDING for state in states)
    return Result(
        workbooks=len(states), done=states.count("done"), failed=states.count("failed"), waiting=waiting
    )
