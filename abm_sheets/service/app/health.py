"""Whether the service lives, whether it can work, and what it has counted."""

from __future__ import annotations

import sqlalchemy as sa
from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel
from sqlalchemy.exc import SQLAlchemyError

from abm_sheets.service.measures import exposition


class Health(BaseModel):
    """How the service is."""

    status: str


def health_routes(engine: sa.Engine) -> APIRouter:
    """The routes, over a database."""
    router = APIRouter(tags=["health"])

    @router.get("/healthz")
    def lives() -> Health:
        """The process answers."""
        return Health(status="ok")

    @router.get("/readyz", responses={503: {"model": Health}})
    def is_ready(response: Response) -> Health:
        """The database answers too, so that jobs can be taken and webhooks kept."""
        try:
            with engine.connect() as connection:
                connection.execute(sa.text("SELECT 1"))
        except SQLAlchemyError:
            response.status_code = 503
            return Health(status="database unreachable")
        return Health(status="ok")

    @router.get("/metrics")
    def metrics() -> Response:
        """What was counted, for Prometheus."""
        with engine.connect() as connection:
            return Response(exposition(connection), media_type=CONTENT_TYPE_LATEST)

    return router
