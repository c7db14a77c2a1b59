"""`make quick` by the option `--quick`: tests that are not slow, none of which starts a process.

A test is slow if it has the mark, stands in a slow folder, or uses Hypothesis.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from multiprocessing import util as multiprocessing
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parent
# Most tests below them start processes or a browser, or try many examples of a law.
SLOW_FOLDERS = (
    *("benchmarks", "clients", "laws", "mutation", "preview/browser", "preview/live"),
    *("real", "reporting/browser", "typechecking", "walks"),
)
# Audit events before another process begins; the last is ours.
SPAWNED = "multiprocessing.spawn"
STARTS = frozenset(
    {"os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.system", "subprocess.Popen", SPAWNED}
)
_running: list[str] = []


class ProcessStarted(BaseException):
    """A test of `make quick` starts a process. `except Exception` does not catch this."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--quick", action="store_true", help="leave slow tests out, and let none start a process"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: starts a process or a browser, or takes its time")
    if config.getoption("--quick"):
        sys.addaudithook(_refuse_processes)
        _audit_multiprocessing()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    return True if config.getoption("--quick") and _is_in_slow_folder(collection_path) else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if _is_in_slow_folder(item.path) or _draws_examples(item):
            item.add_marker("slow")
    if config.getoption("--quick"):
        slow = [item for item in items if item.get_closest_marker("slow")]
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if not item.get_closest_marker("slow")]


def _is_in_slow_folder(path: Path) -> bool:
    return any(path.is_relative_to(TESTS / folder) for folder in SLOW_FOLDERS)


def _draws_examples(item: pytest.Item) -> bool:
    return getattr(getattr(item, "obj", None), "is_hypothesis_test", False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Note which test runs, its fixtures included."""
    _running.append(item.nodeid)
    try:
        return (yield)
    finally:
        _running.pop()


def _audit_multiprocessing() -> None:
    """Have the two start methods audited that Python does not audit itself."""
    spawn = multiprocessing.spawnv_passfds

    def audited(*arguments: Any) -> int:
        sys.audit(SPAWNED)
        return spawn(*arguments)

    multiprocessing.spawnv_passfds = audited


def _refuse_processes(event: str, _: tuple[object, ...]) -> None:
    """An audit hook, which cannot be removed; it acts only while a test runs."""
    if _running and event in STARTS:
        raise ProcessStarted(f"{_running[-1]} starts a process ({event}): mark it as slow")
