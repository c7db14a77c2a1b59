"""A document with a mistake anywhere in it is a finding or one sentence, never a traceback."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from compat.pieces import document, told
from drf_typed_responses.compat import compare
from drf_typed_responses.compat.changelog import markdown
from drf_typed_responses.compat.terminal import text
from drf_typed_responses.exceptions import DocumentError

BASE = json.loads((Path(__file__).parents[2] / "example" / "openapi-base.json").read_bytes())
TEAM = ("components", "schemas", "TeamResponse")
SECURITY = ("paths", "/api/0/organizations/", "get", "security")
JUNK = (
    *(None, True, 0, -1, 1.5, 10**400, "", "x", [], {}, [None], [{}], {"": None}),
    *({"$ref": "#/nowhere"}, {"$ref": 1}, {"$ref": "/".join(("#", *TEAM))}),
    *({"type": ["x"]}, {"allOf": 1}, {"required": 1, "properties": []}),
)


def places(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items: Any = ()
    if isinstance(value, (dict, list)):
        items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inside in items:
        yield (*place, key)
        yield from places(inside, (*place, key))


def spoilt(place: tuple[Any, ...], junk: Any) -> Any:
    document = copy.deepcopy(BASE)
    holder = document
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = junk
    return document


@given(st.sampled_from(list(places(BASE))), st.sampled_from(JUNK))
@example((*SECURITY, 0, "tokenAuth"), True)
@example(("components", "securitySchemes", "tokenAuth"), 1.5)
@example(("components", "securitySchemes", "tokenAuth"), {"$ref": "#/nowhere"})
@example(("paths", "/api/0/organizations/", "get", "responses"), {"": None})
@example(("paths", "/api/0/organizations/{organization_slug}/", "put", "requestBody"), 1)
@example(("components", "schemas", "TeamResponse"), {"allOf": [{"$ref": "/".join(("#", *TEAM))}]})
def test_no_traceback(place: tuple[Any, ...], junk: Any) -> None:
    document = spoilt(place, junk)
    for pair in ((BASE, document), (document, BASE), (document, document)):
        try:
            changes = compare(*pair)
        except DocumentError:
            continue
        text(changes).encode()
        markdown(changes, *pair).encode()


def test_a_path_that_leads_elsewhere_says_nothing_of_the_others() -> None:
    """Not that its operations are gone or new, and what stands beside it is compared."""
    gone = {"get": {"responses": {}}}
    kept = {"get": {"responses": {"200": {"description": ""}}}}
    base = document({"/a/": {"$ref": "a.json"}, "/b/": kept})
    revised = document({"/a/": gone, "/b/": gone})
    assert told(base, revised) == [
        ("error", "response-status-removed", "200 response"),
        ("warning", "undecided", ""),
    ]
