"""What a build says, and when; the times are those of the machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

from ..watching import ENVIRONMENT, Project, Watch


def test_private_names_arrive_with_the_document(tmp_path: Path) -> None:
    """Else the first call from the page would judge a private attribute undocumented."""
    project = Project(tmp_path / "example")
    worker = [sys.executable, "-m", "drf_typed_responses.preview.worker", "60"]
    built = subprocess.run(
        [*worker, str(tmp_path / "built"), "default"],
        cwd=project.root,
        env={**os.environ, **ENVIRONMENT},
        check=True,
        stdout=subprocess.PIPE,
    )
    first = json.loads(built.stdout.splitlines()[0])
    assert first["kind"] == "document"
    assert first["private"]["TeamResponse"] == ["nickname"]
    assert "withheld" in first


def test_times_are_those_of_the_machine(tmp_path: Path) -> None:
    """Django sets the time zone of the process to TIME_ZONE of the project."""
    project = Project(tmp_path / "example")
    with (project.root / "config/settings.py").open("a") as settings:
        settings.write('TIME_ZONE = "Pacific/Kiritimati"\n')
    here = timezone(timedelta(hours=-3))
    with Watch(project, TZ="HERE3") as watch:
        line = watch.expect("Built 17 operations")
        built_at = watch.state()["builtAt"]
    assert line.startswith(built_at)
    now = datetime.now(here)
    built = datetime.combine(now, datetime.strptime(built_at, "%H:%M:%S").time(), here)
    assert (now - built) % timedelta(days=1) < timedelta(minutes=5)
