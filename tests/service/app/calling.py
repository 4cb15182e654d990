"""Google as it calls the side panel for a person, and other programs as they call the service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from abm_sheets.outputs.cards.addresses import Addresses, Route
from tests.google.launch import LocalGoogle
from tests.service.callers.calls import ADDON, CLIENT

Json = dict[str, Any]

SCHEDULER = "planificateur@exemple.iam.gserviceaccount.com"


class Answering(Protocol):
    """What answers a request: its status and its JSON."""

    @property
    def status_code(self) -> int:
        """The status."""

    @property
    def text(self) -> str:
        """The body."""

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers."""

    def json(self) -> Any:
        """The decoded body."""


class Posting(Protocol):
    """A way to post to the service: over the network, or straight to its application."""

    def post(self, url: str, *, json: Any = None, headers: Any = None) -> Answering:
        """Post JSON."""


@dataclass(frozen=True)
class Panel:
    """The panel of one person, at the public address of a service."""

    google: LocalGoogle
    http: Posting
    base: str
    email: str
    locale: str = "fr-FR"

    def call(self, route: Route, file: str | None, **more: Any) -> Answering:
        """Have Google call a route for the person, a file open or not; see `event` and `header`."""
        headers = {"Authorization": f"Bearer {self.system(route, **more.pop('system', {}))}"}
        body = self.event(file, **more)
        return self.http.post(f"{self.base}{route}", json=body, headers=headers)

    def card(self, route: Route, file: str | None, **more: Any) -> Json:
        """The card that a call, which must succeed, answers with."""
        answer = self.call(route, file, **more)
        assert answer.status_code == 200, answer.json()
        return card_of(answer.json())

    def system(self, route: Route, **claims: Any) -> str:
        """The token by which Google says that it calls."""
        audience = Addresses(self.base).of(route)
        return self.google.id_token(**{"email": ADDON, "aud": audience, **claims})

    def event(self, file: str | None, *, person: Json | None = None, **common: Any) -> Json:
        """What Google sends; `person` are claims of the person's token other than usual."""
        signed = self.google.id_token(**{"email": self.email, "aud": CLIENT, **(person or {})})
        sheets = {"id": file, "title": "Suivi ABM"} if file else {}
        return {
            "commonEventObject": {"hostApp": "SHEETS", "userLocale": self.locale, **common},
            "authorizationEventObject": {"userIdToken": signed, "userOAuthToken": f"user:{self.email}"},
            "sheets": {"addonHasFileScopePermission": bool(file), **sheets},
        }


def card_of(answer: Json) -> Json:
    """The card in an answer."""
    action = answer.get("renderActions", answer)["action"]
    shown = [step.get("pushCard") or step.get("updateCard") for step in action["navigations"]]
    card: Json = next(filter(None, shown))
    return card


def texts(card: Json) -> str:
    """All that a card says, a line for each text."""
    return "\n".join(_strings(card))


def _strings(part: Any) -> list[str]:
    if isinstance(part, dict):
        return [text for value in part.values() for text in _strings(value)]
    if isinstance(part, list):
        return [text for value in part for text in _strings(value)]
    return [part] if isinstance(part, str) else []
