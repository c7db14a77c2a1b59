"""The source text of a module: attribute docstrings, lines, and names under `if TYPE_CHECKING:`.

Parsing takes several times as long as the rest of a translation. So a module is parsed once for all
its classes, and only when one of these facts is needed.
"""

from __future__ import annotations

import ast
import importlib
import os
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache

from .definitions import (
    aliases,
    assignments,
    definitions,
    functional_definitions,
    statements,
)
from .plain_classes import Definition

# Possessive, because most lines begin with something else, and each would be tried several times.
_STRING_LINE = re.compile(r"""\n[ \t]++[rRuU]?+("(?:"")?|'(?:'')?)""")


_CLASS_LINE = re.compile(r"^([ \t]*)class[ \t]+(\w+)", re.MULTILINE)


class ModuleSource:
    """The text of one module, and the facts read from it, each on first use."""

    def __init__(self, filename: str, text: str) -> None:
        self.filename = filename
        self.text = text
        self._annotations: dict[str, dict[str, ast.expr]] = {}

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def may_have_attribute_docstrings(self) -> bool:
        """Whether a string begins a line that is not the first of a block.

        This reads lines only, so a module that has only docstrings of classes is not parsed.
        """
        at = 0
        while opening := _STRING_LINE.search(self.text, at):
            above = opening.start()
            if self.text[above - 1] != ":" and self._line_before(above)[-1:] != ":":
                return True
            quote = opening[1]
            at = (
                self.text.find(quote, opening.end()) + len(quote)
                if len(quote) == 3
                else (opening.end())
            )
        return False

    def _line_before(self, end: int) -> str:
        """The last line of code above a position; ":" if there is none."""
        while end > 0:
            start = self.text.rfind("\n", 0, end) + 1
            line = self.text[start:end].strip()
            if line and line[0] != "#":
                return line
            end = start - 1
        return ":"

    @cached_property
    def classes(self) -> dict[str, Definition]:
        """Class statements by qualified name; of two with one name the last, as at run time."""
        return definitions(self.text)

    @cached_property
    def _plain_lines(self) -> dict[str, int]:
        """The lines of the classes that are surely written at the top of the module, and once.

        Found without parsing: none of them is below an odd number of marks of long strings.
        """
        found: dict[str, int] = {}
        seen: set[str] = set()
        at, line, double, single = 0, 1, 0, 0
        for head in _CLASS_LINE.finditer(self.text):
            between = self.text[at : head.start(1)]
            at, line = head.start(1), line + between.count("\n")
            double += between.count('"""')
            single += between.count("'''")
            name = head[2]
            if name not in seen and not head[1] and double % 2 == single % 2 == 0:
                found[name] = line
            elif name in found:
                del found[name]
            seen.add(name)
        return found

    @cached_property
    def functional(self) -> dict[str, Definition]:
        """Classes made by a call such as `TypedDict("Name", {...})`, by name."""
        return functional_definitions(self.text)

    @cached_property
    def under_type_checking(self) -> dict[str, ast.stmt]:
        """The statements under `if TYPE_CHECKING:` by the names they bind."""
        nodes = (node for whole in statements(self.text) for node in ast.walk(whole))
        blocks = (node for node in nodes if isinstance(node, ast.If))
        return {
            name: statement
            for block in blocks
            if is_type_checking(block.test)
            for statement in block.body
            for name in _bound_names(statement)
        }

    def attribute_docstrings(self, qualname: str) -> Mapping[str, str]:
        """`{field: docstring}` for the strings written below the fields of a class."""
        if not self.may_have_attribute_docstrings:
            return {}
        found = self.classes.get(qualname)
        return found.docstrings if found else {}

    def line(self, qualname: str, field: str | None = None) -> int | None:
        """The line of a class, or of one of its fields; None if the text lacks it."""
        if field is None and qualname in self._plain_lines:
            return self._plain_lines[qualname]
        found = self._class(qualname)
        if found is None:
            return None
        return found.line if field is None else found.line_of(field)

    def _class(self, qualname: str) -> Definition | None:
        return self.classes.get(qualname) or self.functional.get(qualname.rpartition(".")[2])

    def annotation(self, qualname: str, field: str) -> ast.expr | None:
        """The annotation of a field as written in the text; None if the text lacks it.

        `field` may also be `=keyword`, for the value of a keyword in the head of the class.
        """
        found = self._class(qualname)
        if found is None or field in found.expressions:
            return found.expressions[field] if found else None
        if qualname not in self._annotations:
            self._annotations[qualname] = dict(self._annotated(found))
        return self._annotations[qualname].get(field)

    def _annotated(self, definition: Definition) -> Iterator[tuple[str, ast.expr]]:
        lines = self._lines[definition.line - 1 : definition.last_line]
        indented = lines[0][:1].isspace()
        statement = ast.parse("\n".join(["if 1:", *lines] if indented else lines)).body[0]
        for node in ast.iter_child_nodes(
            statement.body[0] if isinstance(statement, ast.If) else statement
        ):
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                yield node.target.id, node.annotation

    @cached_property
    def aliases(self) -> dict[str, ast.expr]:
        """The right sides of the type aliases that the module declares, by name."""
        return aliases(self.text)

    @cached_property
    def assignments(self) -> dict[str, ast.expr]:
        """The right sides of the assignments that may be aliases with a forward reference."""
        return assignments(self.text)


@lru_cache(maxsize=1024)
def _read(filename: str, stamp: tuple[int, int]) -> ModuleSource | None:
    # `stamp` is part of the cache's key, so that a changed file is read again.
    try:
        with open(filename, encoding="utf-8") as file:
            return ModuleSource(filename, file.read())
    except (OSError, UnicodeDecodeError):
        return None


def module_source(module: str | None) -> ModuleSource | None:
    """The source of an imported module; None for one without readable Python source."""
    filename = getattr(sys.modules.get(module or ""), "__file__", None)
    if not filename or not filename.endswith(".py"):
        return None
    try:
        state = os.stat(filename)
    except OSError:
        return None
    return _read(filename, (state.st_mtime_ns, state.st_size))


def class_line(cls: object, field: str | None = None) -> tuple[str, int | None]:
    """`(file, line)` of a class, of one of its fields, or of an alias.

    `("", None)` for one without source, and for any other object.
    """
    if not isinstance(cls, type):
        return _alias_line(cls)
    source = module_source(cls.__module__)
    if source is None:
        return "", None
    return source.filename, source.line(cls.__qualname__, field)


def _alias_line(alias: object) -> tuple[str, int | None]:
    """`(file, line)` of the right side of an alias by statement, call or assignment."""
    name = getattr(alias, "__name__", "")
    source = module_source(getattr(alias, "home", None) or getattr(alias, "__module__", None))
    if source is None:
        return "", None
    value = source.aliases.get(name) or source.assignments.get(name)
    return (source.filename, value.lineno) if value is not None else ("", None)


class NotUnderTypeChecking(LookupError):
    """A module does not bind the name under `if TYPE_CHECKING:`."""


def import_under_type_checking(module: str, name: str) -> ast.expr | object:
    """The object that `name` is bound to under `if TYPE_CHECKING:` of a module.

    For an import, runs it and returns the imported object. For an assigned alias, returns its
    expression; the caller evaluates it where the other names are known.

    Raises NotUnderTypeChecking if the block does not bind the name, and ImportError or
    AttributeError if the import fails at run time, such as that of a stub-only module.
    """
    source = module_source(module)
    statement = source.under_type_checking.get(name) if source else None
    if isinstance(statement, ast.ImportFrom):
        return _import_from(module, statement, name)
    if isinstance(statement, ast.Import):
        return _import(statement, name)
    if isinstance(statement, (ast.Assign, ast.AnnAssign)) and statement.value is not None:
        return statement.value
    raise NotUnderTypeChecking(name)


def _import_from(module: str, statement: ast.ImportFrom, name: str) -> object:
    package = module if _is_package(module) else module.rpartition(".")[0]
    target = importlib.import_module("." * statement.level + (statement.module or ""), package)
    original = next(a.name for a in statement.names if (a.asname or a.name) == name)
    try:
        return getattr(target, original)
    except AttributeError:
        # `from package import submodule` imports the submodule when the attribute is missing.
        return importlib.import_module(f"{target.__name__}.{original}")


def _import(statement: ast.Import, name: str) -> object:
    alias = next(a for a in statement.names if (a.asname or a.name.partition(".")[0]) == name)
    imported = importlib.import_module(alias.name)
    return imported if alias.asname else sys.modules[name]


def _is_package(module: str) -> bool:
    return hasattr(sys.modules.get(module), "__path__")


def is_type_checking(test: ast.expr) -> bool:
    """Whether the test of an `if` is `TYPE_CHECKING`."""
    return (isinstance(test, ast.Name) and test.id == "TYPE_CHECKING") or (
        isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING"
    )


def _bound_names(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.ImportFrom):
        yield from (alias.asname or alias.name for alias in statement.names)
    elif isinstance(statement, ast.Import):
        yield from (alias.asname or alias.name.partition(".")[0] for alias in statement.names)
    elif isinstance(statement, ast.Assign):
        yield from (target.id for target in statement.targets if isinstance(target, ast.Name))
    elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        yield statement.target.id
