"""The standing of one operation: what is published, typed, described, sampled and tested."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from ..publish.typed_bodies import Body

_FROM_WORST: Final[tuple[Body, ...]] = ("untyped", "partly", "typed", "none")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where one operation stands.

    `operation` is "GET /path/". `documents` are the names of those that have it; without one it is
    private. `free` has the places of its responses that may hold anything. `tested` is None without
    a report of contract tests. `app` is the label of the Django app of its view. `problem` says why
    it cannot be documented at all. `owner`, `app` and `place` are "" where there is none.
    """

    operation: str
    documents: tuple[str, ...] = ()
    response: Body = "untyped"
    request: Body = "untyped"
    free: tuple[str, ...] = ()
    is_described: bool = False
    is_sampled: bool = False
    is_tested: bool | None = None
    owner: str = ""
    tags: tuple[str, ...] = ()
    app: str = ""
    place: str = ""
    problem: str = ""

    @property
    def is_published(self) -> bool:
        """Whether any document has it."""
        return bool(self.documents)

    @property
    def is_typed(self) -> bool:
        """Whether each of its bodies says what it holds."""
        return {self.response, self.request} <= {"typed", "none"}

    def joined(self, other: Standing) -> Standing:
        """The standing in two documents: what holds in both."""
        is_tested = None if self.is_tested is None else self.is_tested and bool(other.is_tested)
        return replace(
            self,
            documents=(*self.documents, *other.documents),
            response=min(self.response, other.response, key=_FROM_WORST.index),
            request=min(self.request, other.request, key=_FROM_WORST.index),
            free=tuple(dict.fromkeys((*self.free, *other.free))),
            is_described=self.is_described and other.is_described,
            is_sampled=self.is_sampled and other.is_sampled,
            is_tested=is_tested,
        )

    def as_json(self) -> dict[str, Any]:
        """The standing as plain data."""
        return {
            "operation": self.operation,
            "documents": list(self.documents),
            "published": self.is_published,
            "typed": self.is_typed,
            "response": self.response,
            "request": self.request,
            "free": list(self.free),
            "described": self.is_described,
            "sampled": self.is_sampled,
            "tested": self.is_tested,
            "owner": self.owner,
            "tags": list(self.tags),
            "app": self.app,
            "place": self.place,
            "problem": self.problem,
        }
