"""The text of the generated project, as a team writes it that never thought of its document."""

MANAGE = """\
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")

if __name__ == "__main__":
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
"""

PYTEST = """\
[pytest]
DJANGO_SETTINGS_MODULE = shop.settings
python_files = tests.py
"""

SETTINGS = '''\
"""An existing project with drf-spectacular."""

from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = "for the tests only"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "shop.urls"
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
MEDIA_URL = "/media/"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
{apps}
]
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
DATABASES = {{"default": {{"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REST_FRAMEWORK = {{
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.BasicAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "PAGE_SIZE": 20,
}}
SPECTACULAR_SETTINGS = {{"TITLE": "Shop", "VERSION": "1"}}
'''

URLS = """\
from django.urls import include, path

urlpatterns = [
{routes}
]
"""

APP_URLS = """\
from django.urls import path
from rest_framework.routers import DefaultRouter

from {app} import views

router = DefaultRouter()
{registered}

urlpatterns = [path("summary/", views.SummaryView.as_view(), name="{app}-summary"), *router.urls]
"""

MODELS = """\
import uuid

from django.db import models
"""

MODEL = """

class {model}(models.Model):
    class State(models.TextChoices):
{choices}

    name = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=State.choices, default="{default}")
    created = models.DateTimeField(auto_now_add=True)
{fields}

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.name

    @property
    def label(self):
        return f"{{self.name}} ({{self.pk}})"
"""

# The fields of a model beside its name: each model has three of these groups.
FIELDS = (
    'note = models.TextField(blank=True)\nemail = models.EmailField(blank=True, default="")',
    "amount = models.DecimalField(max_digits=8, decimal_places=2, default=0)\n"
    "closed_at = models.DateTimeField(null=True, blank=True)",
    "position = models.PositiveIntegerField(default=0)\nweight = models.FloatField(null=True)",
    'slug = models.SlugField(default="none")\nvalid_until = models.DateField(null=True)',
    "token = models.UUIDField(default=uuid.uuid4, editable=False)\n"
    "options = models.JSONField(default=dict, blank=True)",
    'website = models.URLField(blank=True, default="")\n'
    "is_active = models.BooleanField(default=True)",
    'document = models.FileField(upload_to="files", null=True, blank=True)\n'
    "waits = models.DurationField(null=True)",
)
PARENT = (
    "{parent} = models.ForeignKey({Parent}, models.CASCADE, null=True, blank=True, "
    'related_name="{children}")'
)
OTHERS = 'related = models.ManyToManyField({Parent}, blank=True, related_name="+")'

SERIALIZERS = """\
from django.utils import timezone
from rest_framework import serializers

from {app}.models import {models}
"""

SERIALIZER = """

class {model}Serializer(serializers.ModelSerializer):
{fields}
    class Meta:
        model = {model}
{meta}
{methods}"""

SHORT_SERIALIZER = """

class {model}ListSerializer(serializers.ModelSerializer):
    class Meta:
        model = {model}
        fields = ["id", "name", "state"]
"""

# How a serializer is written, in turn: its fields, its Meta, its methods.
KINDS = (
    ("", 'fields = "__all__"', ""),
    (
        "age_days = serializers.SerializerMethodField()\n"
        "label = serializers.ReadOnlyField()\n"
        'parent_name = serializers.CharField(source="{parent}.name", read_only=True, default=None)',
        'fields = ["id", "name", "state", "{parent}", "parent_name", "age_days", "label"]',
        "def get_age_days(self, obj):\n    return (timezone.now() - obj.created).days\n",
    ),
    (
        "{parent} = {Parent}Serializer(read_only=True)",
        'exclude = ["created"]',
        "",
    ),
    ("", 'fields = "__all__"\ndepth = 1', ""),
    (
        'related = serializers.SlugRelatedField(slug_field="name", many=True, read_only=True)\n'
        "code = serializers.CharField(write_only=True, required=False)",
        'fields = ["id", "name", "state", "related", "code", "created"]',
        'def create(self, validated_data):\n    validated_data.pop("code", None)\n'
        "    return super().create(validated_data)\n",
    ),
    (
        "",
        'fields = "__all__"',
        "def to_representation(self, instance):\n    shown = super().to_representation(instance)\n"
        '    shown["display"] = instance.label\n    return shown\n',
    ),
)

VIEWS = """\
from django.db.models import Count
from rest_framework import filters, mixins, pagination, permissions, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.views import APIView

from {app}.models import {models}
from {app}.serializers import {serializers}


class SummaryView(APIView):
    def get(self, request):
        states = {first}.objects.values("state").annotate(count=Count("id")).order_by("state")
        return Response({{"total": {first}.objects.count(), "states": list(states)}})
"""

VIEWSET = """

class {model}ViewSet({base}):
    queryset = {model}.objects.all()
    serializer_class = {model}Serializer
{lines}"""

# The bases of the viewsets of an app, in order, with the number of their operations.
FULL, READ = "viewsets.ModelViewSet", "viewsets.ReadOnlyModelViewSet"
CREATE = (
    "mixins.CreateModelMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, "
    "viewsets.GenericViewSet"
)
BASES = (FULL, FULL, FULL, FULL, FULL, FULL, READ, FULL, FULL, CREATE)
NO_PUT = 'http_method_names = ["get", "post", "patch", "delete", "head", "options"]'
WITH_PUT = (0, 3)
# The other lines of a viewset, in turn.
LINES = (
    'filterset_fields = ["state", "name"]',
    'filter_backends = [filters.SearchFilter, filters.OrderingFilter]\nsearch_fields = ["name"]\n'
    'ordering_fields = ["name", "created"]',
    "pagination_class = None",
    "permission_classes = [permissions.IsAuthenticated]",
    "pagination_class = pagination.LimitOffsetPagination",
    "\ndef get_queryset(self):\n"
    '    prefix = self.request.query_params.get("prefix", "")\n'
    "    return {model}.objects.filter(name__startswith=prefix)",
    "pagination_class = pagination.LimitOffsetPagination",
    "\ndef get_serializer_class(self):\n"
    '    return {model}ListSerializer if self.action == "list" else {model}Serializer',
    "",
    "permission_classes = [permissions.AllowAny]",
)
ACTIONS = {
    0: '\n@action(detail=True, methods=["post"])\ndef close(self, request, pk=None):\n'
    "    {name} = self.get_object()\n"
    "    {name}.state = {model}.State.values[-1]\n"
    "    {name}.save()\n"
    '    closed = {{"id": {name}.id, "state": {name}.state}}\n'
    "    return Response(closed, status=status.HTTP_202_ACCEPTED)",
    1: "\n@action(detail=False)\ndef names(self, request):\n"
    '    return Response(list({model}.objects.values_list("name", flat=True)))',
}

TESTS = '''\
"""Tests of the whole API: each viewset lists, creates, retrieves, changes and deletes."""

from importlib import import_module

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from rest_framework.test import APIClient

APPS = {apps!r}
VIEWSETS = [
    (f"/api/{{app}}/{{prefix}}/", viewset)
    for app in APPS
    for prefix, viewset, _ in import_module(f"{{app}}.urls").router.registry
]
IDS = [path for path, _ in VIEWSETS]
each = pytest.mark.parametrize(("path", "viewset"), VIEWSETS, ids=IDS)
pytestmark = pytest.mark.django_db
NAMES = ["Hedy Lamarr", "Vera Rubin", "Rosa Parks"]


@pytest.fixture
def client():
    client = APIClient()
    client.force_authenticate(User.objects.create(username="hedy"))
    return client


def made(model, name, parent=None):
    """An object, with its parent if the model has one."""
    fields = {{field.name: field for field in model._meta.fields}}
    given = {{"name": name}}
    if "email" in fields:
        given["email"] = f"{{name.split()[0].lower()}}@lamarr.org"
    if "document" in fields:
        given["document"] = ContentFile(b"text", name="report.txt")
    for field in fields.values():
        if field.is_relation and parent is None:
            given[field.name] = made(field.related_model, NAMES[-1], parent=False)
    row = model.objects.create(**given)
    for field in model._meta.many_to_many:
        getattr(row, field.name).add(field.related_model.objects.create(name=NAMES[-1]))
    return row


def can(viewset, action):
    methods = {{"create": "post", "partial_update": "patch", "destroy": "delete", "update": "put"}}
    return hasattr(viewset, action) and methods[action] in viewset.http_method_names


@each
def test_list(path, viewset, client):
    for name, parent in (NAMES[0], None), (NAMES[1], False):
        made(viewset.queryset.model, name, parent)
    shown = client.get(path).json()
    rows = shown if isinstance(shown, list) else shown["results"]
    assert {{row["name"] for row in rows}} >= set(NAMES[:2])


@each
def test_retrieve(path, viewset, client):
    for parent in (None, False):
        row = made(viewset.queryset.model, NAMES[0], parent)
        assert client.get(f"{{path}}{{row.pk}}/").json()["name"] == NAMES[0]
    assert client.get(f"{{path}}0/").status_code == 404


@each
def test_write(path, viewset, client):
    row = made(viewset.queryset.model, NAMES[0])
    if can(viewset, "create"):
        assert client.post(path, {{"name": NAMES[1]}}, format="json").status_code == 201
        assert client.post(path, {{"name": ""}}, format="json").status_code == 400
    one, new = f"{{path}}{{row.pk}}/", {{"name": NAMES[2]}}
    if can(viewset, "update"):
        assert client.put(one, new, format="json").data["name"] == NAMES[2]
    if can(viewset, "partial_update"):
        assert client.patch(one, new, format="json").data["name"] == NAMES[2]
    if can(viewset, "destroy"):
        assert client.delete(one).status_code == 204


@pytest.mark.parametrize(("path", "viewset"), [v for v in VIEWSETS if hasattr(v[1], "close")])
def test_close(path, viewset, client):
    row = made(viewset.queryset.model, NAMES[0])
    shown = client.post(f"{{path}}{{row.pk}}/close/")
    assert (shown.status_code, shown.data["id"]) == (202, row.pk)


@pytest.mark.parametrize(("path", "viewset"), [v for v in VIEWSETS if hasattr(v[1], "names")])
def test_names(path, viewset, client):
    made(viewset.queryset.model, NAMES[0])
    assert NAMES[0] in client.get(f"{{path}}names/").json()


@pytest.mark.parametrize("app", APPS)
def test_summary(app, client):
    model = next(viewset.queryset.model for path, viewset in VIEWSETS if f"/{{app}}/" in path)
    made(model, NAMES[0])
    assert client.get(f"/api/{{app}}/summary/").json()["total"] == 1


@pytest.mark.parametrize("path", [path for path, viewset in VIEWSETS if can(viewset, "create")])
def test_nobody_writes_without_credentials(path):
    assert APIClient().post(path, {{}}, format="json").status_code in (400, 401)
'''
