"""Fails a process for a contract that a thread breaks after the tests have ended.

Python waits for such threads before it calls what `atexit` has, when the exit code is decided.
"""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Callable

from .suite_run import RUN


def await_threads(restore: Callable[[], None], *, is_green: bool) -> None:
    """End the run: at once, or, if threads of its tests still run, when they have ended.

    `restore` undoes what makes clients check. `is_green` says that the process ends with 0.
    """
    if not RUN.breaks.has_threads:
        _end(restore)
        return

    def ended() -> None:
        atexit.unregister(ended)
        late = RUN.take_loose()
        _end(restore)
        for text in late:
            print(f"FAIL: {text}", file=sys.stderr)
        if late and is_green:
            _exit_with_1()

    atexit.register(ended)


def _end(restore: Callable[[], None]) -> None:
    restore()
    RUN.end()


def _exit_with_1() -> None:
    """End the process with 1; nothing else can change its exit code now.

    `ended` is the first function that runs at exit, because it was the last to be registered. The
    others have their turn before the process ends.
    """
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(1)
