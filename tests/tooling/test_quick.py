"""A test that starts a process, in any way, fails in `make quick`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
SUITE = """
import multiprocessing, os, subprocess, sys
import pytest

def nothing(): ...

@pytest.fixture
def started():
    subprocess.run([sys.executable, "--version"])

def test_in_a_fixture(started): ...

def test_subprocess():
    try:
        subprocess.run([sys.executable, "--version"])
    except Exception:
        pass

def test_system():
    os.system("true")

def test_posix_spawn():
    os.posix_spawn(sys.executable, [sys.executable, "--version"], os.environ)

def test_fork():
    if os.fork() == 0:
        os._exit(0)

@pytest.mark.parametrize("method", ["fork", "forkserver", "spawn"])
def test_multiprocessing(method):
    multiprocessing.get_context(method).Process(target=nothing).start()

def test_none():
    assert sys.version

@pytest.mark.slow
def test_that_is_slow():
    subprocess.run([sys.executable, "--version"], check=True)
"""


def run(folder: Path, *options: str) -> str:
    (folder / "test_suite.py").write_text(SUITE)
    (folder / "pytest.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "quick", "-p", "no:django", *options]
    return subprocess.run(
        [*command, "-p", "no:cacheprovider"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(TESTS)},
        capture_output=True,
        text=True,
        check=False,
    ).stdout


@pytest.mark.slow
def test_a_test_that_starts_a_process_fails(tmp_path: Path) -> None:
    printed = run(tmp_path, "--quick")
    assert "7 failed, 1 passed, 1 deselected, 1 error" in printed, printed
    assert "test_suite.py::test_subprocess starts a process (subprocess.Popen)" in printed


@pytest.mark.slow
def test_without_the_option_it_runs(tmp_path: Path) -> None:
    printed = run(tmp_path, "-k", "subprocess or slow or fixture")
    assert "3 passed" in printed, printed
