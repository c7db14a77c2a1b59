"""Hooks of pytest around each test: a broken contract fails it, whatever became of the exception.

The plugin registers them in every run, because a test may use `ContractClient` in any.
"""

from __future__ import annotations

import inspect
from collections.abc import Generator
from functools import partial
from typing import Any, NoReturn

import pytest

from .excuses import Excuse, decorated_excuse, place
from .run_options import is_checking
from .suite_run import RUN


class CheckedTests:
    """Tells the run which test is running, and fails a test in which a contract broke."""

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Run a test, whose responses may be excused."""
        with RUN.test(item.nodeid, _excuse(item)):
            return (yield)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Fail a phase of a test for the breaks that it does not show.

        Decided here, because what is skipped, or is expected to fail, is decided here too. A phase
        that fails anyway keeps its own failure, and shows the breaks beside it.
        """
        report = yield
        texts = RUN.take_breaks()
        if texts and not report.failed:
            _fail(report, item, call, texts)
        elif texts and call.excinfo is not None and str(call.excinfo.value) not in texts:
            report.sections.append(("Broken contract", "\n".join(texts)))
        if report.skipped:  # or has failed as expected, before its end
            RUN.skip_test()
        return report


def _fail(
    report: pytest.TestReport, item: pytest.Item, call: pytest.CallInfo[None], texts: list[str]
) -> None:
    from .assertions import ContractBroken, broken

    shown = call.excinfo
    if shown is None or not isinstance(shown.value, ContractBroken):
        failed = pytest.CallInfo.from_call(partial(_raise, broken(texts)), call.when)
        report.longrepr = pytest.TestReport.from_item_and_call(item, failed).longrepr
    report.outcome = "failed"
    vars(report).pop("wasxfail", None)


def _raise(error: Exception) -> NoReturn:
    __tracebackhide__ = True
    raise error


def _excuse(item: pytest.Item) -> Excuse | None:
    """The excuse of a test: in the nearest mark `contract`, or of the decorator `contract_skip`.

    Raises UsageError for a mark without a reason, in a run that checks.
    """
    for node, mark in item.iter_markers_with_node("contract"):
        reason = mark.kwargs.get("skip")
        if not mark.args and mark.kwargs.keys() == {"skip"} and str(reason or "").strip():
            return Excuse(str(reason), _place(node, mark))
        if is_checking(item.config.getoption):
            raise pytest.UsageError(
                f'{item.nodeid}: write @pytest.mark.contract(skip="the reason")'
            )
    return decorated_excuse(getattr(item, "obj", None), getattr(item, "cls", None))


def _place(node: Any, mark: pytest.Mark) -> str:
    """Where a mark stands: tests that share a mark, such as those of a class, share its excuse."""
    marked = getattr(node, "obj", None)
    for base in getattr(marked, "__mro__", ()):
        if any(mark is each for each in vars(base).get("pytestmark", ())):
            return f"{base.__module__}.{base.__qualname__}"
    code = getattr(inspect.unwrap(marked), "__code__", None) if callable(marked) else None
    return str(node.nodeid) if code is None else place(code.co_filename, code.co_firstlineno)
