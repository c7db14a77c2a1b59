"""A project on plain drf-spectacular that takes us in gets the same bytes as before."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

TESTS = Path(__file__).parents[1]
STEPS = ("without", "app", "schema")
KINDS = [
    pytest.param({}, id="3.0"),
    pytest.param({"OAS_VERSION": "3.1.0", "SPLIT": "1"}, id="3.1, split"),
]


class Said(NamedTuple):
    document: str
    words: str


def spectacular(adoption: str, kind: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "django", "spectacular"],
        env={
            **os.environ,
            **kind,
            "ADOPTION": adoption,
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
    """What `manage.py spectacular` gives without us, with the app, and with our AutoSchema."""
    # The app alone is looked at in one version only, for the time it takes.
    chosen = [step for step in STEPS if step != "app" or not request.param]
    processes = {step: spectacular(step, request.param) for step in chosen}
    said = {step: Said(*process.communicate()) for step, process in processes.items()}
    for step, process in processes.items():
        assert process.returncode == 0, said[step].words
    return said


def test_the_project_uses_much(steps: dict[str, Said]) -> None:
    document, words = steps["without"]
    assert len(document) > 25_000
    assert words.count("unable to resolve type hint") >= 8


@pytest.mark.parametrize("step", STEPS[1:])
def test_the_same_bytes(steps: dict[str, Said], step: str) -> None:
    assert steps.get(step, steps["schema"]).document == steps["without"].document


@pytest.mark.parametrize("step", STEPS[1:])
def test_the_same_warnings(steps: dict[str, Said], step: str) -> None:
    assert steps.get(step, steps["schema"]).words == steps["without"].words
