"""The serializers that claim names of components in a public document."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, NamedTuple

from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework.serializers import BaseSerializer

from ..translate.type_names import long_component_name
from .method_annotations import FRAMEWORKS
from .upstream import Override, override, written_serializer


class Claim(NamedTuple):
    """The name of a serializer, or of a request that has a component of its own.

    `identity` is equal for serializers of one component, `name` is without "Request",
    `operation` is the first one that has the component, and `is_written` says that the project
    wrote the name beside a field.
    """

    identity: Hashable
    name: str
    is_request: bool
    cls: type
    operation: str
    is_written: bool = False

    @property
    def declared_by(self) -> type | None:
        """The class in the source of the project; None for an `inline_serializer`."""
        # A class that is made without a statement gets the module of its metaclass.
        made = self.cls.__module__.startswith(("drf_spectacular.", *FRAMEWORKS))
        return None if made else self.cls

    @property
    def is_fixed(self) -> bool:
        """Whether the project wrote the name of the component itself."""
        if not self.name or nested_model(self.cls):
            return False
        reference_name = getattr(getattr(self.cls, "Meta", None), "ref_name", None)
        written = override(self.cls, Override.COMPONENT_NAME) or reference_name
        return bool(self.is_written or written) or self.declared_by is None

    @property
    def longer(self) -> str:
        """The name with the module in it; a written name stays."""
        if self.is_fixed or not self.name:
            return self.name
        owner = nested_model(self.cls) or self.cls
        return long_component_name(owner).removesuffix(owner.__name__) + self.name


def nested_model(cls: type) -> type | None:
    """The model of a serializer that `depth` makes: all of those are named NestedSerializer."""
    made = cls.__module__.startswith(FRAMEWORKS) and cls.__name__ == "NestedSerializer"
    return getattr(getattr(cls, "Meta", None), "model", None) if made else None


def class_of(serializer: object) -> type:
    """The class of a serializer as it is written; a lazy serializer has the class it stands for."""
    return written_serializer(serializer.__class__)


def identity_of(given: Any) -> Hashable:
    """What is equal for serializers of one component; `given` is drf-spectacular's identity."""
    if isinstance(given, PolymorphicProxySerializer):
        every: Any = given.serializers
        arms = every.items() if isinstance(every, dict) else every
        return (given.resource_type_field_name, tuple(map(_arm, arms)))
    if isinstance(given, BaseSerializer):
        return class_of(given)
    identity = getattr(given, "obj", given)
    return identity if isinstance(identity, Hashable) else repr(identity)


def _arm(arm: Any) -> Hashable:
    """An alternative of a PolymorphicProxySerializer, which may be a type."""
    if isinstance(arm, tuple):
        return tuple(map(_arm, arm))
    if isinstance(arm, BaseSerializer):
        return (arm.__class__, _arm(getattr(arm, "child", None)))
    return arm if isinstance(arm, Hashable) else repr(arm)
