"""Whether a view reads the body of its requests."""

from __future__ import annotations

import ast
from typing import Any, Final

from rest_framework.views import APIView

from ..spectacular.view_methods import has_serializer, syntax_of

# The attributes of Django's and of REST framework's request that read its body.
_BODY: Final = {"body", "data", "FILES", "POST", "read", "stream"}


def reads_body(view: APIView, function: Any) -> bool:
    """Whether a view has a serializer, parsers of its own, or a method that reads `request.data`.

    `function` is the method. Parsers of a base class do not count, because they say what the views
    of a project could read.
    """
    return has_serializer(view) or _has_parsers(view) or _reads_request(function)


def _has_parsers(view: APIView) -> bool:
    # `@api_view` gives the default parsers to each of its classes.
    for owner in (view, type(view)):
        given = vars(owner).get("parser_classes")
        if given and given is not APIView.parser_classes:
            return True
    return False


def _reads_request(function: Any) -> bool:
    syntax = syntax_of(function)
    return syntax is not None and any(map(_is_body, ast.walk(syntax)))


def _is_body(node: ast.AST) -> bool:
    """Whether a node is such as `request.data` or `self.request.data`."""
    if not isinstance(node, ast.Attribute) or node.attr not in _BODY:
        return False
    owner = node.value
    return "request" in (getattr(owner, "id", ""), getattr(owner, "attr", ""))
