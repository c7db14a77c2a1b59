"""What a comparison has to say: one value, and the one table of its ids.

A `Change` is a `Finding` with the facts a reader wants beside it. JSON values are carried as JSON
text, so that a change can be hashed, compared and printed; "" means that there is nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from ..findings import Finding, Level

Section: TypeAlias = Literal["added", "changed", "deprecated", "removed", "broken"]


class Rule(NamedTuple):
    """One id: how grave it is unless the settings say otherwise, and what it means."""

    level: Level
    section: Section
    meaning: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Change(Finding):
    """One difference between two documents.

    `base` and `revised` are the two sides as JSON text; `value` is a JSON text that one document
    accepts and the other rejects: a whole body for a body, a value for a parameter or header.
    `operations` are all operations that share the cause, the first of them is `operation`.
    `component` and `property` name the place in the revised document (for requests as well), as
    `Publication.place` takes them; `section` is the heading of a changelog it belongs under.
    """

    base: str = ""
    revised: str = ""
    value: str = ""
    operations: tuple[str, ...] = ()
    component: str = ""
    property: str = ""
    section: Section = "changed"


@dataclass(frozen=True, slots=True)
class Options:
    """What a project decides: levels other than those of the table, and the day of the verdict.

    `levels` maps an id to "error", "warning" or "info"; `today` decides whether a sunset is past.
    """

    levels: Mapping[str, Level] = field(default_factory=lambda: MappingProxyType({}))
    today: date = field(default_factory=date.today)

    def __post_init__(self) -> None:
        unknown = sorted(set(self.levels) - set(RULES))
        if unknown:
            raise ValueError(f"no finding of a comparison is named {', '.join(unknown)}")


KEEP = "Keep it, or publish the new behaviour under a new path and deprecate this one."

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        # Operations
        "operation-added": Rule("info", "added", "An operation is new."),
        "operation-removed": Rule(
            "error",
            "removed",
            "An operation is gone or its path changed; a deprecated one may go after `x-sunset`.",
            KEEP,
        ),
        "operation-sunset": Rule(
            "info", "removed", "A deprecated operation is gone, and its sunset is past."
        ),
        "operation-deprecated": Rule("info", "deprecated", "An operation is deprecated."),
        "operation-id-changed": Rule(
            "warning",
            "changed",
            "The operation id changed: SDK method names and links come from it.",
            "Keep the id, or tell the users of generated clients.",
        ),
        "operation-tag-changed": Rule(
            "warning",
            "changed",
            "A tag is gone from an operation: SDK classes and pages come from it.",
        ),
        "security-tightened": Rule(
            "error",
            "broken",
            "A way to authenticate no longer suffices, or a scope more is needed.",
            "Go on accepting the credentials that were enough.",
        ),
        "security-added": Rule("info", "added", "There is one more way to authenticate."),
        "servers-changed": Rule("warning", "changed", "A server of the base is no longer listed."),
        # Responses
        "response-status-removed": Rule(
            "error", "broken", "A documented success response is gone.", KEEP
        ),
        "response-error-removed": Rule(
            "warning", "changed", "A documented error response is gone."
        ),
        "response-status-added": Rule("info", "added", "A response status is new."),
        "response-media-type-removed": Rule(
            "error", "broken", "A media type of a response is gone.", KEEP
        ),
        "response-media-type-added": Rule("info", "added", "A media type of a response is new."),
        "response-header-removed": Rule(
            "error", "broken", "A documented response header is gone.", KEEP
        ),
        "response-header-optional": Rule(
            "error", "broken", "A response header that was always sent may be absent.", KEEP
        ),
        "response-header-added": Rule("info", "added", "A response header is new."),
        "response-attribute-removed": Rule(
            "error",
            "broken",
            "A documented attribute is no longer documented.",
            "An attribute that was published stays: return it and document it.",
        ),
        "response-attribute-optional": Rule(
            "error",
            "broken",
            "An attribute that was always returned may be absent.",
            "Return it in every response and keep it required.",
        ),
        "response-attribute-added": Rule("info", "added", "An attribute is new."),
        "response-attribute-deprecated": Rule("info", "deprecated", "An attribute is deprecated."),
        "response-nullable": Rule(
            "error",
            "broken",
            "A value that was never null may be null.",
            "Go on returning a value, or add an attribute with another name.",
        ),
        "response-type-changed": Rule(
            "error",
            "broken",
            "A value may be of a JSON type that the base does not allow.",
            "Keep the type, and add an attribute with another name for the new one.",
        ),
        "response-format-changed": Rule(
            "error",
            "broken",
            "A format that clients parse by is gone, wider or another.",
            "Keep the format.",
        ),
        "response-pattern-changed": Rule(
            "error", "broken", "A text need not match the documented pattern.", "Keep the pattern."
        ),
        "response-length-changed": Rule(
            "error", "broken", "A text may be shorter or longer than documented."
        ),
        "response-range-changed": Rule(
            "error", "broken", "A number may lie outside the documented bounds."
        ),
        "response-multiple-changed": Rule(
            "error", "broken", "A number need not be the documented multiple."
        ),
        "response-count-changed": Rule(
            "error", "broken", "An array may hold fewer or more items than documented."
        ),
        "response-unique-changed": Rule(
            "error", "broken", "The items of an array need not differ."
        ),
        "response-properties-changed": Rule(
            "error", "broken", "An object may have fewer or more attributes than documented."
        ),
        "response-closed": Rule(
            "error",
            "broken",
            "Attributes may come that the base rules out: its object is closed.",
        ),
        "response-enum-value": Rule(
            "warning",
            "changed",
            "A value is new in an enumeration: clients may switch over the known ones.",
            "Tell clients to expect unknown values.",
        ),
        "response-enum-open": Rule(
            "error",
            "broken",
            "A value was one of a list and may be another.",
            "Keep the enumeration.",
        ),
        "response-value": Rule(
            "error", "broken", "A listed value is one that the base does not allow."
        ),
        "response-variant": Rule(
            "error",
            "broken",
            "A value may have a form that none of the documented ones allows.",
            "Add an attribute for the new form.",
        ),
        "response-excluded": Rule(
            "error", "broken", "A value may come that the base excludes by `not`."
        ),
        "response-discriminator-changed": Rule(
            "warning", "changed", "The attribute that tells the forms apart is another."
        ),
        # Request bodies
        "request-body-required": Rule(
            "error",
            "broken",
            "A request body is needed that was not.",
            "Go on accepting requests without a body.",
        ),
        "request-body-added": Rule("info", "added", "A request may have a body."),
        "request-body-removed": Rule(
            "warning", "changed", "A request body is no longer documented."
        ),
        "request-media-type-removed": Rule(
            "error", "broken", "A media type is no longer accepted.", "Go on accepting it."
        ),
        "request-media-type-added": Rule("info", "added", "One more media type is accepted."),
        "request-attribute-required": Rule(
            "error",
            "broken",
            "An attribute must be sent that need not have been.",
            "Give it a default and keep it optional.",
        ),
        "request-attribute-refused": Rule(
            "error", "broken", "An attribute that could be sent is refused.", "Go on accepting it."
        ),
        "request-attribute-ignored": Rule(
            "warning", "changed", "An attribute that could be sent is no longer documented."
        ),
        "request-attribute-added": Rule("info", "added", "An attribute may be sent."),
        "request-attribute-deprecated": Rule(
            "info", "deprecated", "An attribute of a request is deprecated."
        ),
        "request-nullable": Rule(
            "error", "broken", "Null is no longer accepted.", "Go on accepting null."
        ),
        "request-type-changed": Rule(
            "error",
            "broken",
            "A JSON type is no longer accepted.",
            "Go on accepting the old type beside the new one.",
        ),
        "request-format-changed": Rule("error", "broken", "A format is required that was not."),
        "request-pattern-changed": Rule(
            "error", "broken", "A text must match a pattern that it need not have matched."
        ),
        "request-length-changed": Rule(
            "error", "broken", "A text of some length is no longer accepted."
        ),
        "request-range-changed": Rule("error", "broken", "A number is no longer accepted."),
        "request-multiple-changed": Rule(
            "error", "broken", "A number must be a multiple that it need not have been."
        ),
        "request-count-changed": Rule(
            "error", "broken", "An array of some length is no longer accepted."
        ),
        "request-unique-changed": Rule("error", "broken", "Equal items are no longer accepted."),
        "request-properties-changed": Rule(
            "error", "broken", "An object with fewer or more attributes is no longer accepted."
        ),
        "request-closed": Rule(
            "error", "broken", "Attributes that are not documented are refused."
        ),
        "request-enum-value": Rule(
            "error",
            "broken",
            "A value of an enumeration is no longer accepted.",
            "Go on accepting it.",
        ),
        "request-enum-open": Rule(
            "error",
            "broken",
            "Only listed values are accepted where others were.",
            "Go on accepting other values.",
        ),
        "request-value": Rule("error", "broken", "A listed value is no longer accepted."),
        "request-variant": Rule("error", "broken", "A form of a value is no longer accepted."),
        "request-excluded": Rule(
            "error", "broken", "A value is excluded by `not` that was accepted."
        ),
        "request-default-changed": Rule(
            "warning", "changed", "What an absent attribute means is another."
        ),
        "request-discriminator-changed": Rule(
            "warning", "changed", "The attribute that tells the forms apart is another."
        ),
        # Parameters
        "parameter-added": Rule("info", "added", "An optional parameter is new."),
        "parameter-removed": Rule(
            "warning",
            "changed",
            "A parameter is no longer documented; what clients send may be ignored.",
        ),
        "parameter-required": Rule(
            "error",
            "broken",
            "A parameter must be sent that need not have been.",
            "Give it a default and keep it optional.",
        ),
        "parameter-style-changed": Rule(
            "error", "broken", "A list or an object is written another way in the address."
        ),
        "parameter-deprecated": Rule("info", "deprecated", "A parameter is deprecated."),
        "parameter-attribute-required": Rule(
            "error",
            "broken",
            "In a parameter: an attribute must be sent that need not have been.",
            "Give it a default and keep it optional.",
        ),
        "parameter-attribute-refused": Rule(
            "error",
            "broken",
            "In a parameter: an attribute that could be sent is refused.",
            "Go on accepting it.",
        ),
        "parameter-attribute-ignored": Rule(
            "warning",
            "changed",
            "In a parameter: an attribute that could be sent is no longer documented.",
        ),
        "parameter-attribute-added": Rule(
            "info", "added", "In a parameter: an attribute may be sent."
        ),
        "parameter-attribute-deprecated": Rule(
            "info", "deprecated", "In a parameter: an attribute of a request is deprecated."
        ),
        "parameter-nullable": Rule(
            "error",
            "broken",
            "In a parameter: null is no longer accepted.",
            "Go on accepting null.",
        ),
        "parameter-type-changed": Rule(
            "error",
            "broken",
            "In a parameter: a JSON type is no longer accepted.",
            "Go on accepting the old type beside the new one.",
        ),
        "parameter-format-changed": Rule(
            "error", "broken", "In a parameter: a format is required that was not."
        ),
        "parameter-pattern-changed": Rule(
            "error",
            "broken",
            "In a parameter: a text must match a pattern that it need not have matched.",
        ),
        "parameter-length-changed": Rule(
            "error", "broken", "In a parameter: a text of some length is no longer accepted."
        ),
        "parameter-range-changed": Rule(
            "error", "broken", "In a parameter: a number is no longer accepted."
        ),
        "parameter-multiple-changed": Rule(
            "error",
            "broken",
            "In a parameter: a number must be a multiple that it need not have been.",
        ),
        "parameter-count-changed": Rule(
            "error", "broken", "In a parameter: an array of some length is no longer accepted."
        ),
        "parameter-unique-changed": Rule(
            "error", "broken", "In a parameter: equal items are no longer accepted."
        ),
        "parameter-properties-changed": Rule(
            "error",
            "broken",
            "In a parameter: an object with fewer or more attributes is no longer accepted.",
        ),
        "parameter-closed": Rule(
            "error", "broken", "In a parameter: attributes that are not documented are refused."
        ),
        "parameter-enum-value": Rule(
            "error",
            "broken",
            "In a parameter: a value of an enumeration is no longer accepted.",
            "Go on accepting it.",
        ),
        "parameter-enum-open": Rule(
            "error",
            "broken",
            "In a parameter: only listed values are accepted where others were.",
            "Go on accepting other values.",
        ),
        "parameter-value": Rule(
            "error", "broken", "In a parameter: a listed value is no longer accepted."
        ),
        "parameter-variant": Rule(
            "error", "broken", "In a parameter: a form of a value is no longer accepted."
        ),
        "parameter-excluded": Rule(
            "error", "broken", "In a parameter: a value is excluded by `not` that was accepted."
        ),
        "parameter-default-changed": Rule(
            "warning", "changed", "In a parameter: what an absent attribute means is another."
        ),
        "parameter-discriminator-changed": Rule(
            "warning",
            "changed",
            "In a parameter: the attribute that tells the forms apart is another.",
        ),
        # Response headers
        "header-attribute-removed": Rule(
            "error",
            "broken",
            "In a response header: a documented attribute is no longer documented.",
            "An attribute that was published stays: return it and document it.",
        ),
        "header-attribute-optional": Rule(
            "error",
            "broken",
            "In a response header: an attribute that was always returned may be absent.",
            "Return it in every response and keep it required.",
        ),
        "header-attribute-added": Rule(
            "info", "added", "In a response header: an attribute is new."
        ),
        "header-attribute-deprecated": Rule(
            "info", "deprecated", "In a response header: an attribute is deprecated."
        ),
        "header-nullable": Rule(
            "error",
            "broken",
            "In a response header: a value that was never null may be null.",
            "Go on returning a value, or add an attribute with another name.",
        ),
        "header-type-changed": Rule(
            "error",
            "broken",
            "In a response header: a value may be of a JSON type that the base does not allow.",
            "Keep the type, and add an attribute with another name for the new one.",
        ),
        "header-format-changed": Rule(
            "error",
            "broken",
            "In a response header: a format that clients parse by is gone, wider or another.",
            "Keep the format.",
        ),
        "header-pattern-changed": Rule(
            "error",
            "broken",
            "In a response header: a text need not match the documented pattern.",
            "Keep the pattern.",
        ),
        "header-length-changed": Rule(
            "error",
            "broken",
            "In a response header: a text may be shorter or longer than documented.",
        ),
        "header-range-changed": Rule(
            "error",
            "broken",
            "In a response header: a number may lie outside the documented bounds.",
        ),
        "header-multiple-changed": Rule(
            "error", "broken", "In a response header: a number need not be the documented multiple."
        ),
        "header-count-changed": Rule(
            "error",
            "broken",
            "In a response header: an array may hold fewer or more items than documented.",
        ),
        "header-unique-changed": Rule(
            "error", "broken", "In a response header: the items of an array need not differ."
        ),
        "header-properties-changed": Rule(
            "error",
            "broken",
            "In a response header: an object may have fewer or more attributes than documented.",
        ),
        "header-closed": Rule(
            "error",
            "broken",
            "In a response header: attributes may come that the base rules out.",
        ),
        "header-enum-value": Rule(
            "warning",
            "changed",
            "In a response header: a value is new in an enumeration.",
            "Tell clients to expect unknown values.",
        ),
        "header-enum-open": Rule(
            "error",
            "broken",
            "In a response header: a value was one of a list and may be another.",
            "Keep the enumeration.",
        ),
        "header-value": Rule(
            "error",
            "broken",
            "In a response header: a listed value is one that the base does not allow.",
        ),
        "header-variant": Rule(
            "error",
            "broken",
            "In a response header: a value may have a form that is not documented.",
            "Add an attribute for the new form.",
        ),
        "header-excluded": Rule(
            "error",
            "broken",
            "In a response header: a value may come that the base excludes by `not`.",
        ),
        "header-discriminator-changed": Rule(
            "warning",
            "changed",
            "In a response header: the attribute that tells the forms apart is another.",
        ),
        # What was not decided
        "undecided": Rule(
            "warning",
            "changed",
            "Whether the change breaks clients could not be told; the message says why.",
            "Compare the two sides by eye.",
        ),
    }
)
