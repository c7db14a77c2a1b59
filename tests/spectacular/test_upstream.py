"""Everything undocumented of drf-spectacular that we use is in three modules, and exists."""

from __future__ import annotations

import ast
import inspect
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SRC = Path(__file__).parents[2] / "src" / "drf_typed_responses"
UPSTREAM = SRC / "spectacular" / "upstream.py"
WRITTEN = SRC / "spectacular" / "upstream_texts.py"
OURS = {UPSTREAM, WRITTEN, SRC / "spectacular" / "upstream_hooks.py"}
# The modules that drf-spectacular documents for its users.
PUBLIC = {"extensions", "openapi", "settings", "types", "utils"}
# Where neither our upstream.py nor drf-spectacular may be imported, or where it is set up.
ELSEWHERE = {
    "apps.py": {"drf_spectacular.contrib"},
    "serializers.py": {"_spectacular_annotation"},
    "translate/declarations.py": {"_spectacular_annotation"},
}


def listed() -> Iterator[tuple[str, str]]:
    """`(versions, member)`, read as text: the module itself may not be importable any more."""
    for node in ast.parse(UPSTREAM.read_text()).body:
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "MEMBERS":
            for versions, owners in ast.literal_eval(ast.unparse(node.value)).items():
                for owner, names in owners.items():
                    yield from ((versions, f"{owner}.{name}") for name in names.split())


def texts() -> dict[str, str]:
    """The members of `Text`, read as text too."""
    (cls,) = (
        node
        for node in ast.parse(WRITTEN.read_text()).body
        if isinstance(node, ast.ClassDef) and node.name == "Text"
    )
    assigned = [node for node in cls.body if isinstance(node, ast.Assign)]
    return {ast.unparse(node.targets[0]): ast.literal_eval(node.value) for node in assigned}


MEMBERS = [member for _, member in listed()]
TEXTS = texts()

# In a process where our app is not installed, because it would not start without a member.
PROGRAM = """
import importlib, json, sys
import django
from django.conf import settings

settings.configure(INSTALLED_APPS=["drf_spectacular"])
django.setup()

def is_there(member):
    parts, found = member.split("."), None
    for part in parts:
        name = part.removesuffix("()")
        try:
            found = importlib.import_module(f"{found.__name__}.{name}" if found else name)
        except (AttributeError, ImportError):
            try:
                found = getattr(found, name)
            except AttributeError:
                return False
        found = found() if part.endswith("()") else found
    return True

print(json.dumps([member for member in json.load(sys.stdin) if not is_there(member)]))
"""


def gone_of(members: list[str]) -> set[str]:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps(members),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return set(json.loads(run.stdout))


@pytest.fixture(scope="module")
def gone() -> set[str]:
    return gone_of(MEMBERS)


@pytest.mark.slow
@pytest.mark.parametrize("member", MEMBERS)
def test_member_is_there(member: str, gone: set[str]) -> None:
    """The installed drf-spectacular has what spectacular/upstream.py lists."""
    assert member not in gone, f"drf-spectacular has no {member} any more"


@pytest.mark.slow
def test_a_member_that_is_not_there_is_told() -> None:
    wrong = ["drf_spectacular.openapi.AutoSchema._no_such", "drf_spectacular.no_such.f"]
    assert gone_of([*wrong, MEMBERS[0]]) == set(wrong)


def test_members_are_those_that_are_used() -> None:
    """A name that the three modules import or touch is listed, and a listed one is touched."""
    used = {name for path in OURS for name in _imported(path)}
    used |= {name for path in OURS for name in _private_names(ast.parse(path.read_text()))}
    names = {member.rpartition(".")[2] for member in MEMBERS}
    assert {name for name in names if name.startswith("_")} - {"__all__", "__path__"} == {
        name for name in used if name.startswith("_")
    }
    assert {name for name in used if not name.startswith("_")} <= {
        part.removesuffix("()") for member in MEMBERS for part in member.split(".")
    }


def _imported(path: Path) -> Iterator[str]:
    """The names that a file imports from modules of drf-spectacular that are not documented."""
    for node in _running(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and _is_internal(node.module or ""):
            yield from (alias.name for alias in node.names)


def _running(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes outside of `if TYPE_CHECKING:`."""
    if isinstance(tree, ast.If) and ast.unparse(tree.test) == "TYPE_CHECKING":
        return
    yield tree
    for child in ast.iter_child_nodes(tree):
        yield from _running(child)


def _private_names(tree: ast.AST) -> Iterator[str]:
    """The names with one underscore that are read off an object or declared in a class."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            names = [node.attr]
        elif isinstance(node, ast.ClassDef):
            names = [str(getattr(each, "name", "")) for each in node.body]
            names += [ast.unparse(each.target) for each in node.body if hasattr(each, "target")]
        else:
            continue
        yield from (n for n in names if n.startswith("_") and not n.startswith("__"))


def _is_internal(module: str) -> bool:
    package, _, rest = module.partition(".")
    return package == "drf_spectacular" and bool(rest) and rest.partition(".")[0] not in PUBLIC


# ------------------------------------------------------------ other modules


def private_of_upstream() -> set[str]:
    """The private names of the classes and objects of drf-spectacular that we meet."""
    from drf_spectacular import drainage, extensions, generators, openapi, plumbing

    owners: list[Any] = [
        drainage.GENERATOR_STATS,
        extensions.OpenApiSerializerExtension,
        generators.EndpointEnumerator,
        generators.SchemaGenerator,
        openapi.AutoSchema,
        plumbing.ComponentRegistry(),
        plumbing.ResolvedComponent,
    ]
    return {n for o in owners for n in dir(o) if n.startswith("_") and not n.startswith("__")}


def test_nobody_else_touches_what_is_not_promised() -> None:
    """Private names, undocumented modules and texts of drf-spectacular are in OURS only."""
    private = private_of_upstream()
    touched = {
        path.relative_to(SRC).as_posix(): found
        for path in SRC.rglob("*.py")
        if path not in OURS and (found := _unpromised(path.read_text(), private))
    }
    assert touched == ELSEWHERE


def _unpromised(source: str, private: set[str]) -> set[str]:
    tree = ast.parse(source)
    modules, names, constants = set(_modules(tree)), set(_private_names(tree)), _constants(tree)
    found = {".".join(module.split(".")[:2]) for module in modules if _is_internal(module)}
    if any("spectacular" in module for module in modules):
        found |= names & private
    found |= (names | constants) & {"_spectacular_annotation"}
    return found | {text for text in TEXTS.values() if any(text in each for each in constants)}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from drf_spectacular.plumbing import warn", {"drf_spectacular.plumbing"}),
        ("from drf_spectacular import drainage", {"drf_spectacular.drainage"}),
        ("from drf_spectacular.utils import extend_schema", set()),
        ("from ..spectacular import AutoSchema\nAutoSchema()._get_examples()", {"_get_examples"}),
        ("from .upstream import X\nclass A(X):\n    def _get_paginator(self): ...", set()),
        ("from . import spectacular\nclass A:\n  def _is_list_view(self): ...", {"_is_list_view"}),
        ("getattr(x, '_spectacular_annotation')", {"_spectacular_annotation"}),
        ("x = f'{y} has collisions'", {"has collisions"}),
        ("def f():\n    'It has collisions.'", set()),
    ],
)
def test_what_is_not_promised_is_seen(source: str, found: set[str]) -> None:
    assert _unpromised(source, {"_get_examples", "_is_list_view"}) == found


def _modules(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module or ''}.{alias.name}" for alias in node.names)


def _constants(tree: ast.AST) -> set[str]:
    """The strings of a file that are not docstrings."""
    docstrings = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings
    }


# ------------------------------------------------------------ hooks


def overridden() -> Iterator[tuple[type, type, str]]:
    """`(class of ours, class of drf-spectacular, method)` of all that is overridden."""
    from drf_spectacular import extensions, generators, openapi, plumbing

    from drf_typed_responses.spectacular import AutoSchema, registry_components, upstream_hooks

    overriding = {
        upstream_hooks.AutoSchemaHooks: openapi.AutoSchema,
        AutoSchema: openapi.AutoSchema,
        upstream_hooks.EnumeratorHooks: generators.EndpointEnumerator,
        upstream_hooks.ExtensionHooks: extensions.OpenApiSerializerExtension,
        upstream_hooks.GeneratorHooks: generators.SchemaGenerator,
        registry_components.TypedComponent: plumbing.ResolvedComponent,
    }
    for ours, theirs in overriding.items():
        for name in vars(ours):
            if not name.startswith("__") and callable(getattr(theirs, name, None)):
                yield ours, theirs, name


def test_overridden_methods_take_what_they_are_given() -> None:
    """Our overriding methods have the parameters and the defaults of drf-spectacular's.

    The last ones may be `*given, **named`, which pass on every argument as it was given.
    """
    for ours, theirs, name in overridden():
        own, given = _parameters(ours, name), _parameters(theirs, name)
        if own[-2:] == PASSED_ON:
            own, given = own[:-2], given[: len(own) - 2]
        assert own == given, f"{theirs.__name__}.{name}"


PASSED_ON = [("given", inspect.Parameter.empty), ("named", inspect.Parameter.empty)]


def _parameters(cls: type, name: str) -> list[tuple[str, Any]]:
    parameters = inspect.signature(getattr(cls, name)).parameters.values()
    return [(parameter.name, parameter.default) for parameter in parameters]


def test_every_private_method_is_overridden_in_the_hooks() -> None:
    names = {name for ours, _, name in overridden() if ours.__module__.endswith(".upstream_hooks")}
    assert names == {name for _, _, name in overridden() if name.startswith("_")}


# ------------------------------------------------------------ texts


@pytest.fixture(scope="module")
def produced() -> str:
    """The document and the messages of views that make drf-spectacular write every text."""
    from django.urls import path
    from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
    from rest_framework.authentication import BaseAuthentication
    from rest_framework.serializers import (
        CharField,
        ChoiceField,
        ReadOnlyField,
        Serializer,
        SerializerMethodField,
    )
    from rest_framework.views import APIView

    from .building import ENUM_HOOK, built

    class Same(Serializer[Any]):
        colour = ChoiceField(["red", "blue"])

    class Other(Serializer[Any]):
        paint = ChoiceField(["red", "blue"])
        colour = ChoiceField(["red"])

    another = type("Same", (Serializer,), {"name": CharField()})

    class Unguessable(APIView):
        def get(self, request: Any, slug: Any) -> Any: ...

    class Bodyless(APIView):
        authentication_classes = (type("Unknown", (BaseAuthentication,), {}),)

        @extend_schema(operation_id="one", responses=None)
        def get(self, request: Any) -> Any: ...

    class Repeated(APIView):
        @extend_schema(
            operation_id="one", responses={200: object(), 400: Same, 401: another, 403: Other}
        )
        def get(self, request: Any) -> Any: ...

    class Misdeclared(APIView):
        @extend_schema(
            parameters=["slug", OpenApiParameter("size", "string")], request=[Same], responses=None
        )
        def post(self, request: Any) -> Any: ...

    class Untyped(Serializer[Any]):
        anything = ReadOnlyField()
        missing = SerializerMethodField()

    @extend_schema_view(gett=extend_schema())
    @extend_schema(operation_id="two", responses=Untyped, extensions={"sunset": ""})
    class Decorated(APIView):
        def get(self, request: Any) -> Any: ...

    document, said = built(
        path("guess/<slug>/", Unguessable.as_view()),
        path("a/", Bodyless.as_view()),
        path("b/", Repeated.as_view()),
        path("c/", Misdeclared.as_view()),
        path("d/", Decorated.as_view()),
        **ENUM_HOOK,
    )
    return "\n".join([json.dumps(document, default=str), *said])


@pytest.mark.parametrize("name", TEXTS)
def test_text_is_written(name: str, produced: str) -> None:
    """The installed drf-spectacular still writes the texts by which we know its messages."""
    assert TEXTS[name] in produced, f"drf-spectacular no longer writes {TEXTS[name]!r}"


def test_a_repeated_id_gets_a_suffix(produced: str) -> None:
    from drf_typed_responses.spectacular.upstream_texts import ID_SUFFIX

    (document, *_) = produced.split("\n")
    paths = json.loads(document)["paths"]
    ids = [paths[path]["get"]["operationId"] for path in ("/a/", "/b/", "/guess/{slug}/")]
    (numbered,) = (name for name in ids if name.startswith("one") and name != "one")
    assert ID_SUFFIX.fullmatch(numbered, len("one"))


def test_choices_are_listed_in_a_description() -> None:
    from drf_spectacular.plumbing import build_choice_description_list

    from drf_typed_responses.spectacular.upstream_texts import CHOICE

    lines = build_choice_description_list([("a", "Apple"), ("b", "Berry")]).split("\n")
    assert len(lines) == 2
    assert all(CHOICE.fullmatch(line) for line in lines)


def test_a_message_is_taken_apart() -> None:
    from drf_spectacular.drainage import add_trace_message

    from drf_typed_responses.spectacular import upstream_texts

    with upstream_texts.quiet(), add_trace_message(Path), add_trace_message(ast.NodeVisitor):
        upstream_texts.warn("told: [so]")
        upstream_texts.error("worse")
        (warning,), (error,) = upstream_texts.messages("warning"), upstream_texts.messages("error")
    assert warning[1:3] == ("told: [so]", "Path > NodeVisitor")
    assert error[1:3] == ("worse", "Path > NodeVisitor")
    assert Path(warning.file).name == "ast.py"
    # drf-spectacular looks for lines only after its command has run.
    assert warning.line in {None, inspect.getsourcelines(ast.NodeVisitor)[1]}
    assert upstream_texts.messages("error") == upstream_texts.messages("warning") == []


class Traced:
    """Stands for a view that drf-spectacular has something to say about."""


def test_the_line_of_a_message_is_looked_up_only_for_a_message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As `manage.py spectacular` prints it; before Python 3.13 a look-up parses a whole module."""
    from drf_spectacular.drainage import GENERATOR_STATS, add_trace_message

    from drf_typed_responses.spectacular import upstream_texts

    looked_up: list[object] = []
    find = inspect.getsourcelines
    monkeypatch.setattr(GENERATOR_STATS, "_trace_lineno", True)
    monkeypatch.setattr(GENERATOR_STATS, "silent", False)
    monkeypatch.setattr(inspect, "getsourcelines", lambda o: looked_up.append(o) or find(o))
    with add_trace_message(Traced):
        assert looked_up == []
        upstream_texts.warn("told")
    GENERATOR_STATS.reset()
    line = find(Traced)[1]
    assert capsys.readouterr().err == f"{__file__}:{line}: Warning [Traced]: told\n"
    assert looked_up == [Traced]


def test_a_message_about_a_class_without_source(capsys: pytest.CaptureFixture[str]) -> None:
    from drf_spectacular.drainage import GENERATOR_STATS, add_trace_message

    from drf_typed_responses.spectacular import upstream_texts

    made = type("Made", (), {"__module__": "nowhere"})
    with upstream_texts.quiet(), add_trace_message(made), add_trace_message(int):
        upstream_texts.warn("told")
        (message,) = upstream_texts.messages("warning")
    assert (message.file, message.line, message.trace) == ("", None, "Made > int")
    assert not GENERATOR_STATS


def test_a_message_with_its_line_is_taken_apart() -> None:
    from drf_typed_responses.spectacular.upstream_texts import Message

    raw = "/a/b.py:7: Warning [View]: text"
    assert Message.parsed(raw) == Message(raw, "text", "View", "/a/b.py", 7)
    assert Message.parsed("Error: text")[1:] == ("text", "", "", None)
    assert Message.parsed("other") == Message("other", "other")


def test_decorators_leave_their_arguments_under_these_keys() -> None:
    from drf_spectacular.helpers import forced_singular_serializer
    from drf_spectacular.utils import extend_schema_field, extend_schema_serializer

    from drf_typed_responses.spectacular.upstream import ANNOTATION, Override

    serializer = extend_schema_serializer(many=False, exclude_fields=["x"], component_name="C")
    field = extend_schema_field(int, component_name="F")
    left = {
        **vars(serializer(type("S", (), {})))[ANNOTATION],
        **vars(field(type("F", (), {})))[ANNOTATION],
        **vars(forced_singular_serializer(type("S", (), {})))[ANNOTATION],
    }
    assert {key.value for key in Override} <= set(left)


def test_every_version_of_openapi_is_known_by_its_schema() -> None:
    from drf_typed_responses.spectacular.upstream import knows_version

    assert knows_version("3.0")
    assert knows_version("3.1")
    assert not knows_version("3.9")
