"""Weblate with the settings of its own tests, on a PostgreSQL of its own."""

from __future__ import annotations

import os
from pathlib import Path

from weblate.settings_test import *  # noqa: F403
from weblate.settings_test import DATABASES

from adoption import STEP, NoMigrations, adopt

DATA_DIR = str(Path.cwd() / "data")
CACHE_DIR = str(Path.cwd() / "cache")
DATABASES["default"] |= {"HOST": os.environ["POSTGRES_FOLDER"], "USER": "postgres"}
MIGRATION_MODULES = NoMigrations()
if STEP == "public":
    ROOT_URLCONF = "weblate_urls"
adopt(globals())
