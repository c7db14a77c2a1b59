"""Reads from the code of a function which Python types its values have.

A renderer writes a Decimal as a number, and a time as a text, so a recorded value does not tell.
Only what is written in the project is followed: columns of models, properties, and expressions.
"""

from __future__ import annotations

import ast
import datetime
import decimal
import functools
import inspect
import uuid
from collections.abc import Iterator
from types import FunctionType
from typing import Any, Final, TypeAlias, get_type_hints

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property

from ..spectacular.model_sources import model_field
from .assigned_values import assigned_values
from .returned_values import ITEM, FunctionNode, Path, definition_of, own_nodes, returned_in

# The types that a value may have; empty where the code does not tell.
Kinds: TypeAlias = frozenset[type]
UNKNOWN: Final[Kinds] = frozenset()
_NULL: Final = type(None)
_DEPTH: Final = 8
_COLUMNS: Final[tuple[tuple[type, type], ...]] = (
    (models.DecimalField, decimal.Decimal), (models.FloatField, float),
    (models.BooleanField, bool), (models.IntegerField, int),
    (models.DateTimeField, datetime.datetime),
    (models.DateField, datetime.date), (models.TimeField, datetime.time),
    (models.DurationField, datetime.timedelta), (models.UUIDField, uuid.UUID),
    (models.CharField, str), (models.TextField, str),
)  # fmt: skip
_CLASSES: Final = (
    decimal.Decimal, datetime.datetime, datetime.date, datetime.time, datetime.timedelta,
    uuid.UUID, str, int, float, bool,
)  # fmt: skip
_FUNCTIONS: Final[dict[Any, type]] = {
    timezone.now: datetime.datetime, timezone.localtime: datetime.datetime,
    timezone.localdate: datetime.date, uuid.uuid4: uuid.UUID, len: int,
}  # fmt: skip
_MAKERS: Final = frozenset({"combine", "fromisoformat", "now", "today", "strptime"})
_METHODS: Final[dict[tuple[type, str], type]] = {
    (decimal.Decimal, "quantize"): decimal.Decimal,
    (decimal.Decimal, "normalize"): decimal.Decimal,
    (datetime.datetime, "date"): datetime.date,
    (datetime.datetime, "time"): datetime.time,
    (datetime.datetime, "isoformat"): str,
    (datetime.date, "isoformat"): str,
    (datetime.timedelta, "total_seconds"): float,
}


def types_in(function: Any, node: FunctionNode) -> dict[Path, Kinds]:
    """The types of what a function returns, by the place in it."""
    code = _Code(function, node, 0)
    found: dict[Path, list[Kinds]] = {}
    for value in returned_in(node):
        for path, kinds in code.parts(value, ()):
            found.setdefault(path, []).append(kinds)
    return {path: _joined(each) for path, each in found.items() if _joined(each)}


def _joined(every: list[Kinds]) -> Kinds:
    return frozenset[type]().union(*every) if all(every) else UNKNOWN


class _Code:
    def __init__(self, function: Any, node: FunctionNode, depth: int) -> None:
        self._globals = getattr(function, "__globals__", {})
        self._depth = depth
        nodes = list(own_nodes(node))
        self._parameters = {each.arg for each in nodes if isinstance(each, ast.arg)}
        self._assigned = assigned_values(each for each in nodes if not isinstance(each, ast.arg))
        self._known = dict(_parameters(function, node))

    def parts(self, value: ast.expr, path: Path) -> Iterator[tuple[Path, Kinds]]:
        """The types in an expression; a dictionary or a list has its parts."""
        match value:
            case ast.Dict(keys=keys, values=values):
                for key, part in zip(keys, values, strict=True):
                    if isinstance(key, ast.Constant) and isinstance(key.value, str):
                        yield from self.parts(part, (*path, key.value))
            case ast.List(elts=elements):
                for part in elements:
                    yield from self.parts(part, (*path, ITEM))
            case ast.ListComp(elt=part):
                yield from self.parts(part, (*path, ITEM))
            case _:
                yield path, self.kinds(value)

    def kinds(self, value: ast.expr) -> Kinds:
        """The types of an expression."""
        match value:
            case ast.Constant(value=constant):
                return frozenset({type(constant)})
            case ast.JoinedStr():
                return frozenset({str})
            case ast.IfExp(body=one, orelse=other):
                return _joined([self.kinds(one), self.kinds(other)])
            case ast.BoolOp(values=values):
                return _joined([self.kinds(each) for each in values])
            case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=operand):
                return self.kinds(operand)
            case ast.BinOp(left=left, op=op, right=right):
                return _computed(self.kinds(left), op, self.kinds(right))
            case ast.Name(id=name):
                return self._named(name)
            case ast.Attribute(value=owner, attr=name):
                return _joined(
                    [self._member(each, name) for each in self.kinds(owner)] or [UNKNOWN]
                )
            case ast.Call():
                return self._called(value)
        return UNKNOWN

    def _named(self, name: str) -> Kinds:
        assigned = self._assigned.get(name)
        if assigned is None:
            known = self._known.get(name)
            return UNKNOWN if known is None else frozenset({known})
        [value, *others] = assigned
        if others or value is None or name in self._parameters or self._depth >= _DEPTH:
            return UNKNOWN
        self._depth += 1
        found = self.kinds(value)
        self._depth -= 1
        return found

    def _member(self, owner: type, name: str) -> Kinds:
        if not issubclass(owner, models.Model):
            return UNKNOWN
        column = model_field(owner, name)
        if column is not None:
            return _of_column(column, name)
        attribute = inspect.getattr_static(owner, name, None)
        if isinstance(attribute, property):
            return self._returned(attribute.fget)
        if isinstance(attribute, (cached_property, functools.cached_property)):
            return self._returned(attribute.func)
        return UNKNOWN

    def _called(self, call: ast.Call) -> Kinds:
        target = self._value(call.func)
        if isinstance(target, type) and target in _CLASSES:
            return frozenset({target})
        if isinstance(target, FunctionType) and target not in _FUNCTIONS:
            return self._returned(target)
        try:
            if target in _FUNCTIONS:
                return frozenset({_FUNCTIONS[target]})
        except TypeError:  # no function is without a hash
            return UNKNOWN
        if not isinstance(call.func, ast.Attribute):
            return UNKNOWN
        made = self._value(call.func.value)
        if isinstance(made, type) and made in _CLASSES and call.func.attr in _MAKERS:
            return frozenset({made})
        return _joined([self._method(each, call.func.attr) for each in self.kinds(call.func.value)])

    def _method(self, owner: type, name: str) -> Kinds:
        if (owner, name) in _METHODS:
            return frozenset({_METHODS[owner, name]})
        function = inspect.getattr_static(owner, name, None)
        is_of_model = issubclass(owner, models.Model) and isinstance(function, FunctionType)
        return self._returned(function) if is_of_model else UNKNOWN

    def _returned(self, function: Any) -> Kinds:
        """The types that another function returns: by its annotation, else by its code."""
        if hasattr(function, "__wrapped__"):
            return UNKNOWN  # its decorator may return something else
        try:
            said = get_type_hints(function).get("return")
        except Exception:  # names under `if TYPE_CHECKING`
            return UNKNOWN
        if said is not None:
            return frozenset({said}) if isinstance(said, type) else UNKNOWN
        node = definition_of(function) if self._depth < _DEPTH else None
        if node is None:
            return UNKNOWN
        code = _Code(function, node, self._depth + 1)
        return _joined([code.kinds(each) for each in returned_in(node)] or [UNKNOWN])

    def _value(self, node: ast.expr) -> Any:
        """The value of a global name, a builtin, or a member of a module or class."""
        if isinstance(node, ast.Name) and node.id not in {*self._assigned, *self._parameters}:
            builtins = self._globals.get("__builtins__", {})
            names = builtins if isinstance(builtins, dict) else vars(builtins)
            return self._globals.get(node.id, names.get(node.id))
        if isinstance(node, ast.Attribute):
            owner = self._value(node.value)
            is_namespace = inspect.ismodule(owner) or isinstance(owner, type)
            return inspect.getattr_static(owner, node.attr, None) if is_namespace else None
        return None


def _of_column(column: Any, name: str) -> Kinds:
    null = {_NULL} if column.null else set()
    if column.is_relation:
        related = column.related_model
        is_instance = column.name == name and isinstance(related, type)
        return frozenset({related, *null}) if is_instance and not null else UNKNOWN
    own = type(column).from_db_value if hasattr(type(column), "from_db_value") else None
    found = next((kind for kind_of, kind in _COLUMNS if isinstance(column, kind_of)), None)
    return UNKNOWN if found is None or own is not None else frozenset({found, *null})


def _parameters(function: Any, node: FunctionNode) -> Iterator[tuple[str, type]]:
    """The classes of the object of a method, and of the instance that a serializer renders."""
    names = [*node.args.posonlyargs, *node.args.args]
    owner: Any = getattr(function, "__globals__", {}).get(
        getattr(function, "__qualname__", "").rpartition(".")[0]
    )
    if not isinstance(owner, type) or not names:
        return
    yield names[0].arg, owner
    model = getattr(getattr(owner, "Meta", None), "model", None)
    if len(names) > 1 and isinstance(model, type) and not issubclass(owner, models.Model):
        yield names[1].arg, model


def _computed(left: Kinds, op: ast.operator, right: Kinds) -> Kinds:
    if len(left) != 1 or len(right) != 1:
        return UNKNOWN
    [one], [other] = left, right
    pair = {one, other}
    if decimal.Decimal in pair and pair <= {decimal.Decimal, int}:
        return frozenset({decimal.Decimal})
    if pair <= {int, float}:
        is_float = float in pair or isinstance(op, ast.Div)
        return frozenset({float if is_float else int}) if not isinstance(op, ast.Pow) else UNKNOWN
    moments = (datetime.datetime, datetime.date)
    if one is other and one in moments and isinstance(op, ast.Sub):
        return frozenset({datetime.timedelta})
    if one in moments and other is datetime.timedelta:
        return left
    if one is other is datetime.timedelta and isinstance(op, (ast.Add, ast.Sub)):
        return left
    return frozenset({str}) if one is str and isinstance(op, (ast.Mod, ast.Add)) else UNKNOWN
