"""The distribution of the tests by pytest-xdist: whole files, the longest first.

A file stays with one worker, and so does a folder whose tests share a fixture that takes long to
make. The longest come first, so that no long file begins last.
"""

from __future__ import annotations

from typing import Any

import pytest

TOGETHER = ("tests/walks/", "tests/preview/live/")
LONGEST_FIRST = (
    *("tests/walks/", "tests/preview/browser/", "tests/preview/live/", "tests/typechecking/"),
    *("tests/mutation/", "tests/conformance/test_plugin.py", "tests/benchmarks/"),
    *("tests/spectacular/test_adoption.py", "tests/compat/test_history.py"),
    *("tests/conformance/test_additive.py", "tests/tooling/test_ids.py"),
)


def work_unit(nodeid: str) -> str:
    """The tests that one worker gets as a whole."""
    together = (folder for folder in TOGETHER if nodeid.startswith(folder))
    return next(together, nodeid.partition("::")[0])


def rank(item: pytest.Item) -> int:
    """When a test begins."""
    place = (n for n, start in enumerate(LONGEST_FIRST) if item.nodeid.startswith(start))
    return next(place, len(LONGEST_FIRST))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Sort the tests: with --no-loadscope-reorder, units go out by their first tests."""
    if hasattr(config, "workerinput"):
        items.sort(key=rank)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    if config.getoption("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return work_unit(nodeid)

    return Scheduling(config, log)
