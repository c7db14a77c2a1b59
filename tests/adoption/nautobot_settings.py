"""Nautobot on SQLite, and a Redis of its own."""

from __future__ import annotations

from pathlib import Path

from nautobot.core.settings import *  # noqa: F403
from nautobot.core.settings import CACHES

from adoption import STEP, NoMigrations, adopt

SECRET_KEY = "a-key-for-nothing-but-these-tests-" * 2
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "nautobot.sqlite3"}}
CACHES["default"]["LOCATION"] = f"unix://{Path.cwd() / 'redis.sock'}?db=0"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_BROKER_URL = "memory://"
MIGRATION_MODULES = NoMigrations()
if STEP == "public":
    ROOT_URLCONF = "nautobot_urls"
adopt(globals())
