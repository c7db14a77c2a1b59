"""Reasons why a broken contract does not fail a test, and those that nothing needs any more."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import Any, Final, Literal, TypeVar

_T = TypeVar("_T")
ExcuseKind = Literal["test", "call", "setting"]
_ATTRIBUTE: Final = "__contract_skip__"


@dataclass(frozen=True, slots=True)
class Excuse:
    """A reason why a broken contract does not fail a test, and where it is given.

    `given` is a file and line, the class or module with a mark, or an operation of the setting
    CONTRACT_SKIP. `kind` says what is excused: all responses of a test, those of a call, or those
    that the setting names. Raises ValueError for an empty reason.
    """

    reason: str
    given: str
    kind: ExcuseKind = "test"

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
            return Excuse(skips[given], given, "setting")
    return None


@dataclass(slots=True)
class Excuses:
    """The excuses of a run: those `met`, and those `used` by a response that needed one.

    Those in `doubt` are of tests that were skipped. `has_skipped` says that any test was, which may
    need an excuse that is not of a test.
    """

    met: dict[Excuse, None] = field(default_factory=dict)
    used: dict[Excuse, None] = field(default_factory=dict)
    doubt: dict[Excuse, None] = field(default_factory=dict)
    has_skipped: bool = False

    def use(self, excuse: Excuse) -> None:
        """Remember that a response needed an excuse."""
        self.met[excuse] = self.used[excuse] = None

    def skip(self, excuse: Excuse | None) -> None:
        """Remember that a test was skipped, which may have an excuse."""
        self.has_skipped = True
        if excuse is not None:
            self.doubt[excuse] = None

    def exported(self, skips: Mapping[str, str] = MappingProxyType({})) -> dict[str, Any]:
        """The excuses as plain data, with those of the setting CONTRACT_SKIP, in order.

        `used` is None for an excuse in doubt.
        """
        given = [Excuse(reason, place, "setting") for place, reason in skips.items()]
        every = sorted({*self.met, *given}, key=lambda each: (each.given, each.reason))
        rows = [{**asdict(each), "used": self._is_used(each)} for each in every]
        return {"exceptions": rows, "skipped": self.has_skipped}

    def _is_used(self, excuse: Excuse) -> bool | None:
        return True if excuse in self.used else None if excuse in self.doubt else False

    def merge(self, exported: Mapping[str, Any]) -> None:
        """Add those of another process, or of a report."""
        self.has_skipped = self.has_skipped or bool(exported.get("skipped"))
        for row in exported.get("exceptions", ()):
            excuse = Excuse(row["reason"], row["given"], row["kind"])
            self.met[excuse] = None
            if row["used"]:
                self.used[excuse] = None
            elif row["used"] is None:
                self.doubt[excuse] = None

    def findings(self, skips: Mapping[str, str] = MappingProxyType({})) -> list[str]:
        """A finding for each excuse that no response needs, after all tests have run."""
        id = "contract-skip-unused"
        return [
            f"{id}: {row['given']}: no response needs the exception any more; "
            f"remove it: {row['reason']}"
            for row in self.exported(skips)["exceptions"]
            if row["used"] is False and (row["kind"] == "test" or not self.has_skipped)
        ]
