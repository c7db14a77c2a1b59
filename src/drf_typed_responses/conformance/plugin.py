"""The pytest plugin: `--contract` checks each response that test clients get.

pytest loads it in every project that has the package installed, so it imports nothing until a run
uses it, and changes nothing in other runs.
"""

from __future__ import annotations

import json
import os
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .run_options import FINISHED_BY, OPTIONS, has_client, is_checking

if TYPE_CHECKING:
    from ..process_inputs import ProcessInputs
    from .client import ContractClient
    from .contract_session import ContractSession
    from .kept.kept_contracts import KeptContracts

KEY = "drf_typed_responses"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of contract tests."""
    group = parser.getgroup("contract", "the published contract of a Django REST framework API")
    for option in OPTIONS:
        group.addoption(option.flag, **option.parsed)


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, object, object]:
    """Note what the process learns from now on, before Django is set up."""
    options = vars(early_config.known_args_namespace)
    if is_checking(options.get):
        from ..process_inputs import ProcessInputs

        inputs = early_config.stash[_INPUTS] = ProcessInputs(_written(options))
        inputs.start()
    return (yield)


def _written(options: Mapping[str, Any]) -> set[str]:
    """The files that the run writes by its options, and the folders that it makes for them."""
    names = ("contract_report", "contract_record", "xmlpath")
    files = [Path(options[name]) for name in names if options.get(name)]
    here = Path.cwd()
    paths = {path for file in files for path in (here / file, *(here / file).parents)}
    return {str(path) for path in paths if here in path.parents}


def pytest_configure(config: pytest.Config) -> None:
    """Apply the options of the run, and empty the folder of recordings."""
    config.addinivalue_line(
        "markers", 'contract(skip="..."): the test may break the contract, for this reason'
    )
    if additive := config.getoption("contract_additive"):
        _choose(config, additive)
    folder = config.getoption("contract_record")
    if folder is not None and not _only_collects(config) and not hasattr(config, "workerinput"):
        _empty(folder)


def _choose(config: pytest.Config, additive: str) -> None:
    """Override CONTRACT_ADDITIVE until the run ends, also for clients made in tests."""
    from .suite_run import RUN

    RUN.additive = additive
    config.add_cleanup(partial(setattr, RUN, "additive", None))


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

        session = config.stash[_STASHED] = ContractSession(config.getoption("contract_base"))
    return session


_STASHED: pytest.StashKey[ContractSession] = pytest.StashKey()
_INPUTS: pytest.StashKey[ProcessInputs] = pytest.StashKey()
_KEPT: pytest.StashKey[KeptContracts] = pytest.StashKey()


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
        _begin(config)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Build the contract before the first test, because a test may patch parts of the project.

    It is built already in a checked run, unless a test module or its conftest.py sets Django up, or
    chooses another URLconf.
    """
    config = session.config
    if _only_collects(config):
        return
    is_on, folder = _is_on(config), config.getoption("contract_record")
    if is_on or any(has_client(item) for item in session.items):
        _begin_late(config)
        _check_tests(config)
    if is_on or folder:
        _session(config).patch(checking=is_on, folder=folder)


def _begin_late(config: pytest.Config) -> None:
    """Build the contract, unless it is built; that of another URLconf is not kept."""
    if _STASHED in config.stash:
        if not _session(config).is_current:
            del config.stash[_STASHED]
            _begin(config, is_kept=False)
        return
    if _INPUTS in config.stash:
        config.stash[_INPUTS].on_doubt("test modules were imported before")
    _begin(config)


def _has_workers(config: pytest.Config) -> bool:
    """Whether other processes run the tests: those of pytest-xdist."""
    return config.getoption("dist", "no") != "no" and not hasattr(config, "workerinput")


def _check_tests(config: pytest.Config) -> None:
    from .checked_tests import CheckedTests

    config.pluginmanager.register(CheckedTests(_session(config).note_outside))


def _begin(config: pytest.Config, is_kept: bool = True) -> None:
    """Build the contract, or take the kept one; without any, end the run with one sentence."""
    from django.apps import apps

    from ..exceptions import TypedResponsesError

    if not apps.ready:
        raise pytest.UsageError(
            "no contract to check: Django is not set up; pytest-django does it, or django.setup() "
            "in conftest.py"
        )
    try:
        with _database(config):
            _session(config).begin(_kept(config) if is_kept else None)
    except TypedResponsesError as error:
        del config.stash[_STASHED]  # so that nothing is reported
        raise pytest.UsageError(f"no contract to check: {error}") from error


def _kept(config: pytest.Config) -> Any:
    """The function that takes the contracts from the cache of pytest, or builds them.

    None under `-p no:cacheprovider`, and in a run without options, whose reading was not noted.
    """
    inputs = config.stash.get(_INPUTS, None)
    if inputs is None or not hasattr(config, "cache"):
        return None
    from .kept.kept_contracts import KeptContracts

    kept = config.stash[_KEPT] = KeptContracts(
        Path(config.cache.mkdir("drf-typed-responses")),
        _run_of(config),
        inputs,
        vars(config.option),
        {getattr(each, "__file__", "") for each in config.pluginmanager.get_plugins()},
    )
    return kept.contracts


def _run_of(config: pytest.Config) -> str:
    """What the workers of one run of pytest-xdist share; "" in a run of one process.

    The id may be given, `--testrunuid`, and so be that of other runs; the parent is not.
    """
    uid = getattr(config, "workerinput", {}).get("testrunuid", "")
    return f"{uid} {os.getppid()}" if uid else ""


@contextmanager
def _database(config: pytest.Config) -> Iterator[None]:
    """Let the build use the database of the settings, as `apidocs build` does.

    pytest-django blocks the database outside tests, and a view whose schema depends on it would be
    missing from the contract.
    """
    blocker = _blocker(config)
    if blocker is None:
        yield
        return
    from django.db import connections
    from django.db.backends.base.base import BaseDatabaseWrapper

    with blocker.unblock():
        yield
        for connection in connections.all(initialized_only=True):
            # Not the backend's own `close`: that of SQLite keeps a database in memory open, but
            # tests need a new one.
            BaseDatabaseWrapper.close(connection)


def _blocker(config: pytest.Config) -> Any:
    try:
        from pytest_django.plugin import blocking_manager_key
    except ImportError:
        return None
    return config.stash.get(blocking_manager_key, None)  # None under `-p no:django`


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Restore the test clients, and export or evaluate the coverage."""
    stashed = session.config.stash.get(_STASHED, None)
    if stashed is None:
        return
    stashed.restore()
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output[KEY] = json.dumps(stashed.exported())
    elif _is_on(session.config):
        _finish(session, stashed)


def _finish(session: pytest.Session, stashed: ContractSession) -> None:
    stashed.finish(*map(session.config.getoption, FINISHED_BY))
    if stashed.failures and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: Any) -> None:
    """Add what a worker of pytest-xdist has seen to what the others have."""
    exported = getattr(node, "workeroutput", {}).get(KEY)
    if exported:
        _session(node.config).merge(json.loads(exported))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Print the report for people."""
    if _only_collects(config):
        return
    stashed = config.stash.get(_STASHED, None)
    if folder := config.getoption("contract_record"):
        _say_recorded(terminalreporter, folder)
    if stashed is None or not _is_on(config):
        return
    terminalreporter.section("contract")
    if config.option.verbose > 0 and _KEPT in config.stash:
        terminalreporter.write_line(config.stash[_KEPT].told)
    for line in stashed.lines():
        terminalreporter.write_line(line)
    for failure in stashed.failures:
        terminalreporter.write_line(f"FAIL: {failure}", red=True)


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
