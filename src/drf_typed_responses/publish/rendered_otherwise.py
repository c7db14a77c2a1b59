"""Serializers of a project whose methods may render something else than their fields."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final, NamedTuple

from rest_framework.serializers import BaseSerializer

from ..exceptions import TranslationError
from ..spectacular.extensions import is_extended
from ..spectacular.locations import Location
from ..spectacular.method_annotations import (
    FRAMEWORKS,
    function_line,
    property_function,
    return_annotation,
)
from ..spectacular.representations import is_described
from .running_code import RunningFunction, all_running, functions

_RENDERING: Final = ("to_representation", "ato_representation", "data", "adata")
_CHOOSING: Final = ("__init__", "fields", "get_fields", "get_field_names", "_readable_fields")
# The attributes of a serializer that are known only when a request is answered.
_RUN_TIME: Final = {"_context", "context", "initial_data", "instance"}
_FIELDS: Final = {"_readable_fields", "_writable_fields", "declared_fields", "fields"}
# The nodes that make a new choice in a method that returns one.
_MAKING: Final = (ast.Dict, ast.DictComp, ast.ListComp, ast.GeneratorExp)
_CHANGING: Final = {"clear", "pop", "popitem", "setdefault", "update"}


class Otherwise(NamedTuple):
    """A method that decides what a serializer renders; `chooses` says that it chooses fields.

    `field` is the class of the field that it renders alone, if it does; `base` then documents it.
    """

    method: str
    chooses: bool
    place: Location
    field: type | None = None
    base: str = ""


def rendered_otherwise(cls: type) -> Iterator[Otherwise]:
    """The methods by which a serializer without an annotation may render other fields.

    Code of REST framework and adrf renders the fields, and an extension of drf-spectacular knows
    what it describes. So does a method that only passes on what `super()` renders.
    """
    if is_extended(cls):
        return
    for name in (*_RENDERING, *_CHOOSING):
        running = next(_running(cls, name), None)
        chooses = name in _CHOOSING
        if running and (_chooses(running) if chooses else _renders(running, cls)):
            function = running.function
            yield Otherwise(function.__qualname__, chooses, function_line(function))


def fields_rendered_otherwise(cls: type) -> Iterator[Otherwise]:
    """The methods by which a serializer's declared fields may render another type than their base.

    A field with a type of its own, or one that a decorator or an extension describes, is none.
    """
    for declared in getattr(cls, "_declared_fields", {}).values():
        for field in _with_inner(declared):
            kind: Any = type(field)  # mypy takes no class for hashable
            found = _field_rendered_otherwise(kind)
            if found and not is_described(field):
                yield found


@lru_cache(maxsize=4096)
def _field_rendered_otherwise(kind: type) -> Otherwise | None:
    name = _RENDERING[0]
    running = next(_running(kind, name), None)
    if running is None or not _renders(running, kind):
        return None
    function = running.function
    try:
        if return_annotation(kind, name, function):
            return None
    except TranslationError:  # an error of its own, where the field is documented
        return None
    base = next(each.__name__ for each in kind.__mro__ if each.__module__.startswith(FRAMEWORKS))
    return Otherwise(function.__qualname__, False, function_line(function), kind, base)


def _with_inner(field: Any) -> Iterator[Any]:
    """A field that is rendered, and those inside it."""
    if field.write_only or isinstance(field, BaseSerializer):
        return
    yield field
    inner = getattr(field, "child", None) or getattr(field, "child_relation", None)
    if inner is not None:
        yield from _with_inner(inner)


def _running(cls: type, name: str) -> Iterator[RunningFunction]:
    return functions(property_function(cls, name) or inspect.getattr_static(cls, name, None), cls)


def _renders(running: RunningFunction, cls: type) -> bool:
    """Whether a method, or one above it, does more than to pass on what `super()` renders."""
    name = running.function.__name__
    if name in ("data", "adata") and return_annotation(cls, name, running.function):
        return False  # the annotation is the body
    methods = all_running([running], attrgetter("used"))
    return any(not _passes_on(each) for each in methods if each.function.__name__ == name)


def _passes_on(running: RunningFunction) -> bool:
    returned = [node.value for node in running.nodes if isinstance(node, ast.Return)]
    name = running.function.__name__
    changes = running.source.mentioned & _FIELDS
    return bool(returned) and not changes and all(_is_of_super(each, name) for each in returned)


def _is_of_super(node: ast.expr | None, name: str) -> bool:
    """Whether a node is `super().data`, or `super().to_representation(team)`."""
    if isinstance(node, ast.Await):
        node = node.value
    if isinstance(node, ast.Call):
        node = node.func
    if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Call):
        return False
    return node.attr == name and getattr(node.value.func, "id", "") == "super"


def _chooses(running: RunningFunction) -> bool:
    """Whether a method adds or removes fields, and reads what is known only at run time."""
    every = list(all_running([running], attrgetter("used")))
    nodes = [(node, each) for each in every for node in each.nodes]
    reads = any(each.source.mentioned & _RUN_TIME for each in every) or any(
        isinstance(node, ast.Constant) and node.value == "context" for node, _ in nodes
    )
    making = () if running.function.__name__ == "__init__" else _MAKING
    return reads and any(
        isinstance(node, making) or _changes_fields(node, each) for node, each in nodes
    )


def _changes_fields(node: ast.AST, running: RunningFunction) -> bool:
    if isinstance(node, (ast.Delete, ast.Assign)):
        return any(
            (isinstance(each, ast.Subscript) and _holds_fields(each.value, running))
            or getattr(each, "attr", "") == "write_only"
            for each in node.targets
        )
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in _CHANGING and _holds_fields(node.func.value, running)
    return False


def _holds_fields(node: ast.AST, running: RunningFunction) -> bool:
    """Whether a node may be the fields of a serializer: `self.fields`, or a variable."""
    if isinstance(node, ast.Attribute):
        return node.attr in _FIELDS
    arguments = [each.arg for each in running.nodes if isinstance(each, ast.arg)]
    return isinstance(node, ast.Name) and node.id not in arguments
