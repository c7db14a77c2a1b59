"""Where the contract of a run of pytest comes from: from its cache, or from a build."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from ..process_inputs import ProcessInputs
    from .kept.kept_contracts import KeptContracts

_INPUTS: pytest.StashKey[ProcessInputs] = pytest.StashKey()
_KEPT: pytest.StashKey[KeptContracts] = pytest.StashKey()


def note_inputs(config: pytest.Config) -> None:
    """Note what the process learns from now on."""
    from ..process_inputs import ProcessInputs

    inputs = config.stash[_INPUTS] = ProcessInputs(_written(vars(config.known_args_namespace)))
    inputs.start()


def _written(options: Mapping[str, Any]) -> set[str]:
    """The files that the run writes by its options, and the folders that it makes for them."""
    names = ("contract_report", "contract_record", "xmlpath")
    files = [Path(options[name]) for name in names if options.get(name)]
    here = Path.cwd()
    paths = {path for file in files for path in (here / file, *(here / file).parents)}
    return {str(path) for path in paths if here in path.parents}


def told_origin(config: pytest.Config) -> str:
    """A sentence that says where the contract comes from, "" if it was built without the cache."""
    return config.stash[_KEPT].told if _KEPT in config.stash else ""


def kept_contracts(config: pytest.Config, *, is_early: bool) -> Any:
    """The function that takes the contracts from the cache of pytest, or builds them.

    None under `-p no:cacheprovider`, and in a run without options, whose reading was not noted.
    Only a contract that is built early does not depend on test modules.
    """
    inputs = config.stash.get(_INPUTS, None)
    if inputs is None or not hasattr(config, "cache"):
        return None
    from .kept.kept_contracts import KeptContracts

    if not is_early:
        inputs.on_doubt("test modules were imported before")
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
def database(config: pytest.Config) -> Iterator[None]:
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
