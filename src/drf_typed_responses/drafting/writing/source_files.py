"""A Python file of the project as a syntax tree that can be edited."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import libcst as cst
import libcst.matchers as m

from ...exceptions import TypedResponsesError
from ...output.wording import shown_path

# The line length of ruff and of black, where the project sets none.
_WIDTH: Final = 88


class SourceError(TypedResponsesError):
    """A file of the project cannot be edited."""


@dataclass(slots=True)
class SourceFile:
    """A file and its tree: an edit replaces `module`; `name` is that of the module, `a.b.views`.

    `original` is the text of the file as it is, or "" for a new file.
    """

    path: Path
    name: str
    module: cst.Module
    original: str

    @classmethod
    def read(cls, path: Path, name: str) -> SourceFile:
        """The file, or an empty one if there is none. Raises SourceError."""
        try:
            content = path.read_bytes() if path.exists() else b""
            module = cst.parse_module(content)
            if not content:
                module = module.with_changes(has_trailing_newline=True)
            return cls(path, name, module, content.decode(module.encoding))
        except (OSError, ValueError, cst.ParserSyntaxError) as error:
            raise SourceError(f"cannot read {shown_path(path)}: {error}") from error

    @property
    def content(self) -> bytes:
        """The bytes to write."""
        return self.module.bytes

    @property
    def is_changed(self) -> bool:
        """Whether an edit changed the text."""
        return self.module.code != self.original

    @property
    def package(self) -> str:
        """The package from which its relative imports start."""
        return self.name if self.path.name == "__init__.py" else self.name.rpartition(".")[0]

    @property
    def width(self) -> int:
        """The longest line that the project's formatter allows."""
        return line_length(self.path.parent)

    @property
    def diff(self) -> str:
        """A unified diff from the original."""
        shown = str(shown_path(self.path)).lstrip("/")
        lines = difflib.unified_diff(
            self.original.splitlines(keepends=True),
            self.module.code.splitlines(keepends=True),
            f"a/{shown}" if self.original else "/dev/null",
            f"b/{shown}",
        )
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


@lru_cache(maxsize=256)
def line_length(folder: Path) -> int:
    """The line length of the nearest settings of ruff or black."""
    settings = (each for above in (folder, *folder.parents) for each in _settings(above))
    length = next(settings, {}).get("line-length")
    return length if isinstance(length, int) else _WIDTH


def _settings(folder: Path) -> Iterator[dict[str, Any]]:
    for name in (".ruff.toml", "ruff.toml", "pyproject.toml"):
        try:
            read = tomllib.loads((folder / name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        tools = read.get("tool", {}) if name == "pyproject.toml" else {"ruff": read}
        yield from (tools[tool] for tool in ("ruff", "black") if tool in tools)


def code_of(node: cst.CSTNode) -> str:
    """The source of a node."""
    return cst.Module([]).code_for_node(node)


def block_of(body: cst.BaseSuite) -> cst.IndentedBlock:
    """The body of a class or function as a block; one behind the colon gets a line of its own."""
    if isinstance(body, cst.IndentedBlock):
        return body
    suite = cst.ensure_type(body, cst.SimpleStatementSuite)
    line = cst.SimpleStatementLine(suite.body, trailing_whitespace=suite.trailing_whitespace)
    return cst.IndentedBlock([line])


def find_definition(file: SourceFile, qualname: str) -> cst.ClassDef | cst.FunctionDef | None:
    """The class or function of that qualified name, such as "View.get"; the last one of a name."""
    body: tuple[cst.CSTNode, ...] = tuple(file.module.body)
    found: cst.ClassDef | cst.FunctionDef | None = None
    for name in qualname.split("."):
        named = m.ClassDef(name=m.Name(name)) | m.FunctionDef(name=m.Name(name))
        matching = [each for each in body if m.matches(each, named) and not _sets(each)]
        if not matching:
            return None
        last = matching[-1]
        assert isinstance(last, (cst.ClassDef, cst.FunctionDef))
        found, body = last, tuple(last.body.body)
    return found


def _sets(node: cst.CSTNode) -> bool:
    """Whether a function is the setter or deleter of a property, which have its name."""
    parts = ("setter", "deleter")
    decorators = [each.decorator for each in getattr(node, "decorators", ())]
    return any(isinstance(each, cst.Attribute) and each.attr.value in parts for each in decorators)


def replace_node(file: SourceFile, old: cst.CSTNode, new: cst.CSTNode) -> None:
    """Replace a node of the file by another one."""
    # `deep_replace` copies the tree, which is slow for a module of many views.
    if any(each is old for each in file.module.body):
        body = [new if each is old else each for each in file.module.body]
        file.module = file.module.with_changes(body=body)
        return
    replaced = file.module.deep_replace(old, new)
    assert isinstance(replaced, cst.Module)
    file.module = replaced
