"""A build in its own process, which can be killed if it hangs or a newer save replaces it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Protocol, TypeAlias

from .copied_process import KeptCopy

# A message of `worker`; its key "kind" determines the others.
Message: TypeAlias = Mapping[str, Any]
# Seconds in which the process may end itself, because only it can print where it hangs.
GRACE = 1.0


class Process(Protocol):
    """What a `subprocess.Popen` and a `CopiedProcess` have in common."""

    pid: int
    returncode: int | None
    stdout: IO[bytes] | None

    def wait(self) -> int:
        """Wait for its end, and return its exit code."""
        ...


def new_process(limit: float, folder: Path, document: str, copy: KeptCopy) -> Process:
    """A new process that builds a document, writes its files into `folder`, and keeps a copy."""
    worker = ["-m", f"{__package__}.worker", str(limit), str(folder), document]
    process = subprocess.Popen(
        [sys.executable, *_options(), *worker, *map(str, copy.theirs)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        start_new_session=True,
        pass_fds=copy.theirs,
        env={**os.environ, "PYTHONPATH": _path(), "PYTHONIOENCODING": "utf-8"},
    )
    copy.is_inherited()
    return process


class BuildProcess:
    """One running build, in a new process or one that began as a copy.

    It is ended after `limit` seconds. `on_message` gets each message of the worker, from another
    thread.

    The last message always has the kind "ended", with `seconds` and `outcome`: "done", "timeout",
    "crash", or "stopped" after `stop()`.
    """

    def __init__(
        self, process: Process, limit: float, on_message: Callable[[Message], None]
    ) -> None:
        self._limit = limit
        self._on_message = on_message
        self._stopped = False
        self._has_sent_all = False
        self._begun = time.monotonic()
        self._process = process
        self._timer = self._kill_after(limit + GRACE)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._waiter = threading.Thread(target=self._wait, daemon=True)
        for thread in (self._waiter, self._reader):
            thread.start()

    def stop(self) -> None:
        """End the process if it still runs, and wait for its last message."""
        self._stopped = True
        if self._process.returncode is None:
            self._kill()
        self._reader.join(5)

    def _wait(self) -> None:
        self._process.wait()
        self._timer.cancel()
        self._kill()  # the processes it started, which may keep its output open

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                if not self._stopped:
                    self._take(line)
        self._waiter.join()
        seconds = time.monotonic() - self._begun
        self._on_message({"kind": "ended", "outcome": self._outcome(seconds), "seconds": seconds})

    def _take(self, line: bytes) -> None:
        with suppress(ValueError):  # an incomplete line of a process that was ended
            message = json.loads(line)
            self._on_message(message)
            if message["kind"] == "roots":
                # The worker sends nothing after this, but a thread of the project may keep it
                # alive.
                self._has_sent_all = True
                self._timer.cancel()
                self._timer = self._kill_after(GRACE)

    def _outcome(self, seconds: float) -> str:
        if self._stopped:
            return "stopped"
        if self._has_sent_all:
            return "done"
        if seconds >= self._limit:
            return "timeout"
        return "crash" if self._process.returncode else "done"

    def _kill_after(self, seconds: float) -> threading.Timer:
        timer = threading.Timer(seconds, self._kill)
        timer.daemon = True
        timer.start()
        return timer

    def _kill(self) -> None:
        """Kill the process and all others of its session."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)


def _options() -> list[str]:
    """The options of the interpreter: the warning options of this process, -P and -B.

    -P, so that the current folder is not added to `sys.path`. -B, because Python uses old bytecode
    if the size and the second of the source are unchanged, which happens after two quick saves.
    """
    return ["-P", "-B", *(f"-W{option}" for option in sys.warnoptions)]


def _path() -> str:
    """PYTHONPATH with the import path of this process, as set by manage.py and --pythonpath."""
    return os.pathsep.join(entry or os.getcwd() for entry in sys.path)
