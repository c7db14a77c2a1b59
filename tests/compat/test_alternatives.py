"""A change inside one alternative of a union is named at that alternative."""

from __future__ import annotations

from typing import Any

import pytest

from compat.pieces import Json, returning, taking
from drf_typed_responses.compat import Change, compare

TEXT: Json = {"type": "string"}
# Open objects: each admits the values of the other, but for the types of what it declares.
OTHER: Json = {
    "type": "object",
    "required": ["name"],
    "properties": {"name": TEXT, "invitable": {"type": "boolean"}},
}


def message(*kinds: str) -> Json:
    kind = {"type": "string", "enum": [*kinds]}
    properties = {
        "name": TEXT,
        "tags": {"type": "array", "items": TEXT},
        "message": {"type": "object", "properties": {"kind": kind, "text": TEXT}},
    }
    return {"type": "object", "required": ["name", "message"], "properties": properties}


def changes(make: Any, spelling: str, old: Json, new: Json) -> list[Change]:
    """The changes of a union of the object and `OTHER`, as components or written out."""
    arms = [{"$ref": "#/components/schemas/Message"}, {"$ref": "#/components/schemas/Other"}]
    union: Json = {"anyOf": arms}
    if spelling == "named":
        pair = (make(union, Message=side, Other=OTHER) for side in (old, new))
    else:
        pair = (make({"anyOf": [side, OTHER]}) for side in (old, new))
    return compare(*pair)


@pytest.mark.parametrize("spelling", ["named", "written out"])
def test_a_value_that_an_alternative_no_longer_accepts_is_named_there(spelling: str) -> None:
    (change,) = changes(taking, spelling, message("a", "b"), message("a"))
    assert change.path == "request body: message.kind"
    assert change.message.startswith('"b" is no longer accepted')
    # The other alternative still admits it.
    assert change.id == "undecided"


@pytest.mark.parametrize("spelling", ["named", "written out"])
def test_a_new_value_of_an_alternative_is_named_there(spelling: str) -> None:
    (change,) = changes(returning, spelling, message("a"), message("a", "b"))
    assert change.path == "200 response: message.kind"
    assert change.message.startswith('"b" is a new value')


@pytest.mark.parametrize("spelling", ["named", "written out"])
def test_a_wider_alternative_of_a_request_is_no_break(spelling: str) -> None:
    (change,) = changes(taking, spelling, message("a"), message("a", "b"))
    assert (change.level, change.id) == ("info", "request-enum-value-added")


def test_a_break_that_no_other_alternative_admits_is_an_error() -> None:
    closed = {**OTHER, "additionalProperties": False}
    old, new = ({"anyOf": [message(*kinds), closed]} for kinds in ("ab", "a"))
    (change,) = compare(taking(old), taking(new))
    assert (change.level, change.id) == ("error", "request-enum-value")
    assert change.path == "request body: message.kind"


def test_an_alternative_that_keeps_the_old_form_under_a_new_name_admits_it() -> None:
    arms = ["Message", "Other"]
    union = {"anyOf": [{"$ref": f"#/components/schemas/{name}"} for name in arms]}
    more = {"anyOf": [*union["anyOf"], {"$ref": "#/components/schemas/Legacy"}]}
    old = taking(union, Message=message("a", "b"), Other=OTHER)
    new = taking(more, Message=message("a"), Other=OTHER, Legacy=message("a", "b"))
    assert compare(old, new) == []


def arm(tag: str, value: Json) -> Json:
    return {
        "type": "object",
        "required": ["type", "v"],
        "properties": {"type": {"type": "string", "enum": [tag]}, "v": value},
    }


@pytest.mark.parametrize(
    "form", ["byte", "date", "duration", "email", "hostname", "of its own", "time", "uri", "uuid"]
)
def test_a_new_alternative_with_a_formatted_text_is_a_break(form: str) -> None:
    """Most formats are not judged, but the texts of a format are some texts."""
    arms = [arm("a", TEXT), arm("b", TEXT)]
    new = [*arms, arm("c", {**TEXT, "format": form})]
    (change,) = compare(returning({"oneOf": arms}), returning({"oneOf": new}))
    assert (change.level, change.id) == ("error", "response-value")
    assert change.message.startswith('"c" is a new value')


BOTH: Json = {"type": "object", "properties": {"a": TEXT, "b": TEXT}}
A, B = ({**BOTH, "required": [name]} for name in "ab")


@pytest.mark.parametrize(
    ("old", "new", "id"),
    [
        ({**BOTH, "required": ["a", "b"]}, {"oneOf": [A, B]}, "request-overlap"),
        ({"anyOf": [A, B]}, {"oneOf": [A, B]}, "request-overlap"),
        ({"anyOf": [TEXT, {**TEXT, "minLength": 2}]}, {"oneOf": [TEXT, {**TEXT, "minLength": 2}]},
         "request-overlap"),
        ({"oneOf": [arm("a", TEXT)]}, {"oneOf": [arm("a", TEXT), arm("b", TEXT)]}, ""),
        ({"anyOf": [arm("a", TEXT), arm("b", TEXT)]}, {"oneOf": [arm("a", TEXT), arm("b", TEXT)]},
         ""),
    ],
)  # fmt: skip
def test_a_value_fits_exactly_one_arm_of_one_of(old: Json, new: Json, id: str) -> None:
    found = [change for change in compare(taking(old), taking(new)) if change.level != "info"]
    assert [(change.level, change.id) for change in found] == ([("error", id)] if id else [])
    for change in found:
        assert change.value  # which two arms admit


def test_an_arm_that_grows_into_another_one() -> None:
    """The `oneOf` is spelled as before; the component behind one of its references is not."""
    closed = {"type": "object", "additionalProperties": False}
    only_a = {**closed, "properties": {"a": TEXT}, "required": ["a"]}
    only_b = {**closed, "properties": {"b": TEXT}, "required": ["b"]}
    both = {**closed, "properties": {"a": TEXT, "b": TEXT}}
    union = {"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in "AB"]}
    found = compare(taking(union, A=only_a, B=only_b), taking(union, A=only_a, B=both))
    (change,) = [change for change in found if change.level != "info"]
    assert (change.level, change.id, change.value) == ("error", "request-overlap", '{"a":""}')


def test_a_response_may_newly_fit_two_arms() -> None:
    (change,) = compare(returning({"oneOf": [A, B]}), returning({"anyOf": [A, B]}))
    assert (change.level, change.id) == ("error", "response-overlap")


def test_arms_that_share_values_of_another_type() -> None:
    """Any value is in the second arm; null and `true` are in both, a text is not."""
    either = {"oneOf": [{"type": "boolean", "nullable": True}, {}]}
    assert compare(returning(either), returning(TEXT)) == []
    (change,) = compare(returning(either), returning({**TEXT, "nullable": True}))
    assert (change.level, change.value) == ("error", "null")


@pytest.mark.parametrize(
    "arms",
    [
        [{"type": "boolean", "nullable": True}, {"type": "string", "nullable": True}],
        [{"type": "boolean"}, {"type": "boolean"}],
    ],
    ids=["null", "each boolean"],
)
def test_a_listed_value_that_fits_two_arms_on_both_sides_is_not_new(arms: list[Json]) -> None:
    respelled = [{"allOf": [arm]} for arm in arms]
    assert compare(returning({"oneOf": arms}), returning({"oneOf": respelled})) == []


def test_an_alternative_has_the_counterpart_of_its_title() -> None:
    def titled(title: str, **properties: Json) -> Json:
        return {"type": "object", "title": title, "properties": properties}

    old = [titled("Team", size=TEXT, name=TEXT), titled("User", mail=TEXT, name=TEXT)]
    new = [
        titled("Team", name={"type": "integer"}, mail=TEXT),
        titled("User", mail=TEXT, name=TEXT),
    ]
    found = compare(returning({"anyOf": old}), returning({"anyOf": new}))
    assert [(c.id, c.path) for c in found] == [
        ("response-type-changed", "200 response: name"),
        ("undecided", "200 response: size"),  # a User may lack it
        ("response-attribute-added", "200 response: mail"),
    ]


def test_an_alternative_has_the_counterpart_of_its_constants() -> None:
    """The attributes are not the same any more, and those of the other alternative are closer."""
    old = [arm("a", TEXT), {**arm("b", TEXT), "required": ["type"]}]
    grown = arm("a", {"type": "integer"})
    grown["properties"]["more"] = TEXT
    new = [grown, {**arm("b", TEXT), "required": ["type"]}]
    found = compare(returning({"oneOf": old}), returning({"oneOf": new}))
    assert [(c.id, c.path) for c in found if c.level != "info"] == [
        ("response-type-changed", "200 response: v")
    ]


def test_a_component_comes_before_a_title() -> None:
    team, user = (
        {"type": "object", "title": name, "required": [name]} for name in ("Team", "User")
    )
    union = {"anyOf": [{"$ref": f"#/components/schemas/{name}"} for name in ("Team", "User")]}
    swapped = {**team, "title": "User"}, {**user, "title": "Team"}
    old = returning(union, Team=team, User=user)
    new = returning(union, Team=swapped[0], User=swapped[1])
    assert compare(old, new) == []


PETS: Json = {
    name: {"type": "object", "required": ["sort", name], "properties": {"sort": TEXT, name: TEXT}}
    for name in ("Cat", "Dog", "Cow")
}


def tagged(make: Any, keyword: str = "oneOf", **mapping: str) -> Json:
    """A document of components that a discriminator tells apart, and no constant."""
    paths = {tag: f"#/components/schemas/{name}" for tag, name in mapping.items()}
    arms = [{"$ref": path} for path in sorted(set(paths.values()))]
    discriminator = {"propertyName": "sort", "mapping": paths}
    return make({keyword: arms, "discriminator": discriminator}, **PETS)  # type: ignore[no-any-return]


def test_a_discriminator_tells_arms_apart_that_overlap_in_theory() -> None:
    two, three = {"cat": "Cat", "dog": "Dog"}, {"cat": "Cat", "dog": "Dog", "cow": "Cow"}
    assert compare(tagged(taking, "anyOf", **two), tagged(taking, **two)) == []
    for keyword in ("oneOf", "anyOf"):
        old, new = tagged(taking, keyword, **two), tagged(taking, keyword, **three)
        assert compare(old, new) == []
        (gone,) = compare(new, old)
        assert (gone.level, gone.id) == ("error", "request-variant")


def test_tags_that_select_each_other_s_form() -> None:
    """Open objects may admit each other's values, but a service reads them as the other form."""
    old, new = tagged(taking, cat="Cat", dog="Dog"), tagged(taking, cat="Dog", dog="Cat")
    (change,) = compare(old, new)
    assert change.id == "request-discriminator-changed"
    assert change.message == 'The discriminator maps "cat", "dog" to another form'


def test_a_new_alternative_whose_constant_is_optional() -> None:
    """The smallest value `{}` fits every arm; one with the constant fits the new one alone."""
    arms = [{**arm(tag, TEXT), "required": []} for tag in "abc"]
    (change,) = compare(returning({"oneOf": arms[:2]}), returning({"oneOf": arms}))
    assert (change.level, change.id) == ("error", "response-value")


def test_a_renamed_alternative_is_compared_with_the_most_similar_one() -> None:
    """`OTHER` is open and admits its values; what it lacks is not gone."""
    grown = message("a")
    grown["properties"]["more"] = TEXT
    old = taking({"anyOf": [message("a", "b"), OTHER]})
    new = taking({"anyOf": [grown, OTHER]})
    found = [(change.id, change.path) for change in compare(old, new)]
    assert found == [
        ("undecided", "request body: message.kind"),
        ("request-attribute-added", "request body: more"),
    ]


def test_an_alternative_whose_part_breaks_only_later_is_compared_again() -> None:
    """`Child` is met before the change of `Parent` is known, and `Other` admits any child."""

    def api(kind: str, *arms: str) -> Json:
        union = {"anyOf": [{"$ref": f"#/components/schemas/{arm}"} for arm in arms]}
        found = returning(
            {"$ref": "#/components/schemas/Parent"},
            Parent={"type": "object", "properties": {"child": union, "kind": {"type": kind}}},
            Child={
                "type": "object",
                "properties": {"parent": {"$ref": "#/components/schemas/Parent"}},
            },
            Other={"type": "object"},
        )
        found["paths"]["/children/"] = returning(union)["paths"]["/teams/"]
        return found

    found = compare(api("string", "Child", "Other"), api("integer", "Child"))
    breaks = [change for change in found if change.level == "error"]
    assert [(change.id, change.operations) for change in breaks] == [
        ("response-type-changed", ("GET /teams/",))
    ]


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
@pytest.mark.parametrize(("make", "id", "said"), [
    (returning, "response-variant", "The value may be Car, one more form"),
    (taking, "request-variant", "Car is no longer accepted"),
])  # fmt: skip
def test_a_form_that_a_discriminator_selects(make: Any, id: str, said: str, keyword: str) -> None:
    """Its values fit an open sibling too, whose attributes say nothing of it."""
    forms = {
        name: {"type": "object", "properties": {"kind": {"type": "string"}, own: {}}}
        for name, own in (("Bus", "seats"), ("Bike", "gears"), ("Car", "doors"))
    }

    def api(*names: str) -> Json:
        arms = [{"$ref": f"#/components/schemas/{name}"} for name in names]
        found: Json = make({keyword: arms, "discriminator": {"propertyName": "kind"}}, **forms)
        return found

    fewer, more = api("Bus", "Bike"), api("Bus", "Bike", "Car")
    (change,) = compare(fewer, more) if make is returning else compare(more, fewer)
    assert (change.level, change.id, change.message) == ("error", id, said)


@pytest.mark.parametrize("keyword", ["anyOf", "oneOf"])
def test_a_form_that_comes_is_named(keyword: str) -> None:
    forms = {
        name: {
            "type": "object",
            "required": ["kind"],
            "properties": {"kind": {"type": "string", "enum": [name]}, name: {}},
        }
        for name in ("Bus", "Bike", "Car")
    }

    def api(*names: str) -> Json:
        arms = [{"$ref": f"#/components/schemas/{name}"} for name in names]
        return returning({keyword: arms}, **forms)

    (change,) = compare(api("Bus", "Bike"), api("Bus", "Bike", "Car"))
    assert (change.level, change.id, change.message) == (
        "error",
        "response-variant",
        'The value may be Car, one more form: a response may be `{"kind":"Car"}`, '
        "which the base forbids",
    )
