"""The rule `path-type`: a path parameter has the type of its URL converter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..published_operations import PublishedOperation
from . import Breach, CheckedDocument, breach, rule

# `<int:pk>`, `<pk>`, and `(?P<pk>...)` of a regular expression.
_VARIABLE = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>")
# A text converter may match a number; these two match only one type of value.
_TYPES = {"int": "integer", "uuid": "string"}


@rule(
    "path-type",
    "the path parameter {name} is documented as {documented}, but <{converter}:{url_name}> in the "
    "URL takes {taken}",
    "Give the parameter the type of its converter.",
    bad=(
        '''\
class TeamEndpoint(APIView):
    public = {"GET"}

    @extend_schema(parameters=[path_parameter("id", "The number of the team.")])
    def get(self, request, id):
        """Return a team."""


urlpatterns = [path("teams/<int:id>/", TeamEndpoint.as_view())]
''',
    ),
    good=(
        '''\
class TeamEndpoint(APIView):
    public = {"GET"}

    @extend_schema(parameters=[path_parameter("id", "The number of the team.", type=int)])
    def get(self, request, id):
        """Return a team."""


urlpatterns = [path("teams/<int:id>/", TeamEndpoint.as_view())]
''',
    ),
)
def path_type(document: CheckedDocument) -> Iterator[Breach]:
    """The URL converters `int` and `uuid` match only one type of value, which the document must
    name.
    """
    for operation in document.operations:
        converters = _converters(operation)
        for parameter in operation.parameters:
            name = parameter.get("name", "")
            if parameter.get("in") != "path" or name not in converters:
                continue
            converter, url_name = converters[name]
            documented = document.resolved(parameter.get("schema", {})).get("type")
            taken = _TYPES.get(converter)
            if taken and documented and documented != taken:
                words: dict[str, Any] = {
                    "converter": converter,
                    "url_name": url_name,
                    "taken": taken,
                }
                yield breach(operation, name, name=name, documented=documented, **words)


def _converters(operation: PublishedOperation) -> dict[str, tuple[str, str]]:
    """`(converter, name in the URL)` by the name in the document.

    The names may differ, because drf-spectacular writes `{id}` for `<int:pk>`; the order is the
    same.
    """
    if operation.source is None:
        return {}
    route = operation.source.facts.route
    found = [(match["converter"] or "", match["name"]) for match in _VARIABLE.finditer(route)]
    variables = operation.variables
    if len(found) != len(variables):  # a prefix with variables was removed from the path
        return {name: (converter, name) for converter, name in found}
    return dict(zip(variables, found, strict=True))
