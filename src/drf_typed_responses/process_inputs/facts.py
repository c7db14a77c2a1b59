"""The facts about a path that a process may learn, each as a text that differs where the fact does.

A fact is named by its kind and its path, `names /project/parts`.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping, Set
from hashlib import blake2b
from importlib.machinery import all_suffixes
from pathlib import Path
from typing import Final

# The functions themselves: while a process is heard, those of `os` tell what they are asked.
_STAT, _LSTAT, _ACCESS = os.stat, os.lstat, os.access
_READLINK, _SCANDIR, _LISTDIR = os.readlink, os.scandir, os.listdir
# What Python reads by its name in a folder of the search path, beside packages.
_IMPORTED: Final = (*all_suffixes(), ".pth", ".egg-link", ".dist-info", ".egg-info")


def named(kind: str, path: str) -> str:
    """The name of a fact."""
    return f"{kind} {path}"


def path_of(fact: str) -> str:
    """The path of the fact of that name."""
    return fact.partition(" ")[2]


def fact_of(name: str, ignored: Set[str] = frozenset()) -> str:
    """The fact as it is now; the paths `ignored` are passed over in folders."""
    kind, _, path = name.partition(" ")
    try:
        return KINDS[kind](path, ignored)
    except (OSError, ValueError) as error:
        return type(error).__name__


def digest(content: bytes) -> str:
    """Sixteen hexadecimal digits that stand for the content."""
    return blake2b(content, digest_size=8).hexdigest()


def _stamp(path: str, ignored: Set[str]) -> str:
    """The metadata that writing or replacing a file changes."""
    found = _STAT(path)
    if not stat.S_ISREG(found.st_mode):
        return "special"  # a folder, whose names are a fact of their own, or a device
    return f"{found.st_mtime_ns} {found.st_ctime_ns} {found.st_size} {found.st_ino}"


def _text(path: str, ignored: Set[str]) -> str:
    return digest(Path(path).read_bytes()) if stat.S_ISREG(_STAT(path).st_mode) else "special"


def _installed(path: str, ignored: Set[str]) -> str:
    found = _STAT(path)
    return f"{found.st_mtime_ns} {found.st_size}" if stat.S_ISREG(found.st_mode) else "special"


def _changed(path: str, ignored: Set[str]) -> str:
    found = _LSTAT(path)
    return f"{found.st_mtime_ns} {found.st_ctime_ns}"


def _kind(path: str, ignored: Set[str]) -> str:
    """The kind of what stands at the path, and of where it leads if it is a link."""
    found = _LSTAT(path).st_mode
    if not stat.S_ISLNK(found):
        return f"{stat.S_IFMT(found):o}"
    try:
        return f"a link to {stat.S_IFMT(_STAT(path).st_mode):o}"
    except OSError as error:
        return f"a link, {type(error).__name__}"


def _metadata(path: str, ignored: Set[str]) -> str:
    return _described(_STAT(path))


def _own_metadata(path: str, ignored: Set[str]) -> str:
    return _described(_LSTAT(path))


def _described(found: os.stat_result) -> str:
    times = f"{found.st_mtime_ns} {found.st_ctime_ns}"
    owner = f"{found.st_uid} {found.st_gid}"
    return f"{found.st_mode:o} {found.st_size} {times} {found.st_dev} {found.st_ino} {owner}"


def _access(path: str, ignored: Set[str]) -> str:
    return " ".join(str(_ACCESS(path, mode)) for mode in (os.F_OK, os.R_OK, os.W_OK, os.X_OK))


def _link(path: str, ignored: Set[str]) -> str:
    return _READLINK(path)


def _modules(path: str, ignored: Set[str]) -> str:
    """The names in a folder that an import may find."""
    names = (each for each in _LISTDIR(path) if _is_imported(each))
    return _of_names(each for each in names if os.path.join(path, each) not in ignored)


def _is_imported(name: str) -> bool:
    return name.endswith(_IMPORTED) or (name.isidentifier() and name != "__pycache__")


def _names(path: str, ignored: Set[str]) -> str:
    """The names in a folder, with what each of them is."""
    with _SCANDIR(path) as entries:
        return _of_names(f"{_type(e)} {e.name}" for e in entries if not _is_left_out(e, ignored))


def _entries(path: str, ignored: Set[str]) -> str:
    """The same with the metadata of each, which the entries of `os.scandir` have."""
    with _SCANDIR(path) as entries:
        left = [each for each in entries if not _is_left_out(each, ignored)]
    return _of_names(f"{e.name} {_described(e.stat(follow_symlinks=False))}" for e in left)


def _is_left_out(entry: os.DirEntry[str], ignored: Set[str]) -> bool:
    return entry.name == "__pycache__" or entry.path in ignored


def _type(entry: os.DirEntry[str]) -> str:
    return f"{entry.is_symlink():d}{entry.is_dir():d}{entry.is_file():d}"


def _of_names(names: Iterator[str]) -> str:
    return digest("\0".join(sorted(names)).encode("utf-8", "surrogateescape"))


KINDS: Final[Mapping[str, Callable[[str, Set[str]], str]]] = {
    "file": _stamp,
    "text": _text,
    "installed": _installed,
    "changed": _changed,
    "kind": _kind,
    "metadata": _metadata,
    "link-metadata": _own_metadata,
    "access": _access,
    "link": _link,
    "modules": _modules,
    "names": _names,
    "entries": _entries,
}
