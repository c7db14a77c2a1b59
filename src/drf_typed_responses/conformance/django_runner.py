"""Contract tests of `manage.py test`: a test runner of Django, and a mixin for a project's own."""

from __future__ import annotations

import os
import sys
import unittest
from argparse import ArgumentParser
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.test.runner import DiscoverRunner, ParallelTestSuite, RemoteTestRunner

from .assertions import ContractBroken, broken
from .contract_session import ContractSession
from .excuses import decorated_excuse
from .late_breaks import end_run
from .run_options import OPTIONS, names
from .suite_run import RUN


class _Here:
    """The session of this process. A forked worker has that of its parent; another makes one."""

    session: ContractSession | None = None
    options: Mapping[str, Any] = MappingProxyType({})
    process: int = 0


class _FailingResult(unittest.TestResult):
    """A result in which a broken contract fails its test, whatever became of the exception."""

    _has_failed = False

    def startTest(self, test: Any) -> None:
        """Begin a test."""
        self._has_failed = False
        method = getattr(test, getattr(test, "_testMethodName", ""), None)
        RUN.begin_test(test.id(), decorated_excuse(method, type(test)))
        super().startTest(test)

    def addFailure(self, test: Any, err: Any) -> None:
        """Take a failure."""
        self._has_failed = True
        super().addFailure(test, err)

    def addError(self, test: Any, err: Any) -> None:
        """Take an error."""
        self._has_failed = True
        super().addError(test, err)

    def addSubTest(self, test: Any, subtest: Any, err: Any) -> None:
        """Take a part of a test."""
        self._has_failed = self._has_failed or err is not None
        super().addSubTest(test, subtest, err)

    def addSkip(self, test: Any, reason: str) -> None:
        """Take a test that was skipped."""
        RUN.skip_test()
        super().addSkip(test, reason)

    def addExpectedFailure(self, test: Any, err: Any) -> None:
        """Take a test that has failed as expected, before its end."""
        RUN.skip_test()
        super().addExpectedFailure(test, err)

    def stopTest(self, test: Any) -> None:
        """End a test, which fails for a break that it does not show."""
        if (texts := RUN.take_breaks()) and not self._has_failed:
            try:
                raise broken(texts)
            except ContractBroken:
                self.addFailure(test, sys.exc_info())
        RUN.end_test()
        super().stopTest(test)

    def addContract(self, test: Any, run: Any, seen: Any) -> None:
        """Take what a worker has seen."""
        RUN.merge(run)
        if _Here.session is not None:
            _Here.session.merge(seen)


def _failing(result: type[unittest.TestResult]) -> type[unittest.TestResult]:
    return type(f"Contract{result.__name__}", (_FailingResult, result), {})


def _set_up_worker(options: dict[str, Any]) -> None:
    _Here.options = options


def _run_subsuite(args: Any) -> tuple[int, list[Any]]:
    """As Django's function, with one more event: what the worker has seen of the contract."""
    runner_class, index, subsuite, failfast, buffer = args
    session = _session_of_worker()
    result: Any = _failing(runner_class.resultclass)
    events = runner_class(failfast, result, buffer).run(subsuite).events
    events.append(("addContract", 0, RUN.exported(), session.take_exported()))
    return index, events


def _session_of_worker() -> ContractSession:
    if _Here.process == os.getpid():
        RUN.own()
    else:
        RUN.watch(is_worker=True)
        _Here.process = os.getpid()
    return _Here.session or _begin(_Here.options)


class ContractSuite(ParallelTestSuite):
    """The parallel suite of a run of contract tests."""

    runner_class = RemoteTestRunner
    process_setup = _set_up_worker
    run_subsuite = _run_subsuite


def _begin(options: Mapping[str, Any]) -> ContractSession:
    """Build the contract, and let every test client check against it, if the options ask for it."""
    session = _Here.session = ContractSession(options)
    _Here.process = os.getpid()
    RUN.additive = options.get("contract_additive")
    session.start()
    return session


class ContractRunnerMixin(DiscoverRunner):
    """Adds `--contract` and the other options of contract tests to a test runner of Django.

    The options are those of the pytest plugin, `--parallel` included. Without any, tests fail for
    what a `ContractClient` found, whatever became of its exception.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        self._contract = {name: options.pop(name, None) for name in names()}
        super().__init__(*args, **options)
        facts = {"process_setup_args": (self._contract,)}
        self.parallel_test_suite = type("Suite", (ContractSuite,), facts)
        # Why the run fails, beside what its tests say.
        self._failures: list[str] = []

    @classmethod
    def add_arguments(cls, parser: ArgumentParser) -> None:
        """Add the options of contract tests to those of `manage.py test`."""
        super().add_arguments(parser)
        group = parser.add_argument_group("the published contract")
        for option in OPTIONS:
            group.add_argument(option.flag, **option.parsed)

    def get_resultclass(self) -> Any:
        """The class of results, in which a broken contract fails its test."""
        return _failing(super().get_resultclass() or unittest.TextTestResult)

    def build_suite(self, test_labels: Any = None, **options: Any) -> Any:
        """Choose the tests; only all of them show that an exception is needed no more."""
        chosen = (test_labels, self.tags, self.exclude_tags, self.test_name_patterns)
        RUN.is_whole = not any(chosen)
        return super().build_suite(test_labels, **options)

    def run_suite(self, suite: Any, **options: Any) -> Any:
        """Run the tests with clients that check, and tell the coverage."""
        folder = self._contract["contract_record"]
        if folder is not None:
            from .recording import empty_folder

            empty_folder(folder)
        RUN.watch()
        session = _begin(self._contract)
        result = super().run_suite(suite, **options)
        RUN.is_whole = RUN.is_whole and result.wasSuccessful()
        if session.is_checking:
            session.finish()
            for line in session.lines():
                self.log(line)
        loose = RUN.take_failures(is_green=result.wasSuccessful())
        self._fail(*loose, *session.failures)
        return result

    def _fail(self, *reasons: str) -> None:
        for reason in reasons:
            self.log(f"FAIL: {reason}")
        self._failures += reasons

    def suite_result(self, suite: Any, result: Any, **options: Any) -> int:
        """The number of failures, with those of the run as a whole."""
        failed = int(super().suite_result(suite, result, **options))
        if _Here.session is not None:
            is_green = not failed and not self._failures
            self._fail(*end_run(_Here.session.restore, is_green=is_green))
            _Here.session, RUN.additive = None, None
        return failed + len(self._failures)


class ContractRunner(ContractRunnerMixin):
    """Django's test runner with `--contract`, for `TEST_RUNNER`."""
