"""A type as an alternative of drf-spectacular's PolymorphicProxySerializer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..serializers import TypedResponse
from ..translate.declared_fields import FieldReader
from ..translate.scopes import Scope
from ..translate.unions import tags_of


class _Tag(NamedTuple):
    value: str

    def to_representation(self, instance: object) -> str:
        """The value of the property, which is the same in each instance."""
        return self.value


class Alternative(TypedResponse):
    """A type, in the form in which drf-spectacular takes an alternative.

    drf-spectacular sets `partial` on it, which a frozen dataclass would refuse.
    """

    __setattr__ = object.__setattr__

    @property
    def fields(self) -> Mapping[str, _Tag]:
        """The properties that have one value, of which drf-spectacular asks for the tag."""
        tags = tags_of(self.hint, Scope(self.module or ""), FieldReader())
        return {name: _Tag(values[0]) for name, values in tags.items() if len(values) == 1}
