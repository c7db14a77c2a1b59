"""A made-up world for sample bodies: each thing is written once, and every sample shows the same.

world = SampleWorld()
world.team = {"id": "1", "slug": "powerful-abolitionist", "name": "Powerful Abolitionist"}

OpenApiExample("A team", value=world.team(), response_only=True, status_codes=["200"])
OpenApiExample("Its projects", value=world.team("id", "slug", projects=[world.project()]), ...)
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any


class Thing:
    """One thing of a sample world; calling it makes the body of a sample."""

    def __init__(self, name: str, attributes: Mapping[str, Any]) -> None:
        self._name = name
        self._attributes = dict(attributes)

    def __call__(self, *only: str, **changes: Any) -> dict[str, Any]:
        """A copy of its attributes, or of those named, with changes and additions.

        Raises KeyError for a name it does not have, which would be a sample of nothing.
        """
        for name in only:
            if name not in self._attributes:
                raise KeyError(f"the sample {self._name} has no {name!r}")
        names = only or tuple(self._attributes)
        return copy.deepcopy({name: self._attributes[name] for name in names} | changes)


class SampleWorld:
    """Things by name: what is assigned as a dict is called as a sample.

    Raises AttributeError for a thing that was not assigned, and for one assigned twice: two teams
    of one name would be what the rule "sample-agreement" is there to find.
    """

    def __init__(self) -> None:
        self._things: dict[str, Thing] = {}

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "_things":
            super().__setattr__(name, value)
        elif name in self._things:
            raise AttributeError(f"the sample world has a {name} already")
        else:
            self._things[name] = Thing(name, value)

    def __getattr__(self, name: str) -> Thing:
        try:
            return self._things[name]
        except KeyError:
            raise AttributeError(f"the sample world has no {name}") from None
