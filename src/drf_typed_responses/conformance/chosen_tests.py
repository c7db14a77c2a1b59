"""Tells whether a run of pytest has all tests of the project, which an unused excuse needs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest


class ChosenTests:
    """Compares the tests that pytest collects with those that it runs."""

    def __init__(self) -> None:
        self._collected = self._chosen = 0

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> Iterator[None]:
        """Count the tests before and after plugins choose some: `-k`, `--lf`, a shard."""
        self._collected = len(items)
        result = yield
        self._chosen = len(items)
        return result

    @property
    def leaves_some_out(self) -> bool:
        """Whether some of the collected tests do not run."""
        return self._chosen < self._collected


def asks_for_all(config: pytest.Config) -> bool:
    """Whether the arguments of a run let pytest collect every test of the project.

    That is what it collects without arguments, from the folder of its configuration.
    """
    given = [Path(config.invocation_params.dir, each) for each in config.args if "::" not in each]
    wanted = [config.rootpath / each for each in config.getini("testpaths")] or [config.rootpath]
    options = [str(each) for each in config.invocation_params.args]
    return (
        len(given) == len(config.args)
        and all(any(root.is_relative_to(each) for each in given) for root in wanted)
        and not config.getoption("lf", False)
        and not any(option.startswith(("--ignore", "--lf", "--last-failed")) for option in options)
    )
