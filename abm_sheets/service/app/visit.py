"""A person who looks at a file through the panel: who it is, which file, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from abm_sheets.language import Catalogue
from abm_sheets.outputs.cards import ask_permission
from abm_sheets.outputs.cards.addresses import Addresses
from abm_sheets.outputs.cards.event import Event
from abm_sheets.outputs.cards.panel import LastRun, Panel, Pending, Role, Schedule
from abm_sheets.outputs.cards.widgets import scopes_request, trigger
from abm_sheets.service.callers import Certificates, Verifier, identified
from abm_sheets.service.desk import Desk
from abm_sheets.service.jobs.refreshes import Runtime
from abm_sheets.service.rights import Right, Rights
from abm_sheets.service.store.runs import Run, last_run, pending_run
from abm_sheets.service.store.workbooks import Served, find_workbook

EMAIL_SCOPE = "https://www.googleapis.com/auth/userinfo.email"
"""Without it Google does not say who the person is."""


@dataclass(frozen=True)
class Visit:
    """A person at a file; `served` is None where the file is not set up. The token is shown nowhere."""

    file_id: str
    title: str
    right: Right
    served: Served | None
    words: Catalogue
    event: Event = field(repr=False)

    @property
    def access_token(self) -> str:
        """The person's own access to Google, good for the length of this request."""
        token = self.event.authorization.user_oauth_token
        return token.get_secret_value() if token else ""


class Door:
    """Lets in Google's own calls for the add-on, and the people they are made for."""

    def __init__(self, runtime: Runtime, certificates: Certificates) -> None:
        """Bind what the service runs with and Google's keys."""
        self.runtime = runtime
        self.desk = Desk(runtime)
        self.addresses = Addresses(runtime.configuration.base)
        self._certificates = certificates
        self._rights = Rights()
        audiences = list(self.addresses.all().values())
        self._verifier = Verifier(certificates, audiences, runtime.configuration.addon_account)

    def check_caller(self, event: Event, authorization: str | None) -> None:
        """See that Google calls, for this add-on.

        Raises:
            IdentityError: it does not, or this cannot be known now.

        """
        repeated = event.authorization.system_id_token
        self._verifier.caller(authorization, repeated.get_secret_value() if repeated else None)

    def asked_first(self, event: Event, words: Catalogue) -> dict[str, Any] | None:
        """What must be asked of the person before anything else, if anything: who they are, the file."""
        if event.authorization.user_id_token is None:
            return scopes_request([EMAIL_SCOPE])
        if not event.file_id:
            return trigger(ask_permission(self.addresses, words))
        return None

    def visit(self, event: Event, words: Catalogue) -> Visit:
        """The person and the file of an event, verified with the person's own tokens.

        Raises:
            IdentityError: it is not known who, or the file is not theirs to see.
            GoogleError: Google does not answer.

        """
        signed, token = event.authorization.user_id_token, event.authorization.user_oauth_token
        client = [self.runtime.configuration.addon_client]
        person = identified(signed.get_secret_value() if signed else None, client, self._certificates)
        # The file is what a request says it is: the right to it is asked of Google each time.
        right = self._rights.of(person, token.get_secret_value() if token else None, event.file_id)
        with self.runtime.engine.begin() as connection:
            served = find_workbook(connection, event.file_id)
        title = event.sheets.title or (served.title if served else "")
        return Visit(event.file_id, title, right, served, words, event)

    def panel(self, visit: Visit) -> Panel:
        """What the cards of a file that is set up are made of."""
        served = visit.served
        if served is None:
            raise LookupError(visit.file_id)
        with self.runtime.engine.begin() as connection:
            last, waiting = last_run(connection, served.id), pending_run(connection, served.id)
        return Panel(
            file_id=served.id,
            title=visit.title,
            digest=served.digests.get(visit.words.language),
            last=_last(last, served, visit.words),
            pending=cast("Pending", waiting.state) if waiting else None,
            pending_since=_local(waiting.queued, served) if waiting else None,
            schedule=_schedule(served),
            not_refreshed_since=_local(served.refreshed, served) if served.failing_since else None,
            role=cast("Role | None", visit.right.role),
            may_refresh=visit.right.may_refresh,
            may_administer=visit.right.may_administer,
        )


def _last(run: Run | None, served: Served, words: Catalogue) -> LastRun | None:
    if run is None or run.ended is None:
        return None
    return LastRun(
        when=run.ended.astimezone(served.clock),
        who=run.who,
        trigger=run.trigger,
        rows=run.row_count or 0,
        succeeded=run.state == "done",
        sentence=(run.failure or {}).get(words.language, ""),
    )


def _schedule(served: Served) -> Schedule:
    return Schedule(
        cron=served.schedule,
        zone=str(served.clock),
        next_run=_local(served.next_due, served),
        paused=served.paused,
        chosen=served.zone is not None,
    )


def _local(moment: datetime | None, served: Served) -> datetime | None:
    return None if moment is None else moment.astimezone(served.clock)
