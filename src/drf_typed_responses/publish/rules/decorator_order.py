"""The rule `decorator-order`: `@extend_schema` stands above `@api_view` and `@action`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ...spectacular.view_methods import is_action, is_api_view, method_name, syntax_of
from ..published_operations import OperationSource
from . import Breach, CheckedDocument, breach, rule


@rule(
    "decorator-order",
    "its @extend_schema stands below {decorator}, where it has no effect",
    "Write @extend_schema above {decorator}.",
    bad=(
        '''\
@public_methods("GET")
@api_view(["GET"])
@extend_schema()
def get(request, slug):
    """Return a team."""


urlpatterns = [path("teams/<slug:slug>/", get)]
''',
    ),
    good=(
        '''\
@public_methods("GET")
@extend_schema()
@api_view(["GET"])
def get(request, slug):
    """Return a team."""


urlpatterns = [path("teams/<slug:slug>/", get)]
''',
    ),
)
def decorator_order(document: CheckedDocument) -> Iterator[Breach]:
    """The decorators of Django REST framework replace what drf-spectacular has noted below them.

    The operation would be published without its title, its tag and its responses. The other rules
    say nothing about it.
    """
    for operation in document.operations:
        decorator = _above(operation.source) if operation.source else ""
        if decorator:
            yield breach(operation, decorator=decorator)


def _above(source: OperationSource) -> str:
    """The decorator that stands above `@extend_schema` and hides it; "" if none does."""
    name = method_name(source.facts.view, source.method)
    noted = getattr(source.function, "kwargs", {}).get("schema")
    if is_api_view(source.view, name):
        is_lost = noted is not None and not isinstance(source.facts.view.schema, noted)
        return "@api_view" if is_lost else ""
    # `@action` replaces what is noted, so only the source tells the order.
    is_lost = noted is None and is_action(source.view, name) and _stands_below(source.function)
    return "@action" if is_lost else ""


def _stands_below(function: object) -> bool:
    syntax = syntax_of(function)
    for node in ast.walk(syntax) if syntax else ():
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            names = [_name(decorator) for decorator in node.decorator_list]
            return "action" in names and "extend_schema" in names[names.index("action") :]
    return False


def _name(decorator: ast.expr) -> str:
    """`extend_schema` of `@extend_schema(...)` and of `@utils.extend_schema(...)`."""
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return str(getattr(called, "attr", getattr(called, "id", "")))
