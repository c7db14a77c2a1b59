"""The rules of gaps between schemas: one for each kind of gap at each position of a schema.

A new kind is one entry of `KINDS`. Its ids combine it with the positions: the kind `nullable` is
`response-nullable`, `header-nullable`, `request-nullable` and so on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from ..change_rule import (
    KEEP_DATE,
    ChangeRule,
    added,
    broken,
    changed,
    deprecated,
    noted,
    removed,
    stability_lowered,
    sunset_soon,
    sunset_sooner,
)


class Position(NamedTuple):
    """A part of an operation that has a schema.

    A `sent` value comes from the API, and clients must understand it. Other values come from a
    client, and the API must accept them. `lead` begins the meaning of each rule at the position.
    """

    sent: bool
    lead: str = ""


POSITIONS: Final[Mapping[str, Position]] = {
    "response": Position(sent=True),
    "request": Position(sent=False),
    "header": Position(sent=True, lead="In a response header: "),
    "parameter": Position(sent=False, lead="In a parameter: "),
    "webhook": Position(sent=True, lead="In a request of a webhook or callback: "),
    "answer": Position(sent=False, lead="In the response to a webhook or callback: "),
}


class GapKind(NamedTuple):
    """One kind of gap: its rule in values that the API sends, and in those that it accepts."""

    sent: ChangeRule | None = None
    accepted: ChangeRule | None = None

    def at(self, position: Position) -> ChangeRule | None:
        """The rule at a position; None if this kind of gap does not occur there."""
        return self.sent if position.sent else self.accepted


def in_both(rule: ChangeRule) -> GapKind:
    """The kind of gap with one rule in both directions."""
    return GapKind(rule, rule)


# The kinds are those of `Gap` in `inclusion/`.
KINDS: Final[Mapping[str, GapKind]] = {
    "attribute-removed": GapKind(
        sent=broken(
            "A documented attribute is no longer documented.",
            "Continue to send and document a published attribute.",
        )
    ),
    "attribute-optional": GapKind(
        sent=broken(
            "An attribute that was always returned may be absent.",
            "Always send it, and keep it required.",
        )
    ),
    "attribute-required": GapKind(
        accepted=broken(
            "An attribute must be sent that the base does not require.",
            "Give it a default and keep it optional.",
        )
    ),
    "attribute-refused": GapKind(
        accepted=broken(
            "An attribute that could be sent is rejected.", "Continue to accept the attribute."
        )
    ),
    "attribute-ignored": GapKind(
        accepted=changed("An attribute that could be sent is no longer documented.")
    ),
    "attribute-added": GapKind(
        sent=added("An attribute is new."), accepted=added("An attribute may be sent.")
    ),
    "attribute-deprecated": GapKind(
        sent=deprecated("An attribute is deprecated."),
        accepted=deprecated("An attribute of a request is deprecated."),
    ),
    "attribute-sunset": GapKind(
        sent=removed(
            "The sunset of an attribute has passed, and the attribute is gone or may be absent."
        ),
        accepted=removed(
            "The sunset of an attribute has passed, and the attribute is undocumented or rejected."
        ),
    ),
    "attribute-sunset-sooner": in_both(sunset_sooner("An attribute")),
    "attribute-sunset-soon": in_both(sunset_soon("An attribute")),
    "attribute-stability-lowered": in_both(stability_lowered("An attribute")),
    "attribute-unrequired": GapKind(accepted=noted("An attribute that was required is optional.")),
    "nullable": GapKind(
        sent=broken(
            "A value that was never null may be null.",
            "Continue to return a value, or add an attribute with another name.",
        ),
        accepted=broken("Null is no longer accepted.", "Continue to accept null."),
    ),
    "nullable-idle": GapKind(
        sent=noted(
            "`nullable` is new where OpenAPI 3.0.3 gives it no effect, but null may be sent.",
            "Write it as `anyOf` with a null, which every reader understands.",
        ),
        accepted=noted(
            "`nullable` is gone where it had no effect, but null may have been accepted."
        ),
    ),
    "type-changed": GapKind(
        sent=broken(
            "A value may have a JSON type that the base does not allow.",
            "Keep the type, and add an attribute with another name for the new one.",
        ),
        accepted=broken(
            "A JSON type is no longer accepted.", "Go on accepting the old type beside the new one."
        ),
    ),
    "format-changed": GapKind(
        sent=broken(
            "A format that clients parse was removed, widened or replaced.", "Keep the format."
        ),
        accepted=broken("A format is required that the base does not require."),
    ),
    "pattern-changed": GapKind(
        sent=broken("A string need not match the documented pattern.", "Keep the pattern."),
        accepted=broken("A string must match a pattern that the base does not require."),
    ),
    "length-changed": GapKind(
        sent=broken("A string may be shorter or longer than documented."),
        accepted=broken("A string of some length is no longer accepted."),
    ),
    "range-changed": GapKind(
        sent=broken("A number may lie outside the documented bounds."),
        accepted=broken("A number is no longer accepted."),
    ),
    "multiple-changed": GapKind(
        sent=broken("A number need not be a multiple of the documented number."),
        accepted=broken("A number must be a multiple that the base does not require."),
    ),
    "count-changed": GapKind(
        sent=broken("An array may hold fewer or more items than documented."),
        accepted=broken("An array of some length is no longer accepted."),
    ),
    "unique-changed": GapKind(
        sent=broken("The items of an array need not differ."),
        accepted=broken("Equal items are no longer accepted."),
    ),
    "properties-changed": GapKind(
        sent=broken("An object may have fewer or more attributes than documented."),
        accepted=broken("An object with fewer or more attributes is no longer accepted."),
    ),
    "closed": GapKind(
        sent=broken("An object may have attributes that the base rules out, because it is closed."),
        accepted=broken("Undocumented attributes are rejected."),
    ),
    "enum-value": GapKind(
        sent=changed(
            "An enumeration has a new value, which clients may not handle.",
            "Tell clients to expect unknown values.",
        ),
        accepted=broken(
            "A value of an enumeration is no longer accepted.", "Continue to accept the value."
        ),
    ),
    "enum-open": GapKind(
        sent=broken("A value need no longer be one of the listed values.", "Keep the enumeration."),
        accepted=broken(
            "Only listed values are still accepted.", "Continue to accept other values."
        ),
    ),
    "enum-value-deprecated": in_both(deprecated("A value of an enumeration is deprecated.")),
    "enum-value-sunset": GapKind(
        accepted=removed(
            "The sunset of a value of an enumeration has passed, and the value is rejected."
        )
    ),
    "enum-value-sunset-sooner": in_both(
        broken("The sunset of a value of an enumeration is earlier than announced.", KEEP_DATE)
    ),
    "enum-value-sunset-soon": in_both(sunset_soon("A value of an enumeration")),
    "enum-value-added": GapKind(accepted=added("One more value is accepted.")),
    "value": GapKind(
        sent=broken("A listed value is not allowed by the base."),
        accepted=broken("A listed value is no longer accepted."),
    ),
    "variant": GapKind(
        sent=broken(
            "A value may have a form that none of the documented forms allows.",
            "Add an attribute for the new form.",
        ),
        accepted=broken("A form of a value is no longer accepted."),
    ),
    "excluded": GapKind(
        sent=broken("A value may be one that the base excludes by `not`."),
        accepted=broken("`not` excludes a value that was accepted."),
    ),
    "overlap": GapKind(
        sent=broken("A value may fit several forms, and the base allows one by `oneOf`."),
        accepted=broken("`oneOf` refuses a value that fits several forms."),
    ),
    "condition": GapKind(
        sent=broken("A value may break a condition of the base, such as `contains`."),
        accepted=broken("A condition such as `contains` refuses a value that was accepted."),
    ),
    "default-changed": GapKind(accepted=changed("The default of an absent value changed.")),
    "discriminator-changed": in_both(changed("The discriminator of a union changed.")),
    "content-changed": in_both(
        changed("The media type or the encoding of a string's content changed.")
    ),
}


def _led(lead: str, rule: ChangeRule) -> ChangeRule:
    first, rest = rule.meaning[0], rule.meaning[1:]
    return rule._replace(meaning=f"{lead}{first.lower()}{rest}") if lead else rule


RULES: Final[Mapping[str, ChangeRule]] = {
    f"{prefix}-{kind}": _led(position.lead, rule)
    for prefix, position in POSITIONS.items()
    for kind, each in KINDS.items()
    if (rule := each.at(position))
}
