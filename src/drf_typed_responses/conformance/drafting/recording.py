"""Responses of a test run, one JSON line each, a file for each process."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...exceptions import TypedResponsesError
from ..exchange import Exchange, is_json
from ..routes import path_of

# What is said by many responses is said by these; a suite may make very many.
_KEPT = 200


class RecordingError(TypedResponsesError):
    """There are no recordings of an operation, or they cannot be read."""


class Recorder:
    """Writes the JSON bodies of responses into a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / f"{os.getpid()}.jsonl"
        self._counts: dict[tuple[str, int], int] = {}

    def add(self, exchange: Exchange) -> None:
        """Record one response, unless it has no JSON body or its operation has enough."""
        operation = f"{exchange.method} {path_of(exchange.route)}"
        key = operation, exchange.status
        if not exchange.body or not is_json(exchange.media_type):
            return
        self._counts[key] = self._counts.get(key, 0) + 1
        if self._counts[key] > _KEPT:
            return
        try:
            body = json.loads(exchange.body)
        except ValueError:
            return
        line = {"operation": operation, "status": exchange.status, "body": body}
        with self._file.open("a", encoding="utf-8") as file:
            file.write(f"{json.dumps(line, ensure_ascii=False)}\n")


def recorded(folder: Path, operation: str) -> dict[int, list[Any]]:
    """The bodies of an operation by status. Raises RecordingError where there are none."""
    found: dict[int, list[Any]] = {}
    known: set[str] = set()
    for line in _lines(folder):
        known.add(line["operation"])
        if line["operation"] == operation:
            found.setdefault(line["status"], []).append(line["body"])
    if not found:
        listed = "; there are " + ", ".join(sorted(known)) if known else ""
        raise RecordingError(f"no response of {operation} is recorded in {folder}{listed}")
    return found


def _lines(folder: Path) -> Iterator[Any]:
    for file in sorted(folder.glob("*.jsonl")):
        try:
            for line in file.read_text(encoding="utf-8").splitlines():
                yield json.loads(line)
        except (OSError, ValueError) as error:
            raise RecordingError(f"the recording {file} cannot be read: {error}") from error
