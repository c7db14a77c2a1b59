"""The life of operations, parameters and media types, and the names that clients take of them."""

from __future__ import annotations

from typing import Final, NamedTuple

from ...openapi.deprecations import SUNSET, is_deprecated
from ...openapi.types import JSON, Object
from ...openapi.values import list_at
from ..change_rule import (
    KEEP,
    ChangeRule,
    added,
    changed,
    deprecated,
    removed,
    stability_lowered,
    sunset_soon,
    sunset_sooner,
)
from .comparison import Comparison
from .matching import ComparedOperation

# The bodies that have media types, by position.
BODIES: Final = {
    "response": "a response",
    "request": "a request",
    "webhook": "a request of a webhook or callback",
    "answer": "the response to a webhook or callback",
}
# The parts whose end is announced, by the first part of the ids, as the rules name them. Attributes
# and values of enumerations stand in `gap_rules.py`.
PARTS: Final = {
    "operation": "An operation",
    "parameter": "A parameter",
    **{f"{position}-media-type": f"A media type of {body}" for position, body in BODIES.items()},
}


def _ending(part: str, words: str) -> dict[str, ChangeRule]:
    """The rules about the end of a part."""
    return {
        f"{part}-deprecated": deprecated(f"{words} is deprecated."),
        f"{part}-sunset": removed(f"{words} was removed after its sunset."),
        f"{part}-sunset-sooner": sunset_sooner(words),
        f"{part}-sunset-soon": sunset_soon(words),
    }


RULES: Final = {
    "operation-added": added("An operation is new."),
    "operation-removed": ChangeRule(
        "error",
        "removed",
        "An operation was removed, or its path changed, without or before an `x-sunset`.",
        KEEP,
    ),
    "operation-stability-lowered": stability_lowered("An operation"),
    "operation-id-changed": changed(
        "The operation id changed, from which SDKs make method names and links.",
        "Keep the id, or tell the users of generated clients.",
    ),
    "operation-tag-changed": changed(
        "A tag was removed from an operation, from which SDKs make classes and pages."
    ),
    **{id: rule for part, words in PARTS.items() for id, rule in _ending(part, words).items()},
}


def added_operation(comparison: Comparison, new: ComparedOperation) -> None:
    """Add an operation that the base does not have."""
    message = "The operation is new"
    comparison.changes.add("operation-added", message, new.name, sides=(None, new.name))


def removed_operation(comparison: Comparison, old: ComparedOperation) -> None:
    """Add an operation that was removed: a break unless its sunset is past."""
    note_unpromised(comparison, old, old.name)
    part = Part("operation", "The operation", old.name, shown=old.name)
    removed_part(comparison, part, old.spec, "The operation is gone")


def note_unpromised(comparison: Comparison, old: ComparedOperation, name: str) -> None:
    """Note the name of an operation whose compatibility the base does not promise."""
    if not comparison.terms.stability.promises(old.spec):
        comparison.changes.unpromised.add(name)


def lifecycle(comparison: Comparison, old: ComparedOperation, new: ComparedOperation) -> None:
    """Compare the id, the tags, the deprecation and the sunset of an operation."""
    _names(comparison, old, new)
    announcements(comparison, Part("operation", "The operation", new.name), old.spec, new.spec)
    stability = comparison.terms.stability
    if lowered := stability.lowered(old.spec, new.spec):
        sides = stability.of(old.spec), stability.of(new.spec)
        comparison.changes.add("operation-stability-lowered", lowered, new.name, sides=sides)


class Part(NamedTuple):
    """A part of a document: a key of `PARTS`, a noun for messages, and its place.

    `shown` is what a change shows of it instead of its object.
    """

    key: str
    noun: str
    operation: str
    words: str = ""
    shown: str = ""


def announcements(comparison: Comparison, part: Part, old: Object, new: Object) -> None:
    """Add what is new about the end of a part that stays."""
    for id, said in comparison.terms.announcements(old, new):
        message = f"{part.noun} {said}" if id == "deprecated" else said
        sides = _said_end(old), _said_end(new)
        comparison.changes.add(f"{part.key}-{id}", message, part.operation, part.words, sides)


def _said_end(raw: Object) -> JSON:
    sunset = {SUNSET: raw[SUNSET]} if SUNSET in raw else {}
    return {"deprecated": is_deprecated(raw), **sunset}


def removed_part(comparison: Comparison, part: Part, old: Object, message: str) -> None:
    """Add a part that is gone: a break before its sunset, and none after it."""
    removal = comparison.terms.removal(old)
    id = f"{part.key}-sunset" if removal.is_due else f"{part.key}-removed"
    # What is a break without a date has its own id.
    if removal.time == "early" and comparison.changes.rules[id].level != "error":
        id = f"{part.key}-sunset-sooner"
    said = f"{message}{removal.words}"
    comparison.changes.add(id, said, part.operation, part.words, (part.shown or old, None))


def _names(comparison: Comparison, old: ComparedOperation, new: ComparedOperation) -> None:
    add = comparison.changes.add
    ids = old.spec.get("operationId"), new.spec.get("operationId")
    if ids[0] and ids[0] != ids[1]:
        message = f"The operation id was {ids[0]} and is {ids[1] or 'gone'}"
        add("operation-id-changed", message, new.name, sides=ids)
    olds, news = list_at(old.spec, "tags"), list_at(new.spec, "tags")
    gone = [tag for tag in olds if tag not in news]
    if gone:
        message = f"The tag {', '.join(map(str, gone))} is gone"
        add("operation-tag-changed", message, new.name, sides=(olds, news))
