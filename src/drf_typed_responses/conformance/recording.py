"""Responses of a test run, one JSON line each, a file for each process."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rest_framework.generics import GenericAPIView

from ..exceptions import TypedResponsesError
from ..openapi.media_types import is_json
from ..validation import value_of
from .exchange import Exchange
from .folder import file_of, files_in
from .routes import Routes, path_of

# What is said by many responses is said by these; a suite may make very many.
_KEPT = 200


class RecordingError(TypedResponsesError):
    """There are no recordings of an operation, or they cannot be read."""


@dataclass(frozen=True, slots=True)
class Recording:
    """What was recorded of one operation.

    `bodies` are by status, none of a status that had none; `requests` are the JSON bodies that it
    took. `asks` says that its view has a serializer for requests.
    """

    operation: str
    bodies: Mapping[int, list[Any]]
    requests: tuple[Any, ...] = ()
    route: str = ""
    asks: bool = False


class Recorder:
    """Writes the responses of a run into a folder, which is for nobody else's eyes."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        # A test may go to another folder.
        self._file = file_of(folder.absolute(), os.getpid())
        self._counts: dict[tuple[str, int], int] = {}

    def add(self, exchange: Exchange, view: Any = None) -> None:
        """Record one response, unless its body is no JSON or its operation has enough."""
        operation = f"{exchange.method} {path_of(exchange.route)}"
        key = operation, exchange.status
        self._counts[key] = self._counts.get(key, 0) + 1
        if self._counts[key] > _KEPT:
            return
        try:
            line = {"operation": operation, "route": exchange.route, **_bodies(exchange)}
        except (ValueError, RecursionError):
            return
        if _asks(view):
            line["asks"] = True
        with self._file.open("a", encoding="utf-8") as file:
            file.write(f"{json.dumps(line)}\n")


def _asks(view: Any) -> bool:
    """Whether drf-spectacular can ask a view class for the serializer of its requests."""
    chosen = getattr(view, "get_serializer_class", None)
    chooses = chosen is not None and chosen is not GenericAPIView.get_serializer_class
    return chooses or getattr(view, "serializer_class", None) is not None


def _bodies(exchange: Exchange) -> dict[str, Any]:
    """What is kept of a request and its response. Raises ValueError for what is no JSON."""
    found: dict[str, Any] = {"status": exchange.status}
    if exchange.body is None or (exchange.body and not is_json(exchange.media_type)):
        raise ValueError
    if exchange.body:
        found["body"] = value_of(exchange.body)
    sent = exchange.sent
    if sent is not None and sent.body and 200 <= exchange.status < 300:
        found["sent"] = value_of(sent.body)
    return found


def recorded(folder: Path, operation: str) -> Recording:
    """What is recorded of an operation. Raises RecordingError where there is nothing.

    Its path may be written as the document or as the URLconf does.
    """
    known = _lines_of_operations(folder)
    found = _written(operation, known)
    if found is None:
        listed = "; there are " + ", ".join(known) if known else ""
        raise RecordingError(f"no response of {operation} is recorded in {folder}{listed}")
    return _recording(found, known[found])


def all_recorded(folder: Path) -> list[Recording]:
    """What is recorded, by operation. Raises RecordingError where there is nothing."""
    known = _lines_of_operations(folder)
    if not known:
        raise RecordingError(f"nothing is recorded in {folder}; `pytest --contract-record` does it")
    return [_recording(operation, lines) for operation, lines in known.items()]


def _lines_of_operations(folder: Path) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for line in _lines(folder):
        found.setdefault(line["operation"], []).append(line)
    return dict(sorted(found.items()))


def _written(operation: str, known: Iterable[str]) -> str | None:
    method, _, path = operation.strip().partition(" ")
    paths = [name.partition(" ")[2] for name in known if name.startswith(f"{method.upper()} ")]
    nearest = Routes(paths).path(path.strip())
    return None if nearest is None else f"{method.upper()} {nearest}"


def _recording(operation: str, lines: list[Any]) -> Recording:
    # In the order of their text: processes write as it happens.
    lines = sorted(lines, key=json.dumps)
    bodies: dict[int, list[Any]] = {}
    for line in lines:
        bodies.setdefault(line["status"], []).extend([line["body"]] if "body" in line else [])
    return Recording(
        operation,
        dict(sorted(bodies.items())),
        tuple(line["sent"] for line in lines if "sent" in line),
        lines[0]["route"],
        any("asks" in line for line in lines),
    )


def _lines(folder: Path) -> Iterator[Any]:
    for file in files_in(folder):
        try:
            for line in file.read_text(encoding="utf-8").splitlines():
                yield json.loads(line)
        except (OSError, ValueError) as error:
            raise RecordingError(f"the recording {file} cannot be read: {error}") from error
