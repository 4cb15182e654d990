"""The whole service in a process of its own, over real HTTP: from the first opening to a refreshed sheet."""

from __future__ import annotations

import time

import requests

from abm_sheets.language import catalogue
from abm_sheets.outputs.cards.addresses import Route
from tests.commands import run
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, ROBOT, Person, titles, values
from tests.service.app.calling import SCHEDULER, Panel, texts
from tests.service.bookkeeping import until
from tests.service.process import Service
from tests.upkeep.access.sheet import PEOPLE, make

TEAM_ROW = {"date": "2026-11-20", "account": "alize.fr", "type": "Webinar", "contact": "=IMPORTXML(1)"}


def unshared(google: LocalGoogle) -> str:
    """A sheet of the owner's that the service's account cannot see yet."""
    sheet, owner = make(google), Person(google, OWNER)
    owner.unshare(sheet)
    for role, email in PEOPLE.items():
        owner.share(sheet, email, "reader" if role == "leadership" else "writer")
    return sheet


def test_from_the_first_opening_to_a_refreshed_sheet(google: LocalGoogle, service: Service) -> None:
    sheet = unshared(google)
    owner, leader = (Panel(google, requests, service.url, email) for email in (OWNER, PEOPLE["leadership"]))

    assert "Première utilisation" in texts(owner.card(Route.HOME, None))
    assert "requestFileScopeForActiveDocument" in owner.call(Route.PERMISSION, None).text
    assert ROBOT in texts(owner.card(Route.FILE_GRANTED, sheet))
    assert "Actualisation en attente" in texts(owner.card(Route.SETUP, sheet))
    until(lambda: "Prochaine étape" in texts(owner.card(Route.STATUS, sheet)))
    assert "Interactions" in texts(owner.card(Route.HOME, sheet))
    assert catalogue("fr").title("dashboard") not in titles(google, sheet)

    rows = {"values": [["15/03/2026", "Alizé", "Réponse e-mail"]]}
    path = f"/v4/spreadsheets/{sheet}/values/Interactions!A1:C1:append"
    Person(google, OWNER).done("POST", path, rows, valueInputOption="USER_ENTERED")
    assert "Rafraîchir" not in texts(leader.card(Route.HOME, sheet))
    assert leader.call(Route.REFRESH, sheet).status_code == 403
    started = time.monotonic()
    marketing = Panel(google, requests, service.url, PEOPLE["marketing"])
    assert marketing.call(Route.REFRESH, sheet).status_code == 200
    assert time.monotonic() - started < 1
    until(lambda: "Les chiffres sont à jour" in texts(marketing.card(Route.STATUS, sheet)))
    shown = texts(owner.card(Route.HOME, sheet))
    assert "Nous avons ciblé 1 compte ce trimestre" in shown
    assert "Rafraîchir" in shown
    assert catalogue("fr").title("dashboard") in titles(google, sheet)
    assert f"demandée par {PEOPLE['marketing']}" in texts(leader.card(Route.HOME, sheet))


def test_what_a_tool_sends_is_in_the_sheet_and_in_the_next_figures(
    google: LocalGoogle, service: Service
) -> None:
    sheet = make(google)
    assert run("workbooks", "add", sheet, "--schedule", "none").status == 0
    secret = run("hooks", "add", sheet, "zapier").output.split("whk_")[1].split()[0]
    headers = {"Authorization": f"Bearer whk_{secret}"}

    for event in ("e1", "e2", "e1", "e3"):
        body = {**TEAM_ROW, "event_id": event}
        assert requests.post(f"{service.url}/hooks/zapier", json=body, headers=headers, timeout=9).ok
    until(lambda: len(values(google, sheet, "Interactions")) == 4)
    rows = values(google, sheet, "Interactions")
    token = google.id_token(email=SCHEDULER, aud=f"{service.url}/jobs/refresh")
    answer = requests.post(
        f"{service.url}/jobs/refresh", headers={"Authorization": f"Bearer {token}"}, timeout=60
    )

    assert [row[-1] for row in rows[1:]] == ["e1", "e2", "e3"]
    assert {row[4] for row in rows[1:]} == {"=IMPORTXML(1)"}
    assert answer.json() == {"workbooks": 1, "done": 1, "failed": 0, "waiting": 0}
    assert "réussie" in run("workbooks", "history", sheet).output
