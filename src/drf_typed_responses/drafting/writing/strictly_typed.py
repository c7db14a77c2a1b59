"""Lets a strict type checker take a function whose return annotation is drafted.

It asks for the type of each parameter, and takes no value of an unknown type for a known one. The
draft knows no types of parameters, so it says `Any`, and gives such a value a variable with the
drafted type: a cast would be redundant where the type checker knows the type.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

import libcst as cst
import libcst.matchers as m

from .bindings import Imported
from .imports import add_imports
from .source_files import SourceFile, code_of, find_definition, replace_node
from .typed_returns import scalar_type

_DISPLAYS: Final = (ast.Dict, ast.DictComp, ast.List, ast.ListComp, ast.Set, ast.SetComp, ast.Tuple)


def type_parameters(file: SourceFile, qualname: str) -> None:
    """Annotate the parameters of a function that have no annotation with `Any`."""
    if not _untyped(_function(file, qualname), qualname):
        return
    name = add_imports(file, [Imported("typing", "Any")])["Any"]
    function = _function(file, qualname)
    untyped = _untyped(function, qualname)
    typing = _Typing(untyped, name)
    params = cst.ensure_type(function.params.visit(typing), cst.Parameters)
    replace_node(file, function, function.with_changes(params=params))


def hold_returned(file: SourceFile, qualname: str) -> None:
    """Give each returned value whose type may be unknown a variable with the return type."""
    function = _function(file, qualname)
    tree = ast.parse(code_of(function.with_changes(decorators=[], leading_lines=[]))).body[0]
    assert function.returns is not None
    names = {each.id for each in ast.walk(tree) if isinstance(each, ast.Name)}
    taken = {*names, function.name.value}
    stem = function.name.value.removeprefix("get_")
    free = next(each for each in (stem, "value", "returned", "returned_") if each not in taken)
    own = {*_names_made(tree)} - ({_first(function)} if "." in qualname else set())
    holding = _Holding(function, free, function.returns.annotation, own)
    held = cst.ensure_type(function.visit(holding), cst.FunctionDef)
    if holding.is_used:
        replace_node(file, function, held)


def _function(file: SourceFile, qualname: str) -> cst.FunctionDef:
    return cst.ensure_type(find_definition(file, qualname), cst.FunctionDef)


# ---------------------------------------------------------------- parameters


def _first(function: cst.FunctionDef) -> str:
    every = (*function.params.posonly_params, *function.params.params)
    return every[0].name.value if every else ""


def _parameters(function: cst.FunctionDef) -> Iterator[cst.Param]:
    params = function.params
    yield from (*params.posonly_params, *params.params, *params.kwonly_params)
    if isinstance(params.star_arg, cst.Param):
        yield params.star_arg
    if params.star_kwarg is not None:
        yield params.star_kwarg


def _untyped(function: cst.FunctionDef, qualname: str) -> list[str]:
    """The parameters without annotation; a method's own object needs none."""
    static = m.Decorator(m.Name("staticmethod"))
    is_method = "." in qualname and not any(m.matches(each, static) for each in function.decorators)
    names = [each.name.value for each in _parameters(function) if each.annotation is None]
    return [name for name in names if not (is_method and name == _first(function))]


class _Typing(cst.CSTTransformer):
    def __init__(self, names: list[str], annotation: str) -> None:
        self._names = names
        self._annotation = cst.Annotation(cst.parse_expression(annotation))
        super().__init__()

    def visit_Lambda(self, node: cst.Lambda) -> bool:
        return False

    def leave_Param(self, original_node: cst.Param, updated_node: cst.Param) -> cst.Param:
        if updated_node.name.value not in self._names:
            return updated_node
        space = cst.SimpleWhitespace(" ")
        equal = cst.AssignEqual(space, space) if updated_node.default else updated_node.equal
        return updated_node.with_changes(annotation=self._annotation, equal=equal)


# ---------------------------------------------------------------- returned values


def _names_made(tree: ast.AST) -> Iterator[str]:
    """The parameters and variables of a function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


class _Holding(cst.CSTTransformer):
    """Puts what a function returns into a variable, but not what functions inside it return."""

    def __init__(
        self, function: cst.FunctionDef, name: str, annotation: cst.BaseExpression, own: set[str]
    ) -> None:
        self.is_used = False
        self._function = function
        self._name = cst.Name(name)
        self._annotation = annotation
        self._own = own
        super().__init__()

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:
        return node is self._function

    def visit_Lambda(self, node: cst.Lambda) -> bool:
        return False

    def leave_SimpleStatementLine(
        self,
        original_node: cst.SimpleStatementLine,
        updated_node: cst.SimpleStatementLine,
    ) -> cst.SimpleStatementLine | cst.FlattenSentinel[cst.SimpleStatementLine]:
        match updated_node.body:
            case [cst.Return(value=cst.BaseExpression() as value)] if self._may_be_any(value):
                line = updated_node.with_changes(body=[self._assigned(value)])
                self.is_used = True
                returned = cst.SimpleStatementLine([cst.Return(self._name)])
                return cst.FlattenSentinel([line, returned])
        return updated_node

    def _assigned(self, value: cst.BaseExpression) -> cst.BaseSmallStatement:
        # A variable is annotated once.
        if self.is_used:
            return cst.Assign([cst.AssignTarget(self._name)], value)
        return cst.AnnAssign(self._name, cst.Annotation(self._annotation), value)

    def _may_be_any(self, value: cst.BaseExpression) -> bool:
        node = ast.parse(f"({code_of(value)}\n)", mode="eval").body
        used = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
        is_told = isinstance(node, _DISPLAYS) or bool(scalar_type(node))
        return not is_told and bool(used & self._own)
