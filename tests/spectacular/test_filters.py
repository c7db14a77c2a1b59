"""Query parameters of django-filter: what drf-spectacular need not find out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

TESTS = Path(__file__).parents[1]
PROGRAM = """
import os, sys
import django
from django.core.management import call_command

django.setup()
call_command("spectacular", "--file", os.devnull)
print("django.contrib.gis" in sys.modules)
"""


def imports_geodjango(adoption: str, *packages: Path) -> bool:
    """Whether the document of a project with filters makes its process import GeoDjango."""
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={
            **os.environ,
            "ADOPTION": adoption,
            "SETTINGS": json.dumps({}),
            "DJANGO_SETTINGS_MODULE": "spectacular.plain.settings",
            "PYTHONPATH": os.pathsep.join(map(str, (TESTS.parent / "src", TESTS, *packages))),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.endswith("True\n")


def test_geodjango_is_not_imported_without_rest_framework_gis(tmp_path: Path) -> None:
    """drf-spectacular imports it to find out that a filter has nothing to do with it."""
    package = tmp_path / "rest_framework_gis"
    package.mkdir()
    package.joinpath("__init__.py").touch()
    assert imports_geodjango("without")
    assert not imports_geodjango("schema")
    assert imports_geodjango("schema", tmp_path)
