"""The law of null, over generated serializers of models: it is admitted where DRF renders it.

`required` follows the same law: a body lacks what DRF leaves out, and has everything else.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

from django.apps.registry import Apps
from django.db import models
from django.test import RequestFactory, override_settings
from django.urls import path
from hypothesis import given
from hypothesis import strategies as st
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer

from drf_typed_responses.validation import Validator

from .test_required import publish

Serializer = type[serializers.ModelSerializer[Any]]


# Django lists the reverse relations of models in installed apps only. No other test sees these.
APPS = Apps(["django.contrib.sessions"])


class Person(models.Model):
    name = models.CharField(max_length=9)
    code = models.CharField(max_length=9, null=True)
    boss = models.ForeignKey("self", models.CASCADE, null=True)

    class Meta:
        app_label = "sessions"
        apps = APPS

    def __str__(self) -> str:
        return self.name


class Club(models.Model):
    title = models.CharField(max_length=9)
    kind = models.CharField(max_length=9, null=True, choices=[("a", "A")])
    level = models.CharField(max_length=9, choices=[("a", "A")])
    founder = models.ForeignKey(Person, models.CASCADE, related_name="+")
    patron = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    fans = models.ManyToManyField(Person, related_name="+")

    class Meta:
        app_label = "sessions"
        apps = APPS

    @property
    def motto(self) -> str | None:
        return None if self.kind is None else "m"

    def label(self) -> str:
        return "l"

    def second(self) -> Person | None:
        return self.patron


class Card(models.Model):
    number = models.CharField(max_length=9)
    note = models.CharField(max_length=9, null=True)
    club = models.OneToOneField(Club, models.CASCADE, related_name="card")
    holder = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    fans = models.ManyToManyField(Person, related_name="+")

    class Meta:
        app_label = "sessions"
        apps = APPS


class Held(serializers.ModelSerializer[Person]):
    class Meta:
        model = Person
        fields = ("name", "boss", "code")


class Shown(serializers.Serializer[Any]):
    pk = serializers.CharField()


def people() -> tuple[Person, Person]:
    boss = Person(id=1, name="b")
    return boss, Person(id=2, name="p", code="c", boss=boss)


def remember(instance: Any, name: str, related: Any) -> None:
    """Give an instance what `prefetch_related` finds for it."""
    instance._prefetched_objects_cache = {name: related}


def card_of(club: Club, holder: Person | None, note: str | None) -> Card:
    card = Card(id=1, number="1", note=note, holder=holder, club=club)
    remember(card, "fans", list(people()))
    return card


def clubs() -> Iterator[Club]:
    boss, person = people()
    cards = (None, (None, None), (boss, "n"), (person, "n"))
    for card, patron, founder, kind in itertools.product(
        cards, (None, boss, person), (boss, person), (None, "a")
    ):
        club = Club(id=1, title="t", level="a", kind=kind, founder=founder, patron=patron)
        # As `select_related` does, also if there is none.
        club._state.fields_cache["card"] = card and card_of(club, *card)
        remember(club, "fans", [boss, person])
        yield club


CLUBS = list(clubs())
TEXTS = (
    *("title", "kind", "level", "motto", "label", "patron_id", "founder_id", "pk", "missing"),
    *("get_kind_display", "get_level_display", "founder.name", "founder.code", "founder.boss.name"),
    *("patron.name", "patron.code", "card.number", "card.note", "card.holder.name", "card.pk"),
    *("card.holder_id", "second.name", "card.club.kind"),
)
ONE = ("founder", "patron", "card.holder", "founder.boss", "patron.boss")
MANY = ("fans", "card.fans", "founder.missing")
PEOPLE: Any = Person.objects.all()
READ = {"read_only": True}
TO_ONE = (
    lambda more: serializers.PrimaryKeyRelatedField(**more),
    lambda more: serializers.SlugRelatedField(slug_field="name", **more),
    lambda more: serializers.SlugRelatedField(slug_field="code", **more),
    lambda more: serializers.HyperlinkedRelatedField(view_name="person", **more),
)
ONLY_READ = (
    lambda more: serializers.StringRelatedField(source=more["source"]),
    lambda more: Held(**more),
    lambda more: Shown(**more),
)


@st.composite
def scalar_fields(draw: st.DrawFn) -> Any:
    kind = draw(st.sampled_from([serializers.CharField, serializers.ReadOnlyField]))
    if kind is serializers.ReadOnlyField:
        known = [text for text in TEXTS if text not in ("missing", "pk", "card.pk", "second.name")]
        return kind(source=draw(st.sampled_from(known)))
    more = draw(st.sampled_from([READ, {"required": False}, {"default": None}, {"default": "d"}]))
    return kind(source=draw(st.sampled_from(TEXTS)), **more)


@st.composite
def related_fields(draw: st.DrawFn) -> Any:
    makes = draw(st.sampled_from([TO_ONE, ONLY_READ]))
    make = draw(st.sampled_from(makes))
    by_key = make in (TO_ONE[0], TO_ONE[-1], ONLY_READ[0], ONLY_READ[-1])
    source = draw(st.sampled_from((*ONE, "card") if by_key else ONE))
    if makes is ONLY_READ:
        return make({"source": source, **READ})
    more = draw(st.sampled_from([READ, {"queryset": PEOPLE, "required": False}]))
    return make({"source": source, **more})


@st.composite
def many_fields(draw: st.DrawFn) -> Any:
    source = draw(st.sampled_from(MANY))
    if draw(st.booleans()):
        return draw(st.sampled_from([Held, Shown]))(source=source, many=True, read_only=True)
    make = draw(st.sampled_from(TO_ONE))
    return make({"source": source, "many": True, "queryset": PEOPLE, "required": False})


FIELDS = st.one_of(scalar_fields(), related_fields(), many_fields())
NAMES = ("title", "kind", "founder", "patron", "patron_id", "card", "motto", "fans")


@st.composite
def model_serializers(draw: st.DrawFn) -> Serializer:
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=3))
    extra = {f"x{number}": field for number, field in enumerate(draw(st.lists(FIELDS, min_size=1)))}
    # drf-spectacular gives all serializers that `depth` makes one name.
    depth = int(len({"founder", "patron", "card", "fans"}.intersection(names)) == 1)
    meta = {"model": Club, "fields": (*names, *extra), "depth": depth}
    body = {**extra, "Meta": type("Meta", (), meta)}
    return type("Drawn", (serializers.ModelSerializer,), body)


urlpatterns = [path("people/<pk>/", lambda request: None, name="person")]


def bodies(serializer: Serializer) -> Iterator[dict[str, Any]]:
    """The JSON of each club that DRF renders."""
    context = {"request": RequestFactory().get("/")}
    for club in CLUBS:
        try:
            with override_settings(ROOT_URLCONF=__name__):
                data = serializer(club, context=context).data
        except AttributeError:  # a slug, or a required field, behind null
            continue
        yield json.loads(JSONRenderer().render(data))


@given(version=st.sampled_from(["3.0.3", "3.1.0"]), serializer=model_serializers())
def test_null_and_absence_are_what_drf_renders(version: str, serializer: Serializer) -> None:
    document = publish(serializer, OAS_VERSION=version).document
    schema = document["components"]["schemas"]["Drawn"]
    rendered = list(bodies(serializer))
    validator = Validator(document)
    assert [list(validator.violations(schema, body)) for body in rendered] == [[]] * len(rendered)
    for name in schema["properties"]:
        values = [body[name] for body in rendered if name in body]
        lacking = len(values) < len(rendered)
        assert (name not in schema.get("required", ())) == lacking or not rendered
        admits = not list(validator.violations(schema["properties"][name], None))
        assert admits == (None in values) or not rendered
