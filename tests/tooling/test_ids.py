"""A test has the same id in every process, so that workers collect the same tests."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COLLECT = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]


def collection(seed: str) -> subprocess.Popen[str]:
    """All tests, as a process with another hash seed and other addresses lists them."""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTEST_ADDOPTS": ""}
    return subprocess.Popen(
        [*COLLECT, "tests"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )


@pytest.mark.slow
def test_ids_are_those_of_another_process() -> None:
    printed = [process.communicate()[0] for process in map(collection, ("1", "2"))]
    one, other = ([line for line in text.splitlines() if "::" in line] for text in printed)
    assert len(one) > 1000, printed[0]
    assert [line for line in one if re.search(r"\bat 0x[0-9a-f]+", line)] == []
    assert one == other
