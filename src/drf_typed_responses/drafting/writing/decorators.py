"""Decorators, `public` and docstrings of views, merged into what stands there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, TypeVar

import libcst as cst
import libcst.matchers as m
from libcst.helpers import get_full_name_for_node

from .calls import completed, new_call, place_of, with_element, with_member
from .documented_statuses import NOTHING_ADDED, AddedStatuses, with_statuses
from .layout import quoted
from .source_files import SourceError, block_of

Decorated = TypeVar("Decorated", cst.ClassDef, cst.FunctionDef)


class Drafted(NamedTuple):
    """What is drafted for a decorator: its arguments, and statuses for the `responses=` it has."""

    arguments: Mapping[str, str]
    statuses: AddedStatuses = NOTHING_ADDED


def with_schema(
    node: cst.FunctionDef, name: str, drafted: Drafted, method: str, width: int
) -> cst.FunctionDef:
    """The function with `@extend_schema`, which `name` names, and with the arguments it lacks.

    `method` is that of HTTP if the decorator must be for that one only, else "". Of several
    decorators the first one gets the arguments, and the first with `responses=` the statuses.
    """
    found = _schemas(node, method)
    if not found:
        chosen = {"methods": f"[{quoted(method)}]"} if method else {}
        return _below(node, new_call(name, {**chosen, **drafted.arguments}, width))
    ((first, call), *_) = found
    node = _with_call(node, first, _completed(call, drafted.arguments, 0, width))
    for at, call in _schemas(node, method):
        if place_of(call, "responses") is not None:
            return _with_call(node, at, with_statuses(call, drafted.statuses, 0, width))
    return node


def with_schema_view(
    node: cst.ClassDef, names: tuple[str, str], action: str, drafted: Drafted, width: int
) -> cst.ClassDef:
    """The class with `@extend_schema_view(action=extend_schema(...))`; `names` name those two."""
    view, schema = names
    written = ", ".join(f"{key}={value}" for key, value in drafted.arguments.items())
    for at, call in _calls(node, "extend_schema_view"):
        for place, argument in enumerate(call.args):
            if argument.keyword and argument.keyword.value == action:
                inner = _completed(_called(argument.value), drafted.arguments, 1, width)
                inner = with_statuses(inner, drafted.statuses, 1, width)
                args = list(call.args)
                args[place] = argument.with_changes(value=inner)
                return _with_call(node, at, call.with_changes(args=args))
        whole = completed(call, {action: f"{schema}({written})"}, 0, width)
        return _with_call(node, at, whole)
    return _below(node, new_call(view, {action: f"{schema}({written})"}, width))


def schema_calls(node: cst.FunctionDef, method: str) -> list[cst.Call]:
    """The decorators that `with_schema` completes, the outermost first."""
    return [call for _, call in _schemas(node, method)]


def _schemas(node: cst.FunctionDef, method: str) -> list[tuple[int, cst.Call]]:
    """The decorators `extend_schema` for a method of HTTP, with their places."""
    found = _calls(node, "extend_schema")
    return [(at, call) for at, call in found if _is_for(_methods(call), method)]


def schema_call_of_view(node: cst.ClassDef, action: str) -> cst.Call | None:
    """The argument of `@extend_schema_view` for an action; None if there is none."""
    for _, call in _calls(node, "extend_schema_view"):
        for argument in call.args:
            if argument.keyword is not None and argument.keyword.value == action:
                return _called(argument.value)
    return None


def _is_for(methods: set[str] | None, method: str) -> bool:
    return method in methods if methods is not None else not method


def _completed(call: cst.Call, arguments: Mapping[str, str], depth: int, width: int) -> cst.Call:
    """The call of `extend_schema` with the arguments it lacks.

    If a sample is all that is drafted, it is added to the samples that the call has.
    """
    if arguments.keys() == {"examples"}:
        call = with_element(call, "examples", arguments["examples"].strip("[]"))
    return completed(call, arguments, depth, width)


def _called(node: cst.BaseExpression) -> cst.Call:
    if not isinstance(node, cst.Call):
        raise SourceError("its argument of @extend_schema_view is not a call of extend_schema")
    return node


def _methods(call: cst.Call) -> set[str] | None:
    """The methods that `methods=[...]` names; None without it."""
    for argument in call.args:
        if argument.keyword and argument.keyword.value == "methods":
            texts = m.findall(argument.value, m.SimpleString())
            return {str(cst.ensure_type(each, cst.SimpleString).evaluated_value) for each in texts}
    return None


def _calls(node: Decorated, name: str) -> list[tuple[int, cst.Call]]:
    """The decorators of that name that are calls, with their places."""
    return [
        (at, each.decorator)
        for at, each in enumerate(node.decorators)
        if isinstance(each.decorator, cst.Call)
        and str(get_full_name_for_node(each.decorator.func)).rpartition(".")[2] == name
    ]


def _with_call(node: Decorated, at: int, call: cst.Call) -> Decorated:
    decorators = list(node.decorators)
    decorators[at] = decorators[at].with_changes(decorator=call)
    return node.with_changes(decorators=decorators)


def _below(node: Decorated, call: cst.Call) -> Decorated:
    """The function or class with a decorator above all others but `@public_methods`."""
    at = len(_calls(node, "public_methods"))
    decorators = list(node.decorators)
    decorators.insert(at, cst.Decorator(call))
    return node.with_changes(decorators=decorators)


# ---------------------------------------------------------------- public


def with_public_methods(
    node: cst.FunctionDef, name: str, method: str, urls: Sequence[str] = ()
) -> cst.FunctionDef:
    """The function with `@public_methods("GET", urls={...})`, which `name` names."""
    for at, call in _calls(node, "public_methods"):
        return _with_call(node, at, _with_urls(_with_method(call, method), urls))
    new = cst.ensure_type(cst.parse_expression(f"{name}({quoted(method)})"), cst.Call)
    decorators = [cst.Decorator(_with_urls(new, urls)), *node.decorators]
    return node.with_changes(decorators=decorators)


def _with_method(call: cst.Call, method: str) -> cst.Call:
    """The call of `public_methods` with a method, behind the others."""
    new = cst.Arg(cst.parse_expression(quoted(method)))
    if any(each.value.deep_equals(new.value) for each in call.args):
        return call
    placed = [each for each in call.args if not each.keyword]
    args = [*placed, new, *call.args[len(placed) :]]
    return call.with_changes(args=[_bare(each) for each in args])


def _with_urls(call: cst.Call, urls: Sequence[str]) -> cst.Call:
    if not urls:
        return call
    if any(each.keyword and each.keyword.value == "urls" for each in call.args):
        for url in urls:
            call = with_element(call, "urls", quoted(url))
        return call
    new = cst.Arg(_set_of(urls), keyword=cst.Name("urls"), equal=cst.AssignEqual(_TIGHT, _TIGHT))
    return call.with_changes(args=[*map(_bare, call.args), new])


def _bare(argument: cst.Arg) -> cst.Arg:
    return argument.with_changes(comma=cst.MaybeSentinel.DEFAULT)


_TIGHT: Final = cst.SimpleWhitespace("")


def with_public(node: cst.ClassDef, methods: Sequence[str]) -> cst.ClassDef:
    """The class with `public = {"GET"}`, or with those methods in the set that it has."""
    found = _with_members(node, "public", methods)
    return found or _with_first(node, block_of(node.body), _assigning("public", methods))


def with_public_urls(node: cst.ClassDef, urls: Sequence[str]) -> cst.ClassDef:
    """The class with `public_urls = {...}` below `public`, or with those URLs in its set."""
    if not urls:
        return node
    found = _with_members(node, "public_urls", urls)
    if found is not None:
        return found
    body = block_of(node.body)
    statements = list(body.body)
    above = next(at for at, each in enumerate(statements) if _assigns(each, "public"))
    statements.insert(above + 1, _assigning("public_urls", urls))
    return node.with_changes(body=body.with_changes(body=statements))


def _set_of(texts: Sequence[str]) -> cst.BaseExpression:
    return cst.parse_expression(f"{{{', '.join(map(quoted, texts))}}}")


def _assigning(name: str, texts: Sequence[str]) -> cst.SimpleStatementLine:
    assign = cst.Assign([cst.AssignTarget(cst.Name(name))], _set_of(texts))
    return cst.SimpleStatementLine([assign])


def _with_members(node: cst.ClassDef, name: str, texts: Sequence[str]) -> cst.ClassDef | None:
    """The class with more members in a set that it assigns; None if it does not assign it."""
    body = block_of(node.body)
    for at, statement in enumerate(body.body):
        if _assigns(statement, name):
            line = cst.ensure_type(statement, cst.SimpleStatementLine)
            return _with_statement(node, body, at, _with_texts(line, texts))
    return None


def _assigns(statement: cst.CSTNode, name: str) -> bool:
    target = m.Name(name)
    written = m.Assign(targets=[m.AssignTarget(target)]) | m.AnnAssign(target=target)
    return m.matches(statement, m.SimpleStatementLine(body=[written]))


def _with_texts(line: cst.SimpleStatementLine, texts: Sequence[str]) -> cst.SimpleStatementLine:
    assign = line.body[0]
    assert isinstance(assign, (cst.Assign, cst.AnnAssign))
    value = assign.value or cst.parse_expression("set()")
    for text in texts:
        value = with_member(value, quoted(text))
    return line.with_changes(body=[assign.with_changes(value=value)])


def _with_statement(
    node: cst.ClassDef, body: cst.IndentedBlock, at: int, new: cst.SimpleStatementLine
) -> cst.ClassDef:
    statements = list(body.body)
    statements[at] = new
    return node.with_changes(body=body.with_changes(body=statements))


def _with_first(
    node: cst.ClassDef, body: cst.IndentedBlock, new: cst.SimpleStatementLine
) -> cst.ClassDef:
    """The class with one more statement at its beginning, below its docstring."""
    statements = [each for each in body.body if not _is_empty(each)]
    at = 1 if node.get_docstring() is not None else 0
    if at < len(statements):
        statements[at] = _apart(statements[at])
    apart = [cst.EmptyLine(indent=False)] if at else []
    statements.insert(at, new.with_changes(leading_lines=apart))
    return node.with_changes(body=body.with_changes(body=statements))


def _is_empty(statement: cst.CSTNode) -> bool:
    return m.matches(statement, m.SimpleStatementLine(body=[m.Pass() | m.Expr(m.Ellipsis())]))


def _apart(statement: cst.BaseStatement) -> cst.BaseStatement:
    """A statement below an assignment: a function after a blank line, another after none."""
    comments = [each for each in getattr(statement, "leading_lines", ()) if each.comment]
    is_block = isinstance(statement, cst.BaseCompoundStatement)
    apart = [cst.EmptyLine(indent=False)] if is_block else []
    return statement.with_changes(leading_lines=[*apart, *comments])


# ---------------------------------------------------------------- docstrings


def with_docstring(node: cst.FunctionDef, sentence: str) -> cst.FunctionDef:
    """The function with a docstring, unless it has one."""
    if node.get_docstring() is not None:
        return node
    body = block_of(node.body)
    new = cst.parse_statement(f'"""{sentence}"""\n')
    statements = [each for each in body.body if not m.matches(each, _PASS)]
    return node.with_changes(body=body.with_changes(body=[new, *statements]))


_PASS = m.SimpleStatementLine(body=[m.Pass()])
