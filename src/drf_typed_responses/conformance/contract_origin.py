"""Where the contract of a run of pytest comes from: from its cache, or from a build."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .kept.build_inputs import BuildInputs
    from .kept.kept_contracts import KeptContracts

_INPUTS: pytest.StashKey[BuildInputs] = pytest.StashKey()
_KEPT: pytest.StashKey[KeptContracts] = pytest.StashKey()


def note_inputs(config: pytest.Config) -> None:
    """Note what the process reads from now on."""
    from .kept.build_inputs import BuildInputs

    config.stash[_INPUTS] = BuildInputs()


def told_origin(config: pytest.Config) -> str:
    """A sentence that says where the contract comes from, "" if it was built without the cache."""
    return config.stash[_KEPT].told if _KEPT in config.stash else ""


def kept_contracts(config: pytest.Config, tests: list[pytest.Item]) -> Any:
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
        # A doctest stands in a module of the project, so only functions make a test module.
        {str(item.path) for item in tests if isinstance(item, pytest.Function)},
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
