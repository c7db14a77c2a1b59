"""The servers that an adopted project needs; each listens on a socket in the file system only."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Final


@contextmanager
def redis(folder: Path) -> Iterator[None]:
    """A Redis that keeps nothing, with the socket `redis.sock`."""
    options = ["--port", "0", "--unixsocket", str(folder / "redis.sock")]
    command = ["redis-server", *options, "--save", "", "--appendonly", "no"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


@contextmanager
def postgresql(folder: Path) -> Iterator[None]:
    """An empty PostgreSQL with the superuser `postgres`, and its socket in `postgresql`."""
    owner = "postgres" if os.geteuid() == 0 else None  # it refuses to run as root
    place = folder / "postgresql"
    place.mkdir()
    if owner:
        folder.chmod(0o711)
        shutil.chown(place, owner)
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"))

    def run(program: str, *options: str) -> None:
        command = [str(programs / program), "--pgdata", str(place / "data"), *options]
        subprocess.run(command, cwd=place, user=owner, stdout=subprocess.DEVNULL, check=True)

    run("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-sync")
    options = f"-k {place} -c listen_addresses= -c fsync=off"
    run("pg_ctl", "start", "--wait", f"--log={place / 'log'}", f"--options={options}")
    try:
        yield
    finally:
        run("pg_ctl", "stop", "--wait", "--mode=immediate")


# By the package of Debian that has the server.
SERVERS: Final[dict[str, Callable[[Path], AbstractContextManager[None]]]] = {
    "redis-server": redis,
    "postgresql": postgresql,
}


@contextmanager
def running(packages: Sequence[str], folder: Path) -> Iterator[None]:
    """Run those of the packages that are servers, in a folder."""
    with ExitStack() as stack:
        for package in packages:
            if package in SERVERS:
                stack.enter_context(SERVERS[package](folder))
        yield
