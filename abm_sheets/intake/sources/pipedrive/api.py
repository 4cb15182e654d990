"""Pipedrive's web API, as far as it is read: lists of its second version, four calls of its first."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

from abm_sheets.errors.sources import CallLimitError, DailyLimitError
from abm_sheets.intake.sources.client import (
    Answer,
    Client,
    Json,
    Model,
    Paging,
    Params,
    TryAgainError,
    retry_after,
)
from abm_sheets.intake.sources.pipedrive.answers import ActivityType, Change, Me, User
from abm_sheets.intake.sources.reading import Access

LISTED = 500
"""Records that one call gives at most."""

_ADDRESS = "https://api.pipedrive.com"
_WINDOW_S = 2.0
"""The interval within which a token may make so many calls."""


class PipedriveClient(Client):
    """Pipedrive by the token of a user, who sees what it reads."""

    system = "pipedrive"
    paging = Paging("cursor", "data", ("additional_data", "next_cursor"))

    def __init__(self, access: Access) -> None:
        """Keep the token; nothing is sent yet."""
        token = access.secrets["token"]
        super().__init__(access.address or _ADDRESS, {"x-api-token": token}, token, access.patience)

    def me(self) -> Me:
        """Whose token it is."""
        return self.typed(Me, [self.get("/v1/users/me").get("data") or {}])[0]

    def users(self) -> list[User]:
        """Everybody who owns records, or did."""
        return self.typed(User, self.rows(self.get("/v1/users")))

    def activity_types(self) -> list[ActivityType]:
        """The types of activities, those included that the company made."""
        return self.typed(ActivityType, self.rows(self.get("/v1/activityTypes")))

    def changes(self, deal: str) -> Iterator[Change]:
        """What changed in a deal, each page newest first."""
        for page in self.pages(f"/v1/deals/{deal}/changelog", {"limit": LISTED}):
            yield from self.typed(Change, page)

    def every(self, kind: str, model: type[Model], params: Params | None = None) -> list[Model]:
        """Every record of a kind."""
        pages = self.pages(f"/api/v2/{kind}", {"limit": LISTED, **(params or {})})
        return [each for page in pages for each in self.typed(model, page)]

    def rows(self, body: Json) -> list[Json]:
        """The rows of an answer, which are null where there are none."""
        return [] if body.get("data", ...) is None else [*super().rows(body)]

    def refusal(self, answer: Answer) -> Exception:
        """What Pipedrive's refusals mean: the calls of a moment are used up, or the tokens of the day."""
        if answer.status != HTTPStatus.TOO_MANY_REQUESTS:
            return super().refusal(answer)
        if answer.headers.get("x-daily-ratelimit-token-remaining") == "0":
            return DailyLimitError(system=self.system)
        wait = retry_after(answer)
        return TryAgainError(CallLimitError(system=self.system), _reset(answer) if wait is None else wait)

    def rest(self, answer: Answer) -> float:
        """The rest of the interval once no call is left in it."""
        return _reset(answer) if answer.headers.get("x-ratelimit-remaining") == "0" else 0.0


def _reset(answer: Answer) -> float:
    """The seconds until calls may be made again."""
    told = answer.headers.get("x-ratelimit-reset", "")
    return float(told) if told.isdecimal() else _WINDOW_S
