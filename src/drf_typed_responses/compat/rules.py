"""The one table of what a comparison can say: level, section of the changelog, meaning, hint."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Final, NamedTuple

from ..findings import Level, Section


class Rule(NamedTuple):
    """One id: how grave it is unless the settings say otherwise, and what it means."""

    level: Level
    section: Section
    meaning: str
    hint: str = ""


_added = partial(Rule, "info", "added")
_deprecated = partial(Rule, "info", "deprecated")
_changed = partial(Rule, "warning", "changed")
_broken = partial(Rule, "error", "broken")

KEEP: Final = "Keep it, or publish the new behaviour under a new path and deprecate this one."

_OPERATIONS: Final = {
    "operation-added": _added("An operation is new."),
    "operation-removed": Rule(
        "error",
        "removed",
        "An operation is gone or its path changed; a deprecated one may go after `x-sunset`.",
        KEEP,
    ),
    "operation-sunset": Rule(
        "info", "removed", "A deprecated operation is gone, and its sunset is past."
    ),
    "operation-deprecated": _deprecated("An operation is deprecated."),
    "operation-sunset-sooner": _broken(
        "The sunset of a deprecated operation comes sooner than announced.",
        "Keep the date that was announced, or a later one.",
    ),
    "operation-id-changed": _changed(
        "The operation id changed: SDK method names and links come from it.",
        "Keep the id, or tell the users of generated clients.",
    ),
    "operation-tag-changed": _changed(
        "A tag is gone from an operation: SDK classes and pages come from it."
    ),
    "security-tightened": _broken(
        "A way to authenticate no longer suffices, or a scope more is needed.",
        "Go on accepting the credentials that were enough.",
    ),
    "security-added": _added("There is one more way to authenticate."),
    "security-flow-changed": _changed(
        "A flow that gives tokens, an address of it or one of its scopes is gone."
    ),
    "servers-changed": _changed("A server of the base is no longer listed."),
}

_RESPONSES: Final = {
    "response-status-removed": _broken("A documented success response is gone.", KEEP),
    "response-error-removed": _changed("A documented error response is gone."),
    "response-status-added": _added("A response status is new."),
    "response-media-type-removed": _broken("A media type of a response is gone.", KEEP),
    "response-media-type-added": _added("A media type of a response is new."),
    "response-header-removed": _broken("A documented response header is gone.", KEEP),
    "response-header-optional": _broken(
        "A response header that was always sent may be absent.", KEEP
    ),
    "response-header-added": _added("A response header is new."),
    "response-header-style-changed": _broken("A response header is written another way."),
    "response-link-removed": _changed("A link of a response is gone: generated clients follow it."),
    "response-link-changed": _changed("A link leads elsewhere, or with other values."),
    "response-link-added": _added("A link of a response is new."),
}

# By the kind of a gap; where it was met is put before it.
_IN_RESPONSES: Final = {
    "attribute-removed": _broken(
        "A documented attribute is no longer documented.",
        "An attribute that was published stays: go on sending it and document it.",
    ),
    "attribute-optional": _broken(
        "An attribute that was always returned may be absent.",
        "Always send it, and keep it required.",
    ),
    "attribute-added": _added("An attribute is new."),
    "attribute-deprecated": _deprecated("An attribute is deprecated."),
    "nullable": _broken(
        "A value that was never null may be null.",
        "Go on returning a value, or add an attribute with another name.",
    ),
    "nullable-idle": Rule(
        "info",
        "changed",
        "`nullable` is new where OpenAPI 3.0.3 gives it no effect: null may come all the same.",
        "Write it as `anyOf` with a null, which every reader understands.",
    ),
    "type-changed": _broken(
        "A value may be of a JSON type that the base does not allow.",
        "Keep the type, and add an attribute with another name for the new one.",
    ),
    "format-changed": _broken(
        "A format that clients parse by is gone, wider or another.", "Keep the format."
    ),
    "pattern-changed": _broken(
        "A text need not match the documented pattern.", "Keep the pattern."
    ),
    "length-changed": _broken("A text may be shorter or longer than documented."),
    "range-changed": _broken("A number may lie outside the documented bounds."),
    "multiple-changed": _broken("A number need not be the documented multiple."),
    "count-changed": _broken("An array may hold fewer or more items than documented."),
    "unique-changed": _broken("The items of an array need not differ."),
    "properties-changed": _broken("An object may have fewer or more attributes than documented."),
    "closed": _broken("Attributes may come that the base rules out: its object is closed."),
    "enum-value": _changed(
        "A value is new in an enumeration: clients may switch over the known ones.",
        "Tell clients to expect unknown values.",
    ),
    "enum-open": _broken("A value was one of a list and may be another.", "Keep the enumeration."),
    "value": _broken("A listed value is one that the base does not allow."),
    "variant": _broken(
        "A value may have a form that none of the documented ones allows.",
        "Add an attribute for the new form.",
    ),
    "excluded": _broken("A value may come that the base excludes by `not`."),
    "discriminator-changed": _changed("The attribute that tells the forms apart is another."),
    "content-changed": _changed("A text holds something else, or is encoded another way."),
}

_REQUESTS: Final = {
    "request-body-required": _broken(
        "A request body is needed that was not.", "Go on accepting requests without a body."
    ),
    "request-body-added": _added("A request may have a body."),
    "request-body-optional": Rule("info", "changed", "A request body need not be sent any more."),
    "request-body-removed": _changed("A request body is no longer documented."),
    "request-media-type-removed": _broken(
        "A media type is no longer accepted.", "Go on accepting it."
    ),
    "request-media-type-added": _added("One more media type is accepted."),
}

_IN_REQUESTS: Final = {
    "attribute-required": _broken(
        "An attribute must be sent that need not have been.",
        "Give it a default and keep it optional.",
    ),
    "attribute-refused": _broken(
        "An attribute that could be sent is refused.", "Go on accepting it."
    ),
    "attribute-ignored": _changed("An attribute that could be sent is no longer documented."),
    "attribute-added": _added("An attribute may be sent."),
    "attribute-deprecated": _deprecated("An attribute of a request is deprecated."),
    "attribute-unrequired": Rule("info", "changed", "An attribute need not be sent any more."),
    "nullable": _broken("Null is no longer accepted.", "Go on accepting null."),
    "nullable-idle": Rule(
        "info",
        "changed",
        "`nullable` is gone where OpenAPI 3.0.3 gave it no effect: null may have been accepted.",
    ),
    "type-changed": _broken(
        "A JSON type is no longer accepted.", "Go on accepting the old type beside the new one."
    ),
    "format-changed": _broken("A format is required that was not."),
    "pattern-changed": _broken("A text must match a pattern that it need not have matched."),
    "length-changed": _broken("A text of some length is no longer accepted."),
    "range-changed": _broken("A number is no longer accepted."),
    "multiple-changed": _broken("A number must be a multiple that it need not have been."),
    "count-changed": _broken("An array of some length is no longer accepted."),
    "unique-changed": _broken("Equal items are no longer accepted."),
    "properties-changed": _broken("An object with fewer or more attributes is no longer accepted."),
    "closed": _broken("Attributes that are not documented are refused."),
    "enum-value": _broken(
        "A value of an enumeration is no longer accepted.", "Go on accepting it."
    ),
    "enum-open": _broken(
        "Only listed values are accepted where others were.", "Go on accepting other values."
    ),
    "enum-value-added": _added("A value more is accepted."),
    "value": _broken("A listed value is no longer accepted."),
    "variant": _broken("A form of a value is no longer accepted."),
    "excluded": _broken("A value is excluded by `not` that was accepted."),
    "default-changed": _changed("What an absent attribute means is another."),
    "discriminator-changed": _changed("The attribute that tells the forms apart is another."),
    "content-changed": _changed("A text holds something else, or is encoded another way."),
}

_PARAMETERS: Final = {
    "parameter-added": _added("An optional parameter is new."),
    "parameter-removed": _changed(
        "A parameter is no longer documented; what clients send may be ignored."
    ),
    "parameter-required": _broken(
        "A parameter must be sent that need not have been.",
        "Give it a default and keep it optional.",
    ),
    "parameter-optional": Rule("info", "changed", "A parameter need not be sent any more."),
    "parameter-style-changed": _broken("A parameter must be written another way."),
    "parameter-deprecated": _deprecated("A parameter is deprecated."),
}

# In webhooks and callbacks the API sends, and a client answers.
_WEBHOOKS: Final = {
    "webhook-parameter-removed": _broken("A parameter that the API sent is gone.", KEEP),
    "webhook-parameter-optional": _broken(
        "A parameter that the API always sent may be absent.", KEEP
    ),
    "webhook-parameter-style-changed": _broken("The API writes a parameter another way.", KEEP),
    "webhook-parameter-added": _added("The API sends one more parameter."),
    "webhook-body-removed": _broken("A body that the API sent is gone.", KEEP),
    "webhook-body-optional": _broken("A body that the API always sent may be absent.", KEEP),
    "webhook-body-added": _added("The API sends a body."),
    "webhook-media-type-added": _broken(
        "A body may come in a media type that its receiver does not know.",
        "Go on sending the documented media types only.",
    ),
    "webhook-media-type-removed": _changed("A media type is no longer sent."),
    "webhook-security-changed": _changed("What the API identifies itself by is another."),
}

_ANSWERS: Final = {
    "answer-status-removed": _broken(
        "An answer of success is no longer documented.", "Go on taking it for a success."
    ),
    "answer-error-removed": _changed("An answer of failure is no longer documented."),
    "answer-status-added": _added("One more status may be answered."),
    "answer-body-required": _broken(
        "A body must be answered that need not have been.", "Go on accepting empty answers."
    ),
    "answer-body-removed": _changed("The body of an answer is no longer documented."),
    "answer-media-type-removed": _broken(
        "A media type of an answer is no longer accepted.", "Go on accepting it."
    ),
    "answer-media-type-added": _added("One more media type may be answered."),
    "answer-header-required": _broken("A header must be answered that need not have been."),
    "answer-header-style-changed": _broken("A header must be answered in another way."),
    "answer-header-removed": _changed("A header of an answer is no longer documented."),
    "answer-header-added": _added("One more header may be answered."),
}

_UNDECIDED: Final = {
    "undecided": _changed(
        "Whether the change breaks clients could not be told; the message says why.",
        "Compare the two sides by eye.",
    ),
}


def _within(place: str, rules: Mapping[str, Rule], words: str = "") -> dict[str, Rule]:
    """The rules of schemas as they are named at one kind of place."""
    return {
        f"{place}-{kind}": rule._replace(meaning=_led(words, rule.meaning))
        for kind, rule in rules.items()
    }


def _led(words: str, meaning: str) -> str:
    return f"{words}{meaning[0].lower()}{meaning[1:]}" if words else meaning


RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        **_OPERATIONS,
        **_RESPONSES,
        **_within("response", _IN_RESPONSES),
        **_REQUESTS,
        **_within("request", _IN_REQUESTS),
        **_PARAMETERS,
        **_within("parameter", _IN_REQUESTS, "In a parameter: "),
        **_within("header", _IN_RESPONSES, "In a response header: "),
        **_WEBHOOKS,
        **_within("webhook", _IN_RESPONSES, "In what the API calls: "),
        **_ANSWERS,
        **_within("answer", _IN_REQUESTS, "In what it is answered: "),
        **_UNDECIDED,
    }
)
