"""The kept copy of a build process (`template`), for the command that requests builds from it."""

from __future__ import annotations

import array
import json
import os
import socket
import sys
from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import IO, Any

from .template import LARGEST

# Seconds in which a copy answers; it only compares files.
PATIENCE = 5.0
# Seconds in which a copy that was just made tells that it is ready.
PROMPT = 0.05


class KeptCopy:
    """The copy that one build process keeps of its start.

    `theirs` is the number of the socket for that process, to be inherited; None where processes
    cannot be copied.
    """

    def __init__(self) -> None:
        self._ours: socket.socket | None = None
        self._theirs: socket.socket | None = None
        self._is_ready = False
        # Why a build must start from nothing, if the copy said so.
        self.refusal = ""
        if sys.platform == "linux":
            self._ours, self._theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)

    @property
    def theirs(self) -> tuple[int, ...]:
        """The number of the socket for the build process; none where processes are not copied."""
        return (self._theirs.fileno(),) if self._theirs is not None else ()

    def is_inherited(self) -> None:
        """The build process has its end of the socket, which this process closes."""
        if self._theirs is not None:
            self._theirs.close()
            self._theirs = None

    def build(self, changed: Collection[str]) -> CopiedProcess | None:
        """Start a build from the copy; None if a build must start from nothing.

        `changed` are the files that were saved since the copy was made.
        """
        request = json.dumps(sorted(changed)).encode()
        self._is_ready = self._is_ready or "ready" in self.told(PROMPT)
        if not self._is_ready or self._ours is None or len(request) > LARGEST:
            return None
        reading, writing = os.pipe()
        fds = array.array("i", [writing])
        with suppress(OSError):
            self._ours.sendmsg([request], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, fds)])
        os.close(writing)
        pid = self.told(PATIENCE).get("pid")
        if pid is None:
            os.close(reading)
            return None
        return CopiedProcess(pid, self, os.fdopen(reading, "rb"))

    def told(self, seconds: float | None) -> Mapping[str, Any]:
        """The next message of the copy; nothing if it ended or sends none within the time."""
        if self._ours is None:
            return {}
        try:
            self._ours.settimeout(seconds)
            data = self._ours.recv(LARGEST)
        except OSError:
            data = b""
        told: Mapping[str, Any] = json.loads(data) if data else {}
        self.refusal = told.get("cold", self.refusal)
        return told

    def close(self) -> None:
        """End the copy, which waits for requests."""
        self.is_inherited()
        if self._ours is not None:
            with suppress(OSError):
                self._ours.shutdown(socket.SHUT_RDWR)  # which wakes a thread that waits for it
            self._ours.close()
            self._ours = None


class CopiedProcess:
    """A build that began as a copy; like a `subprocess.Popen`, which is not its parent."""

    def __init__(self, pid: int, copy: KeptCopy, stdout: IO[bytes]) -> None:
        self.pid = pid
        self.stdout: IO[bytes] | None = stdout
        self.returncode: int | None = None
        self._copy = copy

    def wait(self) -> int:
        """Wait for its end, and return its exit code; -1 if that is unknown."""
        self.returncode = int(self._copy.told(None).get("ended", -1))
        return self.returncode
