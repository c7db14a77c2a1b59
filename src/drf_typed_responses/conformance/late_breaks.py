"""Fails a process for a contract that a thread breaks after the tests have ended.

Python waits for such threads before it calls what `atexit` has, when the exit code is decided.
"""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Callable

from .breaks import OUTSIDE
from .suite_run import RUN


def end_run(restore: Callable[[], None], *, is_green: bool) -> list[str]:
    """End the run, and return why it fails since it was reported.

    If threads of its tests still run, it ends when they have ended. `restore` undoes what makes
    clients check. `is_green` says that the process ends with 0.
    """
    has_threads = RUN.breaks.has_threads  # asked first: the others have told all
    failures = RUN.take_failures(is_green=is_green)
    if has_threads:
        _wait(restore, is_green=is_green and not failures)
    else:
        _end(restore)
    return failures


def fail_without_runner() -> None:
    """Let this process end with 1 for the breaks that no runner asks for.

    For a run of Django's own runner, which says neither which test runs nor whether one has failed.
    """
    if not RUN.has_runner and hasattr(sys.modules.get("django.core.mail"), "outbox"):
        RUN.own()
        _wait(_say_why, is_green=True, knows_tests=False)


def _say_why() -> None:
    sys.stderr.write(
        "A contract was broken. If no test above has failed for it, a test caught the exception; "
        'TEST_RUNNER = "drf_typed_responses.conformance.ContractRunner" names the test\n'
    )


def _wait(restore: Callable[[], None], *, is_green: bool, knows_tests: bool = True) -> None:
    def ended() -> None:
        atexit.unregister(ended)
        late = RUN.take_loose()
        _end(restore)
        for text in late:
            sys.stderr.write(f"FAIL: {text if knows_tests else text.removeprefix(OUTSIDE)}\n")
        if late and is_green:
            _exit_with_1()

    atexit.register(ended)


def _end(restore: Callable[[], None]) -> None:
    restore()
    RUN.end()


def _exit_with_1() -> None:
    """End the process with 1; nothing else can change its exit code now.

    `ended` was registered late, so few functions run before it. The others have their turn before
    the process ends.
    """
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(1)
