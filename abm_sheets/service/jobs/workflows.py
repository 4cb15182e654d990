"""The jobs as durable workflows: after a crash each goes on from its last step that was finished."""

from __future__ import annotations

from typing import Any

from dbos import DBOS, DBOSConfiguredInstance

from abm_sheets.service.jobs.feeds import attempt_feed, settle_feed
from abm_sheets.service.jobs.messages import put_off, send_message
from abm_sheets.service.jobs.queue import INSTANCE, Failure, Refreshed, Sending
from abm_sheets.service.jobs.refreshes import Runtime, attempt_run, settle_run
from abm_sheets.service.telemetry import run_named

_UNTIL_THE_DATABASE_ANSWERS = 8
"""Attempts of a step that only the database can fail."""


@DBOS.dbos_class()
class Jobs(DBOSConfiguredInstance):
    """The workflows, bound to what they work with."""

    def __init__(self, runtime: Runtime) -> None:
        """Bind what jobs run with; a process has one such object, found again by its name."""
        self.runtime = runtime
        super().__init__(INSTANCE)

    @DBOS.workflow(name="refresh", max_recovery_attempts=None)
    def refresh(self, run: str, attempt: int) -> None:
        """One attempt of a run, and what follows from it."""
        with run_named(run):
            outcome = self.attempt_run(run)
            if outcome is not None:
                self.settle_run(run, attempt, outcome)

    @DBOS.workflow(name="feed", max_recovery_attempts=None)
    def feed(self, workbook: str, name: str) -> None:
        """Write the next rows received for a workbook."""
        with run_named(name):
            self.settle_feed(workbook, name, self.attempt_feed(workbook, name))

    @DBOS.workflow(name="message", max_recovery_attempts=None)
    def message(self, sending: dict[str, Any]) -> None:
        """One attempt to send a message or an alert, and what follows from it."""
        with run_named(sending["name"]):
            if not self.send_message(sending):
                self.put_off(sending)

    @DBOS.step(name="attempt_run")
    def attempt_run(self, run: str) -> dict[str, Any] | None:
        """Read, compute, write: a step that may be repeated."""
        outcome = attempt_run(self.runtime, run)
        return None if outcome is None else outcome.model_dump(mode="json")

    @DBOS.step(name="settle_run", retries_allowed=True, max_attempts=_UNTIL_THE_DATABASE_ANSWERS)
    def settle_run(self, run: str, attempt: int, outcome: dict[str, Any]) -> None:
        """Note how an attempt went."""
        settle_run(self.runtime, run, attempt, _read(outcome))

    @DBOS.step(name="attempt_feed", retries_allowed=True, max_attempts=_UNTIL_THE_DATABASE_ANSWERS)
    def attempt_feed(self, workbook: str, name: str) -> dict[str, Any] | str | None:
        """Write rows and read them back: a step that may be repeated."""
        outcome = attempt_feed(self.runtime, workbook, name)
        return outcome.model_dump(mode="json") if isinstance(outcome, Failure) else outcome

    @DBOS.step(name="settle_feed", retries_allowed=True, max_attempts=_UNTIL_THE_DATABASE_ANSWERS)
    def settle_feed(self, workbook: str, name: str, outcome: Any) -> None:
        """Note what is written."""
        read = Failure.model_validate(outcome) if isinstance(outcome, dict) else outcome
        settle_feed(self.runtime, workbook, name, read)

    @DBOS.step(name="send_message", retries_allowed=True, max_attempts=_UNTIL_THE_DATABASE_ANSWERS)
    def send_message(self, sending: dict[str, Any]) -> bool:
        """Send a message: a channel that took it is not sent it again."""
        return send_message(self.runtime.engine, Sending.model_validate(sending))

    @DBOS.step(name="put_off", retries_allowed=True, max_attempts=_UNTIL_THE_DATABASE_ANSWERS)
    def put_off(self, sending: dict[str, Any]) -> None:
        """Have a message sent again later."""
        runtime = self.runtime
        put_off(runtime.engine, runtime.queue, Sending.model_validate(sending), runtime.configuration.minute)


def _read(outcome: dict[str, Any]) -> Refreshed | Failure:
    return Refreshed.model_validate(outcome) if "digests" in outcome else Failure.model_validate(outcome)
