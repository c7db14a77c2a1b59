"""The words of a draft: what an operation is about, its title, and its tag."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property
from itertools import takewhile
from typing import Any

from ..conformance.contract import Contract
from .types import singular

_VERBS = {"POST": "Create", "PUT": "Update", "PATCH": "Change", "DELETE": "Delete"}


class Naming:
    """Names for an operation "GET /api/teams/{slug}/"; `is_list` says that it returns a list."""

    def __init__(self, operation: str, contract: Contract, is_list: bool) -> None:
        self.method, _, self.path = operation.partition(" ")
        self._contract = contract
        self._is_list = is_list

    @property
    def component(self) -> str:
        """The name of the type that it returns."""
        words = self._one if self._is_one and not self._is_list else self._words
        verb = "" if words[0][0].isalpha() else self.verb  # no name begins with a digit
        return verb + "".join(word.capitalize() for word in words) + "Response"

    @property
    def request(self) -> str:
        """The name of the type that it takes."""
        return "".join(map(str.capitalize, [self.verb, *self._one])) + "Request"

    @property
    def verb(self) -> str:
        return _VERBS.get(self.method, "List" if self._is_list else "Retrieve")

    @cached_property
    def title(self) -> str:
        """A title that no other operation has."""
        own = self._contract.operation(self.method, self.path)
        if self._is_one and self.verb != "List":
            noun = _capitals(self._one)
            title = f"{self.verb} {'an' if noun[0] in 'AEIOU' else 'a'} {noun}"
        else:
            title = f"{self.verb} {_capitals(self._words)}"
        taken = {
            other.spec.get("summary")
            for other in self._contract.operations.values()
            if other is not own
        }
        return title if title not in taken else f"{title} ({self.path.strip('/')})"

    @property
    def constant(self) -> str:
        """The name of its sample."""
        return re.sub(r"[^A-Z0-9]+", "_", self.title.upper()).strip("_")

    def described(self, variable: str) -> str:
        """What a variable of the path is: "The slug of the team."."""
        if "_" in variable:
            return f"The {variable.replace('_', ' ')}."
        before = self.path.partition(f"{{{variable}}}")[0]
        noun = " ".join(_one(_words(before))).lower()
        return f"The {variable} of the {noun}." if noun else f"The {variable}."

    def tag(self, defined: Collection[str]) -> str:
        """The defined tag that the path speaks of, or else that of the most similar path."""
        words = {word.lower() for part in self.path.split("/") for word in _words(part)}
        for name in defined:
            if {word.lower() for word in _words(name)} <= words:
                return name
        tagged = [o for o in self._contract.operations.values() if o.spec.get("tags")]
        if tagged:
            near: Any = max(tagged, key=lambda other: _common(other.path, self.path))
            return str(near.spec["tags"][0])
        return next(iter(defined), "...")

    @property
    def _words(self) -> list[str]:
        return _words(self.path) or ["root"]

    @property
    def _one(self) -> list[str]:
        return _one(self._words)

    @property
    def _is_one(self) -> bool:
        return self.path.rstrip("/").endswith("}") or self.method == "POST"


def _words(path: str) -> list[str]:
    """The words of the last part of a path that is no variable."""
    literal = [part for part in path.split("/") if part and "{" not in part]
    return re.findall(r"[A-Za-z0-9]+", literal[-1]) if literal else []


def _one(words: list[str]) -> list[str]:
    return [*words[:-1], singular(words[-1])] if words else []


def _capitals(words: list[str]) -> str:
    return " ".join(word.capitalize() for word in words)


def _common(one: str, other: str) -> int:
    """How many parts two paths begin with alike."""
    pairs = zip(one.split("/"), other.split("/"), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
