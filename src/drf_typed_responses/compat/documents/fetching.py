"""Where a document comes from: a file, a web address, or a revision of the repository."""

from __future__ import annotations

import os
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from http.client import HTTPException
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from ...exceptions import DocumentError
from .loading import MAX_BYTES, document

PATIENCE = 30.0
CHUNK = 1 << 16


def read(source: str, committed: Path | None = None) -> Mapping[str, Any]:
    """The OpenAPI document that `source` names.

    `source` is the path of a file, an http(s) URL, `git:REV:PATH` with a path that starts at the
    root of the repository (or with `./`), or `git:REV` for the committed version of the file
    `committed`. Raises DocumentError, in one sentence, for whatever cannot be read or is no
    OpenAPI 3 document.
    """
    name = without_password(source)
    if source.startswith("git:"):
        content = _from_git(source, committed)
    elif source.startswith(("http://", "https://")):
        content = _from_web(source, name)
    else:
        content = _from_file(Path(source))
    return document(content, name)


def without_password(source: str) -> str:
    """The source as it may be shown in a log: an address without its user and query."""
    if not source.startswith(("http://", "https://")):
        return source
    try:
        parts = urlsplit(source)
    except ValueError:  # nothing can be fetched from it either
        return source.partition("@")[2] or source
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def _from_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return _limited(file.read, str(path))
    except OSError as error:
        raise DocumentError(f"{path} cannot be read: {error.strerror or error}") from error
    except ValueError as error:  # a name that no file can have
        raise DocumentError(f"{str(path)!r} cannot be read: {error}") from error


def _limited(read: Callable[[int], bytes], name: str) -> bytes:
    """All that `read` gives, in pieces: a device or a server may never come to an end."""
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
    """What arrives in time: a server that drips outlasts the time-out of a socket, so we leave."""
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
        said = str(error) or type(error).__name__
        return DocumentError(f"{name} cannot be fetched: {said}")


def _opener() -> urllib.request.OpenerDirector:
    """Without `file:` and `ftp:`, which a redirect could otherwise lead to."""
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
    if not _parsed(folder, source, f"{revision}^{{commit}}"):
        raise DocumentError(f"{source} cannot be read: there is no revision {revision} here")
    name = _parsed(folder, source, f"{revision}:{inside}")
    if not name:
        raise DocumentError(f"{source} cannot be read: {revision} holds no {shown}")
    if _git(folder, source, "cat-file", "-t", name).strip() != b"blob":
        raise DocumentError(f"{source} cannot be read: {shown} is no file in {revision}")
    if int(_git(folder, source, "cat-file", "-s", name)) > MAX_BYTES:
        raise DocumentError(f"{source} is larger than {MAX_BYTES >> 20} MB")
    return _git(folder, source, "cat-file", "blob", name)


def _place(path: Path) -> tuple[Path, str]:
    """The nearest folder that exists, and the path from there: a build may never have run."""
    whole = path.absolute()
    folder = next(parent for parent in whole.parents if parent.is_dir())
    return folder, f"./{whole.relative_to(folder).as_posix()}"


def _parsed(folder: Path, source: str, name: str) -> str:
    """The object of a name, or nothing."""
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", name)
    return _git(folder, source, *asked, may_fail=True).decode().strip()


def _git(folder: Path, source: str, *arguments: str, may_fail: bool = False) -> bytes:
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
    except FileNotFoundError as error:
        raise DocumentError(f"{source} cannot be read: there is no git here") from error
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise DocumentError(f"{source} cannot be read: {error}") from error
    # 1 is a name that is none; 128 is no repository at all.
    if done.returncode > int(may_fail) or done.returncode < 0:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise DocumentError(f"{source} cannot be read: {said[0] if said else 'git failed'}")
    return done.stdout
