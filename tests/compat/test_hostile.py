"""No comparison takes exponential time, and a comparison that is given up is reported as undecided.

Work is counted in calls of Python functions, which do not depend on the machine. Each family of
documents grows by its number; the work may grow as the square of the size of the documents.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from compat.pieces import Json, document, returning
from drf_typed_responses.compat import Change, compare
from drf_typed_responses.compat.inclusion import object_gaps

Family = Callable[[int, str], Json]
FAMILIES: dict[str, tuple[Family, tuple[int, ...]]] = {}


def family(*sizes: int) -> Callable[[Family], Family]:
    def entered(function: Family) -> Family:
        FAMILIES[function.__name__] = function, sizes
        return function

    return entered


def ref(number: int) -> Json:
    return {"$ref": f"#/components/schemas/C{number}"}


def of(**properties: Any) -> Json:
    return {"type": "object", "properties": properties, "required": list(properties)}


def named(components: list[Any]) -> Json:
    """A document that returns the first of the components."""
    return returning(ref(0), "3.1.0", **{f"C{i}": raw for i, raw in enumerate(components)})


@family(4, 8, 16)
def all_of_any_of(n: int, leaf: str) -> Json:
    """A product with 2 ** n alternatives."""
    arms = [[of(**{f"a{i}_{j}": {"type": leaf}}) for j in range(2)] for i in range(n)]
    return returning({"allOf": [{"anyOf": pair} for pair in arms]})


@family(3, 5, 7)
def one_of_one_of(n: int, leaf: str) -> Json:
    """Written out: the document itself grows as 2 ** n."""
    inner = one_of_one_of_schema(n - 1, leaf)
    return returning({"oneOf": [inner, of(k=inner)]})


def one_of_one_of_schema(n: int, leaf: str) -> Json:
    if n == 0:
        return {"type": leaf}
    inner = one_of_one_of_schema(n - 1, leaf)
    return {"oneOf": [inner, of(k=inner)]}


@family(2, 4, 8)
def not_not(n: int, leaf: str) -> Json:
    schema: Json = {"type": leaf}
    for _ in range(n):
        schema = {"not": {"anyOf": [schema, {"type": "array", "items": schema}]}}
    return returning(schema)


@family(50, 200, 800)
def chain(n: int, leaf: str) -> Json:
    return named([*(of(a=ref(i + 1)) for i in range(n)), of(v={"type": leaf})])


@family(20, 80, 320)
def doubled(n: int, leaf: str) -> Json:
    """2 ** n paths lead to the last component, and a whole value has as many parts."""
    return named([*(of(a=ref(i + 1), b=ref(i + 1)) for i in range(n)), of(v={"type": leaf})])


@family(10, 20, 40)
def mutual(n: int, leaf: str) -> Json:
    """Each component refers to each other one."""
    lists = {f"p{i}": {"type": "array", "items": ref(i)} for i in range(n)}
    return named([of(v={"type": leaf}, **lists) for _ in range(n)])


@family(10, 20, 40)
def mutual_unions(n: int, leaf: str) -> Json:
    lists = [[{"type": "array", "items": ref(i * j % n)} for j in range(1, 5)] for i in range(n)]
    return named([{"anyOf": [{"type": leaf}, *arms]} for arms in lists])


@family(8, 16, 32)
def subsets(n: int, leaf: str) -> Json:
    """A path of length n leads to one of 2 ** n sets of schemas that apply together."""
    both = {"allOf": [ref(0), ref(1)]}
    first = {"type": "object", "properties": {"a": both, "b": ref(0)}}
    rest = [{"type": "object", "properties": dict.fromkeys("ab", ref(i + 1))} for i in range(1, n)]
    return named([first, *rest, of(v={"type": leaf})])


@family(50, 100, 200)
def tagged_union(n: int, leaf: str) -> Json:
    return returning({"anyOf": [of(kind={"enum": [i]}, v={"type": leaf}) for i in range(n)]})


@family(10, 20, 40, 80)
def untagged_union(n: int, leaf: str) -> Json:
    return returning({"anyOf": [of(**{f"k{i}": {"type": leaf}}) for i in range(n)]})


@family(2500, 10_000)
def enumeration(n: int, leaf: str) -> Json:
    return returning({"enum": [f"{leaf}{i}" for i in range(n)]})


@family(500, 2000)
def enumeration_of_objects(n: int, leaf: str) -> Json:
    return returning({"enum": [{leaf: i} for i in range(n)]})


@family(20, 40, 80)
def pattern_properties(n: int, leaf: str) -> Json:
    """Each pattern of one side against each of the other."""
    patterns = {f"^{leaf}{i}": {"type": leaf} for i in range(n)}
    return returning({"type": "object", "patternProperties": patterns}, "3.1.0")


@family(50, 100, 200)
def attributes(n: int, leaf: str) -> Json:
    return returning(of(**{f"p{i}": {"type": leaf} for i in range(n)}))


@family(25, 50, 100)
def operations(n: int, leaf: str) -> Json:
    """Each operation returns a part of one deep graph."""
    whole = doubled(n, leaf)
    get = {
        f"/{i}/": {"get": {"responses": {"200": {"content": {"application/json": {
            "schema": ref(i)}}}}}}
        for i in range(n)
    }  # fmt: skip
    return document(get, "3.1.0", **whole["components"]["schemas"])


@family(100, 400)
def path_variables(n: int, leaf: str) -> Json:
    variables = [
        {"name": f"v{i}", "in": "path", "required": True, "schema": {"type": leaf, "maxLength": 1}}
        for i in range(n)
    ]
    path = "/" + "".join(f"{{v{i}}}/" for i in range(n))
    return document({path: {"get": {"parameters": variables, "responses": {}}}})


@family(3, 6, 12)
def scopes(n: int, leaf: str) -> Json:
    """3 ** n combinations of credentials, because 3.0 does not define scopes of such schemes."""
    needed = {f"s{i}": [f"{leaf}{j}" for j in range(3)] for i in range(n)}
    return document({"/": {"get": {"security": [needed], "responses": {}}}})


@family(2, 8, 32)
def expressions(n: int, leaf: str) -> Json:
    """Python's `re` would try n ** 8 and 2 ** n ways to match a string."""
    pattern = f"^(a|aa)*{'a*' * n}{leaf}$"
    return returning({"type": "string", "pattern": pattern, "minLength": 10 * n})


@family(2, 4, 8)
def great_numbers(n: int, leaf: str) -> Json:
    """One bound becomes larger and one smaller."""
    text = {"type": "string", "minLength": 10**n + (leaf == "string")}
    least = 10**n + (leaf == "integer")
    array = {"type": "array", "items": text, "minItems": least, "uniqueItems": True}
    return returning({"type": "object", "minProperties": 10**n, "additionalProperties": array})


@family(50, 200, 800)
def references(n: int, leaf: str) -> Json:
    """References to references."""
    return named([*(ref(i + 1) for i in range(n)), {"type": leaf}])


@family(1, 10, 200)
def circular_all_of(n: int, leaf: str) -> Json:
    return named([{"allOf": [ref((i + 1) % n), {"type": leaf}]} for i in range(n)])


@family(20, 80, 180)
def nested(n: int, leaf: str) -> Json:
    schema: Json = {"type": leaf}
    for _ in range(n):
        schema = {"type": "array", "items": schema}
    return returning(schema)


@family(20, 80, 180)
def nested_all_of(n: int, leaf: str) -> Json:
    schema: Json = {"type": leaf}
    for _ in range(n):
        schema = {"allOf": [schema]}
    return returning(schema)


@family(10, 20, 40)
def net(n: int, leaf: str) -> Json:
    """Components that all refer to five others, each the response of an operation."""
    return network(
        n, leaf, lambda i, j: {"anyOf": [{"type": "boolean"}, ref((7 * i + 13 * j) % n)]}
    )


@family(10, 20, 40)
def net_of_unions(n: int, leaf: str) -> Json:
    """Components that all refer to unions of others, whose values have much in common."""
    return network(
        n, leaf, lambda i, j: {"oneOf": [ref((7 * i + j) % n), ref((13 * i + 5 * j) % n)]}
    )


def network(n: int, leaf: str, inner: Callable[[int, int], Json]) -> Json:
    components = {
        f"C{i}": {
            "type": "object",
            "properties": {
                "kind": {"type": "string" if i else leaf},
                **{f"a{j}": inner(i, j) for j in range(5)},
            },
        }
        for i in range(n)
    }
    paths = {f"/{i}/": returning(ref(i))["paths"]["/teams/"] for i in range(n)}
    return document(paths, **components)


def counted(base: Json, revised: Json) -> tuple[int, list[Change]]:
    """The number of functions that a comparison calls, and its changes."""
    calls = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal calls
        calls += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        found = compare(base, revised)
    finally:
        sys.setprofile(before)
    return calls, found


def test_each_pair_of_objects_is_compared_once() -> None:
    """An operation and several unions refer to each component.

    The first one is met again while it is compared, so it is compared twice.
    """
    compared = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal compared
        compared += event == "call" and frame.f_code is object_gaps._visible.__code__

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        compare(net(40, "string"), net(40, "integer"))
    finally:
        sys.setprofile(before)
    assert compared <= 2 * 41


@pytest.mark.parametrize("name", FAMILIES)
@pytest.mark.slow
def test_work_grows_with_the_square_of_the_size_at_most(name: str) -> None:
    make, sizes = FAMILIES[name]
    work = []
    for number in sizes:
        pair = make(number, "string"), make(number, "integer")
        work.append((len(json.dumps(pair)), counted(*pair)[0]))
    (small, few), (large, many) = work[0], work[-1]
    # The calls at any size, and the most calls for one body before it is given up.
    assert many <= max(few, 20_000) * 1.5 * (large / small) ** 2, work


@pytest.mark.parametrize("make", [net, net_of_unions])
@pytest.mark.slow
def test_work_is_linear_in_components_that_refer_to_each_other(make: Family) -> None:
    few, many = (counted(make(n, "string"), make(n, "integer"))[0] for n in (20, 80))
    assert many <= few * 4 * 1.25, (few, many)


@pytest.mark.parametrize("make", [net, net_of_unions])
def test_one_change_in_components_that_refer_to_each_other_is_one_finding(make: Family) -> None:
    (change,) = compare(make(40, "string"), make(40, "integer"))
    assert change.id == "response-type-changed"
    assert change.places[0] == ("GET /0/", "200 response: kind")
    assert len(change.operations) == 40
    assert len(change.places) == 20


@pytest.mark.parametrize("name", FAMILIES)
@pytest.mark.slow
def test_a_break_is_reported_or_undecided(name: str) -> None:
    make, sizes = FAMILIES[name]
    for number in sizes:
        for leaves in (("string", "integer"), ("integer", "string")):
            changes = compare(*(make(number, leaf) for leaf in leaves))
            assert [c for c in changes if c.level != "info"], (number, leaves)


@pytest.mark.parametrize("name", FAMILIES)
def test_the_same_document_written_anew_changes_nothing(name: str) -> None:
    make, sizes = FAMILIES[name]
    assert compare(make(sizes[-1], "string"), make(sizes[-1], "string")) == []


def test_all_attributes_of_one_object_are_told() -> None:
    changes = compare(attributes(200, "string"), attributes(200, "integer"))
    assert len({change.path for change in changes}) == 200


def test_each_arm_of_a_tagged_union_is_compared_with_its_own() -> None:
    (change,) = compare(tagged_union(200, "string"), tagged_union(200, "integer"))
    assert (change.id, change.path) == ("response-type-changed", "200 response: v")


def test_schemas_deeper_than_the_recursion_limit_are_compared() -> None:
    """50 nested components, of which 40 are compared recursively."""
    (change,) = compare(chain(50, "string"), chain(50, "integer"))
    assert (change.level, change.id) == ("error", "response-type-changed")
    assert change.path == f"200 response: {'a.' * 50}v"
