"""Recorded responses of a test run: one file for each process, one line for each response.

Recordings contain all values of the responses, so the folder must not be shared. Other programs may
write them too: docs/contract-tests.md has the format.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ..exceptions import TypedResponsesError
from ..openapi.json_text import value_of
from ..openapi.media_types import is_json
from ..openapi.statuses import is_success
from ..openapi.types import JSON
from .exchange import Exchange
from .routes import RouteGuesser, path_of

# The most recorded responses of an operation and status. More would add little.
_MAX_RECORDED: Final = 200
# The version of the format. A line without the key `version` has version 1.
_VERSION: Final = 1


class RecordingError(TypedResponsesError):
    """There are no recordings of an operation, or they cannot be read."""


@dataclass(frozen=True, slots=True)
class Recording:
    """The recorded requests and responses of one operation.

    `bodies` are JSON bodies by status; the list of a status is empty if its responses had none.
    `requests` are the JSON bodies that were accepted. `route` is the route in the URLconf.
    `has_request_serializer` says whether the view has a serializer for requests.
    """

    operation: str
    bodies: Mapping[int, list[Any]]
    requests: tuple[Any, ...] = ()
    route: str = ""
    has_request_serializer: bool = False


def empty_folder(folder: Path) -> None:
    """Make the folder if it does not exist, delete the recordings in it, and have git ignore it.

    Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for file in _files_in(folder):
        file.unlink()
    (folder / ".gitignore").write_text("# Bodies as they were recorded, secrets too.\n*\n")


def _files_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("recorded-*.jsonl"))


class Recorder:
    """Writes the responses that this process gets into a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        # Absolute, because a test may change the working directory.
        self._file = folder.absolute() / f"recorded-{os.getpid()}.jsonl"
        self._counts: dict[tuple[str, int], int] = {}

    def add(self, exchange: Exchange, view: Any = None) -> None:
        """Record a JSON response unless enough of its operation and status are recorded.

        `view` is the class that answered.
        """
        operation = f"{exchange.method} {path_of(exchange.route)}"
        key = operation, exchange.status
        self._counts[key] = self._counts.get(key, 0) + 1
        if self._counts[key] > _MAX_RECORDED:
            return
        try:
            line = {"operation": operation, "route": exchange.route, **_bodies(exchange.decoded())}
            if _has_request_serializer(view):
                line["asks"] = True
            text = json.dumps(line)
        except (ValueError, RecursionError):  # such as an integer of 5,000 digits
            return
        with self._file.open("a", encoding="utf-8") as file:
            file.write(f"{text}\n")


def _has_request_serializer(view: Any) -> bool:
    """Whether drf-spectacular can find the serializer of requests in a view class."""
    # pytest imports this module before Django is set up, which Django REST framework needs.
    from rest_framework.generics import GenericAPIView

    chosen = getattr(view, "get_serializer_class", None)
    chooses = chosen is not None and chosen is not GenericAPIView.get_serializer_class
    return chooses or getattr(view, "serializer_class", None) is not None


def _bodies(exchange: Exchange) -> dict[str, JSON]:
    """Status and bodies of an exchange. Raises ValueError for a body that is not JSON."""
    found: dict[str, JSON] = {"status": exchange.status}
    if exchange.body is None or (exchange.body and not is_json(exchange.media_type)):
        raise ValueError
    if exchange.body:
        found["body"] = value_of(exchange.body)
    sent = exchange.sent
    if sent is not None and sent.body and is_success(exchange.status):
        found["sent"] = value_of(sent.body)
    return found


def recorded(folder: Path, operation: str) -> Recording:
    """Read the recording of an operation, such as "GET /teams/{id}/".

    The path may have the variable names of the document or of the URLconf. Raises RecordingError if
    nothing is recorded of the operation, or a recording cannot be read.
    """
    known = _lines_by_operation(folder)
    found = _recorded_name(operation, known)
    if found is None:
        listed = "; there are " + ", ".join(known) if known else ""
        raise RecordingError(f"no response of {operation} is recorded in {folder}{listed}")
    return _recording(found, known[found])


def all_recorded(folder: Path) -> list[Recording]:
    """Read the recordings in a folder, sorted by operation.

    Raises RecordingError if nothing is recorded, or a recording cannot be read.
    """
    known = _lines_by_operation(folder)
    if not known:
        raise RecordingError(f"nothing is recorded in {folder}; `pytest --contract-record` does it")
    return [_recording(operation, lines) for operation, lines in known.items()]


def _lines_by_operation(folder: Path) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for line in _lines(folder):
        found.setdefault(line["operation"], []).append(line)
    return dict(sorted(found.items()))


def _recorded_name(operation: str, known: Iterable[str]) -> str | None:
    method, _, path = operation.strip().partition(" ")
    paths = [name.partition(" ")[2] for name in known if name.startswith(f"{method.upper()} ")]
    nearest = RouteGuesser(paths).path(path.strip())
    return None if nearest is None else f"{method.upper()} {nearest}"


def _recording(operation: str, lines: list[Any]) -> Recording:
    # Sorted by text, because several processes write in random order.
    lines = sorted(lines, key=json.dumps)
    bodies: dict[int, list[Any]] = {}
    for line in lines:
        bodies.setdefault(line["status"], []).extend([line["body"]] if "body" in line else [])
    return Recording(
        operation,
        dict(sorted(bodies.items())),
        tuple(line["sent"] for line in lines if "sent" in line),
        next((line["route"] for line in lines if "route" in line), ""),
        any("asks" in line for line in lines),
    )


def _lines(folder: Path) -> Iterator[Any]:
    for file in _files_in(folder):
        try:
            # `splitlines` would also split at U+2028, which JSON allows within a text.
            for number, text in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
                if not text.strip():
                    continue
                line = json.loads(text)
                if wrong := _wrong(line):
                    raise ValueError(f"line {number} {wrong}")
                yield line
        except (OSError, ValueError) as error:
            raise RecordingError(f"the recording {file} cannot be read: {error}") from error


_OPERATION: Final = re.compile(r"[A-Z]+ /\S*")


def _wrong(line: Any) -> str:
    """How a line breaks the format, or ""."""
    if not isinstance(line, dict):
        return "is not an object"
    version = line.get("version", _VERSION)
    if version != _VERSION:
        return f"has the version {version!r}; this release reads version {_VERSION}"
    operation = line.get("operation")
    if not isinstance(operation, str) or not _OPERATION.fullmatch(operation):
        return 'has no "operation" such as "GET /teams/{slug}/"'
    if type(line.get("status")) is not int:
        return 'has no "status" that is a number'
    return "" if isinstance(line.get("route", ""), str) else 'has a "route" that is not a text'
