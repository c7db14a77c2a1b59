"""Random projects, partly public and partly private, as source code.

Every name of a private part contains `SECRET`, and no other name does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import Any, NamedTuple

from hypothesis import strategies as st

SECRET = "zqsecret"

HEADER = '''\
from collections import deque
from enum import Enum
from typing import Annotated, List, Literal, NotRequired, Required, TypedDict

from django.db import models
from django.urls import include, path
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import (
    OpenApiExample, OpenApiParameter, extend_schema, extend_schema_serializer, extend_schema_view,
)
from rest_framework import serializers
from rest_framework.authentication import BaseAuthentication
from rest_framework.decorators import action, api_view, renderer_classes
from rest_framework.generics import GenericAPIView
from rest_framework.renderers import JSONRenderer
from rest_framework.routers import DefaultRouter
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSet
from typing_extensions import Doc

from drf_typed_responses.publish import public_methods, waive
from drf_typed_responses.responses import Response
from drf_typed_responses.serializers import (
    Private, Serializer, Withhold, inline_sentry_response_serializer,
)


class ZqsecretEnum(Enum):
    """Of zqsecret things."""

    ZQSECRET_ONE = "zqsecret one"


class ZqsecretResponse(TypedDict):
    """A zqsecret thing."""

    zqsecret_kind: Literal["zqsecret a", "zqsecret b"]
    zqsecret_enum: ZqsecretEnum


class ZqsecretSerializer(serializers.Serializer):
    zqsecret_choice = serializers.ChoiceField(choices=["zqsecret"], help_text="A zqsecret.")


class ZqsecretUnannotated(Serializer):
    def serialize(self, obj, attrs, user, **kwargs): ...


class ZqsecretAuthentication(BaseAuthentication): ...


class ZqsecretScheme(OpenApiAuthenticationExtension):
    target_class = ZqsecretAuthentication
    name = "zqsecretScheme"

    def get_security_definition(self, auto_schema):
        return {"type": "apiKey", "in": "header", "name": "X-Zqsecret"}


class ZqsecretNames:
    class Shown0Response(TypedDict):
        """The namesake of a public type."""

        zqsecret: str


@Withhold("zqsecret")
class ShownKind(models.TextChoices):
    SHOWN = "shown", "Shown"
    ZQSECRET = "zqsecret", "Zqsecret"


class ShownBase(APIView):
    renderer_classes = (JSONRenderer,)

'''

# Values of `responses=`, `request=` and `parameters=` of a private method.
PRIVATE_BODIES = (
    "ZqsecretResponse",
    "List[ZqsecretResponse]",
    "ZqsecretEnum",
    "ZqsecretSerializer",
    "ZqsecretUnannotated",
    "ZqsecretNames.Shown0Response",
    "deque[ZqsecretResponse]",
    'inline_sentry_response_serializer("ZqsecretList", List[ZqsecretResponse])',
    '{"$ref": "#/components/schemas/ZqsecretNowhere"}',
)
# The type of a private field; {} is the name of a public TypedDict.
PRIVATE_HINTS = (
    "Private[str]",
    "Private[ZqsecretEnum]",
    "Private[list[ZqsecretResponse]]",
    "Private[ZqsecretNames.Shown0Response | None]",
    'Private[Literal["zqsecret a"]]',
    "Private[deque[ZqsecretResponse]]",
    "NotRequired[Private[ZqsecretResponse]]",
    "Private[NotRequired[ZqsecretEnum]]",
    "Required[Private[dict[str, ZqsecretResponse]]]",
    'Annotated[Private[str], Doc("What zqsecret is.")]',
    'Private[Annotated[ZqsecretResponse, Doc("What zqsecret is.")]]',
    'Annotated[NotRequired[Private["ZqsecretResponse"]], Doc("zqsecret")]',
)
# Types of public fields of which some values are private.
WITHHOLDING = (
    'Annotated[Literal["a", "zqsecret a"], Withhold("zqsecret a")]',
    "ShownKind | None",
    "dict[ShownKind, int]",
)
PLAIN_HINTS = ("str", "int | None", "list[str]", 'Literal["a", "b"]', "ZqsecretEnum")
# Further code of a view that is wholly private.
TRAPS = (
    "",
    "    def __init__(self, **kwargs):\n        raise LookupError('zqsecret failure')\n",
    "    authentication_classes = (ZqsecretAuthentication,)\n",
    "    public = frozenset()\n",
    "    owner = 'zqsecret'\n    public_urls = {'/zqsecret/'}\n",
    "    @property\n    def allowed_methods(self):\n        raise LookupError('zqsecret')\n",
)


class Shown(NamedTuple):
    """A public TypedDict and the attributes that its component has."""

    name: str
    attributes: frozenset[str]


@dataclass
class Mix:
    """A project as source, and its public parts."""

    lines: list[str] = field(default_factory=lambda: [HEADER])
    types: list[Shown] = field(default_factory=list)
    operations: dict[str, str] = field(default_factory=dict)
    patterns: list[str] = field(default_factory=list)
    numbers: Any = field(default_factory=count)

    def secret(self, capital: bool = False) -> str:
        word = SECRET.capitalize() if capital else SECRET
        return f"{word}{next(self.numbers)}"

    @property
    def source(self) -> str:
        return "\n".join([*self.lines, f"urlpatterns = [{', '.join(self.patterns)}]", ""])

    def __repr__(self) -> str:
        return self.source.removeprefix(HEADER)


@st.composite
def mixes(draw: st.DrawFn) -> Mix:
    """Projects of a few types and views."""
    mix = Mix()
    for number in range(draw(st.integers(1, 3))):
        _type(mix, draw, f"Shown{number}")
    for number in range(draw(st.integers(0, 2))):
        _body_serializer(mix, draw, f"Shown{number}Body")
    for number in range(draw(st.integers(1, 4))):
        draw(st.sampled_from((_view, _view, _viewset, _function, _private_view)))(mix, draw, number)
    mix.patterns = draw(st.permutations(mix.patterns))
    return mix


# ---------------------------------------------------------------- types


def _type(mix: Mix, draw: st.DrawFn, name: str) -> None:
    parents, attributes, excluded = [], set(), []
    if draw(st.booleans()):
        own, _ = _fields(mix, draw, ())
        parent = f"{name}Optional"
        mix.lines += [f"class {parent}(TypedDict, total=False):", *own.lines, "", ""]
        attributes |= own.names
        parents = [parent]
    own, excluded = _fields(mix, draw, tuple(PLAIN_HINTS))
    if excluded:
        mix.lines += [f"@extend_schema_serializer(exclude_fields={excluded})"]
    bases = ", ".join(parents or ["TypedDict"])
    mix.lines += [f"class {name}Response({bases}):", *own.lines, "", ""]
    attributes |= own.names
    mix.lines += [
        f"class {name}Serializer(Serializer):",
        f"    def serialize(self, obj, attrs, user, **kwargs) -> {name}Response: ...",
        "",
        "",
    ]
    mix.types.append(Shown(f"{name}Response", frozenset(attributes)))


class _Fields(NamedTuple):
    lines: list[str]
    names: set[str]


def _fields(mix: Mix, draw: st.DrawFn, to_exclude: tuple[str, ...]) -> tuple[_Fields, list[str]]:
    """Fields of a TypedDict, at least one of them public, and which of them it excludes."""
    name = f"shown_{next(mix.numbers)}"
    lines, names, excluded = [f"    {name}: {_public_hint(mix, draw)}"], {name}, []
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(("public", "private", "excluded" if to_exclude else "private")))
        if kind == "public":
            name = f"shown_{next(mix.numbers)}"
            names.add(name)
            lines.append(f"    {name}: {_public_hint(mix, draw)}")
            continue
        name = mix.secret()
        hint = draw(st.sampled_from(PRIVATE_HINTS if kind == "private" else to_exclude))
        excluded += [name] if kind == "excluded" else []
        lines.append(f"    {name}: {hint}")
        if draw(st.booleans()):
            lines.append(f'    """What {mix.secret()} is."""')
    return _Fields(
        draw(st.permutations(lines)) if '"""' not in str(lines) else lines, names
    ), excluded


def _public_hint(mix: Mix, draw: st.DrawFn) -> str:
    others = [shown.name for shown in mix.types]
    hints = ["str", "int | None", 'Literal["a", "b"]', "list[int]", *WITHHOLDING]
    for other in others:
        hints += [other, f"list[{other}]", f"{other} | None", f"dict[str, {other}]"]
    if len(others) > 1:
        hints.append(f"{others[0]} | {others[1]}")
    return draw(st.sampled_from(hints))


# Fields of a serializer that it excludes; {} is the name of the field.
EXCLUDED_FIELDS = (
    '{} = serializers.CharField(help_text="A zqsecret.")',
    '{} = serializers.ChoiceField(choices=[("zqsecret a", "Zqsecret A")])',
    "{} = ZqsecretSerializer(many=True)",
    "{} = serializers.SerializerMethodField()\n    def get_{}(self, obj) -> ZqsecretResponse: ...",
    "{} = serializers.SerializerMethodField()\n    def get_{}(self, obj): ...",
)


def _body_serializer(mix: Mix, draw: st.DrawFn, name: str) -> None:
    """A serializer of REST framework, some of its fields excluded."""
    lines, excluded, attributes = [], [], set()
    for _ in range(draw(st.integers(1, 3))):
        shown = f"shown_{next(mix.numbers)}"
        attributes.add(shown)
        lines.append(f'    {shown} = serializers.IntegerField(help_text="Shown.")')
    for form in draw(st.lists(st.sampled_from(EXCLUDED_FIELDS), max_size=2)):
        excluded.append(mix.secret())
        lines.append("    " + form.replace("{}", excluded[-1]))
    mix.lines += [
        f"@extend_schema_serializer(exclude_fields={excluded})",
        f"class {name}(serializers.Serializer):",
        *lines,
        "",
        "",
    ]
    mix.types.append(Shown(name, frozenset(attributes)))


# ---------------------------------------------------------------- views


def _body(mix: Mix, draw: st.DrawFn) -> str:
    shown = draw(st.sampled_from(mix.types)).name
    if shown.endswith("Body"):
        return draw(st.sampled_from((shown, f"{shown}(many=True)")))
    stem = shown.removesuffix("Response")
    forms = (shown, f"List[{shown}]", f"{stem}Serializer", f"{stem}Serializer(many=True)")
    return draw(st.sampled_from(forms))


def _public_decorator(mix: Mix, draw: st.DrawFn, title: str) -> str:
    examples = draw(
        st.sampled_from(
            (
                "[]",
                '[OpenApiExample("Shown", value={}, response_only=True, status_codes=["200"])]',
                '[OpenApiExample("Shown", value=[{"shown_x": 1}], response_only=True, '
                'status_codes=["200"])]',
            )
        )
    )
    bodies = ["None", *(shown.name for shown in mix.types if shown.name.endswith("Body"))]
    parameters = draw(st.sampled_from(bodies)).replace("None", "")
    return (
        f'@extend_schema(operation_id="{title}", tags=["Shown"], parameters=[{parameters}], '
        f"request={draw(st.sampled_from(bodies))}, responses={{200: {_body(mix, draw)}}}, "
        f"examples={examples})"
    )


def _private_decorator(mix: Mix, draw: st.DrawFn) -> str:
    one, two = (draw(st.sampled_from(PRIVATE_BODIES)) for _ in range(2))
    name = mix.secret()
    lines = (
        f'@waive("sample", "{name}")',
        f'@extend_schema(operation_id="{name} things", tags=["Zqsecret"], responses=str)',
        f'@extend_schema(request={two}, responses={{200: {one}}}, description="{name}",',
        f'    parameters=[OpenApiParameter("{name}", deque)],',
        f'    examples=[OpenApiExample("{name}", value={{"{name}": "{name}"}})])',
    )
    chosen = draw(st.sampled_from(((1,), (2, 3, 4), (0, 2, 3, 4), ())))
    return "\n    ".join(lines[index] for index in chosen)


def _method(mix: Mix, draw: st.DrawFn, name: str, shown: bool, title: str) -> list[str]:
    decorator = _public_decorator(mix, draw, title) if shown else _private_decorator(mix, draw)
    docstring = "Does it." if shown else f"Does {mix.secret()}."
    annotated = "" if shown else draw(st.sampled_from(("", " -> Response[ZqsecretResponse]")))
    lines = [f"    {decorator}"] if decorator else []
    return [*lines, f"    def {name}(self, request){annotated}:", f'        """{docstring}"""', ""]


def _split(draw: st.DrawFn) -> dict[str, bool]:
    """Some methods of a view, each public or not, at least one of them public."""
    methods = draw(st.lists(st.sampled_from(("GET", "POST", "PUT")), min_size=1, unique=True))
    return {method: not index or draw(st.booleans()) for index, method in enumerate(methods)}


def _view(mix: Mix, draw: st.DrawFn, number: int) -> None:
    split = _split(draw)
    shown = {method for method, is_public in split.items() if is_public}
    name = f"Shown{number}View"
    lines = [f"class {name}(ShownBase):", f"    public = {shown}"]
    mix.patterns.append(f'path("shown{number}/", {name}.as_view())')
    if draw(st.booleans()):
        lines.append(f'    public_urls = {{"/shown{number}/"}}')
        mix.patterns.append(f'path("{mix.secret()}/<slug:x>/", {name}.as_view())')
    for method, is_public in split.items():
        title = f"{method} shown {number}"
        lines += _method(mix, draw, method.lower(), is_public, title)
        if is_public:
            mix.operations[f"{method} /shown{number}/"] = title
    mix.lines += [*lines, ""]
    if draw(st.booleans()):
        private = mix.secret(capital=True)
        mix.lines += [f"class {private}({name}):", "    public = frozenset()", "", ""]
        mix.patterns.append(f'path("{mix.secret()}/", {private}.as_view())')


def _viewset(mix: Mix, draw: st.DrawFn, number: int) -> None:
    lines = [f"class Shown{number}ViewSet(ViewSet):", "    renderer_classes = (JSONRenderer,)"]
    for name, method, path in (
        ("list", "GET", ""),
        ("create", "POST", ""),
        (None, "POST", "/"),
    ):
        shown = name == "list" or draw(st.booleans())
        called = name or (f"act_{number}" if shown else mix.secret())
        title = f"{called} of {number}"
        lines += [f'    @public_methods("{method}")'] if shown else []
        method_lines = _method(mix, draw, called, shown, title)
        if name is None:
            at = next(i for i, line in enumerate(method_lines) if "    def " in line)
            method_lines.insert(at, '    @action(detail=False, methods=["post", "put"])')
        lines += method_lines
        if shown:
            mix.operations[f"{method} /shown{number}/{called + path if path else ''}"] = title
    mix.lines += [*lines, "", f"router{number} = DefaultRouter()"]
    mix.lines.append(f'router{number}.register("shown{number}", Shown{number}ViewSet, "s{number}")')
    if draw(st.booleans()):
        name = mix.secret(capital=True)
        mix.lines += [f"class {name}(ViewSet):", *_method(mix, draw, "list", False, ""), ""]
        mix.lines.append(f'router{number}.register("{mix.secret()}", {name}, "{mix.secret()}")')
    mix.patterns.append(f'path("", include(router{number}.urls))')


def _function(mix: Mix, draw: st.DrawFn, number: int) -> None:
    shown = draw(st.booleans())
    name = f"shown{number}" if shown else mix.secret()
    decorator = _public_decorator(mix, draw, f"Function {number}")
    if shown:
        mix.operations[f"GET /{name}/"] = f"Function {number}"
    private = "@extend_schema(responses=ZqsecretResponse)"
    lines = ['@public_methods("GET")', decorator] if shown else [private]
    lines += ['@api_view(["GET", "POST"])', "@renderer_classes([JSONRenderer])"]
    mix.lines += [*lines, f"def {name}(request):", f'    """Does {name}."""', "", ""]
    mix.patterns.append(f'path("{name}/", {name})')


def _private_view(mix: Mix, draw: st.DrawFn, number: int) -> None:
    name, base = mix.secret(capital=True), draw(st.sampled_from(("ShownBase", "GenericAPIView")))
    lines = []
    if draw(st.booleans()):
        lines.append(f"@extend_schema_view({mix.secret()}=extend_schema(responses=str))")
    if draw(st.booleans()):
        lines.append(f'@extend_schema(tags=["{mix.secret()}"], operation_id="{mix.secret()}")')
    lines += [f"class {name}({base}):", f'    """Of {name}."""', draw(st.sampled_from(TRAPS))]
    for method in _split(draw):
        lines += _method(mix, draw, method.lower(), False, "")
    mix.lines += [*lines, "", ""]
    mix.patterns.append(f'path("{mix.secret()}/<int:{mix.secret()}>/", {name}.as_view())')
