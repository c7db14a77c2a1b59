"""A build that hangs is ended, and the command leaves nothing running."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..watching import EXAMPLE, PATIENCE, Project, Watch, is_alive

HANGS = """
import os, pathlib, subprocess, time
child = subprocess.Popen(["sleep", "600"])
pathlib.Path(__file__).with_name("pids.txt").write_text(f"{os.getpid()} {child.pid} ")
time.sleep(600)
"""
MODULE = "teams_api/serializers/category.py"
LINGERS = """
import os, pathlib, threading, time
pathlib.Path(__file__).with_name("pids.txt").write_text(f"{os.getpid()} ")
threading.Thread(target=time.sleep, args=[600]).start()
"""
# Longer than a build takes on the slowest machine, so that only a build that hangs is ended by it.
LIMIT = "15"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project whose builds never end."""
    project = Project(tmp_path / "example")
    project.write(MODULE, HANGS)
    return project


@pytest.fixture
def watch(project: Project) -> Iterator[Watch]:
    """Its time limit for a build is longer than that of the tests."""
    with Watch(project, "--time-limit", str(10 * PATIENCE)) as running:
        yield running


def processes(project: Project, before: tuple[int, ...] = ()) -> tuple[int, ...]:
    """The processes of a build, which is not the previous one, and of its children."""
    file = (project.root / MODULE).with_name("pids.txt")
    until = time.monotonic() + PATIENCE
    while True:
        text = file.read_text() if file.exists() else ""
        pids = tuple(map(int, text.split())) if text.endswith(" ") else ()
        if pids not in ((), before):
            return pids
        assert time.monotonic() < until, "no build begins"
        time.sleep(0.02)


def hung(project: Project) -> tuple[int, ...]:
    """The processes of a build that hangs, and of its children."""
    pids = processes(project)
    assert all(map(is_alive, pids))
    return pids


def wait_until_gone(pids: tuple[int, ...]) -> None:
    until = time.monotonic() + PATIENCE
    while any(map(is_alive, pids)) and time.monotonic() < until:
        time.sleep(0.02)
    assert not any(map(is_alive, pids))


def test_a_hung_build_is_ended_and_the_next_save_recovers(project: Project) -> None:
    with Watch(project, "--time-limit", LIMIT) as watch:
        pids = hung(project)
        assert watch.state()["building"]
        watch.expect(f"The build took longer than {LIMIT} s and was ended")
        watch.expect("category.py")  # where it hangs
        assert watch.state()["failure"]["hint"] == "The terminal says where it hangs."
        wait_until_gone(pids)
        project.restore()
        watch.expect("Built 17 operations")
        assert watch.state()["failure"] is None


def test_a_save_ends_the_build_of_the_one_before(watch: Watch, project: Project) -> None:
    pids = hung(project)
    project.write(MODULE, "raise ValueError('the second')\n")
    watch.expect("the second")
    wait_until_gone(pids)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_the_end_leaves_nothing_running(watch: Watch, project: Project, name: str) -> None:
    pids = hung(project)
    assert watch.stop(getattr(signal, name)) == 0
    wait_until_gone(pids)
    assert "Traceback" not in "".join(watch.lines)
    with pytest.raises(ConnectionRefusedError):
        watch.get("/")


def test_a_thread_of_the_project_does_not_keep_a_build_that_is_done(project: Project) -> None:
    """The build is ended before its time limit, and no failure is reported when that has passed."""
    text = (EXAMPLE / MODULE).read_text()
    with Watch(project, "--time-limit", LIMIT) as watch:
        before = hung(project)
        project.write(MODULE, f"{text}{LINGERS}")
        watch.expect("Built 17 operations")
        wait_until_gone((*before, *processes(project, before)))
        time.sleep(float(LIMIT))
        assert watch.state()["failure"] is None
