"""Objects for sample bodies: each is written once, so that all samples agree.

data = SampleData()
data.team = {"id": "1", "slug": "powerful-abolitionist", "name": "Powerful Abolitionist"}

OpenApiExample("A team", value=data.team(), response_only=True, status_codes=["200"])
OpenApiExample("Its projects", value=data.team("id", "slug", projects=[data.project()]), ...)
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

__all__ = ["SampleData", "SampleObject"]


class SampleObject:
    """The attributes of one object; a call makes the body of a sample."""

    def __init__(self, name: str, attributes: Mapping[str, Any]) -> None:
        self._name = name
        self._attributes = dict(attributes)

    def __call__(self, *only: str, **changes: Any) -> dict[str, Any]:
        """A copy of all attributes or of those named in `only`, updated with `changes`.

        Raises KeyError if `only` names an attribute that the object does not have.
        """
        for name in only:
            if name not in self._attributes:
                raise KeyError(f"the sample {self._name} has no {name!r}")
        names = only or tuple(self._attributes)
        return copy.deepcopy({name: self._attributes[name] for name in names} | changes)


class SampleData:
    """A namespace of sample objects: assign a dict of attributes, and read a SampleObject.

    Raises AttributeError for a name that was not assigned, and for one that is assigned twice: two
    teams of one name would break the rule "sample-agreement".
    """

    def __init__(self) -> None:
        self._objects: dict[str, SampleObject] = {}

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "_objects":
            super().__setattr__(name, value)
        elif name in self._objects:
            raise AttributeError(f"the sample data already has {name}")
        else:
            self._objects[name] = SampleObject(name, value)

    def __getattr__(self, name: str) -> SampleObject:
        try:
            return self._objects[name]
        except KeyError:
            raise AttributeError(f"the sample data has no {name}") from None
