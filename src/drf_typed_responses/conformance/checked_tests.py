"""Hooks of pytest around each test of a run that checks responses: a broken contract fails it.

The plugin registers them only in such a run.
"""

from __future__ import annotations

from collections.abc import Callable, Generator

import pytest

from .assertions import broken
from .run_options import has_client, is_checking
from .suite_run import RUN, Excuse


class CheckedTests:
    """Fails the tests of a run in which a contract broke; `note_outside` is called before each."""

    def __init__(self, note_outside: Callable[[], None]) -> None:
        self._note_outside = note_outside

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Excuse the responses of a test that is marked so; what broke before is of no test."""
        self._note_outside()
        reason = _skip_reason(item)
        if reason is None or not _is_checked(item):
            return (yield)
        with RUN.excusing(Excuse(reason, item.nodeid)):
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, object, object]:
        """Fail for a broken contract, whatever became of the exception."""
        return (yield from _failing(item))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        """Fail for a broken contract, whatever became of the exception."""
        return (yield from _failing(item))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None, object, object]:
        """Fail for a broken contract, whatever became of the exception."""
        return (yield from _failing(item))


def _is_checked(item: pytest.Item) -> bool:
    """Whether a broken contract fails a test."""
    return is_checking(item.config.getoption) or has_client(item)


def _skip_reason(item: pytest.Item) -> str | None:
    """The reason in the nearest mark `contract`. Raises UsageError for a mark without one."""
    mark = item.get_closest_marker("contract")
    if mark is None:
        return None
    reason = mark.kwargs.get("skip")
    if mark.args or mark.kwargs.keys() != {"skip"} or not str(reason or "").strip():
        raise pytest.UsageError(f'{item.nodeid}: write @pytest.mark.contract(skip="the reason")')
    return str(reason)


def _failing(item: pytest.Item) -> Generator[None, object, object]:
    """Run a phase of a test, and raise ContractBroken for a break in it that no test shows.

    A test may catch the exception, or a thread may get it. A test that fails anyway keeps its own
    failure.
    """
    try:
        result = yield
    except pytest.skip.Exception:
        _refuse_breaks(item)
        raise
    except BaseException:
        _taken_breaks(item)
        raise
    _refuse_breaks(item)
    return result


def _refuse_breaks(item: pytest.Item) -> None:
    __tracebackhide__ = True
    if texts := _taken_breaks(item):
        raise broken(texts)


def _taken_breaks(item: pytest.Item) -> list[str]:
    return RUN.take_breaks() if _is_checked(item) else []
