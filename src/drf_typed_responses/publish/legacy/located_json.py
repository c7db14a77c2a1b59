"""A JSON file with the line and column of each of its members."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from ...openapi.json_text import DEEPEST, is_nested_deeper, value_of
from ...openapi.types import Keys


class JSONFileError(Exception):
    """A file that cannot be read as JSON; `line` and `column` locate the error, if known."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line, self.column = line, column


@dataclass(frozen=True, eq=False)
class JSONFile:
    """The text of a JSON file and its value."""

    path: Path
    text: str
    value: Any

    def place(self, *keys: str | int) -> tuple[int, int]:
        """Line and column of the member at the keys, or of the nearest one around it."""
        while keys not in self._offsets and keys:
            keys = keys[:-1]
        return _place(self.text, self._offsets.get(keys, 0))

    def place_of(self, reference: str) -> tuple[int, int]:
        """Line and column of the first `$ref` with that value."""
        for keys in self._offsets:
            if keys and keys[-1] == "$ref" and self.at(keys) == reference:
                return self.place(*keys)
        return 1, 1

    def at(self, keys: Keys) -> Any:
        """The value at the keys. Raises LookupError if there is none."""
        node = self.value
        for key in keys:
            node = node[key]
        return node

    def repeated(self) -> Iterator[tuple[str, int, int]]:
        """`(key, line, column)` of each repeated key of an object."""
        seen: set[Keys] = set()
        twice: set[Keys] = set()
        for keys, offset in _members(self.text):
            # The members inside a repeated member are not reported as repeated.
            if keys in seen and not any(keys[:depth] in twice for depth in range(len(keys))):
                twice.add(keys)
                yield (str(keys[-1]), *_place(self.text, offset))
            seen.add(keys)

    @cached_property
    def _offsets(self) -> dict[Keys, int]:
        return dict(_members(self.text))


def read_json_file(path: Path) -> JSONFile:
    """Read a JSON file. Raises JSONFileError if that fails."""
    try:
        content = path.read_bytes()
        # RFC 8259 section 8.1: a reader may ignore a byte order mark, which Windows editors write.
        text = content.decode("utf-8-sig")
        value = value_of(text)
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8", "replace")
        raise JSONFileError("it is not UTF-8", *_place(before, len(before))) from error
    except UnicodeEncodeError as error:
        raise JSONFileError("it contains half of a surrogate pair, which is not text") from error
    except json.JSONDecodeError as error:
        raise JSONFileError(error.msg, error.lineno, error.colno) from error
    except RecursionError as error:
        raise _too_deep() from error
    except OSError as error:
        raise JSONFileError(f"it cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise JSONFileError(str(error)) from error
    if is_nested_deeper(value):
        raise _too_deep()
    return JSONFile(path, text, value)


def _too_deep() -> JSONFileError:
    return JSONFileError(f"it is nested deeper than {DEEPEST} levels")


def _place(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both counted from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},]|[^\s\[\]{}:,"]+')


def _members(text: str) -> Iterator[tuple[Keys, int]]:
    """`(keys, offset)` of each member and item of a JSON text, in order."""
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
