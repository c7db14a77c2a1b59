"""A project on plain drf-spectacular that adopts this package gets the same bytes as before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

pytestmark = pytest.mark.slow

TESTS = Path(__file__).parents[1]
STEPS = ("without", "app", "schema")
ENUMS = "drf_spectacular.hooks.postprocess_schema_enums"
CAMELIZE = "drf_spectacular.contrib.djangorestframework_camel_case.camelize_serializer_fields"
KINDS = [
    pytest.param({}, id="3.0"),
    pytest.param(
        {
            "OAS_VERSION": "3.1.0",
            "COMPONENT_SPLIT_REQUEST": True,
            "WEBHOOKS": ["spectacular.plain.more.event"],
            "ENUM_NAME_OVERRIDES": {"Colors": "spectacular.plain.urls.Color"},
        },
        id="3.1, split, webhooks, names of enums",
    ),
    pytest.param(
        {
            "POSTPROCESSING_HOOKS": [CAMELIZE, ENUMS],
            "CAMELIZE_NAMES": True,
            "COMPONENT_NO_READ_ONLY_REQUIRED": True,
            "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
            "ENABLE_LIST_MECHANICS_ON_NON_2XX": True,
            "PREPROCESSING_HOOKS": ["drf_spectacular.hooks.preprocess_exclude_path_format"],
            "SCHEMA_PATH_PREFIX": "/api",
            "SCHEMA_PATH_PREFIX_TRIM": True,
            "SORT_OPERATIONS": False,
        },
        id="camel case",
    ),
]


class Said(NamedTuple):
    document: str
    words: str


def spectacular(adoption: str, kind: dict[str, Any]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "django", "spectacular"],
        env={
            **os.environ,
            "ADOPTION": adoption,
            "SETTINGS": json.dumps(kind),
            "DJANGO_SETTINGS_MODULE": "spectacular.plain.settings",
            "PYTHONPATH": os.pathsep.join([str(TESTS.parent / "src"), str(TESTS)]),
            "PYTHONHASHSEED": "0",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module", params=KINDS)
def steps(request: pytest.FixtureRequest) -> dict[str, Said]:
    """The output of `manage.py spectacular` without us, with the app, and with our AutoSchema."""
    # The app alone is tested in one version only, to save time.
    chosen = [step for step in STEPS if step != "app" or not request.param]
    processes = {step: spectacular(step, request.param) for step in chosen}
    said = {step: Said(*process.communicate()) for step, process in processes.items()}
    for step, process in processes.items():
        assert process.returncode == 0, said[step].words
    return said


def test_the_project_uses_much(steps: dict[str, Said]) -> None:
    document, words = steps["without"]
    assert len(document) > 40_000
    assert words.count("unable to resolve type hint") >= 8


@pytest.mark.parametrize("step", STEPS[1:])
def test_the_same_bytes(steps: dict[str, Said], step: str) -> None:
    assert steps.get(step, steps["schema"]).document == steps["without"].document


@pytest.mark.parametrize("step", STEPS[1:])
def test_the_same_warnings(steps: dict[str, Said], step: str) -> None:
    assert steps.get(step, steps["schema"]).words == steps["without"].words
