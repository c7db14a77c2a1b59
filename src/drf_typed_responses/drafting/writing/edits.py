"""Adds return annotations and classes to a file, and renames what it knows by another name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar, cast

import libcst as cst
import libcst.matchers as m

from .bindings import Imported
from .imports import add_imports, end_of_imports
from .source_files import SourceError, SourceFile, find_definition, replace_node

Node = TypeVar("Node", bound=cst.CSTNode)


def annotate_return(
    file: SourceFile, qualname: str, annotation: str, imports: Iterable[Imported] = ()
) -> bool:
    """Annotate what a function returns, such as "View.get", and import the names of the annotation.

    False if the function has an annotation, which stays. Raises SourceError if the file lacks the
    function.
    """
    function = find_definition(file, qualname)
    if not isinstance(function, cst.FunctionDef):
        raise SourceError(f"{file.path} has no function {qualname}")
    if function.returns is not None:
        return False
    names = add_imports(file, imports)
    # The imports made a new tree, in which the function is another node.
    function = cst.ensure_type(find_definition(file, qualname), cst.FunctionDef)
    written = renamed(cst.parse_expression(annotation), names)
    replace_node(file, function, function.with_changes(returns=cst.Annotation(annotation=written)))
    return True


def add_class(
    file: SourceFile, node: cst.ClassDef | cst.SimpleStatementLine, *, before: str = ""
) -> None:
    """Add a class, or another definition, at the end of the module, or above that of a name."""
    body = list(file.module.body)
    at = next((at for at, each in enumerate(body) if before and _defines(each, before)), len(body))
    # isort wants one line between imports and a statement that is no block.
    is_first = at == end_of_imports(file) and isinstance(node, cst.SimpleStatementLine)
    apart = [cst.EmptyLine(indent=False)] * (0 if not body else 1 if is_first else 2)
    body.insert(at, node.with_changes(leading_lines=apart))
    file.module = file.module.with_changes(body=body)


def _defines(statement: cst.CSTNode, name: str) -> bool:
    return isinstance(statement, (cst.ClassDef, cst.FunctionDef)) and statement.name.value == name


_FUNCTIONAL = m.Call(m.Name("TypedDict"), [m.Arg(m.SimpleString()), m.ZeroOrMore()])


class _Renamer(cst.CSTTransformer):
    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__()
        self._names = names

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        return cst.parse_expression(self._names.get(updated_node.value, updated_node.value))

    def leave_Attribute(
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.Attribute:
        return updated_node.with_changes(attr=original_node.attr)

    def leave_AnnAssign(
        self, original_node: cst.AnnAssign, updated_node: cst.AnnAssign
    ) -> cst.AnnAssign:
        return updated_node.with_changes(target=original_node.target)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        # A functional TypedDict has its name in a text too.
        if not m.matches(original_node, _FUNCTIONAL):
            return updated_node
        text = cst.ensure_type(original_node.args[0].value, cst.SimpleString)
        name = self._names.get(str(text.evaluated_value))
        if name is None:
            return updated_node
        arg = updated_node.args[0].with_changes(value=text.with_changes(value=f'"{name}"'))
        return updated_node.with_changes(args=[arg, *updated_node.args[1:]])

    def leave_Arg(self, original_node: cst.Arg, updated_node: cst.Arg) -> cst.Arg:
        return updated_node.with_changes(keyword=original_node.keyword)


def renamed(node: Node, names: Mapping[str, str]) -> Node:
    """The node with the names by which a module knows them."""
    changed = {name: local for name, local in names.items() if name != local}
    return cast(Node, node.visit(_Renamer(changed))) if changed else node
