"""Public documents of projects with an AutoSchema or a generator of their own."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import override_settings
from django.urls import include, path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema as PlainAutoSchema
from drf_spectacular.settings import spectacular_settings
from drf_spectacular.utils import extend_schema
from rest_framework.schemas.openapi import AutoSchema as CoreAutoSchema
from rest_framework.versioning import NamespaceVersioning, URLPathVersioning

from drf_typed_responses.publish import Publication
from drf_typed_responses.responses import Response
from drf_typed_responses.spectacular import AutoSchema

from . import building
from .building import (
    JSONView,
    PrivateView,
    TeamResponse,
    TeamView,
    build,
    finding,
    published,
)

OURS = "drf_typed_responses.spectacular.AutoSchema"


class Theirs(PlainAutoSchema):
    """A project's class before it knows this package."""


class Derived(AutoSchema):
    """The same after it was derived from ours."""


class Combined(AutoSchema, Theirs):
    """A class that is not the project's own, with ours in front."""


def view_with(schema: Any) -> type[JSONView]:
    class Base(JSONView):
        pass

    Base.schema = schema()

    class OneView(Base):
        public = frozenset({"GET"})

        def get(self, request) -> Response[TeamResponse]: ...

    return OneView


# ---------------------------------------------------------------- the finding


def hint_of(schema: Any, default: Any = AutoSchema) -> str:
    with override_settings(REST_FRAMEWORK={"DEFAULT_SCHEMA_CLASS": default}):
        found = finding(view_with(schema))
    assert (found.id, found.operation) == ("schema-class", "GET /0/")
    assert found.message.startswith(f"OneView is public, but its schema class {schema.__module__}")
    return found.hint


def test_the_remedy_for_a_project_on_plain_drf_spectacular() -> None:
    hint = f'Set REST_FRAMEWORK["DEFAULT_SCHEMA_CLASS"] to "{OURS}".'
    assert hint_of(PlainAutoSchema, default=PlainAutoSchema) == hint


@pytest.mark.parametrize("schema", [PlainAutoSchema, CoreAutoSchema])
def test_the_remedy_for_a_view_with_a_schema_that_is_not_ours(schema: Any) -> None:
    hint = f"Remove the `schema` of Base, or set it to an instance of {OURS}."
    assert hint_of(schema) == hint


@pytest.mark.parametrize(
    ("default", "where"),
    [(AutoSchema, "`schema` of Base"), (Theirs, 'REST_FRAMEWORK["DEFAULT_SCHEMA_CLASS"]')],
)
def test_the_remedy_for_a_schema_class_of_the_project(default: Any, where: str) -> None:
    assert hint_of(Theirs, default=default) == (
        f"Derive Theirs from {OURS}. If Theirs is not yours, use a class of your own as {where}: "
        "`class YourSchema(AutoSchema, Theirs)`, with that AutoSchema."
    )


def test_the_class_is_named_that_is_written() -> None:
    """Not the classes that `@extend_schema` derives from it."""

    decorated = extend_schema(tags=["Teams"])(view_with(Theirs))
    assert f"{__name__}.Theirs does not derive" in finding(decorated).message


@pytest.mark.parametrize("schema", [Derived, Combined])
def test_the_remedies_help(schema: Any) -> None:
    @extend_schema(tags=["Teams"])
    class Decorated(view_with(schema)):
        public = frozenset({"GET", "PUT"})

        @extend_schema(request=None, responses=TeamResponse)
        def put(self, request): ...

    one = {"$ref": "#/components/schemas/TeamResponse"}
    paths = published(view_with(schema), Decorated).document["paths"]
    bodies = [operation for item in paths.values() for operation in item.values()]
    assert [each["responses"]["200"]["content"]["application/json"] for each in bodies] == (
        3 * [{"schema": one}]
    )


# ---------------------------------------------------------------- what is left out


class Versioning(URLPathVersioning):
    default_version = None


class VersionedView(TeamView):
    versioning_class = Versioning


VERSIONED = path("<version>/teams/", VersionedView.as_view())


class Keeping(SchemaGenerator):
    """Documents versioned views in whatever version it is asked for, here none."""

    def parse(self, input_request: Any, public: bool) -> Any:
        self.api_version = "v7"
        return super().parse(input_request, public)


class Dropping(SchemaGenerator):
    def parse(self, input_request: Any, public: bool) -> Any:
        paths = super().parse(input_request, public)
        return {path: item for path, item in paths.items() if path != "/0/"}


def test_an_operation_that_the_generator_keeps_is_documented(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spectacular_settings, "DEFAULT_GENERATOR_CLASS", Keeping)
    publication = published(VERSIONED)
    assert list(publication.document["paths"]) == ["/v7/teams/"]


LEFT_OUT = "TeamView is public, but its schema class or the project's generator leaves it out"


def test_an_operation_that_the_generator_drops_is_a_finding(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spectacular_settings, "DEFAULT_GENERATOR_CLASS", Dropping)
    found = finding(TeamView)
    assert (found.id, found.operation, found.message) == ("excluded", "GET /0/", LEFT_OUT)


class Listing(SchemaGenerator):
    """Lists the endpoint `/1/` only."""

    def _get_paths_and_endpoints(self) -> list[Any]:
        return [each for each in super()._get_paths_and_endpoints() if each[0] == "/1/"]


def only_one(endpoints: list[Any]) -> list[Any]:
    """Drops `/0/`, and changes the path of `/1/`."""
    return [("/one/", *rest) for path, *rest in endpoints if path == "/1/"]


UNLISTED = "TeamView is public, but a preprocessing hook or the project's generator leaves it out"


def kept_by(publication: Publication) -> list[str]:
    """The paths of the document, after the one finding about `/0/` was looked at."""
    (found,) = publication.findings
    assert (found.id, found.operation, found.message) == ("excluded", "GET /0/", UNLISTED)
    assert (found.path, found.file) == ("TeamView", building.__file__)
    return list(publication.document["paths"])


class OtherTeamView(TeamView):
    public = frozenset({"GET"})


def test_an_operation_that_the_generator_does_not_list_is_a_finding(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spectacular_settings, "DEFAULT_GENERATOR_CLASS", Listing)
    assert kept_by(build(TeamView, OtherTeamView)) == ["/1/"]


def test_an_operation_that_a_preprocessing_hook_drops_is_a_finding() -> None:
    hooks = [f"{__name__}.only_one"]
    assert kept_by(build(TeamView, OtherTeamView, PREPROCESSING_HOOKS=hooks)) == ["/one/"]


@pytest.mark.parametrize("public", ["all", f"{__name__}.every"])
def test_a_preprocessing_hook_may_drop_what_nobody_declares_public(public: str) -> None:
    with override_settings(TYPED_RESPONSES={"PUBLIC": public}):
        assert published(PrivateView, PREPROCESSING_HOOKS=[f"{__name__}.only_one"]).operations == 0


def every(path: str, method: str, view: type) -> bool:
    return True


class Refusing(AutoSchema):
    def get_operation(self, *args: Any) -> Any:
        super().get_operation(*args)


class RefusingBehind(PlainAutoSchema):
    def get_operation(self, *args: Any) -> Any: ...


@pytest.mark.parametrize("schema", [Refusing, type("Mine", (AutoSchema, RefusingBehind), {})])
def test_an_operation_that_the_schema_class_drops_is_a_finding(schema: Any) -> None:
    found = finding(view_with(schema))
    assert (found.id, found.operation) == ("excluded", "GET /0/")
    assert found.message == LEFT_OUT.replace("TeamView", "OneView")


class Excluding(AutoSchema):
    def is_excluded(self) -> bool:
        return True


def test_a_class_that_excludes_is_named() -> None:
    found = finding(view_with(Excluding))
    assert found.message == (
        "OneView is public, but @extend_schema(exclude=True) or Excluding.is_excluded leaves it out"
    )


def test_an_operation_of_another_version_is_no_finding() -> None:
    class View(TeamView):
        versioning_class = type("V", (NamespaceVersioning,), {"default_version": "v1"})

    urls = [path("teams/", View.as_view())]
    assert published(path("v2/", include((urls, "teams"), namespace="v2"))).operations == 0


# ---------------------------------------------------------------- facts of operations


def in_both_orders(theirs: type) -> list[Any]:
    return [
        pytest.param(type("Mine", (AutoSchema, theirs), {}), id="behind ours"),
        pytest.param(type("Mine", (theirs, AutoSchema), {}), id="before ours"),
    ]


class Tagging(PlainAutoSchema):
    def get_tags(self) -> list[str]:
        return [*super().get_tags(), "Teams"][-1:]


class Rewriting(PlainAutoSchema):
    """Writes the operation anew, with a tag."""

    def get_operation(self, *args: Any) -> Any:
        return {**dict(super().get_operation(*args).items()), "tags": ["Teams"]}


def one_tag(schema: Any) -> Publication:
    rules = {"RULES": {"*": "off", "one-tag": "error"}}
    with override_settings(TYPED_RESPONSES=rules):
        return build(view_with(schema), TAGS=[])


@pytest.mark.parametrize("schema", in_both_orders(Tagging) + in_both_orders(Rewriting))
def test_a_tag_of_the_schema_class_is_a_tag(schema: Any) -> None:
    assert one_tag(schema).findings == ()


def test_a_guessed_tag_is_none() -> None:
    (found,) = one_tag(AutoSchema).findings
    assert found.id == "one-tag"


class Anew(PlainAutoSchema):
    """Writes the operation anew, key by key."""

    def get_operation(self, *args: Any) -> Any:
        operation = super().get_operation(*args)
        return {str(key): value for key, value in operation.items()}


@pytest.mark.parametrize("schema", in_both_orders(Anew))
def test_an_operation_that_is_written_anew_keeps_its_view(schema: Any) -> None:
    """Also without the prefix that its path loses."""
    settings = {"SCHEMA_PATH_PREFIX": "/api", "SCHEMA_PATH_PREFIX_TRIM": True}
    publication = published(path("api/x/", view_with(schema).as_view()), **settings)
    assert publication.sources["GET /x/"].file == __file__


# ---------------------------------------------------------------- hooks


def naming_a_schema(result: Any, **arguments: Any) -> Any:
    result["components"]["schemas"].setdefault("Extra", {"type": "object"})
    result["components"]["securitySchemes"]["token"] = {"type": "http", "scheme": "bearer"}
    return result


def test_a_hook_finds_the_components_of_an_empty_document() -> None:
    publication = published(POSTPROCESSING_HOOKS=[f"{__name__}.naming_a_schema"])
    assert publication.document["components"] == {
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}
    }


def test_an_empty_document_has_no_empty_components() -> None:
    assert published().document["components"] == {}
