"""Whether the service lives, whether it can work, and what it has counted."""

from __future__ import annotations

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel

from abm_sheets.service.app.places import Places
from abm_sheets.service.jobs.refreshing import Parts
from abm_sheets.service.measures import exposition
from abm_sheets.service.pulse import Pulse

_MEASURING = Places(2, 10)


class Health(BaseModel):
    """How the service is."""

    status: str


def health_routes(parts: Parts, pulse: Pulse, *, shown: bool) -> APIRouter:
    """The routes; `shown`: what was counted is anybody's to read."""
    router = APIRouter(tags=["health"])

    @router.get("/healthz")
    async def lives() -> Health:
        """The process answers."""
        return Health(status="ok")

    @router.get("/readyz", responses={503: {"model": Health}})
    async def is_ready(response: Response) -> Health:
        """The database takes what is written, so that jobs can be taken and webhooks kept."""
        trouble = await pulse.trouble()
        if trouble:
            response.status_code = 503
            response.headers["Retry-After"] = "60"
        return Health(status=trouble or "ok")

    if shown:

        @router.get("/metrics", responses={503: {}})
        async def metrics() -> Response:
            """What was counted, for Prometheus."""
            return Response(await _MEASURING.run(_measured, parts), media_type=CONTENT_TYPE_LATEST)

    return router


def _measured(parts: Parts) -> bytes:
    with parts.engine.connect() as connection:
        return exposition(connection)
