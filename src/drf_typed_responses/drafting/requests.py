"""What an operation takes, from the bodies that it took."""

from __future__ import annotations

from collections.abc import Iterator

from ..conformance.recording import Recording
from .shapes import Shape, shape_of

_FIELDS = {
    "str": "CharField",
    "int": "IntegerField",
    "float": "FloatField",
    "bool": "BooleanField",
    "date": "DateField",
    "datetime": "DateTimeField",
    "UUID": "UUIDField",
}


def request_of(recording: Recording, name: str) -> list[str]:
    """The lines of `request=`; none where the view says it, or takes no body by its method."""
    method = recording.operation.partition(" ")[0]
    if recording.asks or method not in ("POST", "PUT", "PATCH"):
        return []
    shape = shape_of(list(recording.requests))
    if not shape.fields or any(not key.isidentifier() for key in shape.fields):
        return ["    request=None,"]
    fields = [f'            "{key}": {_field(shape, key)},' for key in shape.fields]
    return [
        "    request=inline_serializer(",
        f'        "{name}",',
        "        {",
        *fields,
        "        },",
        "    ),",
    ]


def _field(owner: Shape, key: str) -> str:
    shape = owner.fields[key]
    options = ", ".join(_options(owner, key))
    kinds = {*shape.scalars, *({shape.text_type} if shape.texts else ())}
    if shape.lists or shape.objects or len(kinds) != 1:
        return f"serializers.JSONField({options})"
    return f"serializers.{_FIELDS[kinds.pop()]}({options})"


def _options(owner: Shape, key: str) -> Iterator[str]:
    if not owner.is_required(key):
        yield "required=False"
    if owner.fields[key].null:
        yield "allow_null=True"
