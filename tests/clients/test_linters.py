"""Redocly and Spectral find in the example's document only what is Django's way."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from .documents import example

LINTERS = Path(__file__).parent / "linters"
# The checks that are named in docs/publishing.md: Django's paths end with a slash.
PATHS_END_WITH_A_SLASH = {
    "redocly": "no-path-trailing-slash",
    "spectral": "path-keys-no-trailing-slash",
}

pytestmark = pytest.mark.skipif(
    not (LINTERS / "node_modules").exists(), reason="make test-clients installs them"
)


def output(*command: str) -> Any:
    done = subprocess.run(
        ["npx", "--no-install", *command], cwd=LINTERS, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)


def redocly(file: Path) -> Counter[str]:
    """How often each rule of the recommended ones reports a problem."""
    found = output("redocly", "lint", str(file), "--extends=recommended", "--format=json")
    return Counter(problem["ruleId"] for problem in found["problems"])


def spectral(file: Path) -> Counter[str]:
    """How often each rule of `spectral:oas` reports a problem."""
    options = ["--ruleset", "spectral.json", "--format", "json", "--quiet"]
    return Counter(
        str(problem["code"]) for problem in output("spectral", "lint", str(file), *options)
    )


@pytest.mark.parametrize("linter", [redocly, spectral], ids=["redocly", "spectral"])
def test_the_example_has_no_other_problems(linter: Any, tmp_path: Path) -> None:
    document = example("3.1.0")
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(document))
    rule = PATHS_END_WITH_A_SLASH[linter.__name__]
    assert linter(file) == {rule: len(document["paths"])}
