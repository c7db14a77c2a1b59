"""A build as a process that can be ended: it is slow, hangs, or a newer save makes it stale."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

# The process ends itself first, because it can say where it hangs.
GRACE = 1.0


class Build:
    """One running build; `tell` is called from a thread with each message of the worker.

    The last message is always of the kind "ended", with `seconds` and `outcome`: "done", "timeout",
    "crash", or "stopped" after `stop()`.
    """

    def __init__(self, limit: float, tell: Callable[[dict[str, Any]], None]) -> None:
        self._limit = limit
        self._tell = tell
        self._stopped = False
        self._has_said_all = False
        self._begun = time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, *_options(), "-m", f"{__package__}.worker", str(limit)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": _path(), "PYTHONIOENCODING": "utf-8"},
        )
        self._timer = self._end_in(limit + GRACE)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._waiter = threading.Thread(target=self._wait, daemon=True)
        for thread in (self._waiter, self._reader):
            thread.start()

    def stop(self) -> None:
        """End it, if it still runs, and wait until it has."""
        self._stopped = True
        if self._process.returncode is None:
            self._kill()
        self._reader.join(5)

    def _wait(self) -> None:
        self._process.wait()
        self._timer.cancel()
        self._kill()  # what it has started, and may hold its output open

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                if not self._stopped:
                    self._take(line)
        self._waiter.join()
        seconds = time.monotonic() - self._begun
        self._tell({"kind": "ended", "outcome": self._outcome(seconds), "seconds": seconds})

    def _take(self, line: bytes) -> None:
        with suppress(ValueError):  # half a line of a process that was ended
            message = json.loads(line)
            self._tell(message)
            if message["kind"] == "roots":
                # It has said all; a thread of the project may keep it from ending by itself.
                self._has_said_all = True
                self._timer.cancel()
                self._timer = self._end_in(GRACE)

    def _outcome(self, seconds: float) -> str:
        if self._stopped:
            return "stopped"
        if self._has_said_all:
            return "done"
        if seconds >= self._limit:
            return "timeout"
        return "crash" if self._process.returncode else "done"

    def _end_in(self, seconds: float) -> threading.Timer:
        timer = threading.Timer(seconds, self._kill)
        timer.daemon = True
        timer.start()
        return timer

    def _kill(self) -> None:
        """End the process and all of its session."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)


def _options() -> list[str]:
    """As this interpreter was started.

    -P, because the current folder is no place of modules; -B, because Python takes kept bytecode
    for a source of the same size and second, which a second save easily is.
    """
    return ["-P", "-B", *(f"-W{option}" for option in sys.warnoptions)]


def _path() -> str:
    """What can be imported here can be imported there: manage.py and --pythonpath add to it."""
    return os.pathsep.join(entry or os.getcwd() for entry in sys.path)
