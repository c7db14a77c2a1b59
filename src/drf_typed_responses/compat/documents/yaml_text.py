"""Reads YAML text as OpenAPI allows it: the JSON schema of YAML 1.2, from events.

PyYAML's own loader follows YAML 1.1, where `2024-01-01` is a date, `no` is false and `200:` an
integer key; it recurses, and it expands an alias bomb. Its events avoid all of these. Source:
OpenAPI 3.0.3 "Format", YAML 1.2.2 chapter 10.3.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

from ...openapi.types import JSON

# The most values of a document with every alias expanded.
MAX_VALUES = 5_000_000
_TOO_DEEP = "it is nested too deeply"
_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_TAGS: dict[str, Callable[[JSON], bool]] = {
    "tag:yaml.org,2002:map": lambda value: isinstance(value, dict),
    "tag:yaml.org,2002:seq": lambda value: isinstance(value, list),
    "tag:yaml.org,2002:str": lambda value: isinstance(value, str),
    "tag:yaml.org,2002:int": lambda value: type(value) is int,
    "tag:yaml.org,2002:float": lambda value: type(value) in (int, float),
    "tag:yaml.org,2002:bool": lambda value: isinstance(value, bool),
    "tag:yaml.org,2002:null": lambda value: value is None,
}
_EVENTS = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlError(Exception):
    """Forbidden text; the message names the problem and the line."""


@dataclass(slots=True)
class _Frame:
    """An open container, and the key of its next value."""

    value: Any
    anchor: str | None
    before: int
    key: str | None = None


def load(content: bytes, max_depth: int) -> JSON:
    """The only document in `content`, in types of JSON.

    Raises YamlError for text that is not YAML, not JSON's types, or nested deeper than `max_depth`.
    """
    building = _Building(max_depth)
    try:
        for event in yaml.parse(content, Loader=_EVENTS):
            building.take(event)
    except yaml.MarkedYAMLError as error:
        # Newer versions of libyaml have their own limit, which may be reached before ours.
        deep = "nesting depth" in str(error.problem)
        problem = _TOO_DEEP if deep else error.problem
        raise YamlError(f"{problem}{_line(error.problem_mark)}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise YamlError(str(error).partition("\n")[0] or _TOO_DEEP) from error
    return building.result


class _Building:
    """Builds a value from events."""

    def __init__(self, max_depth: int) -> None:
        self.max_depth = max_depth
        self.frames: list[_Frame] = []
        self.anchors: dict[str, tuple[JSON, int]] = {}
        self.values = 0
        self.documents = 0
        self.result: JSON = None

    def take(self, event: yaml.Event) -> None:
        """Add the next event. Raises YamlError."""
        handler = _HANDLERS.get(type(event))
        if handler is not None:
            handler(self, event)

    def _begin(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            raise YamlError(f"a second document begins{_line(event.start_mark)}")

    def _scalar(self, event: Any) -> None:
        frame = self.frames[-1] if self.frames else None
        if frame is not None and type(frame.value) is dict and frame.key is None:
            self._name(frame, event)
            return
        value = _scalar(event)
        self._count(1)
        if event.anchor:
            self.anchors[event.anchor] = (value, 1)
        self._add(value, event)

    def _name(self, frame: _Frame, event: Any) -> None:
        """Add a key as its text: `200` and `on` are strings."""
        if event.value in frame.value:
            raise YamlError(f'the key "{event.value}" stands twice{_line(event.start_mark)}')
        if event.value == "<<" and event.implicit[0]:
            raise YamlError(f"merge keys (<<) are not allowed{_line(event.start_mark)}")
        frame.key = event.value

    def _open(self, event: Any) -> None:
        if len(self.frames) >= self.max_depth:
            raise YamlError(f"{_TOO_DEEP}{_line(event.start_mark)}")
        value: Any = {} if type(event) is yaml.MappingStartEvent else []
        _check_tag(event, value)
        before = self.values
        self._count(1)
        self._add(value, event)
        self.frames.append(_Frame(value, event.anchor, before))

    def _close(self, event: Any) -> None:
        frame = self.frames.pop()
        if frame.anchor:
            self.anchors[frame.anchor] = (frame.value, self.values - frame.before)

    def _alias(self, event: Any) -> None:
        if event.anchor not in self.anchors:  # unknown, or of an open container
            raise YamlError(f"*{event.anchor} has no value{_line(event.start_mark)}")
        value, size = self.anchors[event.anchor]
        self._count(size)
        self._add(value, event)

    def _count(self, more: int) -> None:
        self.values += more
        if self.values > MAX_VALUES:
            raise YamlError(f"with its aliases expanded, it has more than {MAX_VALUES:,} values")

    def _add(self, value: JSON, event: Any) -> None:
        if not self.frames:
            self.result = value
            return
        frame = self.frames[-1]
        if type(frame.value) is list:
            frame.value.append(value)
        elif frame.key is None:
            raise YamlError(f"a key must be text{_line(event.start_mark)}")
        else:
            frame.value[frame.key] = value
            frame.key = None


_HANDLERS: dict[type, Callable[[_Building, Any], None]] = {
    yaml.DocumentStartEvent: _Building._begin,
    yaml.ScalarEvent: _Building._scalar,
    yaml.MappingStartEvent: _Building._open,
    yaml.SequenceStartEvent: _Building._open,
    yaml.MappingEndEvent: _Building._close,
    yaml.SequenceEndEvent: _Building._close,
    yaml.AliasEvent: _Building._alias,
}


def _scalar(event: Any) -> JSON:
    if event.tag == "tag:yaml.org,2002:str" or (event.tag is None and not event.implicit[0]):
        return str(event.value)
    value = _plain(event.value)
    _check_tag(event, value)
    return value


def _plain(text: str) -> JSON:
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _check_tag(event: Any, value: JSON) -> None:
    if event.tag is None:
        return
    fits = _TAGS.get(event.tag)
    if fits is None or not fits(value):
        raise YamlError(f"the tag {event.tag} does not fit{_line(event.start_mark)}")


def _line(mark: Any) -> str:
    return f" (line {mark.line + 1})" if mark else ""
