"""Finds the serializers and functions of which the code of a view itself makes its responses.

`Response(PriceSerializer(order).data)` in the body of a view says of whom the response is, whatever
serializer the class of the view names. Only what is written in that body is followed.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from types import FunctionType
from typing import Any, Final, NamedTuple

from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from ..project_files import is_of_project
from ..serializers import Serializer
from ..spectacular.method_annotations import function_line
from ..spectacular.operation_facts import OperationFacts, path_to_list
from .assigned_values import assigned_values
from .returned_values import (
    ITEM,
    FunctionNode,
    Path,
    definition_of,
    is_written_out,
    own_nodes,
    returned_in,
)


class Part(NamedTuple):
    """A part of a body: `target` is the class of a serializer, or a function, that makes it."""

    path: Path
    target: Any


class ViewCode(NamedTuple):
    """The parts of the responses of one status that the code of a view makes.

    Each response has the `parts`; those of which the code does not tell that are `unsure`. With
    `is_written`, the code tells of each response where its body comes from.
    """

    parts: tuple[Part, ...] = ()
    unsure: tuple[Part, ...] = ()
    is_written: bool = False


NO_CODE: Final = ViewCode()


def view_code(facts: OperationFacts, status: int) -> ViewCode:
    """What the function of an operation says of the bodies of a status."""
    function = inspect.unwrap(facts.function)
    node = definition_of(function) if is_of_project(function_line(function)[0]) else None
    if node is None or not isinstance(function, FunctionType):
        return NO_CODE
    code = _Code(function, node, facts.view)
    bodies = [*code.bodies(status)]
    found = [{*code.parts(body, ())} for body in bodies]
    every = set[Part]().union(*found)
    parts = {
        part
        for part in every
        if _is_written_out(part.target) and all(_is_alone(part, each) for each in found)
    }
    is_written = bool(bodies) and all(map(code.is_written, bodies))
    return ViewCode(_sorted(parts), _sorted({*every, *code.mentioned} - parts), is_written)


def _is_alone(part: Part, parts: set[Part]) -> bool:
    """Whether a part, and no other one, is at its place."""
    return [each for each in parts if each.path == part.path] == [part]


def _is_written_out(target: Any) -> bool:
    """Whether a body has what a function returns, which the encoder may turn into another type."""
    if not isinstance(target, FunctionType):
        return True
    node = definition_of(target)
    values = [*returned_in(node)] if node else []
    return bool(values) and all(map(is_written_out, values))


def _sorted(parts: set[Part]) -> tuple[Part, ...]:
    return tuple(sorted(parts, key=lambda part: (part.path, part.target.__qualname__)))


_UNKNOWN: Final = object()


@dataclass(frozen=True)
class _Code:
    function: Any  # a FunctionType, which type checkers take for a method here
    node: FunctionNode
    view: Any

    def bodies(self, status: int) -> Iterator[ast.expr | None]:
        """The bodies of the responses of a status; None for one that is made elsewhere."""
        for each in own_nodes(self.node):
            if not isinstance(each, ast.Return) or each.value is None:
                continue
            call = self._traced(each.value)
            if self._paginates(call):
                yield call
            elif not isinstance(call, ast.Call) or not self._is_response(call):
                yield None
            elif self._status(call) in (status, _UNKNOWN) and (body := _argument(call, 0, "data")):
                yield body

    @property
    def mentioned(self) -> Iterator[Part]:
        """What serializers make anywhere in the function."""
        for each in own_nodes(self.node):
            if isinstance(each, ast.Attribute):
                yield from self.parts(each, ())

    def is_written(self, body: ast.expr | None) -> bool:
        """Whether the code tells where a body comes from."""
        traced = self._traced(body) if body is not None else None
        displays = (ast.Dict, ast.List, ast.ListComp, ast.Constant)
        parts = self.parts(traced, ())
        return isinstance(traced, displays) or any(_is_written_out(part.target) for part in parts)

    def parts(self, value: ast.expr | None, path: Path) -> Iterator[Part]:
        """The parts of an expression that serializers and functions of the project make."""
        value = self._traced(value) if value is not None else None
        match value:
            case ast.Dict(keys=keys, values=values):
                for key, each in zip(keys, values, strict=True):
                    if isinstance(key, ast.Constant) and isinstance(key.value, str):
                        yield from self.parts(each, (*path, key.value))
            case ast.List(elts=[each]) | ast.ListComp(elt=each):
                yield from self.parts(each, (*path, ITEM))
            case ast.IfExp(body=one, orelse=other):
                yield from (*self.parts(one, path), *self.parts(other, path))
            case ast.Attribute(attr="data", value=made):
                yield from self._made(self._traced(made), path)
            case ast.Call(args=[inner, *_]) if self._paginates(value):
                paginator = getattr(self.view, "paginator", None)
                to_list = path_to_list(paginator) if paginator is not None else None
                yield from () if to_list is None else self.parts(inner, (*path, *to_list))
            case ast.Call(func=function):
                target = self._target(function)
                yield from () if target is None else [Part(path, target)]

    def _made(self, call: ast.expr, path: Path) -> Iterator[Part]:
        """The serializer that a call makes."""
        if not isinstance(call, ast.Call):
            return
        cls = self._value(call.func)
        many = _argument(call, -1, "many")
        is_told = many is None or isinstance(many, ast.Constant)
        if isinstance(cls, type) and issubclass(cls, BaseSerializer) and is_told:
            is_many = isinstance(many, ast.Constant) and bool(many.value)
            yield Part((*path, ITEM) if is_many else path, cls)

    def _target(self, function: ast.expr) -> Any:
        """The function of the project that a call calls, or the class whose `serialize` it is."""
        match function:
            case ast.Attribute(value=ast.Call(func=made), attr="serialize" | "to_representation"):
                cls = self._value(made)
                is_serializer = isinstance(cls, type) and issubclass(
                    cls, (Serializer, BaseSerializer)
                )
                return cls if is_serializer else None
        found = self._value(function)
        return (
            found
            if isinstance(found, FunctionType) and is_of_project(found.__code__.co_filename)
            else None
        )

    def _paginates(self, value: ast.expr | None) -> bool:
        """Whether an expression is `self.get_paginated_response(...)`."""
        match value:
            case ast.Call(func=ast.Attribute(value=ast.Name(), attr="get_paginated_response")):
                return True
        return False

    def _is_response(self, call: ast.Call) -> bool:
        found = self._value(call.func)
        return isinstance(found, type) and issubclass(found, Response)

    def _status(self, call: ast.Call) -> Any:
        given = _argument(call, 1, "status")
        return 200 if given is None else self._value(given)

    # ------------------------------------------------------------ names

    def _value(self, node: ast.expr) -> Any:
        """The value of a constant, a global name, a member of either, or of the view."""
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Name) and node.id not in self._assigned:
            is_self = node.id == self._self
            return type(self.view) if is_self else self.function.__globals__.get(node.id, _UNKNOWN)
        if isinstance(node, ast.Attribute):
            owner = self._value(node.value)
            return (
                inspect.getattr_static(owner, node.attr, _UNKNOWN)
                if owner is not _UNKNOWN
                else owner
            )
        return _UNKNOWN

    def _traced(self, value: ast.expr) -> ast.expr:
        """What was assigned to a variable, if that is its value where it is used."""
        seen = set[str]()
        while isinstance(value, ast.Name) and value.id not in seen:
            seen.add(value.id)
            assigned = self._assigned.get(value.id, [])
            if len(assigned) != 1 or assigned[0] is None:
                break
            value = assigned[0]
        return value

    @cached_property
    def _self(self) -> str:
        names = [*self.node.args.posonlyargs, *self.node.args.args]
        return names[0].arg if names and "." in self.function.__qualname__ else ""

    @cached_property
    def _assigned(self) -> dict[str, list[ast.expr | None]]:
        found = assigned_values(own_nodes(self.node))
        found.pop(self._self, None)
        return found


def _argument(call: ast.Call, at: int, name: str) -> ast.expr | None:
    """An argument of a call, by place or by name."""
    if 0 <= at < len(call.args):
        return call.args[at]
    return next((each.value for each in call.keywords if each.arg == name), None)
