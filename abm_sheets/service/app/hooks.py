"""Rows that other tools send, kept before they are answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Request, Response
from pydantic import BaseModel

from abm_sheets.errors.incoming import NotAuthenticatedError, TooManyWaitingError
from abm_sheets.intake.webhook import AcceptedRow, RejectedRow, accept, event_key, read_payload
from abm_sheets.service import telemetry
from abm_sheets.service.app.bounds import Places
from abm_sheets.service.callers import hashed, secret_of
from abm_sheets.service.jobs.feeds import receive
from abm_sheets.service.jobs.refreshes import Runtime
from abm_sheets.service.store.events import Hook, find_hook, has_room
from abm_sheets.service.store.workbooks import Served, find_workbook
from abm_sheets.tables.regional import regional

_ROW = {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean", "null"]}}
_ROWS = {"type": "array", "items": _ROW, "maxItems": 1000}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "anyOf": [_ROW, _ROWS, {"type": "object", "properties": {"rows": _ROWS}}],
                    "examples": [{"date": "2026-03-15", "account": "Acme", "type": "webinar"}],
                }
            },
            "application/x-www-form-urlencoded": {"schema": _ROW},
        },
    }
}


_AT_ONCE = 16
_LONGEST = 10


class Rejected(BaseModel):
    """A row that was not taken: its number from 0, and why."""

    index: int
    reason: str


class Receipt(BaseModel):
    """What was taken, what was sent before, what was not taken, and the fields that no column is for."""

    accepted: int
    repeated: int
    rejected: list[Rejected]
    ignored: list[str]


@dataclass(frozen=True)
class Sent:
    """A request: the source, its secret, the body, its content type, the identity that the caller gives."""

    source: str
    secret: str | None = field(repr=False)
    body: bytes = field(repr=False)
    kind: str
    idempotency: str | None


async def _body(request: Request) -> bytes:
    return await request.body()


def hook_routes(runtime: Runtime) -> APIRouter:
    """The route, over what the service runs with."""
    router, places = APIRouter(tags=["hooks"]), Places(_AT_ONCE, _LONGEST)
    refusals: dict[int | str, dict[str, Any]] = {code: {} for code in (400, 401, 413, 429, 503)}

    @router.post(
        "/hooks/{source}",
        status_code=202,
        openapi_extra=_BODY,
        responses=refusals | {422: {"model": Receipt}},
    )
    async def take(  # noqa: PLR0913, PLR0917 (what a request is made of)
        request: Request,
        response: Response,
        source: Annotated[str, Path(max_length=64)],
        body: Annotated[bytes, Depends(_body)],
        authorization: Annotated[str | None, Header()] = None,
        x_api_key: Annotated[str | None, Header()] = None,
        idempotency_key: Annotated[str | None, Header(max_length=200)] = None,
    ) -> Receipt:
        """Keep rows for the input tab that the source feeds; they are written within a minute or so.

        The same row sent again within thirty days is one row.
        """
        secret, kind = secret_of(authorization, x_api_key), request.headers.get("content-type", "")
        sent = Sent(source, secret, body, kind, idempotency_key)
        receipt = await places.run(_receive, runtime, sent)
        if not receipt.accepted and not receipt.repeated and receipt.rejected:
            response.status_code = 422
        return receipt

    return router


def _receive(runtime: Runtime, sent: Sent) -> Receipt:
    """Keep what was sent.

    Raises:
        NotAuthenticatedError: no source has the secret.
        TooManyWaitingError: so many of its rows wait already that it has to wait.
        PayloadError: the body holds no rows.

    """
    hook, served = _known(runtime, sent.source, sent.secret)
    records, habits = read_payload(sent.body, sent.kind), regional(served.locale)
    own = served.currencies.get(hook.tab, "")
    rows = [(record, accept(hook.tab, record, habits, own)) for record in records]
    return _keep(runtime, hook, rows, sent.idempotency)


def _known(runtime: Runtime, source: str, secret: str | None) -> tuple[Hook, Served]:
    """The source that a secret belongs to, and its workbook.

    Raises:
        NotAuthenticatedError: there is none.
        TooManyWaitingError: so many of its rows wait already that it has to wait.

    """
    with runtime.engine.begin() as connection:
        hook = find_hook(connection, source, hashed(secret)) if secret else None
        served = find_workbook(connection, hook.workbook) if hook else None
        if hook is None or served is None:
            raise NotAuthenticatedError
        if not has_room(connection, hook.workbook):
            raise TooManyWaitingError
    return hook, served


def _keep(
    runtime: Runtime,
    hook: Hook,
    sent: Sequence[tuple[Mapping[str, object], AcceptedRow | RejectedRow]],
    idempotency: str | None,
) -> Receipt:
    """Keep the rows accepted, in order, and say what became of each that was sent."""
    now, language = datetime.now(UTC), runtime.configuration.language
    events = [
        {
            "workbook": hook.workbook,
            "source": hook.source,
            "tab": hook.tab,
            "key": event_key(hook.source, hook.tab, record, row.values, _given(idempotency, number)),
            "row": dict(row.values),
            "received": now,
        }
        for number, (record, row) in enumerate(sent)
        if isinstance(row, AcceptedRow)
    ]
    with runtime.engine.begin() as connection:
        new = receive(connection, runtime.queue, hook.workbook, events, runtime.configuration.minute)
    refused = [(number, row) for number, (_, row) in enumerate(sent) if isinstance(row, RejectedRow)]
    receipt = Receipt(
        accepted=sum(new),
        repeated=len(new) - sum(new),
        rejected=[Rejected(index=number, reason=row.sentence(language)) for number, row in refused],
        ignored=sorted({name for _, row in sent for name in row.ignored}),
    )
    _count(receipt)
    return receipt


def _count(receipt: Receipt) -> None:
    numbers = {"accepted": receipt.accepted, "repeated": receipt.repeated, "rejected": len(receipt.rejected)}
    for result, number in numbers.items():
        telemetry.EVENTS.labels(result).inc(number)


def _given(idempotency: str | None, number: int) -> str | None:
    """The identity that the caller gives to a row of its request."""
    return None if idempotency is None else f"{idempotency}/{number}"
