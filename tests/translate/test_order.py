"""Values and arms have the order of the source, whichever equal hint `typing` has cached."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from drf_typed_responses import translate
from drf_typed_responses.translate import schema_components

HEADER = """
from typing import *
from typing import Generic
import typing_extensions as te
T = te.TypeVar("T")
class A(TypedDict):
    a: int
class Z(TypedDict):
    z: int
class Box(te.TypedDict, Generic[T]):
    value: T
Pair = te.TypeAliasType("Pair", List[T], type_params=(T,))
"""
# The parts of a Literal and of a Union that are made from others.
PARTS = """
K1 = Literal[{0}, {1}]
U1 = Union[{2}, {3}]
"""
# Each with `{0}` and `{1}` for two values or types; the two modules write them in reverse order.
VALUES = [
    "Optional[Literal[{0}, {1}]]",
    "Literal[{0}, {1}] | None",
    "List[Literal[{0}, {1}]]",
    "NotRequired[Literal[{0}, {1}]]",
    "te.ReadOnly[Literal[{0}, {1}]]",
    'Annotated[Literal[{0}, {1}], te.Doc("It.")]',
    'Annotated[Literal[{0}, {1}], te.deprecated("")]',
    'Optional[Annotated[Literal[{0}, {1}], te.Doc("It.")]]',
    "Dict[str, Optional[Literal[{0}, {1}]]]",
    "Tuple[Literal[{0}, {1}], ...]",
    "dict[str, List[Literal[{0}, {1}]]]",
    '"Optional[Literal[{0}, {1}]]"',
    'List["Literal[{0}, {1}]"]',
    "Box[Literal[{0}, {1}]]",
    "Optional[\n        Literal[{0}, {1}]\n    ]",
    "Literal[{0}, {1}]",
    "list[Literal[{0}, {1}]]",
    # Equal to the hint of the other module, though the parts list their values in another order.
    "Literal[K1, 'c']",
    "tuple[*Tuple[Literal[{0}, {1}], ...]]",
    "tuple[Unpack[Tuple[Literal[{0}, {1}], ...]]]",
    "Pair[Optional[Literal[{0}, {1}]]]",
]
ARMS = [
    "Optional[Union[{0}, {1}]]",
    "Optional[{0} | {1}]",
    "List[Union[{0}, {1}]]",
    "Union[List[{0}], List[{1}], None]",
    "NotRequired[{0} | {1}]",
    "{0} | {1} | None",
    "Union[{0}, {1}]",
    "List[{0} | int | {1}]",
    "Union[U1, int]",
    "Union[U1, Optional[int]]",
]
FUTURE = "from __future__ import annotations"


def source(first: bool, future: bool) -> str:
    hints = [hint.format(*_turned(("'a'", "'b'"), first)) for hint in VALUES]
    hints += [hint.format(*_turned(("A", "Z"), first)) for hint in ARMS]
    fields = "".join(f"    f{number}: {hint}\n" for number, hint in enumerate(hints))
    start = FUTURE if future else ""
    words = (*_turned(("'a'", "'b'"), first), *_turned(("A", "Z"), first))
    head = HEADER + PARTS.format(*words)
    return f"{start}\n{head}\nclass Found(TypedDict):\n    größe: str; _: str\n{fields}"


def _turned(pair: tuple[str, str], first: bool) -> tuple[str, str]:
    return pair if first else pair[::-1]


def order(schema: Any, components: Any) -> str:
    """The first of the two values or types that the schema mentions."""
    text = json.dumps(schema)
    if "Box" in text or "Pair" in text:
        text = json.dumps(components[schema["$ref"].rpartition("/")[2]])
    places = {mark: text.find(mark) for mark in ('"a"', '"b"', "/A", "/Z")}
    return min((mark for mark in places if places[mark] >= 0), key=lambda mark: places[mark])


@pytest.mark.parametrize("future", [False, True], ids=["evaluated", "postponed"])
@pytest.mark.parametrize("version", ["3.0", "3.1"])
def test_fields_are_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, future: bool, version: str
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    for first in (True, False):
        name = f"order_{future}_{first}_{version[-1]}"
        (tmp_path / f"{name}.py").write_text(source(first, future), encoding="utf-8")
        found = __import__(name).Found
        _, components = schema_components([found], version=version)
        properties = components["Found"]["properties"]
        values, arms = ('"a"', "/A") if first else ('"b"', "/Z")
        expected = [values] * len(VALUES) + [arms] * len(ARMS)
        orders = [order(properties[f"f{n}"], components) for n in range(len(expected))]
        assert orders == expected, name


PROGRAM = """
import json, sys, typing
from drf_typed_responses.translate import Translator, schema_components
from drf_typed_responses.translate.declarations import return_annotation
for name in sys.argv[1]:
    __import__(name)
if sys.argv[2:]:
    for clear in typing._cleanups:
        clear()
x, y = sys.modules["x"], sys.modules["y"]
roots = [module.Found for module in (x, y)]
roots += [getattr(module, f"ROOT{n}") for module in (x, y) for n in range(COUNT)]
found = [schema_components([root], version=v) for root in roots for v in ("3.0", "3.1")]
for module in (x, y):
    hint, scope = return_annotation(module.returns)
    found.append(Translator().schema(hint, scope))
print(json.dumps(found))
"""
# Without a text to read: module-level objects, functional classes, bases, arguments.
ELSEWHERE = """
ROOT0 = Optional[Literal[{0}, {1}]]
ROOT1 = List[Union[{2}, {3}]]
ROOT2 = TypedDict("ROOT2", {{"x": Optional[Literal[{0}, {1}]]}})
class ROOT3(Box[Optional[Literal[{0}, {1}]]]):
    pass
ROOT4 = te.TypeAliasType("ROOT4", Optional[Union[{2}, {3}]])
ROOT5 = Box[List[Literal[{0}, {1}]]]
class ROOT6(NamedTuple):
    x: Optional[Literal[{0}, {1}]]
ROOT7 = te.TypedDict("ROOT7", {{}}, extra_items=Optional[Literal[{0}, {1}]])
U = te.TypeVar("U", default=Optional[Literal[{0}, {1}]])
class ROOT8(te.TypedDict, Generic[U]):
    value: U
ROOT9 = Union[{2}, {3}, int]
ROOT10 = Annotated[Union[{2}, {3}], te.Doc("It.")]
Kind = Optional[Literal[{0}, {1}]]
class ROOT11(TypedDict):
    kind: Kind
Named = NewType("Named", List[Literal[{0}, {1}]])
class ROOT12(TypedDict):
    named: Named
def returns() -> Optional[Literal[{0}, {1}]]: ...
ROOT13 = te.TypeAliasType("odd name", Optional[Literal[{0}, {1}]])
ROOT14 = te.TypeAliasType("ROOT14", Union[int, list[Union[{2}, {3}]]])
ROOT15 = te.TypeAliasType("ROOT15", Union[int, list[Literal[{0}, {1}]]])
ROOT16 = TypedDict("ROOT16", {{"x": Union[{2}, {3}, None], "y": Union[{2}, {3}]}})
ROOT17 = TypedDict("ROOT17", {{"x": Union[int, list[Literal[{0}, {1}]]]}})
ROOT18 = TypedDict("ROOT18", {{"x": Union[int, list[Union[{2}, {3}]]]}})
"""


@pytest.mark.skipif(sys.platform == "emscripten", reason="no processes")
@pytest.mark.parametrize("future", [False, True], ids=["evaluated", "postponed"])
@pytest.mark.slow
def test_bytes_do_not_depend_on_the_caches_of_typing(tmp_path: Path, future: bool) -> None:
    for name, first in (("x", True), ("y", False)):
        words = (*_turned(("'a'", "'b'"), first), *_turned(("A", "Z"), first))
        text = source(first, future) + ELSEWHERE.format(*words)
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    program = PROGRAM.replace("COUNT", "19")
    package = Path(translate.__file__).parents[2]
    paths = os.pathsep.join([str(tmp_path), str(package)])
    said = [
        subprocess.run(
            [sys.executable, "-c", program, *arguments],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": seed},
        ).stdout
        for *arguments, seed in (
            ("xy", "1"),
            ("yx", "2"),
            # `typing` forgets the hints that it has not met for long.
            ("xy", "with empty caches", "1"),
        )
    ]
    assert said[0] == said[1] == said[2]
    assert len(said[0]) > 10_000
