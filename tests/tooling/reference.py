"""The public names of docs/reference.md, from their docstrings."""

from __future__ import annotations

import ast
import importlib
import inspect
import textwrap
from collections.abc import Iterator
from types import ModuleType
from typing import Any, Final

PACKAGE: Final = "drf_typed_responses"
# In the order of use. Every public name stands in `__all__` of one of these modules.
PUBLIC: Final = (
    "serializers",
    "responses",
    "parameters",
    "samples",
    "spectacular",
    "publish",
    "publish.rules",
    "conformance",
    "compat",
    "findings",
    "validation",
    "translate",
    "exceptions",
)


def names() -> str:
    """The public names of every module, as Markdown."""
    return "\n".join(part for name in PUBLIC for part in _module(name))


def _module(name: str) -> Iterator[str]:
    module = importlib.import_module(f"{PACKAGE}.{name}")
    yield f"## `{module.__name__}`\n"
    yield f"{_doc(module)}\n"
    for public in sorted(module.__all__, key=str.lower):
        yield from _name(module, public, getattr(module, public))


def _name(module: ModuleType, name: str, value: Any) -> Iterator[str]:
    if not (inspect.isclass(value) or inspect.isfunction(value)):
        yield f"### `{name}`\n"
        # A response, such as RESPONSE_NOT_FOUND, describes itself.
        said = _beside(_home(module, name), name) or getattr(value, "description", "")
        yield f"{said}\n"
        return
    node = _source(value)
    yield f"### `{_heading(name, value, node)}`\n"
    yield f"{_doc(value)}\n"
    if isinstance(node, ast.ClassDef):
        members = list(_members(node))
        if members:
            yield "\n".join(members) + "\n"


def _doc(value: Any) -> str:
    # A class without a docstring inherits that of its base, which does not describe it.
    written = vars(value).get("__doc__") if inspect.isclass(value) else value.__doc__
    return inspect.cleandoc(written or "")


def _source(value: Any) -> ast.ClassDef | ast.FunctionDef:
    (node,) = ast.parse(textwrap.dedent(inspect.getsource(value))).body
    assert isinstance(node, ast.ClassDef | ast.FunctionDef)
    return node


def _heading(name: str, value: Any, node: ast.ClassDef | ast.FunctionDef) -> str:
    if isinstance(node, ast.FunctionDef):
        return _signature(name, node)
    made_by = next((m for m in node.body if getattr(m, "name", "") == "__init__"), None)
    if isinstance(made_by, ast.FunctionDef) and not issubclass(value, Warning):
        inits = [m for m in node.body if getattr(m, "name", "") == "__init__"]
        return _signature(name, inits[-1], is_method=True, returns=False)  # type: ignore[arg-type]
    bases = ", ".join(ast.unparse(base) for base in node.bases)
    return f"{name}({bases})" if bases else name


def _signature(
    name: str, node: ast.FunctionDef, *, is_method: bool = False, returns: bool = True
) -> str:
    arguments = node.args
    if is_method and not any(ast.unparse(d) == "staticmethod" for d in node.decorator_list):
        _self, *rest = arguments.posonlyargs or arguments.args
        arguments = ast.arguments(**{**vars(arguments), "args": rest, "posonlyargs": []})
    result = f" -> {ast.unparse(node.returns)}" if returns and node.returns else ""
    return f"{name}({ast.unparse(arguments)}){result}"


def _members(node: ast.ClassDef) -> Iterator[str]:
    """The public attributes and methods that a class itself declares."""
    for number, member in enumerate(node.body):
        if isinstance(member, ast.AnnAssign) and isinstance(member.target, ast.Name):
            yield from _attribute(node.body, number, member)
        elif isinstance(member, ast.FunctionDef) and not member.name.startswith("_"):
            decorators = [ast.unparse(each) for each in member.decorator_list]
            if "overload" in decorators or any(each.endswith(".setter") for each in decorators):
                continue
            is_value = any(each in ("property", "cached_property") for each in decorators)
            result = f": {ast.unparse(member.returns)}" if is_value and member.returns else ""
            shown = (
                f"{member.name}{result}"
                if is_value
                else _signature(member.name, member, is_method=True)
            )
            yield _item(shown, ast.get_docstring(member) or "")


def _attribute(body: list[ast.stmt], number: int, member: ast.AnnAssign) -> Iterator[str]:
    name = ast.unparse(member.target)
    if name.startswith("_") or ast.unparse(member.annotation).startswith("InitVar"):
        return
    default = f" = {ast.unparse(member.value)}" if member.value is not None else ""
    shown = f"{name}: {ast.unparse(member.annotation)}{default}"
    yield _item(shown, _text(body[number + 1 : number + 2]))


def _item(shown: str, doc: str) -> str:
    said = f": {' '.join(doc.split())}" if doc else ""
    return f"- `{shown}`{said}"


def _text(after: list[ast.stmt]) -> str:
    """The docstring of an attribute, which stands below it."""
    for statement in after:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            return str(statement.value.value)
    return ""


def _home(module: ModuleType, name: str) -> ModuleType:
    """The module that defines a name."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.ImportFrom) and name in [alias.name for alias in node.names]:
            dots = "." * node.level
            package = module.__name__ if hasattr(module, "__path__") else module.__package__
            return importlib.import_module(f"{dots}{node.module or ''}", package)
    return module


def _beside(module: ModuleType, name: str) -> str:
    """The docstring below the assignment of a constant."""
    body = ast.parse(inspect.getsource(module)).body
    for number, node in enumerate(body):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            return inspect.cleandoc(_text(body[number + 1 : number + 2]))
    return ""
