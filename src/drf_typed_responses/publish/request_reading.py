"""Whether a view reads the body of its requests."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import FunctionType
from typing import Any, Final, TypeAlias

from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from ..spectacular.method_annotations import FRAMEWORKS as FRAMEWORKS_OF_VIEWS
from ..spectacular.view_methods import has_serializer, is_api_view, method_name, syntax_of
from .published_operations import OperationSource

# The attributes of Django's and of REST framework's request that read its body, or its query.
_BODY: Final = {"body", "data", "FILES", "POST", "read", "readline", "readlines", "stream"}
_QUERY: Final = {"GET", "query_params"}

# The packages whose functions are not the project's.
_FRAMEWORKS: Final = ("django.", *FRAMEWORKS_OF_VIEWS)

# The parameters of a function that hold the request, by position or by name.
Given: TypeAlias = frozenset[int | str]


def reads_body(source: OperationSource) -> bool:
    """Whether a view has a serializer, parsers of its own, or a method that reads `request.data`.

    Methods of the view that the method calls count, and functions that it gives the request. Code
    without readable source reads nothing. Parsers of a base class do not count, because they say
    what the views of a project could read.
    """
    view = source.facts.view
    return has_serializer(view) or _has_parsers(view) or _reads_request(source)


def _has_parsers(view: APIView) -> bool:
    # `@api_view` gives the default parsers to each of its classes.
    for owner in (view, type(view)):
        given = vars(owner).get("parser_classes")
        if given and given is not APIView.parser_classes:
            return True
    return False


def _reads_request(source: OperationSource) -> bool:
    view = source.facts.view
    is_method = not is_api_view(view, method_name(view, source.method))
    pending = list(_functions(source.function, type(view), frozenset({int(is_method)})))
    for function in pending:  # grows in the loop
        if function.reads:
            return True
        pending += (each for each in function.called if each not in pending)
    return False


@dataclass(frozen=True)
class _Function:
    """A function of the project that runs for a request of the view class `cls`."""

    function: Any  # a FunctionType, which type checkers take for a method here
    cls: type
    given: Given

    @cached_property
    def _nodes(self) -> tuple[ast.AST, ...]:
        return _nodes_of(self.function.__code__)

    @cached_property
    def _parameters(self) -> list[str]:
        heads = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
        head = next((node.args for node in self._nodes if isinstance(node, heads)), None)
        return [each.arg for each in (*head.posonlyargs, *head.args)] if head else []

    @cached_property
    def _requests(self) -> set[str]:
        """The names of the variables that hold the request."""
        names = {"request", *(each for each in self.given if isinstance(each, str))}
        names |= {name for at, name in enumerate(self._parameters) if at in self.given}
        for node in self._nodes:
            if isinstance(node, ast.Assign) and _is_request(node.value, names):
                names |= {each.id for each in node.targets if isinstance(each, ast.Name)}
        return names

    @property
    def reads(self) -> bool:
        """Whether it reads the body itself."""
        return any(self._is_body(node) or self._is_validation(node) for node in self._nodes)

    def _is_body(self, node: ast.AST) -> bool:
        """Whether a node is such as `request.data` or `self.request.data`."""
        return (
            isinstance(node, ast.Attribute)
            and node.attr in _BODY
            and _is_request(node.value, self._requests)
        )

    def _is_validation(self, node: ast.AST) -> bool:
        """Whether a node is such as `TeamSerializer(data=data)`, not about the query."""
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            return False
        cls = self._named(node.func.id)
        if not (isinstance(cls, type) and issubclass(cls, BaseSerializer)):
            return False
        given = [each.value for each in node.keywords if each.arg == "data"]
        return any(not isinstance(each, ast.Dict) and not _is_of_query(each) for each in given)

    @property
    def called(self) -> Iterator[_Function]:
        """The view's methods and properties that it uses, and functions that get the request."""
        for node in self._nodes:
            if isinstance(node, ast.Attribute):
                yield from self._members(node, frozenset(), offset=0)
            if not isinstance(node, ast.Call):
                continue
            given = _given(node, self._requests)
            if given and isinstance(node.func, ast.Attribute):
                yield from self._members(node.func, given, offset=1)
            elif given and isinstance(node.func, ast.Name):
                yield from _functions(self._named(node.func.id), self.cls, given)

    def _members(self, node: ast.Attribute, given: Given, offset: int) -> Iterator[_Function]:
        """What `self.create` or `super().create` is; `given` are the arguments of its call."""
        owner = node.value
        above = isinstance(owner, ast.Call) and getattr(owner.func, "id", "") == "super"
        if not above and getattr(owner, "id", "") not in self._parameters[:1]:
            return
        classes = self.cls.__mro__[self._home + 1 if above else 0 :]
        found = next((vars(base)[node.attr] for base in classes if node.attr in vars(base)), None)
        shift = 0 if isinstance(found, staticmethod) else offset
        given = frozenset(each + shift if isinstance(each, int) else each for each in given)
        yield from _functions(_function_in(found), self.cls, given)

    @property
    def _home(self) -> int:
        """The place in the order of base classes of the class that has the function."""
        owner = self.function.__qualname__.rpartition(".")[0]
        names = [base.__qualname__ for base in self.cls.__mro__]
        return names.index(owner) if owner in names else -1

    def _named(self, name: str) -> Any:
        """The value of a global or of a variable of an outer function."""
        outer = self.function.__code__.co_freevars
        if name not in outer:
            return self.function.__globals__.get(name)
        try:
            return self.function.__closure__[outer.index(name)].cell_contents
        except ValueError:  # not assigned yet
            return None


def _functions(function: Any, cls: type, given: Given) -> Iterator[_Function]:
    """A function and those that it wraps, if they are the project's."""
    while isinstance(function, FunctionType):
        # The module of a wrapper; `__module__` is that of the wrapped function.
        if not str(function.__globals__.get("__name__")).startswith(_FRAMEWORKS):
            yield _Function(function, cls, given)
        function = getattr(function, "__wrapped__", None)


def _function_in(member: Any) -> Any:
    """The function of a method or property of a class."""
    for name in ("__func__", "fget", "func"):
        member = getattr(member, name, member)
    return member


@lru_cache(maxsize=1024)  # views share helpers
def _nodes_of(code: Any) -> tuple[ast.AST, ...]:
    syntax = syntax_of(code)
    return tuple(ast.walk(syntax)) if syntax else ()


def _is_request(node: ast.AST, names: set[str]) -> bool:
    """Whether a node is the request of REST framework or of Django."""
    return getattr(node, "id", "") in names or getattr(node, "attr", "") in ("request", "_request")


def _is_of_query(node: ast.AST) -> bool:
    return any(getattr(each, "attr", "") in _QUERY for each in ast.walk(node))


def _given(call: ast.Call, requests: set[str]) -> Given:
    """The arguments of a call that are the request, by position or by name."""
    placed = {at for at, each in enumerate(call.args) if _is_request(each, requests)}
    named = {each.arg for each in call.keywords if each.arg and _is_request(each.value, requests)}
    return frozenset(placed | named)
