"""The refusals that REST framework itself sends for an operation, before and in its view."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import lru_cache, reduce
from operator import attrgetter
from typing import Any, Final, NamedTuple

from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import SAFE_METHODS
from rest_framework.throttling import ScopedRateThrottle, SimpleRateThrottle
from rest_framework.views import APIView

from ..openapi.paths import path_variables
from ..openapi.statuses import governing
from ..spectacular.operation_facts import OperationFacts
from .access import NOBODY, Refused, is_composed, refused_by
from .running_code import FunctionSource, all_running, deciding_class, functions


class Refusal(NamedTuple):
    """A status that REST framework may send, and the part of the view that makes it do so."""

    status: int
    cause: str


def missing_refusals(facts: OperationFacts, operation: Mapping[str, Any]) -> list[Refusal]:
    """The refusals that an operation object does not document, by status, each status once.

    A range such as `4XX` or `default` documents every status that it governs.
    """
    documented = operation.get("responses", {})
    first: dict[int, Refusal] = {}
    for refusal in _refusals(facts, operation):
        if governing(refusal.status, documented) is None:
            first.setdefault(refusal.status, refusal)
    return [first[status] for status in sorted(first)]


def _refusals(facts: OperationFacts, operation: Mapping[str, Any]) -> Iterator[Refusal]:
    method, _, path = facts.operation.partition(" ")
    cls: Any = type(facts.view)  # mypy takes no class for hashable
    called = _called(facts.function, deciding_class(cls))
    yield from _of_access(facts.view, method, has_object=_CHECK in called)
    if operation.get("requestBody"):
        yield Refusal(400, "its request body")
    if path_variables(path):
        yield from (Refusal(404, name) for name in _NOT_FOUND if name in called)
    for throttle in facts.view.get_throttles():
        if _limits(throttle, facts.view):
            yield Refusal(429, type(throttle).__name__)


# ------------------------------------------------------------ authentication and permissions


def refuses_without_account(view: APIView, method: str) -> bool:
    """Whether a request without an account may be refused."""
    return _refused(view, method, has_object=False).anonymous


def _refused(view: APIView, method: str, *, has_object: bool) -> Refused:
    found = (refused_by(each, method, has_object=has_object) for each in view.get_permissions())
    return reduce(_either, found, NOBODY)


def _either(one: Refused, other: Refused) -> Refused:
    return Refused(one.anonymous or other.anonymous, one.account or other.account)


def _of_access(view: APIView, method: str, *, has_object: bool) -> Iterator[Refusal]:
    """Source: `permission_denied` and `handle_exception` of `rest_framework.views.APIView`.

    A wrong token is refused with `AllowAny` too. Nobody expects that to be documented for an
    operation that everyone may call.
    """
    refused = _refused(view, method, has_object=has_object)
    authenticators = view.get_authenticators()
    cause = _name_of_permissions(view, method, has_object=has_object)
    if refused.anonymous:
        # Only the first one is asked for the header, without which a 401 becomes a 403.
        is_401 = authenticators and view.get_authenticate_header(view.request)
        yield Refusal(401 if is_401 else 403, cause)
    if refused.account:
        yield Refusal(403, cause)
    if refused.anonymous and method not in SAFE_METHODS:
        for each in filter(_checks_csrf, authenticators):
            yield Refusal(403, f"the CSRF token of {type(each).__name__}")


def _name_of_permissions(view: APIView, method: str, *, has_object: bool) -> str:
    """The first permission that may refuse somebody; `A & B` has no name."""
    for each in view.get_permissions():
        if refused_by(each, method, has_object=has_object) != NOBODY:
            return "its permissions" if is_composed(each) else type(each).__name__
    return ""


def _checks_csrf(authenticator: object) -> bool:
    checks = getattr(type(authenticator), "enforce_csrf", None)
    return checks is SessionAuthentication.enforce_csrf


# ------------------------------------------------------------ what the code of the view calls

_CHECK: Final = "check_object_permissions"
# Functions and exceptions that end in a 404; REST framework translates Django's Http404.
_NOT_FOUND: Final = (
    "get_object_or_404",
    "get_list_or_404",
    "aget_object_or_404",
    "aget_list_or_404",
    "NotFound",
    "Http404",
)


_CAUSES: Final = frozenset((_CHECK, *_NOT_FOUND))


@lru_cache(maxsize=4096)  # each operation is asked twice, and a view has several
def _called(function: Any, view: type) -> frozenset[str]:
    """Those of the names above that the code of the view calls or raises for the operation.

    `get_object` of a generic view is followed as the project's own code is.
    """
    found = all_running(functions(function, view, generic=True), attrgetter("used"))
    return frozenset[str]().union(*(_causes_in(each.source) for each in found))


@lru_cache(maxsize=1024)
def _causes_in(source: FunctionSource) -> frozenset[str]:
    if not source.mentioned & _CAUSES:
        return frozenset()
    return _CAUSES.intersection(name for node in source.nodes for name in _names(node))


def _names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call):
        yield _name(node.func)
        # `sync_to_async(self.check_object_permissions)(...)`
        yield from map(_name, node.args)
    elif isinstance(node, ast.Raise) and node.exc is not None:
        yield _name(node.exc)


def _name(node: ast.expr) -> str:
    return str(getattr(node, "attr", None) or getattr(node, "id", ""))


# ------------------------------------------------------------ throttles


def _limits(throttle: object, view: APIView) -> bool:
    """Whether a throttle limits anything: REST framework's own do only with a rate."""
    if isinstance(throttle, ScopedRateThrottle):
        scope = getattr(view, throttle.scope_attr, "")
        return bool(scope) and throttle.THROTTLE_RATES.get(str(scope), "") is not None
    return not isinstance(throttle, SimpleRateThrottle) or throttle.rate is not None
