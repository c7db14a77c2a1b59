"""The state of the project that the page shows, and a store to wait for its changes."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from ..openapi.types import Document
from .document_files import DocumentFiles

# A finding as the page shows it.
Shown: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class State:
    """The state at one moment; the last good document stays while a build runs or fails.

    `version` counts all changes, `document_version` those of the document, whose files are `files`.
    `failure` is a finding as the page shows it. `private`, `withheld` and `places` are for checks,
    and are never sent to the page.
    """

    version: int = 0
    building: bool = True
    document: Document = field(default_factory=dict, repr=False)
    document_version: int = 0
    files: DocumentFiles = field(default_factory=lambda: DocumentFiles({}), repr=False)
    findings: tuple[Shown, ...] = ()
    failure: Shown | None = None
    changes: tuple[Shown, ...] = ()
    base: str = ""
    base_problem: str = ""
    built_at: str = ""
    seconds: float = 0.0
    counts: Mapping[str, int] = field(default_factory=dict)
    sources: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    places: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    private: Mapping[str, list[str]] = field(default_factory=dict, repr=False)
    withheld: Mapping[str, list[list[Any]]] = field(default_factory=dict, repr=False)

    def for_page(self) -> dict[str, Any]:
        """The facts that are sent to the page with each change, by their names in JavaScript."""
        return {
            "version": self.version,
            "building": self.building,
            "documentVersion": self.document_version,
            "findings": list(self.findings),
            "failure": self.failure,
            "changes": list(self.changes),
            "base": self.base,
            "baseProblem": self.base_problem,
            "builtAt": self.built_at,
            "seconds": self.seconds,
            "counts": dict(self.counts),
            "sources": dict(self.sources),
        }


class StateStore:
    """Stores the current state; each change wakes the threads that wait in `newer`."""

    def __init__(self) -> None:
        self._state = State()
        self._changed = threading.Condition()
        self._closed = False

    @property
    def state(self) -> State:
        """The current state."""
        return self._state

    @property
    def is_closed(self) -> bool:
        """Whether the state will not change any more."""
        return self._closed

    def change(self, **facts: Any) -> None:
        """Set facts of the state; a document equal to the current one keeps its version."""
        with self._changed:
            state = self._state
            if "document" in facts and facts["document"] != state.document:
                facts["document_version"] = state.document_version + 1
                facts["files"] = DocumentFiles(facts["document"])
            self._state = replace(state, version=state.version + 1, **facts)
            self._changed.notify_all()

    def newer(self, version: int, timeout: float) -> State | None:
        """Wait for a state newer than `version`; None after `timeout` seconds or `close`."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._state.version > version, timeout)
            return self._state if self._state.version > version and not self._closed else None

    def close(self) -> None:
        """Wake all waiting threads for good: the state will not change any more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
