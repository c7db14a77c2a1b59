"""JSON text with the place of everything in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ...openapi.json_text import DEEPEST
from ...openapi.types import Keys


class TextError(Exception):
    """A file that is no JSON, with the place where it begins not to be."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line, self.column = line, column


@dataclass(frozen=True, eq=False)
class Text:
    """One file: its text and the JSON value of it."""

    path: Path
    text: str
    value: Any

    def place(self, *keys: str | int) -> tuple[int, int]:
        """Line and column of the member at the keys, or of the nearest one around it."""
        while keys not in self._offsets and keys:
            keys = keys[:-1]
        return place(self.text, self._offsets.get(keys, 0))

    def place_of(self, reference: str) -> tuple[int, int]:
        """Line and column of the first `$ref` with that value."""
        for keys in self._offsets:
            if keys and keys[-1] == "$ref" and self.at(keys) == reference:
                return self.place(*keys)
        return 1, 1

    def at(self, keys: Keys) -> Any:
        node = self.value
        for key in keys:
            node = node[key]
        return node

    def repeated(self) -> Iterator[tuple[str, int, int]]:
        """`(key, line, column)` of each key that stands in its object again."""
        seen: set[Keys] = set()
        twice: set[Keys] = set()
        for keys, offset in _members(self.text):
            # What stands below a key that is there again is not there again by itself.
            if keys in seen and not any(keys[:depth] in twice for depth in range(len(keys))):
                twice.add(keys)
                yield (str(keys[-1]), *place(self.text, offset))
            seen.add(keys)

    @cached_property
    def _offsets(self) -> dict[Keys, int]:
        return dict(_members(self.text))


def read(path: Path) -> Text:
    """The JSON file of a path. Raises TextError where it cannot be read."""
    try:
        content = path.read_bytes()
        # RFC 8259, 8.1: a reader may ignore a byte order mark, which editors on Windows write.
        text = content.decode("utf-8-sig")
        value = json.loads(text, parse_constant=_refused)
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8", "replace")
        raise TextError("it is not UTF-8", *place(before, len(before))) from error
    except UnicodeEncodeError as error:
        raise TextError("it holds half of a surrogate pair, which is no text") from error
    except json.JSONDecodeError as error:
        raise TextError(error.msg, error.lineno, error.colno) from error
    except RecursionError as error:
        raise TextError(f"it is nested deeper than {DEEPEST} levels") from error
    except OSError as error:
        raise TextError(f"it cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise TextError(str(error)) from error
    _check_depth(value)
    return Text(path, text, value)


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both counted from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _refused(name: str) -> Any:
    raise ValueError(f"{name} is no number of JSON")


def _check_depth(value: Any) -> None:
    nodes = [(value, 0)]
    while nodes:
        node, depth = nodes.pop()
        if depth > DEEPEST:
            raise TextError(f"it is nested deeper than {DEEPEST} levels")
        inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        nodes += [(child, depth + 1) for child in inner]


_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},]|[^\s\[\]{}:,"]+')


def _members(text: str) -> Iterator[tuple[Keys, int]]:
    """`(keys, offset)` of each member and item of a JSON text, in its order."""
    inside: list[str] = []
    keys: list[str | int] = []
    awaits_key = False
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in "]}":
            inside.pop()
            keys.pop()
        elif mark == ",":
            awaits_key = inside[-1] == "{"
            keys[-1] = keys[-1] + 1 if isinstance(keys[-1], int) else keys[-1]
        elif awaits_key:
            awaits_key, keys[-1] = False, json.loads(mark)
            yield tuple(keys), token.start()
        else:
            if inside and inside[-1] == "[":
                yield tuple(keys), token.start()
            if mark in "{[":
                inside.append(mark)
                keys.append("" if mark == "{" else 0)
                awaits_key = mark == "{"
