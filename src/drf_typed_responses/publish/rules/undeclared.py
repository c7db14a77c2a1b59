"""The rule `undeclared`: each method of each view says whether it is public."""

from __future__ import annotations

from collections.abc import Iterator

from ...project_files import is_of_project
from ...spectacular.view_methods import is_action, is_api_view
from ..public import (
    DECLARABLE_METHODS,
    declared_owner,
    function_name,
    function_of,
    is_declared,
)
from ..published_operations import PublishedOperation, source_place
from ..urls import Endpoint
from . import Breach, CheckedDocument, breach, rule


@rule(
    "undeclared",
    "it is declared neither public nor private",
    "{remedy}",
    level=None,
    bad=(
        '''\
class TeamEndpoint(APIView):
    public = {"GET"}

    @extend_schema(responses=TeamResponse)
    def get(self, request, slug):
        """Return a team."""

    def delete(self, request, slug):
        """Delete a team."""
''',
    ),
    good=(
        '''\
class TeamEndpoint(APIView):
    public = {"GET"}
    private = {"DELETE"}

    @extend_schema(responses=TeamResponse)
    def get(self, request, slug):
        """Return a team."""

    def delete(self, request, slug):
        """Delete a team."""
''',
    ),
)
def undeclared(document: CheckedDocument) -> Iterator[Breach]:
    """Whoever adds an endpoint then decides whether it is public, and a reviewer sees it.

    On a function or an action, write `@public_methods("GET")` and `@private_methods("POST")`.
    `public = set()` says that every method is private, and so does `@public_methods()`. A view of
    another package is not asked.
    """
    known: set[tuple[type, str, str]] = set()
    for endpoint in document.endpoints:
        _, _, method, callback = endpoint
        name = function_name(callback, method)
        if method not in DECLARABLE_METHODS or (callback.cls, name, method) in known:
            continue
        known.add((callback.cls, name, method))  # a view may have several URLs
        operation = _operation(endpoint)
        if is_of_project(operation.file) and not is_declared(callback, method):
            yield breach(operation, remedy=_remedy(callback.cls, name, method))


def _operation(endpoint: Endpoint) -> PublishedOperation:
    """The operation of an endpoint, which may be in no document."""
    path, _, method, callback = endpoint
    function = function_of(callback, method)
    file, line = source_place(callback.cls, function)
    owner = declared_owner(callback, function)
    name = f"{method} {path}"
    return PublishedOperation(name, path, method, {}, file=file, line=line, owner=owner)


def _remedy(cls: type, name: str, method: str) -> str:
    if is_api_view(cls, name) or is_action(cls, name):
        above = cls.__name__ if is_api_view(cls, name) else name
        return f'Write @public_methods("{method}") or @private_methods("{method}") above {above}.'
    return f'Name "{method}" in public = {{...}} or in private = {{...}} of {cls.__name__}.'
