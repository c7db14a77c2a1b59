"""Weblate with the settings of its own tests, and a PostgreSQL of its own."""

from __future__ import annotations

from pathlib import Path

from weblate.settings_test import *  # noqa: F403
from weblate.settings_test import DATABASES

from adoption import STEP, adopt

DATA_DIR = str(Path.cwd() / "data")
CACHE_DIR = str(Path.cwd() / "cache")
DATABASES["default"]["HOST"] = str(Path.cwd() / "postgresql")
if STEP == "public":
    ROOT_URLCONF = "weblate_urls"
adopt(globals())
