"""schemathesis, which compares a server with its document, finds nothing in the example."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .documents import VERSIONS, example

pytest.importorskip("schemathesis", reason="make test-clients installs it")
# Two checks call undocumented operations, and the example has private ones: DELETE of a project.
# One expects 9 to be rejected for a string; Django REST framework reads it as "9".
EXCLUDED = "unsupported_method,allow_header_conformance,negative_data_rejection"
PHASES = "examples,coverage,fuzzing,stateful"


@pytest.mark.parametrize("version", VERSIONS)
def test_nothing_is_found(served: str, tmp_path: Path, version: str) -> None:
    (tmp_path / "openapi.json").write_text(json.dumps(example(version)))
    code = "from schemathesis.cli import schemathesis; schemathesis()"
    options = ["--url", served, "--phases", PHASES, "--exclude-checks", EXCLUDED]
    sampling = ["--max-examples", "10", "--generation-deterministic", "--no-color"]
    token = ["--header", "Authorization: Token ada-demonstration-token"]
    done = subprocess.run(
        [sys.executable, "-c", code, "run", "openapi.json", *options, *sampling, *token],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Tested: 17" in done.stdout
