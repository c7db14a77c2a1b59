"""What iterates is an array, as the encoder of Django REST framework renders it."""

import json

import pytest

from drf_typed_responses.translate import schema_components

# CPython for Node has neither.
jsonschema = pytest.importorskip("jsonschema")
encoders = pytest.importorskip("rest_framework.utils.encoders")


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        (memoryview(b"ab"), memoryview),
        (map(str, [1]), map),
        (filter(None, [1]), filter),
        (reversed([1]), reversed),
        (zip([1], ["a"], strict=True), zip),
        (enumerate("ab"), enumerate[str]),
        (enumerate("ab"), enumerate),
    ],
)
def test_what_iterates_is_rendered_as_its_array(value: object, hint: object) -> None:
    found = schema_components([hint], version="3.1")[0][0]
    rendered = json.loads(json.dumps(value, cls=encoders.JSONEncoder))
    assert isinstance(rendered, list)
    assert jsonschema.Draft202012Validator(found).is_valid(rendered)
    assert not jsonschema.Draft202012Validator(found).is_valid({})
