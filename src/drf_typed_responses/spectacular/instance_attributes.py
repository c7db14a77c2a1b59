"""Replaces attributes of one instance for the length of a block."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any


def set_on(instance: object, **attributes: object) -> AbstractContextManager[None]:
    """Give an instance attributes inside the block, also in place of methods of its class."""
    return _Attributes(vars(instance), attributes)


class _Attributes(AbstractContextManager[None]):
    """A class, because a generator takes three times as long, and a build enters thousands."""

    def __init__(self, members: dict[str, Any], given: dict[str, object]) -> None:
        self.members, self.given = members, given
        self.before: dict[str, Any] = {}

    def __enter__(self) -> None:
        self.before = {name: self.members[name] for name in self.given if name in self.members}
        self.members.update(self.given)

    def __exit__(self, *raised: object) -> None:
        for name in self.given:
            self.members.pop(name)
        self.members.update(self.before)
