"""Changes to JSON: the rendering of a value becomes JSON that may not be one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, TypeAlias

from hypothesis import strategies as st

from laws.base import Json, is_number

Path: TypeAlias = tuple[str | int, ...]
PALETTE: Final[tuple[Json, ...]] = (
    *(None, True, False, 0, 1, -1, 1.0, 0.5, -1.5, 2**70, 2**70 + 1),
    *("", "a", "null", "true", "1", "1.0", "-0", "1e5", "A b", "x\n"),
    *("2026-01-31", "2026-02-30", "2026-01-31T00:00:00Z", "2026-01-31T00:00:00"),
    *("12:00:00", "24:00:00", "12:00:00.000000", "1e-06", "90", "127.0.0.1", "::1", "10.0.0.0/8"),
    "AAAAAAAA-0000-0000-0000-000000000000",
    *([], [None], [0, 0], ["a", "a"], {}, {"a": 1}, {"1": 1}, {"id": 1}, {"kind": "a"}),
)
KEYS: Final = ("a", "", "1", "null", "true", "1.50", "id", "name", "kind", "extra", "$ref", "class")


def paths(json: Json, path: Path = ()) -> Iterator[Path]:
    """The path to every value inside, the whole value first."""
    yield path
    if isinstance(json, dict | list):
        for key, value in json.items() if isinstance(json, dict) else enumerate(json):
            yield from paths(value, (*path, key))


def at(json: Json, path: Path) -> Json:
    for key in path:
        json = json[key]
    return json


def put(json: Json, path: Path, value: Json) -> Json:
    """A copy with another value at the place."""
    if not path:
        return value
    copy: Any = dict(json) if isinstance(json, dict) else list(json)
    copy[path[0]] = put(json[path[0]], path[1:], value)
    return copy


def changes(value: Json, spare: Json, key: str) -> dict[str, Callable[[], Json]]:
    """The changes of a value; `spare` and `key` are values to put in."""
    found: dict[str, Callable[[], Json]] = {
        "replace": lambda: spare,
        "null": lambda: None,
        "wrap": lambda: [value],
    }
    if isinstance(value, dict):
        found |= {"add key": lambda: {**value, key: spare}}
        if value:
            found |= object_changes(value, key)
    elif isinstance(value, list):
        found |= {"append": lambda: [*value, spare], "prepend": lambda: [spare, *value]}
        if value:
            found |= array_changes(value)
    elif isinstance(value, str):
        found |= text_changes(value)
    elif is_number(value):
        found |= number_changes(value)
    elif isinstance(value, bool):
        found |= {"to number": lambda: int(value), "to text": lambda: str(value).lower()}
    return found


def object_changes(value: dict[str, Json], key: str) -> dict[str, Callable[[], Json]]:
    first = next(iter(value))
    last = list(value)[-1]
    return {
        "drop first": lambda: {name: part for name, part in value.items() if name != first},
        "drop last": lambda: {name: part for name, part in value.items() if name != last},
        "rename": lambda: {key if name == last else name: part for name, part in value.items()},
        "to list": lambda: list(value.values()),
        "exchange": lambda: dict(zip(value, list(value.values())[::-1], strict=True)),
    }


def array_changes(value: list[Json]) -> dict[str, Callable[[], Json]]:
    return {
        "drop": lambda: value[:-1],
        "repeat": lambda: [*value, value[0]],
        "reverse": lambda: value[::-1],
        "unwrap": lambda: value[0],
        "to object": lambda: {str(index): part for index, part in enumerate(value)},
    }


def text_changes(value: str) -> dict[str, Callable[[], Json]]:
    return {
        "upper": value.upper,
        "lower": value.lower,
        "lengthen": lambda: value + "x",
        "newline": lambda: value + "\n",
        "shorten": lambda: value[:-1],
        "to array": lambda: [value],
        "offset": lambda: value.replace("Z", "+00:00"),
    }


def number_changes(value: Any) -> dict[str, Callable[[], Json]]:
    return {
        "more": lambda: value + 1,
        "less": lambda: value - 1,
        "fraction": lambda: 0.5 if abs(value) > 2**50 else value + 0.5,
        "negate": lambda: -value,
        "to text": lambda: str(value),
        "to float": lambda: float(value),
        "to bool": lambda: value != 0,
    }


@st.composite
def mutations(draw: Callable[..., Any], json: Json, spares: tuple[Json, ...] = ()) -> Json:
    """The JSON with one or two changes, somewhere."""
    for _ in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from(list(paths(json))))
        value = at(json, path)
        inside = [at(json, other) for other in paths(json)]
        spare = draw(st.sampled_from([*PALETTE, *spares, *inside]))
        options = changes(value, spare, draw(st.sampled_from(KEYS)))
        json = put(json, path, options[draw(st.sampled_from(sorted(options)))]())
    return json
