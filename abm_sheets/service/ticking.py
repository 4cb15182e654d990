"""The service's own beat: what is due is asked for, what a crash left is mended, what is old is deleted."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from abm_sheets.service import database
from abm_sheets.service.asking import ask_for_due, plan_anew
from abm_sheets.service.jobs.mending import forget, mend, take_over
from abm_sheets.service.jobs.refreshing import Parts
from abm_sheets.service.jobs.waits import Waits, count_from_now
from abm_sheets.service.slots import Slots

LOG = logging.getLogger(__name__)

BEAT = 15
"""Seconds between two beats, on an hour of sixty real minutes."""

_RARE = timedelta(hours=1)


class Ticker(threading.Thread):
    """Beats from the moment it is started, so that what was missed while nothing ran is caught up at once."""

    def __init__(self, parts: Parts, slots: Slots) -> None:
        """Bind what is looked after."""
        super().__init__(name="ticker", daemon=True)
        self._parts = parts
        self._slots = slots
        self._waits = Waits()
        self._over = threading.Event()
        self._forgotten = datetime.min.replace(tzinfo=UTC)

    def run(self) -> None:
        """Beat until stopped."""
        while True:
            self._guarded(lambda: self.beat(database.now(self._parts.engine)))
            if self._over.wait(BEAT * self._parts.configuration.poll):
                return

    def stop(self) -> None:
        """End after the beat in progress."""
        self._over.set()

    def beat(self, now: datetime) -> None:
        """Do once what is done at each beat; what fails is done at the next."""
        self._guarded(self._keep_place)
        self._guarded(lambda: self._ask(now))
        self._guarded(lambda: take_over(self._slots))
        self._guarded(lambda: mend(self._parts, now))
        self._guarded(lambda: self._hasten(now))
        # At once where the clock was set back: it may have been wrong when the next runs were planned.
        if not timedelta() <= now - self._forgotten < _RARE:
            self._forgotten = now
            self._guarded(lambda: plan_anew(self._parts.engine, now))
            self._guarded(lambda: forget(self._parts, now))

    def _keep_place(self) -> None:
        if not self._slots.keep():
            # Two workers of one name would take each other's jobs for their own.
            LOG.critical("another worker has this one's place")
            signal.raise_signal(signal.SIGTERM)

    def _ask(self, now: datetime) -> None:
        asked = ask_for_due(self._parts.engine, self._parts.queue, now)
        if asked:
            LOG.info("runs due: %d", asked)

    def _hasten(self, now: datetime) -> None:
        self._waits.end(self._parts.queue.client)
        with self._parts.engine.begin() as connection:
            count_from_now(connection, now)

    @staticmethod
    def _guarded(work: Callable[[], object]) -> None:
        try:
            work()
        except Exception:
            LOG.exception("a beat failed")
