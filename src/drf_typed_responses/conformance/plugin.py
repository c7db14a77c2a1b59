"""The pytest plugin: `--contract` checks each response that test clients get.

pytest loads it in every project that has the package installed, so it imports nothing of Django or
of a contract until a run uses it. In other runs it only tells which test is running.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .checked_tests import CheckedTests
from .chosen_tests import ChosenTests, asks_for_all
from .contract_origin import database, kept_contracts, note_inputs, told_origin
from .late_breaks import end_run
from .run_options import OPTIONS, is_checking, names
from .suite_run import RUN

if TYPE_CHECKING:
    from .client import ContractClient
    from .contract_session import ContractSession

KEY = "drf_typed_responses"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of contract tests."""
    group = parser.getgroup("contract", "the published contract of a Django REST framework API")
    for option in OPTIONS:
        group.addoption(option.flag, **option.parsed)


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, object, object]:
    """Note what the process reads from now on, before Django is set up."""
    if is_checking(lambda name: getattr(early_config.known_args_namespace, name, None)):
        note_inputs(early_config)
    return (yield)


def pytest_configure(config: pytest.Config) -> None:
    """Listen to each test, and empty the folder of recordings."""
    config.addinivalue_line(
        "markers", 'contract(skip="..."): the test may break the contract, for this reason'
    )
    config.stash[_CHOSEN] = ChosenTests()
    config.pluginmanager.register(config.stash[_CHOSEN])
    config.pluginmanager.register(CheckedTests())
    RUN.own()
    if additive := config.getoption("contract_additive"):
        RUN.additive = additive
        config.add_cleanup(partial(setattr, RUN, "additive", None))
    if _only_collects(config):
        return
    if _is_on(config):
        _watch(config)
    folder = config.getoption("contract_record")
    if folder is not None and not _is_worker(config):
        _empty(folder)


def _watch(config: pytest.Config) -> None:
    if not RUN.is_watching:  # else a test runs this suite
        RUN.watch(is_worker=_is_worker(config))


def _is_worker(config: pytest.Config) -> bool:
    """Whether this process is a worker of pytest-xdist."""
    return hasattr(config, "workerinput")


def _empty(folder: Path) -> None:
    """Empty the folder of recordings, once for all processes of a run."""
    from .recording import empty_folder

    try:
        empty_folder(folder)
    except OSError as error:
        raise pytest.UsageError(f"nothing can be recorded in {folder}: {error.strerror}") from error


def _session(config: pytest.Config) -> ContractSession:
    """The session of this run, made on first use."""
    session = config.stash.get(_STASHED, None)
    if session is None:
        from .contract_session import ContractSession

        options = {name: config.getoption(name) for name in names()}
        session = config.stash[_STASHED] = ContractSession(options)
    return session


_STASHED: pytest.StashKey[ContractSession] = pytest.StashKey()
_CHOSEN: pytest.StashKey[ChosenTests] = pytest.StashKey()
_RUN: pytest.StashKey[pytest.Session] = pytest.StashKey()
# Why the run fails, beside what its session says.
_BROKEN: pytest.StashKey[list[str]] = pytest.StashKey()


def _is_on(config: pytest.Config) -> bool:
    return is_checking(config.getoption)


def _only_collects(config: pytest.Config) -> bool:
    """Whether no test will run, such as when an editor only collects tests."""
    return bool(config.option.collectonly)


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Build the contract of a checked run before any test module can change the project."""
    from django.apps import apps

    config = session.config
    if _is_on(config) and apps.ready and not _only_collects(config) and not _has_workers(config):
        with _reported(config):
            _session(config).begin(kept_contracts(config, is_early=True))


def _has_workers(config: pytest.Config) -> bool:
    """Whether other processes run the tests: those of pytest-xdist."""
    return config.getoption("dist", "no") != "no" and not _is_worker(config)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Build the contract before the first test, because a test may patch parts of the project.

    It is built already in a checked run, unless a test module or its conftest.py sets Django up, or
    chooses another URLconf.
    """
    config = session.config
    if _only_collects(config):
        return
    RUN.is_whole = not config.stash[_CHOSEN].leaves_some_out
    if f"{__package__}.client" in sys.modules:
        _watch(config)
    needs_contract = any(map(_has_client, session.items))
    if _is_on(config) or needs_contract or config.getoption("contract_record"):
        _start(config, needs_contract)


def _has_client(test: pytest.Item) -> bool:
    return "contract_client" in getattr(test, "fixturenames", ())


def _start(config: pytest.Config, needs_contract: bool) -> None:
    """Build the contract unless it is built, and let test clients check; that of another URLconf
    is not kept.
    """
    from django.apps import apps

    if not apps.ready:
        raise pytest.UsageError(
            "no contract to check: Django is not set up; pytest-django does it, or django.setup() "
            "in conftest.py"
        )
    is_other = _session(config).has_begun and not _session(config).is_current
    if is_other:
        del config.stash[_STASHED]
    with _reported(config):
        taken = None if is_other else partial(_take_late, config)
        _session(config).start(taken, needs_contract=needs_contract)


def _take_late(config: pytest.Config, build: Any) -> Any:
    kept = kept_contracts(config, is_early=False)
    return build() if kept is None else kept(build)


@contextmanager
def _reported(config: pytest.Config) -> Iterator[None]:
    """End the run with one sentence if there is no contract."""
    from ..exceptions import TypedResponsesError

    try:
        with database(config):
            yield
    except TypedResponsesError as error:
        del config.stash[_STASHED]  # so that nothing is reported
        raise pytest.UsageError(f"no contract to check: {error}") from error


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Export what this process has seen, or find why the run fails."""
    config = session.config
    if _only_collects(config):
        return
    config.stash[_RUN] = session
    stashed = config.stash.get(_STASHED, None)
    output = getattr(config, "workeroutput", None)
    if output is not None:
        seen = stashed.exported() if stashed is not None else None
        output[KEY] = json.dumps({"run": RUN.exported(), "session": seen})
        return
    is_green = session.exitstatus == pytest.ExitCode.OK
    RUN.is_whole = RUN.is_whole and is_green and asks_for_all(config)
    if stashed is not None and _is_on(config):
        stashed.finish()
    config.stash[_BROKEN] = RUN.take_failures(is_green=is_green)
    if is_green and (config.stash[_BROKEN] or (stashed is not None and stashed.failures)):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: Any) -> None:
    """Add what a worker of pytest-xdist has seen to what the others have."""
    exported = getattr(node, "workeroutput", {}).get(KEY)
    if exported:
        found = json.loads(exported)
        RUN.merge(found["run"])
        if found["session"] is not None:
            _session(node.config).merge(found["session"])


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Print the report for people."""
    if _only_collects(config):
        return
    if folder := config.getoption("contract_record"):
        _say_recorded(terminalreporter, folder)
    failures, stashed = config.stash.get(_BROKEN, []), config.stash.get(_STASHED, None)
    reported = stashed if _is_on(config) else None
    if reported is not None or failures:
        terminalreporter.section("contract")
    if reported is not None:
        if config.option.verbose > 0 and (told := told_origin(config)):
            terminalreporter.write_line(told)
        for line in reported.lines():
            terminalreporter.write_line(line)
        failures = [*failures, *reported.failures]
    for failure in failures:
        terminalreporter.write_line(f"FAIL: {failure}", red=True)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Fail the run for what broke after its report, such as in a worker that was about to end."""
    session = config.stash.get(_RUN, None)
    if session is None:
        return
    stashed = config.stash.get(_STASHED, None)
    restore = stashed.restore if stashed is not None else _do_nothing
    if RUN.is_inside_test:  # of another run, in this process
        restore()
        return
    for failure in end_run(restore, is_green=session.exitstatus == pytest.ExitCode.OK):
        sys.stderr.write(f"FAIL: {failure}\n")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _do_nothing() -> None:
    """Restore nothing, because nothing was patched."""


def _fail_late(session: pytest.Session) -> None:
    for failure in RUN.take_failures(is_green=session.exitstatus == pytest.ExitCode.OK):
        sys.stderr.write(f"FAIL: {failure}\n")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _say_recorded(terminalreporter: Any, folder: Path) -> None:
    from ..output.wording import counted
    from .recording import RecordingError, all_recorded

    try:
        number = len(all_recorded(folder))
    except RecordingError as error:
        terminalreporter.write_line(str(error))
    else:
        terminalreporter.write_line(
            f"Recorded {counted(number, 'operation')} in {folder}; `apidocs draft` lists them"
        )


@pytest.fixture
def contract_client(request: pytest.FixtureRequest) -> ContractClient:
    """An APIClient that fails a test for a response that breaks its published contract."""
    from .client import ContractClient

    contracts = _session(request.config).coverage.contracts
    # With several documents, the client finds those that a response belongs to.
    return ContractClient(contract=contracts[0] if len(contracts) == 1 else None)
