"""Checks values against the schemas of one document."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .closing import Closing
from .mistakes import Mistake
from .modern import Direction, Modern
from .undocumented import undocumented
from .verdicts import verdict_of
from .walking import Walker
from .wording import Source, worded

Verdict = Callable[[Any], bool]


@dataclass
class _Compiled:
    """One schema, ready; `given` keeps the object alive whose identity is the key."""

    given: Any
    root: dict[str, Any]
    make_judge: Callable[[], Any]
    make_verdict: Callable[[], Verdict | None]
    make_exact: Callable[[], Verdict | None]

    @cached_property
    def judge(self) -> Any:
        """What says what is wrong with a value; where there is a verdict, few are ever asked."""
        return self.make_judge()

    @cached_property
    def verdict(self) -> Verdict | None:
        """What says quickly whether a value is valid; not every schema is ever asked."""
        return self.make_verdict()

    @cached_property
    def exact(self) -> Verdict | None:
        """What says quickly of most values that nothing at all is to be said of them."""
        return self.make_exact()

    def is_valid(self, value: Any) -> bool:
        return bool(self.verdict(value) if self.verdict else self.judge.is_valid(value))


class Validator:
    """Checks rendered JSON values against schemas of one OpenAPI document (3.0 strictly, 3.1, 3.2).

    A schema is compiled once, so pass the document's own objects, which must not change. What is
    asserted beside the keywords are the formats date, date-time, uuid, ipv4, ipv6 and email. Where
    jsonschema-rs is installed (the extra `fast`) it gives the verdict, with the same results.

    `direction` "request" asks for what is required in a request: `readOnly` properties are not,
    as `writeOnly` ones are not in a response. `unnamed` are names by component that count as
    documented: those of private attributes.
    """

    def __init__(
        self,
        document: Mapping[str, Any],
        *,
        direction: Direction = "response",
        unnamed: Mapping[str, Collection[str]] | None = None,
        fast: bool = True,
    ) -> None:
        self._unnamed = unnamed or {}
        self._modern = Modern(document, direction)
        self._closing = Closing(self._modern.definitions, self._modern.components, self._unnamed)
        self._fast = fast
        self._lock = threading.Lock()
        self._compiled: dict[int, _Compiled] = {}
        self._arms: dict[int, _Compiled] = {}

    def is_surely_fine(self, schema: Mapping[str, Any], value: Any) -> bool:
        """Whether a value is known to have no mistake and nothing undocumented; quick.

        False says nothing: `mistakes` and `undocumented` do.
        """
        exact = self._of(schema).exact
        return exact is not None and exact(value)

    def mistakes(self, schema: Mapping[str, Any], value: Any) -> list[Mistake]:
        """What a value has against a schema; an empty list where it is valid."""
        compiled = self._of(schema)
        if compiled.verdict and compiled.verdict(value):
            return []
        source = Source(compiled.root, self._modern.components)
        return worded(compiled.judge.iter_errors(value), source)

    def undocumented(self, schema: Mapping[str, Any], value: Any) -> list[Mistake]:
        """The attributes of open objects that no schema at their place names.

        Nothing is reported of an object whose schema says what else it may hold, or names no
        attribute.
        """
        return list(undocumented(self.walker, self._of(schema).root, value, self._unnamed))

    @cached_property
    def walker(self) -> Walker:
        """Walks values together with converted schemas, which are those of `converted`."""
        return Walker(self._modern.definitions, self._modern.components, self._matches)

    def converted(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """A schema of the document as JSON Schema 2020-12, as the walker reads it."""
        return self._of(schema).root

    def _of(self, schema: Any) -> _Compiled:
        known = self._compiled.get(id(schema))
        if known is None:
            with self._lock:
                known = self._compile(schema, self._modern.root(schema))
                self._compiled[id(schema)] = known
        return known

    def _matches(self, arm: Any, value: Any) -> bool:
        """Whether a value is valid against a part of a converted schema."""
        known = self._arms.get(id(arm))
        if known is None:
            root = {"allOf": [arm], "$defs": self._modern.definitions}
            with self._lock:
                known = self._arms[id(arm)] = self._compile(arm, root)
        return known.is_valid(value)

    def _compile(self, given: Any, root: dict[str, Any]) -> _Compiled:
        def make_verdict() -> Verdict | None:
            return verdict_of(self._modern.alone(root)) if self._fast else None

        def make_exact() -> Verdict | None:
            if not self._fast:
                return None
            with self._lock:
                closed = self._closing.root(root)
            return verdict_of(self._modern.alone(closed))

        return _Compiled(given, root, lambda: self._judge(root), make_verdict, make_exact)

    @cached_property
    def _judge(self) -> Any:
        # Where every value is valid, nothing needs jsonschema, which takes long to import.
        from .judging import judge_class

        return judge_class(self._modern.definitions, fast=self._fast)
