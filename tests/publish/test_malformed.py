"""Malformed settings, hand-written files, samples and decorators: a finding or one sentence.

Never a traceback, and never a changed file unless the build is a good one.
"""

from __future__ import annotations

import copy
import io
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from django.core.management import call_command
from django.test import override_settings
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from hypothesis import example, given, reject
from hypothesis import strategies as st

from drf_typed_responses.conf import Settings
from drf_typed_responses.output.output_formats import formats_of
from drf_typed_responses.publish import public_methods, waive

from .building import JSONView, TeamResponse, project

OLD: Final = b"as it was"
NAMES: Final = ("openapi.json", "openapi-derefed.json")


class Outcome(NamedTuple):
    code: int
    out: str
    err: str
    written: bool


def outcome(
    *views: Any, settings: Any, action: str = "build", format: str = "json", **spectacular: Any
) -> Outcome:
    """The result of a command with streams as strict as a terminal's and with existing files."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace")
    with tempfile.TemporaryDirectory(prefix="malformed-") as temporary:
        files = [Path(temporary, name) for name in NAMES]
        for file in files:
            file.write_bytes(OLD)
        options = ["--format", format, *(["--out", temporary] if action == "build" else [])]
        code = 0
        with project(*views, **spectacular), override_settings(TYPED_RESPONSES=settings):
            try:
                call_command("apidocs", action, *options, stdout=out, stderr=err)
            except SystemExit as ended:
                code = int(ended.code or 0)
        assert {file.name for file in Path(temporary).iterdir()} == {*NAMES}
        new = [file.read_bytes() for file in files if file.read_bytes() != OLD]
    for content in new:
        json.loads(content, parse_constant=lambda name: 1 / 0)
    assert len(new) in (0, 2)
    out.seek(0)
    err.seek(0)
    return Outcome(code, out.read(), err.read(), bool(new))


def judged(done: Outcome, action: str = "build") -> None:
    """A good build, or findings, or one sentence; files are written by a good build only."""
    assert done.code in (0, 1, 2)
    assert done.written == (done.code == 0 and action == "build")
    assert "Traceback" not in done.err
    if done.code == 2:  # findings, if there are any, stand above the sentence
        *_, sentence = done.err.splitlines()
        assert sentence.startswith(f"apidocs {action}: ")


# ---------------------------------------------------------------- generated values

# Zeros and halves of surrogate pairs included.
TEXTS = st.text(st.characters(exclude_categories=()), max_size=8)
SCALARS: Any = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([10**400, -1, 2**64]),
    st.floats(),
    TEXTS,
    st.sampled_from(["", " ", "get", "GET", "200", "title", "error", "#/components/schemas/X"]),
)
JSON: Any = st.deferred(
    lambda: SCALARS | st.lists(JSON, max_size=3) | st.dictionaries(TEXTS, JSON, max_size=3)
)
ODD: Any = SCALARS | st.binary(max_size=4) | st.just(object) | st.builds(object) | st.just(...)
JUNK: Any = st.deferred(
    lambda: st.one_of(
        ODD,
        st.lists(JUNK, max_size=3),
        st.lists(JUNK, max_size=3).map(tuple),
        st.dictionaries(SCALARS | st.tuples(SCALARS), JUNK, max_size=3),
    )
)


class TeamView(JSONView):
    """A team."""

    public = frozenset({"GET"})

    @extend_schema(operation_id="Retrieve a Team", responses=TeamResponse)
    def get(self, request):
        """Return a team."""


# ---------------------------------------------------------------- settings

KEYS = st.sampled_from([name.upper() for name in Settings.__dataclass_fields__])
# An unwritable folder and an unknown command, so that a valid setting does no harm.
NOWHERE = TEXTS.map(lambda text: f"/proc/nowhere/{text}")
DOTTED = st.sampled_from(["json.loads", "os.path", "builtins.object", "builtins.int", "a"])
NEARLY: Any = st.one_of(
    st.dictionaries(st.sampled_from(["title", "sample", "*"]) | TEXTS, JUNK, max_size=3),
    st.lists(DOTTED | NOWHERE, max_size=3),
    NOWHERE,
    NOWHERE.map(Path),
    JUNK.filter(lambda value: not isinstance(value, str)),
)
NO_RULES = {"RULES": {"*": "off"}}
SETTINGS: Any = st.one_of(
    JUNK,
    st.dictionaries(KEYS, NEARLY, max_size=3),
    st.dictionaries(KEYS, NEARLY, max_size=2).map(lambda given: {**NO_RULES, **given}),
    st.dictionaries(KEYS | SCALARS, JUNK.filter(lambda value: not isinstance(value, str))),
)


@given(SETTINGS, st.sampled_from(["build", "test"]))
def test_settings(settings: Any, action: str) -> None:
    judged(outcome(TeamView, action=action, settings=settings), action)


# ---------------------------------------------------------------- hand-written files

BY_HAND: Final = {
    "paths": {
        "/old/{id}/": {
            "parameters": [{"$ref": "#/components/parameters/Id"}],
            "put": {
                "operationId": "Change What Is Old",
                "description": "Change it.",
                "tags": ["Old"],
                "deprecated": True,
                "x-waivers": {"one-tag": "There is one tab."},
                "requestBody": {
                    "content": {"application/json": {"schema": {"type": "object"}, "example": {}}}
                },
                "responses": {
                    "200": {
                        "description": "The old one.",
                        "headers": {"Link": {"schema": {"type": "string"}}},
                        "content": {
                            "application/json": {
                                "schema": {"$ref": "#/components/schemas/Old"},
                                "examples": {"Old": {"value": {"id": "1", "slug": "a"}}},
                            }
                        },
                    },
                    "404": {"$ref": "#/components/responses/Gone"},
                },
            },
        }
    },
    "components": {
        "parameters": {
            "Id": {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
        },
        "responses": {"Gone": {"description": "It is gone."}},
        "schemas": {
            "Old": {
                "type": "object",
                "required": ["id"],
                "properties": {
                    "id": {"type": "string", "minLength": 1, "pattern": "^[0-9]+$"},
                    "slug": {"anyOf": [{"type": "string"}, {"$ref": "#/components/schemas/Old"}]},
                    "many": {"type": "array", "items": {"type": "number", "multipleOf": 1}},
                },
                "discriminator": {"propertyName": "id", "mapping": {}},
            }
        },
    },
}
MISPLACED: Any = st.sampled_from(
    [
        *({"$ref": "#/components/schemas/Old"}, {"$ref": "#/nowhere"}, {"$ref": 1}, {"$ref": "x"}),
        *({"allOf": [{"$ref": "#/components/schemas/Old"}]}, {"type": "text"}, {"not": {}}),
        *([None], [{}], {"": None}, {"get": {}}, {"get": {"responses": {}}}, 10**400, True),
    ]
)


def places(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths to all parts of a JSON value."""
    items: Any = ()
    if isinstance(value, (dict, list)):
        items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inside in items:
        yield (*place, key)
        yield from places(inside, (*place, key))


def spoilt(place: tuple[Any, ...], junk: Any) -> str:
    document = copy.deepcopy(BY_HAND)
    holder: Any = document
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = junk
    return json.dumps(document)


def outcome_by_hand(content: bytes, **settings: Any) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="by-hand-") as folder:
        Path(folder, "old.json").write_bytes(content)
        return outcome(TeamView, settings={"LEGACY": folder, **settings})


def test_the_file_that_is_spoilt_is_a_good_one() -> None:
    done = outcome_by_hand(json.dumps(BY_HAND).encode(), RULES={"*": "off"})
    assert (done.code, json.loads(done.out)["findings"]) == (0, [])


@given(st.sampled_from(list(places(BY_HAND))), JSON | MISPLACED, st.booleans())
def test_a_hand_written_file_with_a_mistake_anywhere(place: Any, junk: Any, rules: bool) -> None:
    settings = {} if rules else NO_RULES
    judged(outcome_by_hand(spoilt(place, junk).encode(errors="surrogatepass"), **settings))


@given(st.binary(max_size=60) | JSON.map(lambda value: json.dumps(value).encode()))
def test_a_hand_written_file_of_anything(content: bytes) -> None:
    judged(outcome_by_hand(content))


@given(st.integers(0, 5000), st.sampled_from(["[", '{"a":', '{"/a/": {"get": {"responses":']))
@example(100_000, "[")
def test_a_hand_written_file_that_is_nested_deeply(depth: int, open_: str) -> None:
    judged(outcome_by_hand(open_.encode() * depth))
    close = "]" if open_ == "[" else "}"
    judged(outcome_by_hand((open_ * depth + "1" + close * depth).encode()))


@given(st.data())
def test_a_hand_written_file_with_a_slip_of_the_keyboard(data: Any) -> None:
    text = json.dumps(BY_HAND)
    start = data.draw(st.integers(0, len(text)))
    end = start + data.draw(st.integers(0, 3))
    typed = data.draw(st.text(st.sampled_from('{}[]",:0aé\\'), max_size=3))
    judged(outcome_by_hand((text[:start] + typed + text[end:]).encode()))


# ---------------------------------------------------------------- samples and decorators


def view(said: Any, **declared: Any) -> Any:
    """A view with these arguments of its decorator, unless drf-spectacular rejects them."""

    class OddView(JSONView):
        public = frozenset({"GET"})

        def get(self, request):
            """Return something."""

    for name, value in declared.items():
        setattr(OddView, name, value)
    try:
        OddView.get = extend_schema(**{"responses": TeamResponse, **said})(OddView.get)
    except Exception:  # drf-spectacular's own code may raise anything
        reject()
    return OddView


def sample(value: Any, **more: Any) -> OpenApiExample:
    options = {"response_only": True, "status_codes": ["200"], **more}
    try:
        return OpenApiExample("A team", value=value, **options)
    except Exception:  # as above
        reject()


STATUSES = JUNK | st.lists(st.sampled_from(["200", 200, "2XX", "default", 404]) | SCALARS)
RESPONSES: Any = st.sampled_from([TeamResponse, list[TeamResponse], {"type": "object"}])


@given(JUNK | JSON, RESPONSES, st.sampled_from(formats_of("findings")), st.booleans())
@example(float("nan"), TeamResponse, "json", False)
@example({"id": "\ud800"}, TeamResponse, "json", False)
@example({"id": "1", 1: 2, None: 3}, TeamResponse, "json", True)
@example({("a",): 1}, TeamResponse, "json", True)
@example({"id": 10**5000}, TeamResponse, "json", True)
def test_samples(value: Any, responses: Any, format: str, rules: bool) -> None:
    odd = view({"responses": responses, "examples": [sample(value)]})
    judged(outcome(odd, format=format, settings={} if rules else NO_RULES))


def test_a_sample_that_is_nested_deeply() -> None:
    value: Any = 1
    for _ in range(5000):
        value = [value]
    judged(outcome(view({"examples": [sample(value)]}), settings={}))


def test_a_sample_that_holds_itself() -> None:
    value: Any = {"id": "1"}
    value["self"] = value
    judged(outcome(view({"examples": [sample(value)]}), settings={}))


@given(STATUSES, JUNK, JUNK)
def test_how_samples_are_marked(statuses: Any, response_only: Any, request_only: Any) -> None:
    marked = {"response_only": response_only, "request_only": request_only}
    odd = view({"examples": [sample({"id": "1"}, status_codes=statuses, **marked)]})
    judged(outcome(odd, settings={}))


SAID: Any = st.fixed_dictionaries(
    {},
    optional={
        "operation_id": JUNK,
        "summary": JUNK,
        "description": JUNK,
        "tags": JUNK | st.lists(SCALARS),
        "deprecated": JUNK,
        "request": JUNK,
        "responses": JUNK | st.dictionaries(st.just(200) | SCALARS, JUNK | MISPLACED),
        "parameters": st.lists(
            JUNK | st.builds(OpenApiParameter, TEXTS, description=TEXTS), max_size=2
        ),
        "examples": st.lists(JUNK, max_size=2),
        "extensions": st.dictionaries(st.just("x-a") | TEXTS, JUNK, max_size=2),
        "external_docs": JUNK,
        "auth": JUNK,
        "methods": JUNK,
    },
)


@given(SAID, st.sampled_from(formats_of("findings")), st.booleans())
@example({"responses": {200: OpenApiResponse({"type": "text"})}}, "json", True)
def test_decorators(said: Any, format: str, rules: bool) -> None:
    judged(outcome(view(said), format=format, settings={} if rules else NO_RULES))


@given(st.dictionaries(st.sampled_from(["public", "public_urls", "owner", "schema"]), JUNK))
def test_what_a_view_declares(declared: Any) -> None:
    judged(outcome(view({}, **declared), settings={}))


@given(st.lists(SCALARS, max_size=3), JUNK, JUNK, JUNK)
def test_marks(methods: Any, urls: Any, rule: Any, reason: Any) -> None:
    odd = view({})
    odd.get = waive(rule, reason)(public_methods(*methods, urls=urls)(odd.get))
    judged(outcome(odd, settings={}))


# ---------------------------------------------------------------- hooks


@given(st.data())
def test_a_document_that_a_hook_spoils(data: Any) -> None:
    good = json.loads(json.dumps(BY_HAND))
    good |= {"openapi": "3.0.3", "info": {}, "tags": [{"name": "Old"}]}
    place = data.draw(st.sampled_from(list(places(good))))
    junk = data.draw(JUNK | MISPLACED)
    holder = good
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = junk
    global SPOILT
    SPOILT = good
    judged(outcome(TeamView, settings={}, POSTPROCESSING_HOOKS=[f"{__name__}.hook"]))


SPOILT: Any = None


def hook(**given: Any) -> Any:
    return SPOILT
