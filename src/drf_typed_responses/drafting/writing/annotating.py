"""Writes drafted return annotations so that a type checker takes what the functions return."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from importlib.util import find_spec
from typing import Final

import libcst as cst

from ..placed_values import DraftedAnnotation
from ..returned_values import is_written_out
from .bindings import Imported
from .edits import annotate_return
from .imports import add_imports
from .source_files import SourceFile, code_of, find_definition, replace_node
from .strictly_typed import hold_returned, type_parameters
from .type_checkers import is_strictly_checked, is_type_checked

# `Serializer.to_representation` returns `dict[str, Any]` in djangorestframework-stubs.
_STUBS: Final = "rest_framework-stubs"
_IGNORE: Final = "# type: ignore[override]"


def annotate_place(
    file: SourceFile, drafted: DraftedAnnotation, imports: Iterable[Imported] = ()
) -> None:
    """Annotate a function with the type that is drafted for what it returns.

    In a project with a type checker, the function casts its value to a TypedDict, unless it writes
    the value as a dictionary. In one with a strict type checker, its parameters and any other value
    have a type too. Raises SourceError if the file lacks the function.
    """
    qualname = drafted.place.qualname
    if not annotate_return(file, qualname, drafted.annotation, imports):
        return
    folder = file.path.parent
    if is_strictly_checked(folder):
        type_parameters(file, qualname)
    _fit(file, qualname)
    if is_strictly_checked(folder) and not drafted.is_class:
        hold_returned(file, qualname)
    if drafted.is_class and is_type_checked(folder):
        _cast(file, qualname)
        if drafted.place.overrides and find_spec(_STUBS) is not None:
            function = _function(file, qualname)
            replace_node(file, function, _ignoring(function))


def _function(file: SourceFile, qualname: str) -> cst.FunctionDef:
    return cst.ensure_type(find_definition(file, qualname), cst.FunctionDef)


def _cast(file: SourceFile, qualname: str) -> None:
    function = _function(file, qualname)
    assert function.returns is not None
    casting = _Casting(function, code_of(function.returns.annotation), "cast")
    if function.visit(casting) and casting.is_used:
        name = add_imports(file, [Imported("typing", "cast")])["cast"]
        function = _function(file, qualname)
        casting = _Casting(function, casting.annotation, name)
        replace_node(file, function, cst.ensure_type(function.visit(casting), cst.FunctionDef))


class _Casting(cst.CSTTransformer):
    """Casts what a function returns, but not what functions inside it return."""

    def __init__(self, function: cst.FunctionDef, annotation: str, cast: str) -> None:
        self.annotation = annotation
        self.is_used = False
        self._function = function
        self._cast = cst.parse_expression(cast)
        super().__init__()

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:
        return node is self._function

    def visit_Lambda(self, node: cst.Lambda) -> bool:
        return False

    def leave_Return(self, original_node: cst.Return, updated_node: cst.Return) -> cst.Return:
        value = updated_node.value
        if value is None or is_written_out(ast.parse(f"({code_of(value)})", mode="eval").body):
            return updated_node
        self.is_used = True
        args = [cst.Arg(cst.parse_expression(self.annotation)), cst.Arg(_bare(value))]
        return updated_node.with_changes(
            value=cst.Call(self._cast, args),
            whitespace_after_return=cst.SimpleWhitespace(" "),
        )


def _bare(value: cst.BaseExpression) -> cst.BaseExpression:
    """The expression without parentheses around it, which those of a call replace."""
    return value.with_changes(lpar=value.lpar[1:], rpar=value.rpar[:-1])


def _ignoring(function: cst.FunctionDef) -> cst.FunctionDef:
    """The function with a comment that allows another return type than that of the base class."""
    space = function.whitespace_before_params
    if isinstance(space, cst.ParenthesizedWhitespace):
        line = space.with_changes(first_line=_commented(space.first_line))
        return function.with_changes(whitespace_before_params=line)
    body = function.body
    if isinstance(body, cst.IndentedBlock):
        return function.with_changes(body=body.with_changes(header=_commented(body.header)))
    return function


def _commented(line: cst.TrailingWhitespace) -> cst.TrailingWhitespace:
    known = f"  {line.comment.value}" if line.comment else ""
    return line.with_changes(
        # A type checker reads it at the beginning of a comment only.
        comment=cst.Comment(f"{_IGNORE}{known}"),
        whitespace=cst.SimpleWhitespace("  "),
    )


# ---------------------------------------------------------------- layout


def _fit(file: SourceFile, qualname: str) -> None:
    """Put the parameters of a function on a line of their own if its line is too long."""
    function = _function(file, qualname)
    head = code_of(function.with_changes(decorators=(), leading_lines=(), body=_NO_BODY))
    depth = qualname.count(".")
    if "\n" in head.strip() or len(head.strip()) + 4 * depth - len(_FILLER) <= file.width:
        return
    every = function.params
    # The parameter that is written last; star arguments and others are left as they are.
    if every.star_kwarg or every.kwonly_params or not every.params:
        return
    last = every.params[-1].with_changes(whitespace_after_param=_line_break(""))
    params = every.with_changes(params=[*every.params[:-1], last])
    new = function.with_changes(params=params, whitespace_before_params=_line_break("    "))
    replace_node(file, function, new)


_FILLER: Final = " ..."
_NO_BODY: Final = cst.SimpleStatementSuite([cst.Expr(cst.Ellipsis())])


def _line_break(indent: str) -> cst.ParenthesizedWhitespace:
    return cst.ParenthesizedWhitespace(indent=True, last_line=cst.SimpleWhitespace(indent))
