"""The application keeps to its OpenAPI document, whatever it is sent, and never fails by accident."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import sampled_from
from schemathesis import BaseSchema, Case
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance
from starlette.testclient import TestClient

from abm_sheets.service.app import jobs
from abm_sheets.service.desk import Desk, Wishes
from abm_sheets.service.jobs.refreshes import Runtime
from tests.google.launch import LocalGoogle
from tests.service.app.calling import SCHEDULER
from tests.service.app.conftest import BASE
from tests.service.callers.calls import ADDON
from tests.trying import one_in
from tests.upkeep.access.sheet import make

Headers = Callable[[str], dict[str, str]]


@pytest.fixture
def document(http: TestClient, monkeypatch: pytest.MonkeyPatch) -> BaseSchema:
    monkeypatch.setattr(jobs, "LONGEST_WAIT", 0)
    return schemathesis.openapi.from_asgi("/openapi.json", http.app)


@pytest.fixture
def headers(google: LocalGoogle, runtime: Runtime) -> Headers:
    """What lets a caller in at each path."""
    desk = Desk(runtime)
    sheet = desk.add(make(google), Wishes()).id
    secret = desk.set_hook(sheet, "zapier", None, fresh=True)[1]

    def of(path: str) -> dict[str, str]:
        if path.startswith("/hooks"):
            return {"Authorization": f"Bearer {secret}"}
        email = ADDON if path.startswith("/addon") else SCHEDULER
        return {"Authorization": f"Bearer {google.id_token(email=email, aud=f'{BASE}{path}')}"}

    return of


def test_nothing_fails_by_accident(document: BaseSchema, headers: Headers) -> None:
    operations = [each.ok() for each in document.get_all_operations() if isinstance(each, Ok)]
    assert len(operations) >= 15

    for operation in operations:
        _try(operation, headers(operation.path))


def _try(operation: APIOperation[Any, Any, Any, Any], known: dict[str, str]) -> None:
    """Send an operation all sorts of requests, from who is let in and from who is not."""

    @given(operation.as_strategy(), sampled_from([{}, known]))
    @settings(one_in(5), suppress_health_check=list(HealthCheck), database=None)
    def send(case: Case[Any], caller: dict[str, str]) -> None:
        if "source" in case.path_parameters and caller:
            case.path_parameters["source"] = "zapier"
        answer = case.call(headers=caller)
        assert answer.status_code != 500, answer.text
        case.validate_response(answer, checks=[status_code_conformance, response_schema_conformance])

    send()
