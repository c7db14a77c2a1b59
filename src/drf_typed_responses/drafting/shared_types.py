"""The types that the drafts of several operations share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final, TypeAlias

from .observations import Observed

# The file and the qualified name of a function.
Function: TypeAlias = tuple[str, str]


class SharedTypes:
    """The observations of all drafts by the name of their class, and the classes drafted so far.

    First each operation is drafted to collect what was observed; then `is_complete` is set, and
    each is drafted again: objects of one name and the same keys have one type. `classes` are the
    bodies of the classes in the module of a draft, `taken` the names of classes in other modules,
    `unreachable` those of components that the module cannot import.
    """

    def __init__(self, *, is_complete: bool = False) -> None:
        self.is_complete = is_complete
        self.classes: dict[str, str] = {}
        self.taken: frozenset[str] = frozenset()
        self.unreachable: frozenset[str] = frozenset()
        self._observed: dict[str, Observed] = {}
        self._returned: dict[Function, Observed] = {}

    def reachable(self, names: Iterable[str]) -> Collection[str]:
        """Those of the components that the module of a draft can import."""
        return [name for name in names if name not in self.unreachable]

    def observed(self, name: str, values: Observed) -> Observed:
        """The observations of all drafts for objects with this name and these keys."""
        known = self._observed.get(name)
        is_other = known is not None and known.fields.keys() != values.fields.keys()
        if is_other and not values.class_name:  # what one function returns is of one type
            return values
        if not self.is_complete:
            self._observed.setdefault(name, Observed()).merge(values)
            return values
        return values if known is None else known

    def returned(self, values: Mapping[Function, Observed]) -> Mapping[Function, Observed]:
        """The values that functions returned in all drafts, by file and qualified name."""
        if not self.is_complete:
            for function, each in values.items():
                self._returned.setdefault(function, Observed()).merge(each)
            return values
        return {**values, **self._returned}


NOTHING_SHARED: Final = SharedTypes(is_complete=True)
