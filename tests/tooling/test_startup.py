"""The app imports almost nothing until a schema is generated."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

EXAMPLE = Path(__file__).parents[2] / "example"
MARKS = {"drf_typed_responses.translate", "drf_typed_responses.translate.metadata"}
TOOLS = ("_pytest", "hypothesis", "jsonschema", "pytest", "unittest.mock")


def modules_after(*statements: str) -> set[str]:
    """The modules loaded in a fresh process that sets the example up and runs the statements."""
    program = "; ".join(
        (
            "import json, os, sys, django",
            "django.setup()",
            *statements,
            "print(json.dumps(list(sys.modules)))",
        )
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=EXAMPLE,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return set(json.loads(run.stdout))


def inside(modules: set[str], package: str) -> set[str]:
    return {name for name in modules if name == package or name.startswith(f"{package}.")}


@pytest.fixture(scope="module")
def setup() -> set[str]:
    return modules_after()


@pytest.fixture(scope="module")
def urlconf() -> set[str]:
    """The modules that a server has loaded when it gets its first request."""
    return modules_after("from django.urls import get_resolver", "get_resolver().url_patterns")


def test_setup_loads_the_app_and_nothing_else(setup: set[str]) -> None:
    ours = inside(setup, "drf_typed_responses")
    assert ours == {"drf_typed_responses", "drf_typed_responses.apps"}


@pytest.mark.parametrize("tool", TOOLS)
def test_setup_loads_no_tool(setup: set[str], tool: str) -> None:
    assert inside(setup, tool) == set()


def test_urlconf_loads_the_marks_and_not_the_translator(urlconf: set[str]) -> None:
    assert inside(urlconf, "drf_typed_responses.translate") <= MARKS


@pytest.mark.parametrize("room", ["management", "publish.publication", "publish.public_generator"])
def test_urlconf_publishes_nothing(urlconf: set[str], room: str) -> None:
    assert inside(urlconf, f"drf_typed_responses.{room}") == set()


@pytest.mark.parametrize("tool", ["_pytest", "hypothesis", "pytest"])
def test_urlconf_loads_no_test_tool(urlconf: set[str], tool: str) -> None:
    assert inside(urlconf, tool) == set()


def test_a_command_that_compares_nothing_does_not_load_the_comparison() -> None:
    loaded = modules_after(
        "from django.core.management import call_command",
        'call_command("apidocs", "test", "--format", "json", stdout=open(os.devnull, "w"))',
    )
    assert inside(loaded, "drf_typed_responses.compat") == set()


def test_a_change_can_be_read_without_the_comparison() -> None:
    loaded = modules_after("import drf_typed_responses.compat")
    assert inside(loaded, "drf_typed_responses.compat") == {
        "drf_typed_responses.compat", "drf_typed_responses.compat.change_rule"
    }  # fmt: skip
