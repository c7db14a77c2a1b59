"""Checks in a thread, for servers that send the end of a response only after it is closed."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable
from typing import Any, Final

# The most responses that wait for their check; a further one is not checked.
MOST_WAITING: Final = 100


class CheckThread:
    """Calls `check` with each response in one thread of the process, which a fork starts anew.

    The thread is a daemon: at the end of the process, waiting responses are not checked.
    """

    def __init__(self, check: Callable[[Any], object], most: int = MOST_WAITING) -> None:
        self._check = check
        self._most = most
        self._process = 0
        self._starting = threading.Lock()
        self._waiting: queue.Queue[Any] = queue.Queue(most)

    def __call__(self, exchange: Any) -> None:
        """Hand over a response, unless too many are waiting."""
        if self._process != os.getpid():
            self._start()
        try:
            self._waiting.put_nowait(exchange)
        except queue.Full:
            return

    def wait(self) -> None:
        """Wait until all responses so far are checked."""
        self._waiting.join()

    def _start(self) -> None:
        with self._starting:
            if self._process != os.getpid():
                waiting = self._waiting = queue.Queue(self._most)
                name = "drf-typed-responses checks"
                threading.Thread(target=self._run, args=(waiting,), name=name, daemon=True).start()
                self._process = os.getpid()

    def _run(self, waiting: queue.Queue[Any]) -> None:
        while True:
            exchange = waiting.get()
            try:
                self._check(exchange)
            except BaseException:  # noqa: S112  it logs its own faults; the thread must go on
                continue
            finally:
                waiting.task_done()
