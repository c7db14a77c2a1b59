"""Contract tests of `manage.py test`: a test runner of Django, and a mixin for a project's own."""

from __future__ import annotations

import sys
import unittest
from argparse import ArgumentParser
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.test.runner import DiscoverRunner, ParallelTestSuite, RemoteTestRunner

from .assertions import ContractBroken, broken
from .contract_session import ContractSession
from .run_options import FINISHED_BY, OPTIONS, is_checking, names
from .suite_run import RUN


class _Here:
    """The session of this process. A forked worker has that of its parent; another makes one."""

    session: ContractSession | None = None
    options: Mapping[str, Any] = MappingProxyType({})


class _FailingResult(unittest.TestResult):
    """A result in which a broken contract fails its test, whatever became of the exception."""

    _has_failed = False

    def startTest(self, test: Any) -> None:
        """Begin a test."""
        self._has_failed = False
        RUN.name = test.id()
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

    def stopTest(self, test: Any) -> None:
        """End a test, which fails for a break that it does not show."""
        if (texts := RUN.take_breaks()) and not self._has_failed:
            try:
                raise broken(texts)
            except ContractBroken:
                self.addFailure(test, sys.exc_info())
        super().stopTest(test)

    def addContract(self, test: Any, exported: Any) -> None:
        """Take what a worker has seen."""
        if _Here.session is not None:
            _Here.session.merge(exported)


def _failing(result: type[unittest.TestResult]) -> type[unittest.TestResult]:
    return type(f"Contract{result.__name__}", (_FailingResult, result), {})


def _set_up_worker(options: dict[str, Any]) -> None:
    _Here.options = options


def _run_subsuite(args: Any) -> tuple[int, list[Any]]:
    """As Django's function, with one more event: what the worker has seen of the contract."""
    runner_class, index, subsuite, failfast, buffer = args
    if _Here.session is None:
        _begin(_Here.options)
    result: Any = _failing(runner_class.resultclass)
    events = runner_class(failfast, result, buffer).run(subsuite).events
    if _Here.session is not None:
        events.append(("addContract", 0, _Here.session.take_exported()))
    return index, events


class ContractSuite(ParallelTestSuite):
    """The parallel suite of a run with `--contract`."""

    runner_class = RemoteTestRunner
    process_setup = _set_up_worker
    run_subsuite = _run_subsuite


def _begin(options: Mapping[str, Any]) -> ContractSession:
    """Build the contract, and let every test client check against it."""
    session = _Here.session = ContractSession(options["contract_base"])
    checking = is_checking(options.get)
    RUN.additive = options["contract_additive"]
    if checking:
        session.begin()
    session.patch(checking=checking, folder=options["contract_record"])
    return session


class ContractRunnerMixin(DiscoverRunner):
    """Adds `--contract` and the other options of contract tests to a test runner of Django.

    The options are those of the pytest plugin, `--parallel` included.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        self._contract = {name: options.pop(name, None) for name in names()}
        super().__init__(*args, **options)
        if self._is_on:
            facts = {"process_setup_args": (self._contract,)}
            self.parallel_test_suite = type("Suite", (ContractSuite,), facts)

    @property
    def _is_on(self) -> bool:
        return self._is_checking or bool(self._contract["contract_record"])

    @property
    def _is_checking(self) -> bool:
        return is_checking(self._contract.get)

    @classmethod
    def add_arguments(cls, parser: ArgumentParser) -> None:
        """Add the options of contract tests to those of `manage.py test`."""
        super().add_arguments(parser)
        group = parser.add_argument_group("the published contract")
        for option in OPTIONS:
            group.add_argument(option.flag, **option.parsed)

    def get_resultclass(self) -> Any:
        """The class of results, in which a broken contract fails its test."""
        result = super().get_resultclass() or unittest.TextTestResult
        return _failing(result) if self._is_on else super().get_resultclass()

    def run_suite(self, suite: Any, **options: Any) -> Any:
        """Run the tests with clients that check, and tell the coverage."""
        if not self._is_on:
            return super().run_suite(suite, **options)
        folder = self._contract["contract_record"]
        if folder is not None:
            from .recording import empty_folder

            empty_folder(folder)
        session = _begin(self._contract)
        try:
            result = super().run_suite(suite, **options)
        finally:
            session.restore()
            RUN.additive = None
        if self._is_checking:
            self._tell(session)
        return result

    def _tell(self, session: ContractSession) -> None:
        session.finish(*(self._contract[name] for name in FINISHED_BY))
        for line in (*session.lines(), *(f"FAIL: {each}" for each in session.failures)):
            self.log(line)

    def suite_result(self, suite: Any, result: Any, **options: Any) -> int:
        """The number of failures, with those of the run as a whole."""
        own = len(_Here.session.failures) if self._is_on and _Here.session is not None else 0
        return int(super().suite_result(suite, result, **options)) + own


class ContractRunner(ContractRunnerMixin):
    """Django's test runner with `--contract`, for `TEST_RUNNER`."""
