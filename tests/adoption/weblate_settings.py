"""Weblate with the settings of its own tests, on SQLite."""

from __future__ import annotations

from pathlib import Path

from weblate.settings_test import *  # noqa: F403

from adoption import STEP, NoMigrations, adopt

DATA_DIR = str(Path.cwd() / "data")
CACHE_DIR = str(Path.cwd() / "cache")
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "weblate.sqlite3"}}
MIGRATION_MODULES = NoMigrations()
if STEP == "public":
    ROOT_URLCONF = "weblate_urls"
adopt(globals())
