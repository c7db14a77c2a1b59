"""A copy of the example, and `apidocs watch` running in it as a person runs it."""

from __future__ import annotations

import compileall
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "example"
PACKAGE = ROOT / "src" / "drf_typed_responses"
NOT_COPIED = shutil.ignore_patterns("__pycache__", "public", "db.sqlite3")
TEAM = "teams_api/serializers/team.py"
# A machine may be slow and busy; only a test that fails waits so long.
PATIENCE = 120.0
# New bytecode is written too, unless a variable of the environment forbids it.
ENVIRONMENT = {"DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONDONTWRITEBYTECODE": ""}


class Project:
    """The copy, whose files are edited and put back."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(EXAMPLE, root, ignore=NOT_COPIED)
        # An installed package, and a project that has run, have bytecode.
        for folder in (PACKAGE, root):
            compileall.compile_dir(folder, quiet=2)
        self._before: dict[Path, str | None] = {}

    def write(self, name: str, text: str) -> None:
        path = self._kept(name)
        path.write_text(text)

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.root / name).read_text()
        assert old in text
        self.write(name, text.replace(old, new))

    def rename_over(self, name: str, text: str, mtime: float | None = None) -> None:
        """Save as vim and many others do: a new file takes the name of the old one."""
        path = self._kept(name)
        fresh = path.with_name(f"{path.name}.new")
        fresh.write_text(text)
        if mtime is not None:
            os.utime(fresh, (mtime, mtime))
        fresh.replace(path)

    def delete(self, name: str) -> None:
        self._kept(name).unlink()

    def restore(self) -> bool:
        """Restore all files; returns whether any had changed."""
        before, self._before = self._before, {}
        for path, text in before.items():
            if text is None:
                path.unlink()
            else:
                path.write_text(text)
        return bool(before)

    def _kept(self, name: str) -> Path:
        path = self.root / name
        self._before.setdefault(path, path.read_text() if path.exists() else None)
        return path


class Watch:
    """The running command and its terminal output."""

    def __init__(self, project: Project, *options: str, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-u", "manage.py", "apidocs", "watch", "--port", "0", *options],
            cwd=project.root,
            env={**os.environ, **ENVIRONMENT, **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.lines: list[str] = []
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        self.address = re.findall(r"http://\S+/", self.expect("Serving on"))[0]
        self.port = int(self.address.rsplit(":")[-1].strip("/"))

    def expect(self, text: str, after: int = 0) -> str:
        """The first line with `text`, not counting those before `after`."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for line in self.lines[after:]:
                if text in line:
                    return line
            time.sleep(0.02)
        raise AssertionError(f"{text!r} was not said:\n" + "".join(self.lines[after:]))

    def get(self, path: str) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path)
            return connection.getresponse().read().decode()
        finally:
            connection.close()

    def schemas(self) -> dict[str, Any]:
        """The components of the document that is shown."""
        found: dict[str, Any] = json.loads(self.get("/openapi.json"))["components"]["schemas"]
        return found

    def state(self) -> dict[str, Any]:
        """The state that an open page gets first."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", "/events")
            answer = connection.getresponse()
            while not (line := answer.readline()).startswith(b"data: "):
                assert line, "the page is told nothing"
            told: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
            return told
        finally:
            connection.close()

    def stop(self, number: int = signal.SIGINT) -> int:
        """The exit code after a signal."""
        self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        self._thread.join(PATIENCE)
        return code

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.stop()
        assert self.process.stderr is not None
        self.process.stderr.close()

    def _read(self) -> None:
        assert self.process.stderr is not None
        self.lines.extend(self.process.stderr)


def until(is_so: Callable[[], bool]) -> None:
    """Wait: the files are written just after the terminal reports a build."""
    over = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < over
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    """Whether a process runs; a zombie does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
