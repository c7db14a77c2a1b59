"""Weblate with the settings of its own tests, without a database that it could ask."""

from __future__ import annotations

from pathlib import Path

from weblate.settings_test import *  # noqa: F403

from adoption import STEP, adopt

DATA_DIR = str(Path.cwd() / "data")
CACHE_DIR = str(Path.cwd() / "cache")
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
if STEP == "public":
    ROOT_URLCONF = "weblate_urls"
adopt(globals())
