"""Places for work that waits for others, such as Google or the database: few of a kind, each for a while.

Whoever finds none is told so at once. So no kind of work keeps another from being done, however long
what it waits for takes; and whether the service lives is answered without any.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import ParamSpec, TypeVar

from abm_sheets.errors.incoming import TooBusyError

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Places:
    """A number of threads for a kind of work, and the seconds that an answer is waited for."""

    def __init__(self, number: int, seconds: float) -> None:
        """Keep that many places."""
        self._free = threading.BoundedSemaphore(number)
        self._seconds = seconds

    async def run(self, work: Callable[Given, Result], *given: Given.args, **named: Given.kwargs) -> Result:
        """What a work gives; it keeps its place until it ends, even where it is waited for no more.

        Raises:
            TooBusyError: there is no place, or the work takes too long.

        """
        if not self._free.acquire(blocking=False):
            raise TooBusyError
        future: Future[Result] = Future()
        future.set_running_or_notify_cancel()

        def do() -> None:
            try:
                future.set_result(work(*given, **named))
            except Exception as failure:  # noqa: BLE001 (it is raised where the work is waited for)
                future.set_exception(failure)
            finally:
                self._free.release()

        # Threads of a pool would keep the process from ending.
        threading.Thread(target=do, name="place", daemon=True).start()
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), self._seconds)
        except TimeoutError:
            raise TooBusyError from None
