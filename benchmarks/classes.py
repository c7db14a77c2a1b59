"""Modules of N TypedDicts with nine fields each, the same source for every contender."""

from __future__ import annotations

import importlib.util
import itertools
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

FIELDS = 9

HEADER = '''\
"""Generated for a benchmark."""

{future}from datetime import datetime
from typing import Any, Literal, NotRequired, Optional, TypedDict
'''

WORDS = ("account", "alert", "commit", "event", "issue", "member", "monitor", "team")
# Rotated by the number of the class, so that neighbouring classes differ.
OPTIONALS = ("Optional[str]", "Optional[int]", "Optional[datetime]", "bool | None")
LISTS = ("list[str]", "list[int]", "list[dict[str, str]]")
MAPPINGS = ("dict[str, int]", "dict[str, Any]", "dict[str, list[str]]")
LITERALS = ('Literal["active", "muted", "removed"]', "Literal[1, 7, 30]", 'Literal["error"]')
NOT_REQUIRED = ("NotRequired[bool]", "NotRequired[Optional[str]]", "NotRequired[list[str]]")
NESTED = ("{name}", "list[{name}]", "Optional[{name}]", "dict[str, {name}]")
# Ten classes form a group: at each position, the positions of the classes that it holds. Two are
# roots, four one level down, then three, then one: the nesting of the public document of shape.json
# (20, 41, 27 and 12 of 100). drf-spectacular repeats a nested class, the others write it once.
HOLDS = ((), (0,), (), (), (1,), (2,), (3,), (), (4, 5), (6, 7))

_serial = itertools.count()


def source(count: int, *, docstrings: bool = False, future: bool = False) -> str:
    """The text of a module of `count` classes, the same at every call."""
    header = HEADER.format(future="from __future__ import annotations\n\n" if future else "")
    return "\n\n".join([header, *(_class(number, docstrings) for number in range(count))])


def _class(number: int, docstrings: bool) -> str:
    lines = [f"class {_name(number)}(TypedDict):", f'    """Number {number} of a benchmark."""', ""]
    for position, (name, hint) in enumerate(_fields(number)):
        lines.append(f"    {name}: {hint}")
        if docstrings and position % 3 == 0:
            lines.append(f'    """What {name} says about it."""')
    return "\n".join(lines) + "\n"


def _fields(number: int) -> list[tuple[str, str]]:
    word = WORDS[number % len(WORDS)]
    fields = [
        ("id", "str"),
        (f"{word}_slug", "str"),
        ("position", "int"),
        ("labels", _turn(LISTS, number)),
        ("kind", _turn(LITERALS, number)),
        ("date_created", "datetime"),
        ("extra", _turn(NOT_REQUIRED, number)),
        (f"{word}_counts", _turn(MAPPINGS, number)),
        (f"{word}_note", _turn(OPTIONALS, number)),
    ]
    children = _children(number)
    names = [f"{word}_owner", f"{word}_parent"]
    nested = list(zip(names, children, strict=False))
    return fields[: FIELDS - len(nested)] + nested


def _children(number: int) -> list[str]:
    """The hints of the classes that this one holds, all of them above it in the source."""
    family, place = divmod(number, len(HOLDS))
    held = [family * len(HOLDS) + child for child in HOLDS[place]]
    return [_turn(NESTED, child).format(name=_name(child)) for child in held]


def _turn(hints: tuple[str, ...], number: int) -> str:
    return hints[number % len(hints)]


def _name(number: int) -> str:
    return f"{WORDS[number % len(WORDS)].title()}{number}Response"


@contextmanager
def fresh(text: str) -> Iterator[list[type]]:
    """The classes of a new module of that text.

    Each time a new file and a new name: evaluated forward references, parsed sources and
    everything else that is kept per class or per file is lost for the next contender.
    """
    with TemporaryDirectory(prefix="classes-") as folder:
        name = f"benchmark_classes_{next(_serial)}"
        path = Path(folder, f"{name}.py")
        path.write_text(text, encoding="utf-8")
        try:
            yield classes_of(_import(name, path))
        finally:
            sys.modules.pop(name, None)


def classes_of(module: ModuleType) -> list[type]:
    """The classes of the module in the order of the source."""
    return [
        value
        for value in vars(module).values()
        if isinstance(value, type) and value.__module__ == module.__name__
    ]


def _import(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
