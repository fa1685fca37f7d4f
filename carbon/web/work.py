"""Work that takes longer than a page: a few things at a time, in threads, with an end in time.

Files are read and written here, so that a large one does not keep everybody else waiting.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import anyio
import anyio.to_thread

from carbon.problems import CarbonError
from carbon.web.settings import Settings

T = TypeVar("T")


class BusyError(CarbonError):
    """Too much is being done at once, or this took too long."""


class Work:
    """A small number of places at the bench. A class because it counts who stands in the queue."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._places = anyio.CapacityLimiter(settings.at_once)

    async def done(self, task: Callable[[], T]) -> T:
        """Return what a task makes. Raises BusyError when the queue is full or the time is over."""
        if self._places.statistics().tasks_waiting >= self._settings.waiting:
            raise BusyError
        try:
            with anyio.fail_after(self._settings.work_seconds):
                return await anyio.to_thread.run_sync(
                    task, abandon_on_cancel=True, limiter=self._places
                )
        except TimeoutError:
            raise BusyError from None
