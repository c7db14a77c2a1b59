"""Collects the words of the project's code: choices, attributes, routes. None is personal data."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Final

from django.apps import apps
from django.db.models import TextChoices
from django.utils.choices import BaseChoiceIterator, flatten_choices
from rest_framework.fields import ChoiceField, Field, FilePathField
from rest_framework.serializers import Serializer

from ..openapi.types import JSON

# The words between which the value of a keyword in a route may choose: `(?P<kind>open|closed)`.
_ALTERNATIVES: Final = re.compile(r"\(\?P<\w+>\(?([\w-]+(?:\|[\w-]+)+)\)?\)")
_VARIABLE: Final = re.compile(r"<[^>]*>|\{[^}]*\}|\(.*?\)")
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def code_words(document: Mapping[str, Any], route: str = "") -> frozenset[str]:
    """The texts that the code of the project contains.

    They are members of enums, attributes and paths of the document, choices of models and
    serializers, names of models, and words of the route.
    """
    found = chain(
        _of_document(document), attributes_of(document), _of_models(), _of_serializers(),
        _of_enums(TextChoices), _of_routes([route, *document.get("paths", {})]),
    )  # fmt: skip
    return frozenset(word for word in found if word)


def attributes_of(node: object) -> Iterator[str]:
    """The names of the attributes in a document."""
    for each in _objects(node):
        properties = each.get("properties")
        if isinstance(properties, Mapping):
            yield from properties


def _of_document(document: object) -> Iterator[str]:
    for each in _objects(document):
        for members in (each.get("enum"), [each.get("const")]):
            if isinstance(members, list):
                yield from _texts(members)


def _objects(node: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(node, Mapping):
        yield node
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from _objects(part)


def _of_models() -> Iterator[str]:
    for model in apps.get_models():
        meta: Any = model._meta
        yield from (meta.app_label, meta.model_name, meta.object_name, meta.label, meta.label_lower)
        for field in meta.get_fields():
            yield from _choices(getattr(field, "choices", None))


def _choices(choices: Any) -> Iterator[str]:
    """The values and labels of choices, unless a function makes them, maybe from data."""
    if choices and not isinstance(choices, BaseChoiceIterator):
        flat: Iterator[tuple[Any, Any]] = flatten_choices(choices)
        for choice in flat:
            yield from _texts(choice)


def _of_serializers() -> Iterator[str]:
    for serializer in _below(Serializer):
        fields: Mapping[str, Field[Any, Any, Any, Any]] = serializer._declared_fields
        for field in fields.values():
            inner = getattr(field, "child", field)
            # A FilePathField offers the files of a folder.
            if isinstance(inner, ChoiceField) and not isinstance(inner, FilePathField):
                yield from _choices(inner.choices.items())


def _of_enums(base: Any) -> Iterator[str]:
    for enum in _below(base):
        yield from _choices(enum.choices)


def _below(base: Any) -> Iterator[Any]:
    for each in base.__subclasses__():
        yield each
        yield from _below(each)


def _of_routes(routes: Iterable[str]) -> Iterator[str]:
    for route in routes:
        for alternatives in _ALTERNATIVES.findall(route):
            yield from alternatives.split("|")
        yield from _WORD.findall(_VARIABLE.sub("/", route))


def _texts(values: Collection[JSON]) -> Iterator[str]:
    """The texts among values; a translated text counts as one."""
    for value in values:
        if not isinstance(value, (bool, int, float, list, dict, type(None))):
            yield str(value)
