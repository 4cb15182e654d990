"""Webhooks: who may send, what is taken, what the answer says; all of it before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from starlette.testclient import TestClient

from abm_sheets.service.database import events
from abm_sheets.service.desk import Desk, Wishes
from abm_sheets.service.jobs.refreshes import Runtime
from abm_sheets.service.store import events as kept
from abm_sheets.service.store.workbooks import change
from tests.google.launch import LocalGoogle
from tests.upkeep.access.sheet import make

ROW = {"date": "15/03/2026", "Compte": "Alizé", "Type": "webinaire"}


@pytest.fixture
def sheet(google: LocalGoogle, runtime: Runtime) -> str:
    return Desk(runtime).add(make(google), Wishes()).id


@pytest.fixture
def secret(runtime: Runtime, sheet: str) -> str:
    return Desk(runtime).set_hook(sheet, "zapier", None, fresh=True)[1]


def send(http: TestClient, secret: str, body: Any, **headers: str) -> tuple[int, dict[str, Any]]:
    answer = http.post("/hooks/zapier", json=body, headers={"Authorization": f"Bearer {secret}", **headers})
    return answer.status_code, answer.json()


def stored(runtime: Runtime) -> list[Mapping[str, Any]]:
    with runtime.engine.begin() as connection:
        return [row.row for row in connection.execute(events.select().order_by(events.c.seq))]


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (ROW, 1),
        ([ROW, {**ROW, "type": "rendez-vous", "Type": ""}], 2),
        ({"rows": [ROW]}, 1),
        ([{"date": "2026-03-15", "account": "alize.fr", "type": "Webinar", "inconnu": 3}], 1),
    ],
)
def test_rows_come_one_by_one_or_together(
    http: TestClient, runtime: Runtime, secret: str, body: Any, count: int
) -> None:
    status, answer = send(http, secret, body)

    assert status == 202
    assert (answer["accepted"], answer["repeated"], answer["rejected"]) == (count, 0, [])
    assert len(stored(runtime)) == count
    assert stored(runtime)[0]["date"] == "2026-03-15"


def test_a_cost_in_the_currency_of_its_tab_is_a_number(
    http: TestClient, runtime: Runtime, sheet: str
) -> None:
    secret = Desk(runtime).set_hook(sheet, "zapier", "marketing_costs", fresh=True)[1]
    with runtime.engine.begin() as connection:
        change(connection, sheet, currencies={"marketing_costs": "EUR"})

    send(http, secret, [{"Date": "15/03/2026", "Montant": amount} for amount in ("1 200 €", "1 200 $")])

    assert [row["amount"] for row in stored(runtime)] == [1200, "1200 $"]


def test_an_idempotency_key_tells_a_request_sent_again(
    http: TestClient, runtime: Runtime, secret: str
) -> None:
    body = [ROW, {**ROW, "Contenu": "autre"}]
    key = {"Idempotency-Key": "abc"}

    assert send(http, secret, body, **key)[1]["accepted"] == 2
    assert send(http, secret, body, **key)[1]["repeated"] == 2
    assert send(http, secret, body, **{"Idempotency-Key": "def"})[1]["accepted"] == 2
    assert len(stored(runtime)) == 4


def test_what_is_wrong_with_a_row_is_said_and_the_others_are_taken(http: TestClient, secret: str) -> None:
    rows = [ROW, {"Compte": "Alizé"}, {**ROW, "date": "demain"}, {"rien": 1}]

    status, answer = send(http, secret, rows)

    assert status == 202
    assert answer["accepted"] == 1
    assert [each["index"] for each in answer["rejected"]] == [1, 2, 3]
    assert "demain" in answer["rejected"][1]["reason"]
    assert answer["ignored"] == ["rien"]


def test_a_request_of_which_nothing_can_be_taken_fails(
    http: TestClient, runtime: Runtime, secret: str
) -> None:
    status, answer = send(http, secret, [{"Compte": "Alizé"}])

    assert status == 422
    assert len(answer["rejected"]) == 1
    assert stored(runtime) == []


NO_SECRETS: list[dict[str, str]] = [
    {},
    {"Authorization": "Bearer whk_unknown"},
    {"Authorization": "Bearer "},
    {"X-Api-Key": "whk_unknown"},
    {"Authorization": "Basic !!!"},
]


def test_who_has_no_secret_is_refused(http: TestClient, runtime: Runtime, secret: str) -> None:
    del secret  # there is a source, and this is not its secret
    for headers in NO_SECRETS:
        assert http.post("/hooks/zapier", json=ROW, headers=headers).status_code == 401, headers
    assert stored(runtime) == []


def test_a_secret_is_good_for_its_own_source_until_it_is_replaced(
    http: TestClient, runtime: Runtime, sheet: str, secret: str
) -> None:
    desk = Desk(runtime)
    other = desk.set_hook(sheet, "make", "opportunities", fresh=True)[1]

    assert send(http, other, ROW)[0] == 401
    fresh = desk.set_hook(sheet, "zapier", None, fresh=False)[1]
    assert send(http, secret, ROW)[0] == 401
    assert send(http, fresh, ROW)[0] == 202
    desk.remove_hook(sheet, "zapier")
    assert send(http, fresh, ROW)[0] == 401


def test_what_is_no_list_of_rows_is_refused(http: TestClient, secret: str) -> None:
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    too_many = b"[" + b"{}," * 1000 + b"{}]"

    for body, status in {b"": 400, b"{": 400, b"3": 400, b"[1]": 400, too_many: 413}.items():
        answer = http.post("/hooks/zapier", content=body, headers=headers)
        assert answer.status_code == status, body[:9]
        assert answer.json()["error"]


def test_a_source_waits_when_too_much_waits(
    http: TestClient, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST_WAITING", 0)

    assert send(http, secret, ROW)[0] == 202
    answer = http.post("/hooks/zapier", json=ROW, headers={"Authorization": f"Bearer {secret}"})

    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "60"
