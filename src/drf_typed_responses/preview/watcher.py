"""Watches the files of a project, and returns those that were saved.

Files are polled several times a second. Events of the operating system would need a dependency, and
miss saves that come through the mount of a container or a network.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple, TypeAlias

from ..process_inputs.places import SKIPPED

SUFFIXES = (".py", ".json", ".toml", ".yaml", ".yml")
PAUSE = 0.1
# Polling takes at most this share of one core, however large the project.
SHARE = 0.1
# An editor writes in several steps. A build begins after QUIET seconds without a write, and at the
# latest after LONGEST seconds.
QUIET = 0.05
LONGEST = 0.5


class Stamp(NamedTuple):
    """The metadata of a file that saving changes; saving by rename changes at least the inode."""

    mtime: int
    size: int
    inode: int


Stamps: TypeAlias = Mapping[str, Stamp]


class Watcher:
    """The files below some roots; `wait` returns those that changed since the last call.

    `roots` are files or folders, and need not exist. The files and folders `left_out` are ignored,
    such as those that a build writes.
    """

    def __init__(self, roots: Collection[Path], left_out: Collection[Path] = ()) -> None:
        self._roots = tuple(roots)
        self._left_out = frozenset(map(str, left_out))
        self._stamps: Stamps = self._stamped()
        self._digests: dict[str, bytes] = {}
        self._pause = PAUSE
        # Counts how often files appeared or vanished.
        self.appearances = 0

    def extend(self, roots: Collection[Path], left_out: Collection[Path] = ()) -> None:
        """Watch these roots too, and ignore these folders too."""
        more = [root for root in roots if root not in self._roots]
        hidden = frozenset(map(str, left_out)) - self._left_out
        if more or hidden:
            self._roots += tuple(more)
            self._left_out |= hidden
            # A file of a new root is not a change; a known file may have changed meanwhile.
            known = {p: s for p, s in self._stamps.items() if not _is_below(p, hidden)}
            self._stamps = {**self._stamped(), **known}

    def wait(self, limit: float, *, sleep: Callable[[float], None] = time.sleep) -> list[str]:
        """The files that were saved, made or deleted; empty if none was within `limit` seconds.

        A file written again with the same content does not count, because a module that writes a
        file on every import would otherwise cause endless builds.
        """
        until = time.monotonic() + limit
        while True:
            before = self._stamps
            if self._poll():
                settled = time.monotonic() + LONGEST
                sleep(QUIET)
                while self._poll() and time.monotonic() < settled:
                    sleep(QUIET)
                if changed := [p for p in _differing(before, self._stamps) if self._has_changed(p)]:
                    return changed
            if time.monotonic() >= until:
                return []
            sleep(self._pause)

    def _poll(self) -> bool:
        begun = time.perf_counter()
        stamps = self._stamped()
        self._pause = max(PAUSE, (time.perf_counter() - begun) / SHARE)
        differs = stamps != self._stamps
        self.appearances += stamps.keys() != self._stamps.keys()
        self._stamps = stamps
        return differs

    def _stamped(self) -> Stamps:
        found: dict[str, Stamp] = {}
        for root in self._roots:
            if root.is_dir():
                found.update(_below(str(root), self._left_out))
            elif stamp := _stamp_of(str(root)):
                found[str(root)] = stamp
        return found

    def _has_changed(self, path: str) -> bool:
        digest = _digest(path)
        has_changed = self._digests.get(path) != digest
        self._digests[path] = digest
        return has_changed


def _differing(before: Stamps, after: Stamps) -> list[str]:
    return sorted(p for p in {**before, **after} if before.get(p) != after.get(p))


def _is_below(path: str, folders: frozenset[str]) -> bool:
    return any(path.startswith(folder + os.sep) for folder in folders)


def _below(folder: str, left_out: frozenset[str]) -> Iterator[tuple[str, Stamp]]:
    """The watched files below a folder; files and folders may vanish meanwhile."""
    try:
        with os.scandir(folder) as entries:
            listed = list(entries)
    except OSError:
        return
    if any(entry.name == "pyvenv.cfg" for entry in listed):
        return
    for entry in listed:
        if entry.name.startswith(".") or entry.name in SKIPPED or entry.path in left_out:
            continue
        if entry.name.endswith(SUFFIXES):
            if stamp := _stamp_of(entry.path):
                yield entry.path, stamp
        elif entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, left_out)


def _stamp_of(path: str) -> Stamp | None:
    try:
        found = os.stat(path)
    except OSError:  # deleted, or a link that leads nowhere
        return None
    return Stamp(found.st_mtime_ns, found.st_size, found.st_ino)


def _digest(path: str) -> bytes:
    try:
        return blake2b(Path(path).read_bytes(), digest_size=16).digest()
    except OSError:
        return b""
