"""The alternatives of a `oneOf`, of which a value must fit exactly one.

Some formats are not decided: those that `openapi/formats.py` does not list, and of a format that is
recognised in part, such as `email`, only the refusal is sure. A value *surely* fits a schema if it
fits whatever the undecided formats in it mean. So a `oneOf` is broken by a value that no
alternative admits, or that several alternatives surely admit. Alternatives that differ only in
annotations and undecided formats count as one. Under `not` the roles are reversed: a value that
surely fits breaks it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ..openapi.formats import EXACT_FORMATS, INTEGER_BOUNDS, UNRESTRICTING
from ..openapi.pointers import objects, references, target_or_none
from ..openapi.types import Document

# The key beside a converted schema whose values fit several alternatives of a `oneOf`.
SEVERAL: Final = "x-several"
_DECIDED: Final = {*UNRESTRICTING, *INTEGER_BOUNDS, *EXACT_FORMATS}


def is_undecided(form: object) -> bool:
    """Whether a value of `format` restricts values in a way that is not decided."""
    return isinstance(form, str) and form not in _DECIDED


def not_surely_formed() -> dict[str, Any]:
    """The values that surely have an undecided format: those to which no format applies."""
    return {"not": {"type": ["string", "number"]}}


def exactly_one(fitting: list[Any], otherwise: list[Any]) -> dict[str, Any]:
    """The schema of values that fit an alternative, and do not fit several of `otherwise`.

    Both lists hold the same alternatives: one for possible values, the other for sure ones.
    """
    several = {SEVERAL: True, "anyOf": otherwise, "not": {"oneOf": otherwise}}
    return {"anyOf": fitting, "not": several}


class UndecidedFormats:
    """Finds the schemas of one document that contain an undecided format, references followed."""

    def __init__(self, document: Document) -> None:
        self._document = document
        # By reference: whether the target itself has an undecided format, and its references.
        self._known: dict[str, tuple[bool, set[str]]] = {}

    def are_in(self, schema: object) -> bool:
        """Whether a schema contains an undecided format at any depth."""
        found, waiting = _facts(schema)
        seen: set[str] = set()
        while waiting and not found:
            reference = waiting.pop()
            if reference not in seen:
                seen.add(reference)
                found, further = self._facts_of(reference)
                waiting = waiting | further
        return found

    def _facts_of(self, reference: str) -> tuple[bool, set[str]]:
        if reference not in self._known:
            self._known[reference] = _facts(target_or_none(self._document, reference))
        return self._known[reference]


def _facts(schema: object) -> tuple[bool, set[str]]:
    found = list(objects(schema))
    if any(is_undecided(each.get("format")) for each in found):
        return True, set()
    return False, set(references(found))


def merge_alike(
    fitting: list[Any], otherwise: list[Any], dereferenced: Callable[[Any], Any]
) -> None:
    """Make one alternative of those that assert the same, in both lists of `exactly_one`.

    `dereferenced` returns the definition that a schema refers to, and anything else unchanged.
    """
    groups: list[list[int]] = []
    for index, arm in enumerate(fitting):
        for group in groups:
            if _are_alike(fitting[group[0]], arm, dereferenced):
                group.append(index)
                break
        else:
            groups.append([index])
    fitting[:] = [fitting[group[0]] for group in groups]
    otherwise[:] = [_any_of([otherwise[index] for index in group]) for group in groups]


def _any_of(schemas: list[Any]) -> Any:
    return {"anyOf": schemas} if len(schemas) > 1 else schemas[0]


def _are_alike(one: Any, other: Any, dereferenced: Callable[[Any], Any]) -> bool:
    assumed: set[tuple[int, int]] = set()
    waiting = [(one, other)]
    while waiting:
        a, b = map(dereferenced, waiting.pop())
        if a is b or (id(a), id(b)) in assumed:
            continue
        if type(a) is not type(b):
            return False
        assumed.add((id(a), id(b)))
        if isinstance(a, dict):
            if a.keys() != b.keys():
                return False
            waiting += [(a[key], b[key]) for key in a]
        elif isinstance(a, list):
            if len(a) != len(b):
                return False
            waiting += zip(a, b, strict=True)
        elif a != b:
            return False
    return True
