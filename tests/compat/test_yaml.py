"""YAML 1.2 as OpenAPI allows it, and the traps of YAML as errors."""

from __future__ import annotations

import time
from typing import Any

import pytest
import yaml as pyyaml
from hypothesis import given
from hypothesis import strategies as st

from drf_typed_responses.compat.documents.yaml_text import YamlError, load


def loaded(text: str) -> Any:
    return load(text.encode(), 200)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1", {"a": 1}),
        ("200: ok", {"200": "ok"}),
        ("on: no", {"on": "no"}),
        ("~: null", {"~": None}),
        ("a:", {"a": None}),
        ("a: ''", {"a": ""}),
        ("a: 2024-01-01", {"a": "2024-01-01"}),
        ("a: 1:30", {"a": "1:30"}),
        ("a: 0o7", {"a": "0o7"}),
        ("a: 1_000", {"a": "1_000"}),
        ("a: -1", {"a": -1}),
        ("a: 1.50", {"a": 1.5}),
        ("a: 1e3", {"a": 1000.0}),
        ("a: '1'", {"a": "1"}),
        ('a: "true"', {"a": "true"}),
        ("a: true", {"a": True}),
        ("a: !!str 1", {"a": "1"}),
        ("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}),
        ("a: &x {b: [1, 2]}\nc: *x", {"a": {"b": [1, 2]}, "c": {"b": [1, 2]}}),
        ("a: &x text\nc: [*x, *x]", {"a": "text", "c": ["text", "text"]}),
        ('{"a": [1, {"b": null}]}', {"a": [1, {"b": None}]}),
        ("", None),
    ],
)
def test_values(text: str, value: Any) -> None:
    found = loaded(text)
    assert found == value
    assert repr(found) == repr(value)


BOMB = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 10)}]\n"
    for old, new in zip("abcdefghi", "bcdefghij", strict=True)
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BOMB, "with its aliases expanded, it has more than 5,000,000 values"),
        ("a: &a [*a]", "*a has no value (line 1)"),
        ("a: *b", "*b has no value (line 1)"),
        ("a: 1\nb: 2\na: 3", 'the key "a" stands twice (line 3)'),
        ("a: &a {b: 1}\nc:\n  <<: *a", "merge keys (<<) are not allowed (line 3)"),
        ("? [a]\n: b", "a key must be text (line 1)"),
        ("a: 1\n---\nb: 1", "a second document begins (line 2)"),
        ("a: !!python/object/apply:os.system [x]", "os.system does not fit (line 1)"),
        ("a: !!binary aGVsbG8=", "the tag tag:yaml.org,2002:binary does not fit (line 1)"),
        ("a: !!int x", "the tag tag:yaml.org,2002:int does not fit (line 1)"),
        ("a:\n\t- b", "found character that cannot start any token (line 2)"),
        ("a: [1", "did not find expected ',' or ']'"),
        ("[" * 100_000, "it is nested too deeply (line 1)"),
        ("- " * 100_000, "it is nested too deeply (line 1)"),
        ("a: \x00", "control characters are not allowed"),
    ],
    ids=lambda text: text[:20] if len(text) < 1000 else "deep",
)
def test_refused_text(text: str, said: str) -> None:
    began = time.process_time()
    with pytest.raises(YamlError) as caught:
        loaded(text)
    assert said in str(caught.value)
    assert time.process_time() - began < 5


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(JSON)
def test_text_of_another_writer_is_read_again(value: Any) -> None:
    """Every scalar is quoted and tagged, because plain ones differ between YAML 1.1 and 1.2."""
    assert loaded(pyyaml.safe_dump(value, allow_unicode=True, default_style='"')) == value
