"""Decorators, `public` and docstrings are merged into what stands in a view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import libcst as cst
import pytest

from drf_typed_responses.drafting.writing.decorators import (
    Drafted,
    with_docstring,
    with_public,
    with_public_methods,
    with_public_urls,
    with_schema,
    with_schema_view,
)
from drf_typed_responses.drafting.writing.documented_statuses import AddedStatuses
from drf_typed_responses.drafting.writing.source_files import SourceError

ARGUMENTS = {"tags": "['Teams']", "responses": "{200: Team, 404: RESPONSE_NOT_FOUND}"}


def parsed(source: str) -> Any:
    return cst.parse_statement(source)


def code(node: Any) -> str:
    return cst.Module([node]).code


def schema(source: str, method: str = "", width: int = 88, **arguments: str) -> str:
    given = Drafted(arguments or ARGUMENTS)
    return code(with_schema(parsed(source), "extend_schema", given, method, width))


COMPLETED = [
    (
        "def get(): ...",
        '@extend_schema(tags=["Teams"], responses={200: Team, 404: RESPONSE_NOT_FOUND})\n',
    ),
    (
        "@extend_schema()\ndef get(): ...",
        '@extend_schema(\n    tags=["Teams"],\n'
        "    responses={200: Team, 404: RESPONSE_NOT_FOUND},\n)\n",
    ),
    (
        "@utils.extend_schema(responses=Other)  # kept\ndef get(): ...",
        '@utils.extend_schema(\n    responses=Other,\n    tags=["Teams"],\n)  # kept\n',
    ),
    (
        "@extend_schema(\n    responses={\n        200: Other,  # kept\n    }\n)\ndef get(): ...",
        "@extend_schema(\n    responses={\n        200: Other,  # kept\n    },\n"
        '    tags=["Teams"],\n)\n',
    ),
    (
        "@extend_schema(responses={\n    200: Other,  # kept\n})\ndef get(): ...",
        "@extend_schema(\n    responses={\n        200: Other,  # kept\n    },\n"
        '    tags=["Teams"],\n)\n',
    ),
    (
        "@extend_schema(\n    # kept\n    responses=Other,  # kept too\n)\ndef get(): ...",
        '@extend_schema(\n    # kept\n    responses=Other,  # kept too\n    tags=["Teams"],\n)\n',
    ),
    (
        "@extend_schema('Retrieve', [], None, Other, tags=[])\ndef get(): ...",
        "@extend_schema('Retrieve', [], None, Other, tags=[])\n",
    ),
    (
        "@cached\n@action(detail=True)\ndef get(): ...",
        '@extend_schema(tags=["Teams"], responses={200: Team, 404: RESPONSE_NOT_FOUND})\n'
        "@cached\n@action(detail=True)\n",
    ),
]


@pytest.mark.parametrize(("source", "expected"), COMPLETED)
def test_only_missing_arguments_are_added(source: str, expected: str) -> None:
    assert schema(source) == f"{expected}def get(): ...\n"


def test_a_title_is_there_as_a_summary_too() -> None:
    source = '@extend_schema(summary="A team")\ndef get(): ...\n'
    assert schema(source, operation_id='"Retrieve a Team"') == source


def test_a_function_of_several_methods_gets_a_decorator_for_each() -> None:
    source = '@extend_schema(methods=["GET"], tags=["Teams"])\ndef team(): ...\n'
    assert schema(source, "GET", tags='["Teams"]') == source
    assert schema(source, "POST", tags='["Teams"]') == (
        f'@extend_schema(methods=["POST"], tags=["Teams"])\n{source}'
    )


SAMPLES = [
    ("examples=[A]", "examples=[A, B]"),
    ("examples=[A, B]", "examples=[A, B]"),
    (
        "examples=[\n        A,\n        C,\n    ]",
        "examples=[\n        A,\n        C,\n        B,\n    ]",
    ),
    ("examples=[\n        A,\n    ]", "examples=[\n        A,\n        B,\n    ]"),
    ("examples=[]", "examples=[B]"),
]


@pytest.mark.parametrize(("before", "after"), SAMPLES)
def test_a_sample_is_one_more_in_the_list(before: str, after: str) -> None:
    source = "@extend_schema(\n    {},\n)\ndef get(): ...\n"
    assert schema(source.format(before), examples="[B]") == source.format(after)


STATUSES = [
    ("responses=Team", "responses={200: Team, 404: E}"),
    ("responses={204: None}", "responses={204: None, 404: E}"),
    ("responses={}", "responses={404: E}"),
    (
        "responses={\n    '200': Team,  # kept\n}",
        "responses={\n    '200': Team,  # kept\n    404: E,\n}",
    ),
    (
        "responses={\n    200: Team  # kept\n}",
        "responses={\n    200: Team,  # kept\n    404: E,\n}",
    ),
    ("responses={**ALL, 200: Team}", "responses={**ALL, 200: Team, 404: E}"),
    (
        "responses=OpenApiResponse(\n    Team,  # kept\n)",
        "responses={\n    200: OpenApiResponse(\n        Team,  # kept\n    ),\n    404: E,\n}",
    ),
    (
        "responses=OpenApiResponse(TeamResponse)",
        "responses={\n    200: OpenApiResponse(TeamResponse),\n    404: E,\n}",
    ),
]


@pytest.mark.parametrize(("before", "after"), STATUSES)
def test_responses_get_the_missing_statuses(before: str, after: str) -> None:
    source, expected = (
        f"@extend_schema(\n    {text.replace(LINE, INNER)},\n)\ndef get(): ...\n"
        for text in (before, after)
    )
    assert merged(source) == expected


def test_a_name_for_a_mapping_is_unpacked() -> None:
    source = "@extend_schema(responses=ALL)\ndef get(): ...\n"
    assert "responses={**ALL, 404: E}" in merged(source, is_mapping=True)


def test_responses_by_position_get_the_missing_statuses() -> None:
    source = "@extend_schema(\n    None, None, None, Team\n)\ndef get(): ...\n"
    assert "    {200: Team, 404: E},\n)" in merged(source)


def test_of_several_decorators_the_one_with_responses_gets_the_statuses() -> None:
    source = (
        "@extend_schema(tags=['Teams'])\n@extend_schema(responses=Team)\n@cached\ndef get(): ...\n"
    )
    assert merged(source) == source.replace(
        "(responses=Team)", "(\n    responses={200: Team, 404: E},\n)"
    )


def test_the_class_gets_the_statuses_of_what_it_inherits() -> None:
    source = "@extend_schema_view(list=extend_schema(responses=Team))\nclass A: ...\n"
    drafted = Drafted({}, AddedStatuses({"404": "E"}))
    names = "extend_schema_view", "extend_schema"
    written = code(with_schema_view(parsed(source), names, "list", drafted, 60))
    assert "responses={200: Team, 404: E},\n" in written


def merged(source: str, **facts: Any) -> str:
    drafted = Drafted({}, AddedStatuses({"404": "E"}, **facts))
    node = with_schema(parsed(source), "extend_schema", drafted, "", 45)
    return code(node)


LINE, INNER = "\n", "\n    "


def view(source: str, action: str = "list") -> str:
    names = "extend_schema_view", "extend_schema"
    return code(with_schema_view(parsed(source), names, action, Drafted(ARGUMENTS), 60))


DRAFTED = """\
    list=extend_schema(
        tags=["Teams"],
        responses={200: Team, 404: RESPONSE_NOT_FOUND},
    ),
"""
VIEWS = [
    ("class A: ...\n", f"@extend_schema_view(\n{DRAFTED})\nclass A: ...\n"),
    (
        "@extend_schema_view(create=extend_schema())\nclass A: ...\n",
        f"@extend_schema_view(\n    create=extend_schema(),\n{DRAFTED})\nclass A: ...\n",
    ),
    (
        "@extend_schema_view(\n    list=extend_schema(\n        tags=[],\n    ),\n)\n"
        "class A: ...\n",
        "@extend_schema_view(\n    list=extend_schema(\n        tags=[],\n"
        "        responses={200: Team, 404: RESPONSE_NOT_FOUND},\n    ),\n)\nclass A: ...\n",
    ),
]


@pytest.mark.parametrize(("source", "expected"), VIEWS)
def test_the_class_documents_what_it_inherits(source: str, expected: str) -> None:
    assert view(source) == expected


REFUSED: list[tuple[Callable[[], object], str]] = [
    (lambda: schema("@extend_schema(**COMMON)\ndef get(): ..."), "unpacked"),
    (lambda: view("@extend_schema_view(list=DOCUMENTED)\nclass A: ...\n"), "not a call"),
    (
        lambda: schema("@extend_schema(examples=ALL)\ndef get(): ...", examples="[B]"),
        "not a list or a set",
    ),
    (lambda: with_public(parsed("class A:\n    public = ALL\n"), ("GET",)), "not a list or a set"),
]


@pytest.mark.parametrize(("edit", "words"), REFUSED)
def test_what_is_not_written_out_is_not_changed(edit: Callable[[], object], words: str) -> None:
    with pytest.raises(SourceError, match=words):
        edit()


PUBLIC = [
    ("class A: pass\n", 'class A:\n    public = {"GET"}\n'),
    (
        'class A:\n    """Doc."""\n\n    # kept\n    b = 1\n',
        'class A:\n    """Doc."""\n\n    public = {"GET"}\n    # kept\n    b = 1\n',
    ),
    (
        "class A:\n    def b(self): ...\n",
        'class A:\n    public = {"GET"}\n\n    def b(self): ...\n',
    ),
    ('class A:\n    public = {"POST"}\n', 'class A:\n    public = {"POST", "GET"}\n'),
    ('class A:\n    public = {"GET"}\n', 'class A:\n    public = {"GET"}\n'),
    (
        'class A:\n    public: ClassVar = frozenset({"POST"})\n',
        'class A:\n    public: ClassVar = frozenset({"POST", "GET"})\n',
    ),
]


@pytest.mark.parametrize(("source", "expected"), PUBLIC)
def test_a_class_gets_a_public_method(source: str, expected: str) -> None:
    assert code(with_public(parsed(source), ("GET",))) == expected


FUNCTIONS = [
    ("def a(): ...\n", '@public_methods("GET")\ndef a(): ...\n'),
    ('@public_methods("GET")\ndef a(): ...\n', '@public_methods("GET")\ndef a(): ...\n'),
    (
        '@public_methods("POST", urls=["/a/"])\ndef a(): ...\n',
        '@public_methods("POST", "GET", urls=["/a/"])\ndef a(): ...\n',
    ),
]


@pytest.mark.parametrize(("source", "expected"), FUNCTIONS)
def test_a_function_gets_a_public_method(source: str, expected: str) -> None:
    assert code(with_public_methods(parsed(source), "public_methods", "GET")) == expected


URLS = [
    ("def a(): ...\n", '@public_methods("GET", urls={"/b/"})\ndef a(): ...\n'),
    (
        '@public_methods("POST")\ndef a(): ...\n',
        '@public_methods("POST", "GET", urls={"/b/"})\ndef a(): ...\n',
    ),
    (
        '@public_methods("GET", urls=["/a/"])\ndef a(): ...\n',
        '@public_methods("GET", urls=["/a/", "/b/"])\ndef a(): ...\n',
    ),
]


@pytest.mark.parametrize(("source", "expected"), URLS)
def test_a_function_names_its_public_urls(source: str, expected: str) -> None:
    assert code(with_public_methods(parsed(source), "public_methods", "GET", ["/b/"])) == expected


CLASS_URLS = [
    ('    public = {"GET"}\n', '    public = {"GET"}\n    public_urls = {"/b/"}\n'),
    (
        '    public = {"GET"}\n    c = 1\n    public_urls = ["/a/"]\n',
        '    public = {"GET"}\n    c = 1\n    public_urls = ["/a/", "/b/"]\n',
    ),
]


@pytest.mark.parametrize(("body", "expected"), CLASS_URLS)
def test_a_class_names_its_public_urls(body: str, expected: str) -> None:
    node = with_public_urls(parsed(f"class A:\n{body}"), ["/b/"])
    assert code(node) == f"class A:\n{expected}"


DOCSTRINGS = [
    ("def a():\n    return 1\n", 'def a():\n    """Return a team."""\n    return 1\n'),
    ("def a(): return 1\n", 'def a():\n    """Return a team."""\n    return 1\n'),
    ("def a():\n    pass\n", 'def a():\n    """Return a team."""\n'),
    ('def a():\n    "Kept."\n', 'def a():\n    "Kept."\n'),
]


@pytest.mark.parametrize(("source", "expected"), DOCSTRINGS)
def test_a_function_gets_a_docstring(source: str, expected: str) -> None:
    assert code(with_docstring(parsed(source), "Return a team.")) == expected
