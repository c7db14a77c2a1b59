"""Which operations are compared, and the addresses to which those of the base moved for good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import Any, Final, Protocol

from ..openapi.paths import without_names
from ..openapi.values import list_at

TAG: Final = "tag:"


class Selectable(Protocol):
    """What is selected: an operation with its name, such as "GET /teams/", and its object."""

    @property
    def name(self) -> str:
        """Its method and path."""
        ...

    @property
    def spec(self) -> Mapping[str, Any]:
        """Its object in the document."""
        ...


@dataclass(frozen=True, slots=True)
class Selection:
    """The operations that any selector of `only` names, or all, without those of `exclude`.

    A selector is a path or an operation, in which `*` is any text, an operationId, or `tag:NAME`.
    `prefixes` maps the beginnings of addresses in the base to those in the revised document.
    """

    only: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    prefixes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def has(self, *sides: Selectable) -> bool:
        """Whether an operation, as either document has it, is compared."""
        chosen = not self.only or any(_is_named(side, self.only) for side in sides)
        return chosen and not any(_is_named(side, self.exclude) for side in sides)

    def moved(self, address: str) -> str:
        """The address of the revised document that an address of the base became."""
        for old in sorted(self.prefixes, key=len, reverse=True):
            rest = address.removeprefix(old.rstrip("/"))
            if rest != address and rest[:1] in ("", "/"):
                return self.prefixes[old].rstrip("/") + rest
        return address


def _is_named(operation: Selectable, selectors: tuple[str, ...]) -> bool:
    return any(_is(operation, selector) for selector in selectors)


def _is(operation: Selectable, selector: str) -> bool:
    if selector.startswith(TAG):
        return selector.removeprefix(TAG) in list_at(operation.spec, "tags")
    method, _, path = selector.rpartition(" ")
    if not path.startswith("/"):
        return str(operation.spec.get("operationId")) == selector
    own, _, named = operation.name.partition(" ")
    fits = fnmatchcase(named, path) or fnmatchcase(without_names(named), without_names(path))
    return fits and method.upper() in ("", own)


EVERYTHING: Final = Selection()


def selection_of(options: Mapping[str, Any], project: Selection = EVERYTHING) -> Selection:
    """What the options of a command select, with the prefixes of the project."""
    prefixes = {**project.prefixes, **dict(options["map_prefix"])}
    return Selection(tuple(options["only"]), tuple(options["exclude"]), prefixes)
