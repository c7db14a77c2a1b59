"""Whether later builds may go on from the start of this process: what it learned is as it was."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Collection
from contextlib import suppress
from typing import Final

from ..process_inputs import ProcessInputs

# A start may depend on the time, which nothing shows; so it is repeated after these seconds.
LONGEST: Final = 600.0


class SetupRecord:
    """Records the inputs of this process, from `start` to `finish`."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._inputs = ProcessInputs()
        self.start, self.finish = self._inputs.start, self._inputs.end

    def obstacle(self, sockets: int) -> str:
        """Why this process cannot be the start of later builds; "" if it can.

        It may have `sockets` open sockets of its own.
        """
        if sys.platform != "linux":  # elsewhere system libraries do not survive a fork
            return f"fork is not safe on {sys.platform}"
        if threading.active_count() > 1 or len(os.listdir("/proc/self/task")) > 1:
            return "the start of the project leaves threads running"
        if _open_sockets() > sockets:
            return "the start of the project leaves a connection open"
        if doubt := next(iter(self._inputs.doubts), ""):
            return f"the start of the project depends on more than files: {doubt}"
        return ""

    def difference(self, changed: Collection[str] = ()) -> str:
        """Why a start would be another one now; "" if it would be the same.

        `changed` are the files that were saved since; their metadata may be those of the save.
        """
        if time.monotonic() - self._begun > LONGEST:
            return "the start is too old"
        for path in changed:
            if self._inputs.has_read(path) or self._inputs.has_read(os.path.realpath(path)):
                return f"{path} was read"
        differing = self._inputs.difference()
        return f"{differing} differs" if differing else ""


def _open_sockets() -> int:
    found = 0
    for name in os.listdir("/proc/self/fd"):
        with suppress(OSError):
            found += os.readlink(f"/proc/self/fd/{name}").startswith("socket:")
    return found
