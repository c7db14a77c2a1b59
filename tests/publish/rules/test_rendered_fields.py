"""The rule `rendered-fields`: what a serializer renders is said by its fields or an annotation."""

from __future__ import annotations

from typing import Any, ClassVar, TypedDict

import pytest
from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import generics, serializers
from rest_framework.pagination import PageNumberPagination
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from .judging import OWNER, Endpoint, broken, endpoint, judged

ANNOTATE = (
    "Annotate `to_representation` with what it returns, as in `-> TeamResponse`, or declare the "
    "attributes as fields."
)
SPLIT = (
    "Give each choice of fields a serializer class of its own, or annotate `to_representation` "
    "with a TypedDict in which the others are NotRequired."
)


class SlugDict(TypedDict):
    slug: str


class Base(serializers.Serializer[Any]):
    id = serializers.CharField()
    slug = serializers.CharField()


class Rendered(Base):
    def to_representation(self, instance):  # broken
        return {"slug": instance.slug}


class Chosen(Base):
    def get_fields(self):  # chosen
        fields = super().get_fields()
        if not self.context["request"].user.is_staff:
            fields.pop("slug")
        return fields


class Holder(serializers.Serializer[Any]):
    chosen = Chosen(many=True)


def test_an_overridden_rendering() -> None:
    message = (
        "Rendered.to_representation may return something else than the fields, and no annotation "
        "of `to_representation` says what; the document has the fields"
    )
    views = [endpoint(responses=Rendered), endpoint(responses=Rendered(many=True))]
    assert judged("rendered-fields", *views) == [
        broken(__file__, "rendered-fields", message, ANNOTATE, level="warning")
    ]


def test_a_choice_of_fields_in_a_serializer_inside() -> None:
    message = (
        "Chosen.get_fields chooses fields at run time; the document has those of its own generation"
    )
    assert judged("rendered-fields", endpoint(responses=Holder)) == [
        broken(
            __file__,
            "rendered-fields",
            message,
            SPLIT,
            level="warning",
            mark="# chosen",
        )
    ]


class Listed(generics.ListAPIView):
    owner = OWNER
    public = frozenset({"GET"})
    renderer_classes = (JSONRenderer,)
    pagination_class = PageNumberPagination
    serializer_class = Rendered


def test_a_page_is_not_reported_again() -> None:
    assert len(judged("rendered-fields", Listed)) == 1


class Loose(Base):
    def to_representation(self, instance) -> dict[str, Any]:
        return {"slug": instance.slug}


class Data(Base):
    @property
    def data(self):
        return {"teams": super().data}


class Inherited(Rendered):
    def to_representation(self, instance):
        return super().to_representation(instance.team)


class Switched(Base):
    def to_representation(self, instance):
        self.fields["id"] = serializers.IntegerField()
        return super().to_representation(instance)


class ByContext(Base):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "request" not in kwargs.get("context", {}):
            del self.fields["id"]


class ByInstance(Base):
    def get_fields(self):
        fields = super().get_fields()
        return fields if self.instance is None else self._without(fields)

    def _without(self, fields):
        return {name: field for name, field in fields.items() if name != "id"}


class Hidden(Base):
    @property
    def fields(self):
        fields = super().fields
        for field in fields.values():
            field.write_only = "brief" in self.context
        return fields


class ByProperty(Base):
    @property
    def _readable_fields(self):
        return (f for f in super()._readable_fields if f.field_name in self.context["fields"])


@pytest.mark.parametrize(
    ("serializer", "method"),
    [
        (Loose, "to_representation"),
        (Data, "data"),
        (Inherited, "to_representation"),
        (Switched, "to_representation"),
        (ByContext, "__init__"),
        (ByInstance, "get_fields"),
        (ByProperty, "_readable_fields"),
        (Hidden, "fields"),
    ],
)
def test_other_ways_to_render_something_else(serializer: Any, method: str) -> None:
    (found,) = judged("rendered-fields", endpoint(responses=serializer))
    assert found.message.startswith(f"{serializer.__name__}.{method} ")


class Annotated(Base):
    def to_representation(self, instance) -> SlugDict:
        return {"slug": instance.slug}


class AnnotatedChoice(Chosen):
    def to_representation(self, instance) -> SlugDict:
        return {"slug": instance.slug}


class AnnotatedData(Base):
    @property
    def data(self) -> SlugDict:  # type: ignore[override]
        return {"slug": "a"}


class AroundData(Base):
    data_of = AnnotatedData()


class PassedOn(Base):
    def to_representation(self, instance):
        return super().to_representation(instance.team)

    @property
    def data(self):
        return super().data


class Narrowed(Base):
    """Chooses values by the request, and no fields."""

    def __init__(self, *args, level=None, **kwargs):
        self.level = kwargs.pop("limit", level)
        super().__init__(*args, **kwargs)
        self.fields["slug"].read_only = "request" in self.context

    def get_fields(self):
        fields = super().get_fields()
        fields["slug"].initial = self.context.get("slug")
        return fields


class Fixed(Base):
    def get_fields(self):
        return {**super().get_fields(), "parts": serializers.ListField(child=Base())}


class Described(Base):
    def to_representation(self, instance):
        return instance.slug


class DescribedExtension(OpenApiSerializerExtension):
    target_class = Described

    def map_serializer(self, auto_schema: Any, direction: Any) -> Any:
        return {"type": "string"}


@pytest.mark.parametrize(
    "serializer",
    [
        Base,
        Annotated,
        AnnotatedChoice,
        AnnotatedData,
        AroundData,
        PassedOn,
        Narrowed,
        Fixed,
        Described,
    ],
)
def test_what_renders_its_fields_or_says_otherwise(serializer: Any) -> None:
    assert judged("rendered-fields", endpoint(responses=serializer)) == []


def test_a_request_renders_nothing() -> None:
    class Posting(Endpoint):
        public = frozenset({"POST"})

        @extend_schema(request=Rendered, responses=Base)
        def post(self, request) -> Response: ...

    assert judged("rendered-fields", Posting) == []


def test_serializers_of_known_packages() -> None:
    polymorphic = pytest.importorskip("rest_polymorphic.serializers")
    if not hasattr(serializers, "BigIntegerField"):
        pytest.skip("adrf needs a newer Django REST framework")
    adrf = pytest.importorskip("adrf.serializers")
    from spectacular.test_polymorphic import Project, ProjectSerializer

    class Projects(polymorphic.PolymorphicSerializer):  # type: ignore[misc, name-defined]
        model_serializer_mapping: ClassVar = {Project: ProjectSerializer}

    class Asynchronous(adrf.Serializer):  # type: ignore[misc, name-defined]
        id = serializers.CharField()

    for serializer in (Projects, Asynchronous):
        assert judged("rendered-fields", endpoint(responses=serializer)) == []


class Words(serializers.CharField):
    def to_representation(self, value):  # words
        return value.split(",")


class Said(serializers.CharField):
    def to_representation(self, value) -> list[str]:
        return value.split(",")


@extend_schema_field(list[str])
class Described(Words): ...


class Stripped(serializers.CharField):
    def to_representation(self, value):
        return super().to_representation(value.strip())


def holding(**fields: Any) -> Any:
    return type("HoldingSerializer", (serializers.Serializer,), fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"words": Words()},
        {"words": serializers.ListField(child=Words())},
        {"words": serializers.DictField(child=Words())},
        {"words": Words(), "others": Words(read_only=True)},
    ],
)
def test_a_field_with_a_rendering_of_its_own(fields: dict[str, Any]) -> None:
    message = (
        "Words.to_representation may return another type than CharField, and no annotation says "
        "which; the document has that of CharField"
    )
    hint = (
        "Annotate it with what it returns, as in `-> list[str]`. The field of another package "
        "needs an OpenApiSerializerFieldExtension of drf-spectacular."
    )
    view = endpoint(responses=holding(**fields))
    assert judged("rendered-fields", view) == [
        broken(__file__, "rendered-fields", message, hint, level="warning", mark="# words")
    ]


@pytest.mark.parametrize(
    "field", [Said(), Described(), Stripped(), Words(write_only=True), serializers.CharField()]
)
def test_a_field_whose_type_is_known(field: Any) -> None:
    serializer = holding(words=field, id=serializers.CharField())
    assert judged("rendered-fields", endpoint(responses=serializer)) == []
