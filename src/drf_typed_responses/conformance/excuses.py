"""Reasons why a broken contract does not fail a test, and those that nothing needs any more."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

_T = TypeVar("_T")
_ATTRIBUTE: Final = "__contract_skip__"


@dataclass(frozen=True, slots=True)
class Excuse:
    """A reason why a broken contract does not fail a test, and where it is given.

    `given` is the file and line of a call, the test, class or module with a mark, or an operation
    of the setting CONTRACT_SKIP. Raises ValueError for an empty reason.
    """

    reason: str
    given: str

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError("say why the contract is not checked: the reason is empty")


def contract_skip(reason: str) -> Callable[[_T], _T]:
    """Let the responses of a test, or of all tests of a class, break their contract.

    A decorator like `unittest.skip`, for pytest and for ContractRunner; the report lists the
    reason. Raises TypeError without a reason, and ValueError for an empty one.
    """
    if not isinstance(reason, str):
        raise TypeError('say why the contract is not checked: @contract_skip("the reason")')
    excuse = Excuse(reason, place_of_caller())

    def decorated(tests: _T) -> _T:
        setattr(tests, _ATTRIBUTE, excuse)
        return tests

    return decorated


def decorated_excuse(*tests: Any) -> Excuse | None:
    """The excuse of the first of these that `contract_skip` decorates: a method, its class."""
    found = (getattr(each, _ATTRIBUTE, None) for each in tests)
    return next(filter(None, found), None)


def place_of_caller() -> str:
    """The file and line that called the function which calls this one: "teams/tests.py:9"."""
    frame = sys._getframe(2)
    return place(frame.f_code.co_filename, frame.f_lineno)


def place(file: str, line: int) -> str:
    """`teams/tests.py:9`; the path is relative if the file is below the working directory."""
    relative = os.path.relpath(file)
    return f"{file if relative.startswith('..') else relative}:{line}"


def excuse_of(operation: str, status: int, skips: Mapping[str, str]) -> Excuse | None:
    """The excuse in the setting CONTRACT_SKIP: of a status of the operation, or of all."""
    for given in (f"{operation} {status}", operation):
        if given in skips:
            return Excuse(skips[given], given)
    return None


@dataclass(slots=True)
class Excuses:
    """The excuses of a run: those `met`, and those `used` by a response that needed one."""

    met: dict[Excuse, None] = field(default_factory=dict)
    used: dict[Excuse, None] = field(default_factory=dict)

    def use(self, excuse: Excuse) -> None:
        """Remember that a response needed an excuse."""
        self.met[excuse] = self.used[excuse] = None

    def merge(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add those of another process."""
        for row in rows:
            excuse = Excuse(row["reason"], row["given"])
            self.met[excuse] = None
            if row["used"]:
                self.used[excuse] = None

    def rows(self, skips: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
        """Each excuse as plain data, and those of the setting CONTRACT_SKIP, in order."""
        given = [Excuse(reason, place) for place, reason in (skips or {}).items()]
        every = sorted({*self.met, *given}, key=lambda each: (each.given, each.reason))
        return [
            {"reason": each.reason, "given": each.given, "used": each in self.used}
            for each in every
        ]


def unused_lines(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """A finding for each excuse that no response needed, of the rows of `Excuses`."""
    return [
        f"contract-skip-unused: {row['given']}: no response needs the exception any more; "
        f"remove it: {row['reason']}"
        for row in rows
        if not row["used"]
    ]
