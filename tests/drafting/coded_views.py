"""Views whose code makes their responses of serializers and functions."""

from typing import Any

from rest_framework import status
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.serializers import CharField, Serializer, SerializerMethodField
from rest_framework.viewsets import GenericViewSet

from drf_typed_responses.serializers import Serializer as TypedSerializer


class Price(Serializer[Any]):
    name = CharField()
    tax = SerializerMethodField()

    def get_tax(self, obj):
        return {"rate": 1.5}


class Other(Serializer[Any]):
    tax = SerializerMethodField()

    def get_tax(self, obj):
        return 1


class Team(TypedSerializer):
    def serialize(self, obj, attrs, user, **kwargs):
        return {"id": 1}


def summary(order):
    return {"id": order.pk}


def names(order):
    return order.names.all()


class Page(PageNumberPagination):
    page_size = 10


class Coded(GenericViewSet[Any]):
    serializer_class = Other
    pagination_class = Page

    def alone(self, request):
        return Response(Price(self.get_object()).data)

    def variable(self, request):
        serializer = Price(instance=self.get_object(), context={})
        serializer.fields.get("name")
        return Response(data=serializer.data, status=status.HTTP_200_OK)

    def many(self, request):
        return Response(Price(self.queryset, many=True).data)

    def page(self, request):
        found = self.paginate_queryset(self.queryset)
        return self.get_paginated_response(Price(found, many=True).data)

    def inside(self, request):
        order = self.get_object()
        return Response({"price": Price(order).data, "teams": [Team().serialize(order, {}, None)]})

    def helper(self, request):
        return Response({"all": [summary(each) for each in self.queryset]})

    def own_helper(self, request):
        return Response(self.body())

    def body(self):
        return {"id": 1}

    def refused(self, request):
        if not request.user:
            return Response(Other(self).data, status=status.HTTP_400_BAD_REQUEST)
        return Response(Price(self).data)

    def later(self, request):
        response = Response(Price(self).data)
        return response  # noqa: RET504

    def changed(self, request):
        data = Price(self).data
        data["more"] = 1
        return Response(data)

    def either(self, request):
        return Response(Price(self).data if request.user else Other(self).data)

    def two(self, request):
        if request.user:
            return Response({"price": Price(self).data})
        return Response({"id": 1})

    def elsewhere(self, request):
        if request.user:
            return self.alone(request)
        return Response(Price(self).data)

    def perhaps_many(self, request):
        return Response(Price(self, many=bool(request.user)).data)

    def of_the_view(self, request):
        return Response(self.get_serializer(self).data)

    def unknown(self, request):
        return Response(names(self))

    def written(self, request):
        return Response({"id": self.get_object().pk})
