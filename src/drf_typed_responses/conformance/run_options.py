"""The options of a run of contract tests, the same for pytest and for Django's test runner."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple


class RunOption(NamedTuple):
    """An option: its name, its sentence of help, and the other arguments of `add_argument`.

    A run that has an option which `checks` checks the responses of test clients.
    """

    name: str
    help: str
    arguments: Mapping[str, Any]
    checks: bool = False

    @property
    def flag(self) -> str:
        """The option as a person writes it."""
        return f"--{self.name.replace('_', '-')}"

    @property
    def parsed(self) -> dict[str, Any]:
        """The keyword arguments of `add_argument`."""
        return {**self.arguments, "help": self.help}


OPTIONS: Final = (
    RunOption(
        "contract",
        "check every response of a test client to a public operation",
        MappingProxyType({"action": "store_true"}),
        checks=True,
    ),
    RunOption(
        "contract_base",
        "check each response against an earlier document too; BASE as in `apidocs diff`",
        MappingProxyType({"metavar": "BASE"}),
        checks=True,
    ),
    RunOption(
        "contract_additive",
        "whether more than is documented fails a test; overrides CONTRACT_ADDITIVE",
        MappingProxyType({"choices": ("report", "fail")}),
    ),
    RunOption(
        "contract_report",
        "write the coverage of the contract as JSON",
        MappingProxyType({"metavar": "FILE", "type": Path}),
        checks=True,
    ),
    RunOption(
        "contract_fail_under",
        "fail if less of the contract is shown",
        MappingProxyType({"metavar": "PERCENT", "type": float}),
        checks=True,
    ),
    RunOption(
        "contract_fail_under_requests",
        "fail if requests send less of what is documented",
        MappingProxyType({"metavar": "PERCENT", "type": float}),
        checks=True,
    ),
    RunOption(
        "contract_record",
        "record the JSON responses of the suite, for `apidocs draft`",
        MappingProxyType({"metavar": "DIR", "type": Path}),
    ),
)


def names() -> Iterator[str]:
    """The names of the options, as parsers store them."""
    return (option.name for option in OPTIONS)


def is_checking(get: Callable[[str], object]) -> bool:
    """Whether a run checks responses; `get` returns the value of an option."""
    return any(get(option.name) not in (None, False) for option in OPTIONS if option.checks)
