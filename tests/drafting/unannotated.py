"""Code of a project that has no return annotations."""

from datetime import date
from typing import Any, TypedDict

from django.db import models
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.pagination import PageNumberPagination
from rest_framework.viewsets import ModelViewSet

from drf_typed_responses.serializers import Serializer


class Owner(models.Model):
    name = models.CharField(max_length=20)

    class Meta:
        app_label = "unannotated"

    @property
    def initials(self):
        return self.name[:1]


class Order(models.Model):
    owner = models.ForeignKey(Owner, models.CASCADE)
    state = models.CharField(max_length=20)
    placed = models.DateTimeField()

    class Meta:
        app_label = "unannotated"

    @property
    def label(self):
        return f"Order {self.pk}"

    @property
    def year(self) -> int:
        return 2026

    def days(self):
        return 3


class TitleField(serializers.Field):
    def to_representation(self, value):
        return value.title()


class ItemSerializer(serializers.Serializer):
    sku = serializers.CharField()
    bought = serializers.DateField()

    def to_representation(self, instance):
        return {"sku": instance.sku, "bought": instance.bought.isoformat()}


class AddressSerializer(serializers.Serializer):
    street = serializers.CharField()


class OrderSerializer(serializers.ModelSerializer):
    items = ItemSerializer(many=True)
    address = AddressSerializer()
    label = serializers.ReadOnlyField()
    days = serializers.IntegerField()
    year = serializers.ReadOnlyField()
    initials = serializers.CharField(source="owner.initials")
    title = TitleField(source="state")
    total = serializers.SerializerMethodField()
    paid = serializers.SerializerMethodField(method_name="find_paid")
    said = serializers.SerializerMethodField()
    secret = serializers.CharField(write_only=True)

    class Meta:
        model = Order
        fields = (
            *("id", "items", "address", "label", "days", "year", "initials", "title", "total"),
            *("paid", "said", "secret"),
        )

    def get_total(self, obj):
        return {"amount": 5, "currency": "EUR"}

    def find_paid(self, obj) -> date | None:
        return None

    @extend_schema_field(int)
    def get_said(self, obj):
        return 1


class Page(PageNumberPagination):
    page_size = 10


class OrderViewSet(ModelViewSet):
    queryset = Order.objects.all()
    serializer_class = OrderSerializer
    pagination_class = Page


class WholeSerializer(serializers.Serializer):
    items = ItemSerializer(many=True)
    total = serializers.SerializerMethodField()

    def get_total(self, obj):
        return 1

    def to_representation(self, instance):
        data = {"items": []}
        data["total"] = 1
        return data


class LooseSerializer(serializers.Serializer):
    total = serializers.SerializerMethodField()

    def get_total(self, obj):
        return 1

    def to_representation(self, instance) -> dict[str, Any]:
        return {"total": 1}


class YieldingSerializer(LooseSerializer):
    def to_representation(self, instance):
        yield instance


class TypedOrder(TypedDict):
    total: int


class TypedSerializer(LooseSerializer):
    def to_representation(self, instance) -> TypedOrder:
        return {"total": 1}


class TeamSerializer(Serializer):
    def serialize(self, obj, attrs, user, **kwargs):
        return {"id": 1}


def responding(responses: Any) -> type[ModelViewSet]:
    """The view set, whose detail is declared to have these responses."""

    class Responding(OrderViewSet):
        @extend_schema(responses=responses)
        def retrieve(self, request, *args, **kwargs):
            return super().retrieve(request, *args, **kwargs)

    return Responding
