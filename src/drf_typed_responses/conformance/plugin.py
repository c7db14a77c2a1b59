"""The pytest plugin: `--contract` checks each response that test clients get.

pytest loads it in every project that has the package installed, so it imports nothing until a run
uses it, and changes nothing in other runs.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .base_contracts import BaseContracts
    from .client import ContractClient
    from .contract_session import ContractSession

KEY = "drf_typed_responses"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of contract tests."""
    group = parser.getgroup("contract", "the published contract of a Django REST framework API")
    group.addoption(
        "--contract",
        action="store_true",
        help="check every response of a test client to a public operation",
    )
    group.addoption(
        "--contract-base",
        metavar="BASE",
        help="check each response against an earlier document too; BASE as in `apidocs diff`",
    )
    group.addoption(
        "--contract-additive",
        choices=("report", "fail"),
        help="whether more than is documented fails a test; overrides CONTRACT_ADDITIVE",
    )
    group.addoption(
        "--contract-report",
        metavar="FILE",
        type=Path,
        help="write the coverage of the contract as JSON",
    )
    group.addoption(
        "--contract-fail-under",
        metavar="PERCENT",
        type=float,
        help="fail if less of the contract is shown",
    )
    group.addoption(
        "--contract-record",
        metavar="DIR",
        type=Path,
        help="record the JSON responses of the suite, for `apidocs draft`",
    )


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

        session = config.stash[_STASHED] = ContractSession(_base(config))
    return session


def _base(config: pytest.Config) -> BaseContracts | None:
    source = config.getoption("contract_base")
    if not source:
        return None
    from .base_contracts import BaseContracts

    return BaseContracts(source)


_STASHED = pytest.StashKey["ContractSession"]()


def _is_on(config: pytest.Config) -> bool:
    return any(
        config.getoption(name) not in (None, False)
        for name in ("contract", "contract_base", "contract_report", "contract_fail_under")
    )


def _only_collects(config: pytest.Config) -> bool:
    """Whether no test will run, such as when an editor only collects tests."""
    return bool(config.option.collectonly)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Build the contract before the first test, because a test may patch parts of the project."""
    if _only_collects(session.config):
        return
    items = session.items
    is_on = _is_on(session.config)
    folder = session.config.getoption("contract_record")
    if is_on or any("contract_client" in getattr(item, "fixturenames", ()) for item in items):
        _begin(session.config)
    if is_on or folder:
        _session(session.config).patch(checking=is_on, folder=folder)


def _begin(config: pytest.Config) -> None:
    """Build the contract; if it cannot be built, end the run with one sentence."""
    from django.apps import apps

    from ..exceptions import TypedResponsesError

    if not apps.ready:
        raise pytest.UsageError(
            "no contract to check: Django is not set up; pytest-django does it, or django.setup() "
            "in conftest.py"
        )
    try:
        with _database(config):
            _session(config).begin()
    except TypedResponsesError as error:
        del config.stash[_STASHED]  # so that nothing is reported
        raise pytest.UsageError(f"no contract to check: {error}") from error


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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Excuse the responses of a test that is marked so; what broke before is of no test."""
    if _STASHED in item.config.stash:
        _session(item.config).note_outside()
    reason = _skip_reason(item)
    if reason is None or not _is_checked(item):
        return (yield)
    from .suite_run import RUN, Excuse

    with RUN.excusing(Excuse(reason, item.nodeid)):
        return (yield)


def _skip_reason(item: pytest.Item) -> str | None:
    """The reason in the nearest mark `contract`. Raises UsageError for a mark without one."""
    mark = item.get_closest_marker("contract")
    if mark is None:
        return None
    reason = mark.kwargs.get("skip")
    if mark.args or mark.kwargs.keys() != {"skip"} or not str(reason or "").strip():
        raise pytest.UsageError(f'{item.nodeid}: write @pytest.mark.contract(skip="the reason")')
    return str(reason)


def _is_checked(item: pytest.Item) -> bool:
    """Whether a broken contract fails a test."""
    return _is_on(item.config) or "contract_client" in getattr(item, "fixturenames", ())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    """Fail for a broken contract, whatever became of the exception."""
    return (yield from _failing(item))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Fail for a broken contract, whatever became of the exception."""
    return (yield from _failing(item))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """Fail for a broken contract, whatever became of the exception."""
    return (yield from _failing(item))


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
        from .assertions import ContractBroken

        raise ContractBroken("\n".join(dict.fromkeys(texts)))


def _taken_breaks(item: pytest.Item) -> list[str]:
    if not _is_checked(item) or _STASHED not in item.config.stash:
        return []
    from .suite_run import RUN

    return RUN.take_breaks()


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
    options = (
        session.config.getoption(name) for name in ("contract_report", "contract_fail_under")
    )
    stashed.finish(*options)
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
