"""A project without a typed response: a viewset of a model, other views, a serializer by hand."""

from __future__ import annotations

from typing import Final

FILES: Final = {
    "pyproject.toml": """\
[project]
name = "shop"
version = "1"

[tool.mypy]
strict = true
plugins = ["mypy_django_plugin.main", "mypy_drf_plugin.main"]

[[tool.mypy.overrides]]
module = "drf_typed_responses.*"
follow_imports = "silent"

[tool.django-stubs]
django_settings_module = "settings"

[tool.pytest.ini_options]
DJANGO_SETTINGS_MODULE = "settings"
pythonpath = "."
addopts = "-p no:cacheprovider"
""",
    ".gitignore": "contract-recordings\n__pycache__\n.*_cache\n",
    "settings.py": """\
from pathlib import Path

BASE_DIR = Path(__file__).parent
SECRET_KEY = "shop"
USE_TZ = True
ROOT_URLCONF = "urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "rest_framework",
    "drf_spectacular",
    "drf_typed_responses",
    "shop",
]
REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_typed_responses.spectacular.AutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.TokenAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "PAGE_SIZE": 10,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Shop",
    "VERSION": "1",
    "TAGS": [
        {"name": "Orders", "x-sidebar-name": "Orders", "description": "Bought."},
        {"name": "Stats", "x-sidebar-name": "Stats", "description": "Numbers."},
    ],
}
TYPED_RESPONSES = {"OUT": "public"}
""",
    "urls.py": """\
from django.urls import include, path
from rest_framework.routers import SimpleRouter

from shop import views

router = SimpleRouter()
router.register("orders", views.OrderViewSet)
router.register("invoices", views.InvoiceViewSet, basename="invoice")
urlpatterns = [
    path("api/", include(router.urls)),
    path("api/stats/", views.StatsView.as_view()),
    path("api/version/", views.VersionView.as_view()),
    path("api/v1/version/", views.VersionView.as_view()),
    path("api/health/", views.health),
    path("api/notes/", views.notes),
]
""",
    "shop/__init__.py": "",
    "shop/models.py": """\
from __future__ import annotations

from django.db import models


class Order(models.Model):
    name = models.CharField(max_length=20)
    size = models.IntegerField(default=1)
    paid_at = models.DateTimeField(null=True)
""",
    "shop/serializers.py": """\
from __future__ import annotations

from typing import Any

from rest_framework import serializers

from shop.models import Order


class OrderSerializer(serializers.ModelSerializer[Order]):
    class Meta:
        model = Order
        fields = ["id", "name", "size", "paid_at"]


class PriceSerializer(serializers.ModelSerializer[Order]):
    tax = serializers.SerializerMethodField()

    class Meta:
        model = Order
        fields = ["id", "tax"]

    def get_tax(self, obj: Order):
        return {"rate": 1.5, "of": obj.name}


class InvoiceSerializer(serializers.BaseSerializer[Order]):
    \"\"\"Written by hand.\"\"\"

    def to_representation(self, instance: Order) -> dict[str, Any]:
        return {
            "number": instance.pk,
            "lines": [{"text": instance.name, "price": 2.5}],
            "paid": instance.paid_at,
        }
""",
    "shop/views.py": """\
\"\"\"The views of the shop.\"\"\"

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action, api_view, permission_classes
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shop.models import Order
from shop.serializers import InvoiceSerializer, OrderSerializer, PriceSerializer


class OrderViewSet(viewsets.ModelViewSet[Order]):
    queryset = Order.objects.order_by("pk")
    serializer_class = OrderSerializer

    # Pays it.
    @action(detail=True, methods=["post"])
    def pay(self, request: Request, pk: int) -> Response:
        order = self.get_object()
        return Response({"paid": True, "order": {"id": order.pk, "name": order.name}})

    @action(detail=True)
    def price(self, request: Request, pk: int) -> Response:
        serializer = PriceSerializer(self.get_object())
        return Response(serializer.data)

    @extend_schema(responses=OrderSerializer)
    @action(detail=False)
    def first(self, request: Request) -> Response:
        return Response(OrderSerializer(Order.objects.first()).data)


class InvoiceViewSet(viewsets.ViewSet):
    def list(self, request: Request) -> Response:
        orders = Order.objects.order_by("pk")
        return Response([InvoiceSerializer(order).data for order in orders])

    @action(detail=False)
    def unpaid(self, request: Request) -> Response:
        return Response([{"number": 1}])

    def retrieve(self, request: Request, pk: int) -> Response:
        \"\"\"Return one invoice.\"\"\"
        return Response(InvoiceSerializer(Order.objects.get(pk=pk)).data)


class StatsView(APIView):
    \"\"\"Counts what there is.\"\"\"

    def get(self, request: Request) -> Response:  # kept
        return Response({"orders": Order.objects.count(), "state": "ok"})


class VersionView(APIView):
    def get(self, request: Request):
        return Response({"version": f"{1}.2", "parts": len([1, 2])})


@extend_schema(tags=["Stats"])  # kept too
@api_view(["GET"])
@permission_classes([AllowAny])
def health(request: Request) -> Response:
    return Response({"status": "ok", "at": "2026-01-31T00:00:00Z"})


@api_view(["GET", "POST"])
def notes(request: Request) -> Response:
    if request.method == "POST":
        return Response({"id": 1, "text": dict(request.data)["text"]}, status=201)
    return Response([{"id": 1, "text": "a"}])
""",
    "test_shop.py": """\
from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from shop.models import Order

PAID = "2026-01-31T00:00:00Z"
REQUESTS = [
    ("get", "/api/orders/", None),
    ("post", "/api/orders/", {"name": "Lamp", "paid_at": None}),
    ("get", "/api/orders/1/", None),
    ("put", "/api/orders/1/", {"name": "Bed", "paid_at": PAID}),
    ("patch", "/api/orders/1/", {"size": 3}),
    ("post", "/api/orders/1/pay/", None),
    ("get", "/api/orders/1/price/", None),
    ("get", "/api/orders/first/", None),
    ("get", "/api/version/", None),
    ("get", "/api/v1/version/", None),
    ("get", "/api/invoices/", None),
    ("get", "/api/invoices/1/", None),
    ("get", "/api/invoices/unpaid/", None),
    ("get", "/api/stats/", None),
    ("get", "/api/health/", None),
    ("get", "/api/notes/", None),
    ("post", "/api/notes/", {"text": "b"}),
    ("delete", "/api/orders/1/", None),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("verb", "url", "data"), REQUESTS)
def test_it_answers(verb: str, url: str, data: object) -> None:
    client = APIClient()
    client.force_authenticate(User.objects.create(username="ada"))
    Order.objects.create(id=1, name="Chair", paid_at=PAID)
    assert getattr(client, verb)(url, data).status_code in (200, 201, 204)
""",
}
