"""A terminal on a machine that has Python, and no package of ours or of the tests.

bash runs the commands as they are written. The environment that one sets, such as by `activate`,
holds for the next. `pip` installs from a shelf of wheels and asks no network.
"""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

# A machine may be slow and busy; only a test that fails waits so long.
PATIENCE = 600.0
# The output with which a server says that it is ready.
READY = {"apidocs watch": "Built ", "runserver": "Quit the server"}
_IN_USE = re.compile(r"port (\d+ )?is (already )?in use")
_ADDRESS = re.compile(r"http://(127\.0\.0\.1:\d+)/")
# Variables of the test run, not of the machine; `make` passes its options on.
_NOT_KEPT = (
    *("DJANGO", "DRF_TYPED_RESPONSES_", "PIP_", "PYTEST", "PYTHON", "VIRTUAL_ENV"),
    *("MAKE", "MFLAGS", "TEST_ARGS", "VENV", "WATCH_ARGS"),
)
_SHELL = '{command}\ncode=$?\nenv -0 >"$TERMINAL_ENVIRONMENT"\nexit $code\n'


class Server:
    """A command that runs until Ctrl-C."""

    def __init__(self, process: subprocess.Popen[str], printed: str) -> None:
        self.process = process
        self.printed = printed
        self.address = _ADDRESS.findall(printed)[0]

    def get(self, path: str) -> tuple[int, str]:
        """Status and body of its response."""
        return self.ask("GET", path)

    def ask(
        self, method: str, path: str, body: str = "", headers: Mapping[str, str] | None = None
    ) -> tuple[int, str]:
        connection = http.client.HTTPConnection(self.address, timeout=PATIENCE)
        try:
            connection.request(method, path, body, dict(headers or {}))
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def end(self) -> int:
        """The exit code after Ctrl-C, which a terminal sends to all processes of a command."""
        os.killpg(self.process.pid, signal.SIGINT)
        assert self.process.stdout is not None
        self.printed += self.process.stdout.read()
        return self.process.wait(PATIENCE)


@dataclass(frozen=True)
class Terminal:
    """One in a folder; `environment` changes as commands are run."""

    folder: Path
    environment: dict[str, str]

    @classmethod
    def new(cls, folder: Path, shelf: Path) -> Terminal:
        """A newly opened terminal, with only the machine's Python."""
        kept = {name: v for name, v in os.environ.items() if not name.startswith(_NOT_KEPT)}
        folders = [f for f in kept["PATH"].split(os.pathsep) if not (Path(f) / "activate").exists()]
        return cls(
            folder,
            {
                **kept,
                "PATH": os.pathsep.join([str(_python_in(shelf / "bin")), *folders]),
                "PIP_CONFIG_FILE": os.devnull,
                "PIP_NO_INDEX": "1",
                "PIP_FIND_LINKS": str(shelf),
                "PIP_NO_COMPILE": "1",  # a walk needs a part of what is installed
                "PYTHONUNBUFFERED": "1",
                **_measuring(shelf / "measuring"),
            },
        )

    def at(self, folder: Path) -> Terminal:
        """Another terminal with the same environment, in another folder."""
        return replace(self, folder=folder, environment=dict(self.environment))

    def run(self, command: str) -> tuple[int, str]:
        """Exit code and output of a command."""
        after = self.folder.with_name(f"{self.folder.name}.environment")
        done = subprocess.run(
            ["bash", "-c", _SHELL.format(command=command)],
            cwd=self.folder,
            env={**self.environment, "TERMINAL_ENVIRONMENT": str(after)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE,
        )
        lines = after.read_text().split("\0")[:-1]
        after.unlink()
        self.environment.clear()
        self.environment.update(line.split("=", 1) for line in lines)
        return done.returncode, done.stdout

    def succeed(self, command: str) -> str:
        """The output of a command, which must succeed."""
        code, printed = self.run(command)
        assert code == 0, f"{command} ends with {code}:\n{printed}"
        return printed

    @contextmanager
    def serving(self, command: str) -> Iterator[Server]:
        """A server, on another port if its own is in use; Ctrl-C ends it."""
        with ExitStack() as stack:
            server = self._started(command, stack)
            while server is None:  # another process may take a free port
                server = self._started(elsewhere(command), stack)
            yield server
            code = server.end()
            assert code == 0, f"{command} ends with {code}:\n{server.printed}"

    def _started(self, command: str, stack: ExitStack) -> Server | None:
        """None where the port is in use."""
        ready = next(said for word, said in READY.items() if word in command)
        process = subprocess.Popen(
            ["bash", "-c", f"exec {command}"],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        stack.callback(_killed, process)
        # If anything hangs: the pipe closes when its writers end.
        timer = threading.Timer(PATIENCE, _killed, [process])
        timer.start()
        assert process.stdout is not None
        stack.callback(process.stdout.close)
        printed = ""
        while ready not in printed and (line := process.stdout.readline()):
            printed += line
        timer.cancel()
        if ready in printed:
            return Server(process, printed)
        assert _IN_USE.search(printed), f"{command} serves nothing:\n{printed}"
        return None


def elsewhere(command: str) -> str:
    """The same command on a port that is free."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    if "runserver" in command:
        return re.sub(r"(runserver 127\.0\.0\.1):\d+", rf"\1:{port}", command)
    return f"{command} --port {port}"


def _killed(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _python_in(folder: Path) -> Path:
    """A folder with `python` only, as on a new machine."""
    folder.mkdir(exist_ok=True)
    for name in ("python", "python3"):
        (folder / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        (folder / name).chmod(0o755)
    return folder


def _measuring(folder: Path) -> dict[str, str]:
    """Variables with which `make coverage` measures processes that lack coverage.py."""
    given = {name: v for name, v in os.environ.items() if name.startswith("COVERAGE_PROCESS")}
    if not given:
        return {}
    import coverage

    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text("import coverage\ncoverage.process_startup()\n")
    if not (folder / "coverage").exists():
        (folder / "coverage").symlink_to(Path(coverage.__file__).parent)
    return {**given, "PYTHONPATH": str(folder)}
