"""The files that a run of drafts edits, and where each view has its types and samples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import libcst as cst

from .merged_classes import MergedClass
from .source_files import SourceFile
from .targets import Target

_RESPONSES: Final = "responses"


@dataclass(slots=True)
class Files:
    """The files that are edited, each read once.

    `renamed` are the names of drafted types in a file, `merged` what became of the types there.
    """

    by_path: dict[Path, SourceFile] = field(default_factory=dict)
    renamed: dict[Path, dict[str, str]] = field(default_factory=dict)
    merged: dict[Path, dict[str, MergedClass]] = field(default_factory=dict)

    def read(self, path: Path, name: str) -> SourceFile:
        """The file of a module. Raises SourceError."""
        if path not in self.by_path:
            self.by_path[path] = SourceFile.read(path, name)
        return self.by_path[path]

    def add_merged(self, path: Path, merged: Mapping[str, MergedClass]) -> None:
        """Keep what types of a file have gained, for the samples of other operations."""
        known = self.merged.setdefault(path, {})
        for name, each in merged.items():
            before = known[name].added if name in known else ()
            known[name] = replace(each, added=tuple(dict.fromkeys((*before, *each.added))))

    def state(self) -> Mapping[Path, cst.Module]:
        """The trees of all files, for `restore`."""
        return {path: file.module for path, file in self.by_path.items()}

    def restore(self, state: Mapping[Path, cst.Module]) -> None:
        """Undo the edits since the state was taken."""
        for path in list(self.by_path):
            if path in state:
                self.by_path[path].module = state[path]
            else:
                del self.by_path[path]


def responses_path(target: Target) -> Path:
    """The file of types and samples: `responses.py` in the folder of the view."""
    return target.file.parent / f"{_RESPONSES}.py"


def responses_module(target: Target) -> str:
    """The name of the module of types and samples."""
    is_package = target.file.name == "__init__.py"
    package = target.module if is_package else target.module.rpartition(".")[0]
    return f"{package}.{_RESPONSES}" if package else _RESPONSES
