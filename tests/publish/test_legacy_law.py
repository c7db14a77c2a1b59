"""Hand-written files with any references are merged, or there is a finding."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from drf_typed_responses.openapi.pointers import references
from drf_typed_responses.publish.rendering import rendered

from .building import NO_RULES, TeamView, build

FILES = ("a.json", "b.json", "inner/c.json")
POINTERS = (
    "",
    "#/",
    "#/A",
    "#/paths/~1x~1",
    "#/paths/~1x~1/get",
    "#/components/schemas/A",
    "#/components/schemas/A/properties/p",
    "#/get/responses/200",
)
names = st.sampled_from(["", *FILES, "../b.json", "../../outside.json", "c.json", "..", "http://x"])
refs = st.builds(lambda name, pointer: {"$ref": name + pointer}, names, st.sampled_from(POINTERS))
anything: Any = st.sampled_from([{}, [], "x", 1, None, True])


def objects(**keys: Any) -> Any:
    return st.fixed_dictionaries(keys)


schemas = st.recursive(
    refs | st.sampled_from([{"type": "string"}, {}, True]),
    lambda inner: (
        objects(
            type=st.just("object"),
            properties=st.dictionaries(st.sampled_from(["p", "$ref", "example"]), inner),
        )
        | objects(anyOf=st.lists(inner, max_size=1))
        | anything
    ),
    max_leaves=4,
)
media = st.fixed_dictionaries({"application/json": objects(schema=schemas)})
responses = refs | objects(description=st.just("x"), content=media) | anything
parameters = st.lists(refs | st.just({"name": "q", "in": "query"}) | anything, max_size=2)
operations = (
    objects(responses=st.fixed_dictionaries({"200": responses}), parameters=parameters) | anything
)
items = refs | objects(get=operations) | objects(put=operations, parameters=parameters) | anything
documents = objects(
    paths=st.dictionaries(st.sampled_from(["/0/", "/x/", "/y/"]), items, max_size=2),
    components=objects(schemas=st.dictionaries(st.sampled_from("AB"), schemas) | anything),
)
parts = st.dictionaries(st.sampled_from(["A", "get"]), schemas | items, max_size=2)


@given(st.lists(documents | items | parts, min_size=len(FILES), max_size=len(FILES)))
def test_any_files(contents: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in zip(FILES, contents, strict=True):
            file = Path(folder, name)
            file.parent.mkdir(exist_ok=True)
            file.write_text(json.dumps(content))
        with override_settings(TYPED_RESPONSES={**NO_RULES, "LEGACY": folder}):
            publication = build(TeamView)
    assert rendered(publication.dereferenced)
    assert "get" in publication.document["paths"]["/0/"]
    if not publication.findings:
        left = references(publication.document)
        assert [reference for reference in left if not reference.startswith("#/components/")] == []
