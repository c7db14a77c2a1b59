"""The bytes of a source: a file, a web address, or a revision of the repository."""

from __future__ import annotations

import os
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from threading import Thread
from typing import Final
from urllib.parse import urlsplit

from ...exceptions import DocumentError

MAX_BYTES: Final = 64 << 20
PATIENCE = 30.0
CHUNK: Final = 1 << 16


def content_of(source: str, name: str, committed: Path | None = None) -> bytes:
    """The bytes of a source of `loading.read`; `name` is its name in messages.

    Raises DocumentError, in one sentence, for a source that cannot be read or is too large.
    """
    if source.startswith("git:"):
        return _from_git(source, committed)
    if source.startswith(("http://", "https://")):
        return _from_web(source, name)
    return _from_file(Path(source))


def _from_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return _limited(file.read, str(path))
    except OSError as error:
        raise DocumentError(f"{path} cannot be read: {error.strerror or error}") from error
    except ValueError as error:  # an invalid file name
        raise DocumentError(f"{str(path)!r} cannot be read: {error}") from error


def _limited(read: Callable[[int], bytes], name: str) -> bytes:
    """All bytes of a reader, read in pieces because a device or a server may send without end."""
    pieces: list[bytes] = []
    size = 0
    while piece := read(CHUNK):
        size += len(piece)
        if size > MAX_BYTES:
            raise DocumentError(f"{name} is larger than {MAX_BYTES >> 20} MB")
        pieces.append(piece)
    return b"".join(pieces)


# ---------------------------------------------------------------- web


def _from_web(url: str, name: str) -> bytes:
    """The bytes of a URL, within a total time: a socket's time-out does not stop a slow server."""
    met: list[bytes | DocumentError] = []
    fetching = Thread(target=lambda: met.append(_fetched(url, name)), daemon=True)
    fetching.start()
    fetching.join(PATIENCE)
    if not met:
        raise DocumentError(f"{name} did not arrive within {PATIENCE:.0f} seconds")
    if isinstance(met[0], DocumentError):
        raise met[0]
    return met[0]


def _fetched(url: str, name: str) -> bytes | DocumentError:
    try:
        if urlsplit(url).username is not None:
            return DocumentError(f"{name}: an address with a password in it is not supported")
        with _opener().open(url, timeout=2 * PATIENCE) as response:
            return _limited(response.read1, name)
    except DocumentError as error:
        return error
    except urllib.error.HTTPError as error:
        error.close()
        reason = str(error.reason).partition("\n")[0]
        return DocumentError(f"{name} answers {error.code} {reason}")
    except urllib.error.URLError as error:
        return DocumentError(f"{name} cannot be fetched: {error.reason}")
    except (OSError, ValueError, HTTPException) as error:
        reason = str(error) or type(error).__name__
        return DocumentError(f"{name} cannot be fetched: {reason}")


def _opener() -> urllib.request.OpenerDirector:
    """An opener without `file:` and `ftp:`, to which a redirect could lead."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        urllib.request.UnknownHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPErrorProcessor,
    ):
        opener.add_handler(handler())
    return opener


# ---------------------------------------------------------------- git


def _from_git(source: str, committed: Path | None) -> bytes:
    revision, _, inside = source.removeprefix("git:").partition(":")
    folder, shown = Path(), inside
    if not inside:
        if committed is None:
            raise DocumentError(f"{source} names no file: write git:{revision or 'REV'}:PATH")
        shown = os.path.relpath(committed)
        folder, inside = _place(committed)
    if not revision or revision.startswith("-"):  # git would read an option
        raise DocumentError(f"{source} names no revision: write git:REV or git:REV:PATH")
    if not _object_of(folder, source, f"{revision}^{{commit}}"):
        raise DocumentError(f"{source} cannot be read: unknown revision {revision}")
    name = _object_of(folder, source, f"{revision}:{inside}")
    if not name:
        raise DocumentError(f"{source} cannot be read: {shown} does not exist in {revision}")
    if _git(folder, source, "cat-file", "-t", name).strip() != b"blob":
        raise DocumentError(f"{source} cannot be read: {shown} is not a file in {revision}")
    if int(_git(folder, source, "cat-file", "-s", name)) > MAX_BYTES:
        raise DocumentError(f"{source} is larger than {MAX_BYTES >> 20} MB")
    return _git(folder, source, "cat-file", "blob", name)


def _place(path: Path) -> tuple[Path, str]:
    """The nearest existing folder, and the path from there; others may not be built yet."""
    whole = path.absolute()
    folder = next(parent for parent in whole.parents if parent.is_dir())
    return folder, f"./{whole.relative_to(folder).as_posix()}"


def _object_of(folder: Path, source: str, name: str) -> str:
    """The id of the object of a name, or an empty text."""
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", name)
    return _git(folder, source, *asked, may_fail=True).decode().strip()


def _git(folder: Path, source: str, *arguments: str, may_fail: bool = False) -> bytes:
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
    except FileNotFoundError as error:
        raise DocumentError(f"{source} cannot be read: git is not installed") from error
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise DocumentError(f"{source} cannot be read: {error}") from error
    # git ends with 1 for an unknown name, and with 128 outside of a repository.
    if done.returncode > int(may_fail) or done.returncode < 0:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        raise DocumentError(f"{source} cannot be read: {lines[0] if lines else 'git failed'}")
    return done.stdout
