"""The rule `rendered-fields`: a serializer renders the fields that the document has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...openapi.part_index import facts_of
from ...openapi.pointers import component_of
from ..published_operations import PublishedOperation
from ..rendered_otherwise import Otherwise, fields_rendered_otherwise, rendered_otherwise
from . import Breach, CheckedDocument, breach, rule

_FIELDS = """\
class LeadSerializer(serializers.Serializer):
    id = serializers.CharField(help_text="The number of the team.")
    slug = serializers.CharField(help_text="The team's URL-safe short name.")
    lead = serializers.CharField(help_text="The username of the lead.", allow_null=True)

"""
_ENDPOINT = '''

class TeamEndpoint(APIView):
    public = {"GET"}

    @extend_schema(responses=LeadSerializer)
    def get(self, request, slug):
        """Return a team."""
'''


@rule(
    "rendered-fields",
    "{method} {what}",
    "{remedy}",
    level="warning",
    bad=(
        _FIELDS
        + """\
    def to_representation(self, instance):
        team = super().to_representation(instance)
        if team["lead"] is None:
            del team["lead"]
        return team
"""
        + _ENDPOINT,
        _FIELDS
        + """\
    def get_fields(self):
        fields = super().get_fields()
        if self.context["request"].user.is_staff:
            fields["nickname"] = serializers.CharField(help_text="The name used at parties.")
        return fields
"""
        + _ENDPOINT,
    ),
    good=(
        _FIELDS
        + """\
    def to_representation(self, instance) -> TeamResponse:
        return {**super().to_representation(instance), "nickname": instance.nickname}
"""
        + _ENDPOINT,
        _FIELDS
        + """\
    def get_fields(self):
        fields = super().get_fields()
        fields["lead"].help_text = "The username of the lead, if there is one."
        return fields
"""
        + _ENDPOINT,
    ),
)
def rendered_fields(document: CheckedDocument) -> Iterator[Breach]:
    """The document has the fields that a serializer has while the document is generated.

    An overridden `to_representation` or `data` may render other attributes, and a choice of fields
    by the context or the instance is made again for each request. Nothing compares either with the
    document, except a return annotation, which then is the response. The same holds for a field
    of a project, whose schema is that of its base. Each serializer and each class of fields is
    reported once, in the first operation that returns it. Serializers of REST framework, adrf and
    django-rest-polymorphic, and those that an extension of drf-spectacular describes, are none.
    """
    seen: set[type] = set()
    fields: set[type | None] = set()
    for operation, component in _returned(document):
        serializer = document.locations.serializer(component)  # also of a page of them
        if serializer is None or serializer in seen:
            continue
        seen.add(serializer)
        every = [*rendered_otherwise(serializer), *fields_rendered_otherwise(serializer)]
        for found in every:
            if found.field in fields:
                continue
            fields |= {found.field} - {None}
            what, remedy = _words(found)
            yield breach(operation, "", found.place, method=found.method, what=what, remedy=remedy)


def _returned(document: CheckedDocument) -> Iterator[tuple[PublishedOperation, str]]:
    """The components of responses, each once, with the first operation that returns it."""
    seen: set[str] = set()
    for operation in document.operations:
        pending: list[Any] = [
            media.get("schema")
            for response in operation.spec.get("responses", {}).values()
            for media in document.resolved(response).get("content", {}).values()
        ]
        for part in pending:  # grows in the loop
            for _, name in filter(None, map(component_of, facts_of(part).references)):
                if name not in seen:
                    seen.add(name)
                    pending.append(document.schemas.get(name))
                    yield operation, name


def _words(found: Otherwise) -> tuple[str, str]:
    """The message and the remedy."""
    if found.chooses:
        return (
            "chooses fields at run time; the document has those of its own generation",
            "Give each choice of fields a serializer class of its own, or annotate "
            "`to_representation` with a TypedDict in which the others are NotRequired.",
        )
    if found.field:
        return (
            f"may return another type than {found.base}, and no annotation says which; the "
            f"document has that of {found.base}",
            "Annotate it with what it returns, as in `-> list[str]`. The field of another package "
            "needs an OpenApiSerializerFieldExtension of drf-spectacular.",
        )
    return (
        "may return something else than the fields, and no annotation of `to_representation` "
        "says what; the document has the fields",
        "Annotate `to_representation` with what it returns, as in `-> TeamResponse`, or declare "
        "the attributes as fields.",
    )
