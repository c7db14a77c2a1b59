"""Whether a view reads the body of its requests."""

from __future__ import annotations

import ast
from operator import attrgetter
from typing import Final

from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from ..spectacular.view_methods import has_serializer, is_api_view, method_name
from .published_operations import OperationSource
from .running_code import RunningFunction, all_running, functions, is_request

# The attributes of Django's and of REST framework's request that read its body, or its query.
_BODY: Final = {"body", "data", "FILES", "POST", "read", "readline", "readlines", "stream"}
_QUERY: Final = {"GET", "query_params"}


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
    first = functions(source.function, type(view), frozenset({int(is_method)}))
    return any(map(_reads, all_running(first, attrgetter("given_the_request"))))


def _reads(function: RunningFunction) -> bool:
    """Whether a function reads the body itself."""
    if not any(
        name in _BODY or _is_serializer(function.named(name)) for name in function.source.mentioned
    ):
        return False
    kinds = (_is_body, _is_validation)
    return any(is_kind(node, function) for node in function.nodes for is_kind in kinds)


def _is_body(node: ast.AST, function: RunningFunction) -> bool:
    """Whether a node is such as `request.data` or `self.request.data`."""
    return (
        isinstance(node, ast.Attribute)
        and node.attr in _BODY
        and is_request(node.value, function.requests)
    )


def _is_validation(node: ast.AST, function: RunningFunction) -> bool:
    """Whether a node is such as `TeamSerializer(data=data)`, not about the query."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return False
    if not _is_serializer(function.named(node.func.id)):
        return False
    given = [each.value for each in node.keywords if each.arg == "data"]
    return any(not isinstance(each, ast.Dict) and not _is_of_query(each) for each in given)


def _is_serializer(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, BaseSerializer)


def _is_of_query(node: ast.AST) -> bool:
    return any(getattr(each, "attr", "") in _QUERY for each in ast.walk(node))
