"""The class of responses with a type, where a module has only that of REST framework."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import libcst as cst
import libcst.matchers as m

from .bindings import Imported, local_name
from .imports import add_imports, remove_import
from .source_files import SourceFile, code_of, find_definition, replace_node

TYPED: Final = Imported("drf_typed_responses.responses", "Response")
_PLAIN: Final = Imported("rest_framework.response", "Response")


def response_names(file: SourceFile) -> list[str]:
    """How a module names the typed class of responses, and that of REST framework."""
    return [name for each in (TYPED, _PLAIN) if (name := local_name(file, each)) is not None]


def make_typed(file: SourceFile, qualname: str) -> str:
    """Let a function make responses that have a type; returns the name of their class.

    The import of REST framework's class is replaced if the module only makes such responses. Else
    the typed class is imported too, and only this function makes its responses.
    """
    plain, is_new = local_name(file, _PLAIN), local_name(file, TYPED) is None
    if is_new and plain == _PLAIN.name and _only_makes(file.module, _PLAIN.name):
        remove_import(file, _PLAIN)
        plain = None
    name = add_imports(file, [TYPED])[TYPED.name]
    if plain is not None:
        function = cst.ensure_type(find_definition(file, qualname), cst.FunctionDef)
        replace_node(file, function, _making(function, plain, name))
    return name


def _making(function: cst.FunctionDef, old: str, new: str) -> cst.FunctionDef:
    call = m.Call(func=m.Name(old))
    made = m.replace(
        function, call, lambda node, _: node.with_changes(func=cst.parse_expression(new))
    )
    return cst.ensure_type(made, cst.FunctionDef)


def _only_makes(module: cst.Module, name: str) -> bool:
    """Whether a module only calls a class, and names it for what a function makes of it.

    A value from elsewhere, as in `isinstance(value, Response)`, may be of REST framework's class.
    """
    imported = m.findall(module, m.ImportAlias(name=m.Name(name), asname=None))
    made = m.findall(module, m.Call(func=m.Name(name)))
    known = len(imported) + len(made) + sum(1 for _ in _makers(module, name))
    is_all = bool(imported) and len(m.findall(module, m.Name(name))) == known
    return is_all and not _is_quoted(module, name)


def _makers(module: cst.Module, name: str) -> Iterator[cst.CSTNode]:
    """The functions annotated to return a class, each `return` of which makes one."""
    annotated = m.FunctionDef(returns=m.Annotation(m.Name(name)))
    for function in m.findall(module, annotated):
        returns = m.findall(cst.ensure_type(function, cst.FunctionDef).body, m.Return())
        if returns and all(m.matches(each, m.Return(m.Call(m.Name(name)))) for each in returns):
            yield function


def _is_quoted(module: cst.Module, name: str) -> bool:
    """Whether an annotation in quotes names a class."""
    texts = (
        text
        for annotation in m.findall(module, m.Annotation())
        for text in m.findall(annotation, m.SimpleString())
    )
    return any(re.search(rf"\b{name}\b", code_of(text)) for text in texts)
