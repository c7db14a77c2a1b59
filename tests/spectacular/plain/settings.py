"""A project on plain drf-spectacular; ADOPTION is the step of its adoption of this package."""

import json
import os

ADOPTION = os.environ["ADOPTION"]

SECRET_KEY = "plain"
USE_TZ = True
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    *(["drf_typed_responses"] if ADOPTION != "without" else []),
]
# The step in which the app is installed, and its schema class is not.
SILENCED_SYSTEM_CHECKS = ["drf_typed_responses.W001"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "spectacular.plain.urls"
REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_typed_responses.spectacular.AutoSchema"
    if ADOPTION == "schema"
    else "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.LimitOffsetPagination",
    "PAGE_SIZE": 20,
}
SPECTACULAR_SETTINGS = json.loads(os.environ["SETTINGS"])
