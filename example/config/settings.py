"""Settings of the example: SQLite, token and session authentication, and the typed documents."""

from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent

# For a demonstration on your own machine only.
SECRET_KEY = "the-example-keeps-no-secrets"
DEBUG = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "rest_framework",
    "rest_framework.authtoken",
    "drf_spectacular",
    "drf_typed_responses",
    "teams_api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ]
        },
    }
]

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "static/"

REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_typed_responses.spectacular.AutoSchema",
    # The first one decides between 401 and 403 for a request without credentials.
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Teams API",
    "DESCRIPTION": "Organizations, their teams, members and projects.",
    "VERSION": "v0",
    "OAS_VERSION": "3.1.0",
    "SERVERS": [{"url": "http://127.0.0.1:8000", "description": "The server of `make run`."}],
    "CONTACT": {"name": "The authors of the example", "email": "api@teams.example"},
    "LICENSE": {"name": "BSD 3-Clause", "url": "https://opensource.org/license/bsd-3-clause"},
    "SCHEMA_PATH_PREFIX": r"/api/0",
    # Django REST framework refuses blank text; clients learn it from the document.
    "ENFORCE_NON_BLANK_FIELDS": True,
    # The choices of a request and the enum of a response are one component.
    "ENUM_NAME_OVERRIDES": {"Role": "teams_api.models.Role"},
    "TAGS": [
        {
            "name": "Organizations",
            "x-sidebar-name": "Organizations",
            "description": "The customers of the service.",
        },
        {
            "name": "Teams",
            "x-sidebar-name": "Teams",
            "description": "Groups of members that own projects.",
        },
        {
            "name": "Members",
            "x-sidebar-name": "Members",
            "description": "People who belong to an organization.",
        },
        {
            "name": "Projects",
            "x-sidebar-name": "Projects",
            "description": "What is monitored, and how alerts are sent.",
        },
    ],
}

TYPED_RESPONSES = {
    "OUT": BASE_DIR / "public",
    # The document that clients were written against; a release copies the built one over it.
    "BASE": BASE_DIR / "openapi-base.json",
}
