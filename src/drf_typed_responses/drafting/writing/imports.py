"""Adds imports where isort and ruff would put them, without shadowing a name of the module."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from typing import NamedTuple

import libcst as cst
import libcst.matchers as m
from libcst.helpers import get_full_name_for_node

from ...project_files import is_of_project
from .source_files import SourceFile


class Imported(NamedTuple):
    """A name of a module, both as in `from module import name`; without a name the module."""

    module: str
    name: str


def add_imports(file: SourceFile, names: Iterable[Imported]) -> dict[str, str]:
    """Add the missing imports; returns how the module names each of them.

    A name that the module gives to something else gets an alias, or that of its module if
    that is imported: `datetime.datetime`.
    """
    return {each.name or each.module: _add(file, each) for each in sorted({*names})}


def local_name(file: SourceFile, wanted: Imported) -> str | None:
    """How a module names what it imports; None if it does not import that."""
    return next((local for local, known in _bindings(file) if known == wanted), None)


def _add(file: SourceFile, wanted: Imported) -> str:
    if wanted.module == file.name:
        return wanted.name
    bound = dict(_bindings(file))
    for local, known in bound.items():
        if known == wanted:
            return local
    for local, known in bound.items():
        if known == Imported(wanted.module, "") and wanted.name:
            return f"{local}.{wanted.name}"
    local = _free(wanted.name or wanted.module, bound)
    if wanted.name:
        _insert(file, wanted, local)
    else:
        alias = "" if local == wanted.module else f" as {local}"
        _insert_line(
            file, _place_of(file, wanted.module, is_from=False), f"import {wanted.module}{alias}"
        )
    return local


def _free(name: str, taken: Iterable[str]) -> str:
    options = (name, f"{name}_DRAFTED" if name.isupper() else f"Drafted{name}", f"{name}_")
    return next((each for each in options if each not in taken), f"{name}__")


# ---------------------------------------------------------------- names of a module


def _bindings(file: SourceFile) -> Iterator[tuple[str, Imported | None]]:
    """The global names of a module, and what each is imported from; a module has no name."""
    for statement in file.module.body:
        yield from _bound(file, statement)


def _bound(file: SourceFile, node: cst.CSTNode) -> Iterator[tuple[str, Imported | None]]:
    if isinstance(node, cst.SimpleStatementLine):
        for part in node.body:
            yield from _bound(file, part)
    elif isinstance(node, cst.ImportFrom):
        yield from _from(file, node)
    elif isinstance(node, cst.Import):
        for alias in node.names:
            local = alias.evaluated_alias or alias.evaluated_name
            yield local, Imported(alias.evaluated_name, "")
    elif isinstance(node, (cst.ClassDef, cst.FunctionDef)):
        yield node.name.value, None
    elif isinstance(node, (cst.Assign, cst.AnnAssign)):
        targets = (
            [t.target for t in node.targets] if isinstance(node, cst.Assign) else [node.target]
        )
        for target in targets:
            for each in m.findall(target, m.Name()):
                yield cst.ensure_type(each, cst.Name).value, None
    elif isinstance(node, (cst.If, cst.Try, cst.TryStar, cst.Else)) and not _is_for_checkers(node):
        # A name that only one branch binds is taken, whatever it is imported from.
        for statement in node.body.body:
            for name, _ in _bound(file, statement):
                yield name, None


def _is_for_checkers(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.If) and str(get_full_name_for_node(node.test)).endswith(
        "TYPE_CHECKING"
    )


def _from(file: SourceFile, node: cst.ImportFrom) -> Iterator[tuple[str, Imported]]:
    if isinstance(node.names, cst.ImportStar):
        return
    module = _absolute(file, node)
    for alias in node.names:
        yield alias.evaluated_alias or alias.evaluated_name, Imported(module, alias.evaluated_name)


def _absolute(file: SourceFile, node: cst.ImportFrom) -> str:
    own = get_full_name_for_node(node.module) if node.module else ""
    if not node.relative:
        return own or ""
    parts = file.package.split(".")
    above = ".".join(parts[: len(parts) - len(node.relative) + 1])
    return f"{above}.{own}" if own and above else own or above


# ---------------------------------------------------------------- the order of isort

_FUTURE, _PYTHON, _INSTALLED, _PROJECT, _RELATIVE = range(5)


class _Place(NamedTuple):
    """The key by which isort sorts a statement."""

    section: int
    is_from: bool
    module: tuple[object, ...]


def _section(file: SourceFile, module: str) -> int:
    if module.startswith("."):
        return _RELATIVE
    root = module.partition(".")[0]
    if root == "__future__":
        return _FUTURE
    if root in sys.stdlib_module_names:
        return _PYTHON
    return _PROJECT if _is_of_project(root) else _INSTALLED


def _is_of_project(root: str) -> bool:
    try:
        spec = find_spec(root)
    except (ImportError, ValueError):
        return False
    if spec is None:
        return False
    folders = spec.submodule_search_locations or ()
    return any(map(is_of_project, [spec.origin or "", *folders]))


def _natural(text: str) -> tuple[object, ...]:
    return tuple(
        (1, int(part), "") if part.isdigit() else (2, 0, part)
        for part in re.split(r"(\d+)", text.lower())
    )


def _place(file: SourceFile, statement: cst.CSTNode) -> _Place | None:
    """The place of an import statement; None for any other statement."""
    match statement:
        case cst.SimpleStatementLine(body=[cst.ImportFrom() as node]):
            written = "." * len(node.relative)
            written += (get_full_name_for_node(node.module) or "") if node.module else ""
            return _place_of(file, written)
        case cst.SimpleStatementLine(body=[cst.Import(names=[alias])]):
            return _place_of(file, alias.evaluated_name, is_from=False)
    return None


def _place_of(file: SourceFile, module: str, *, is_from: bool = True) -> _Place:
    # isort puts the furthest relative module first.
    dots = len(module) - len(module.lstrip("."))
    return _Place(_section(file, module), is_from, (-dots, *_natural(module.lstrip("."))))


def _member_key(name: str) -> tuple[object, ...]:
    """Constants, then classes, then the rest. Source: `member_type` of ruff's isort."""
    is_constant = len(name) > 1 and name.isupper()
    return (0 if is_constant else 1 if name[:1].isupper() else 2, *_natural(name))


# ---------------------------------------------------------------- insertion


def _insert(file: SourceFile, wanted: Imported, local: str) -> None:
    written = _written_module(file, wanted.module)
    for index, statement in enumerate(file.module.body):
        if local == wanted.name and (more := _with_member(file, statement, wanted)):
            _replace(file, index, more)
            return
    alias = wanted.name if local == wanted.name else f"{wanted.name} as {local}"
    _insert_line(file, _place_of(file, written), _import_from(file, written, [alias]))


def _written_module(file: SourceFile, module: str) -> str:
    """The module as an import writes it: relative, if the file imports its own package so."""
    package = file.package
    is_near = package and module.startswith(f"{package}.")
    relative = m.SimpleStatementLine(body=[m.ImportFrom(relative=[m.AtLeastN(n=1)])])
    if is_near and any(m.matches(each, relative) for each in file.module.body):
        return module.removeprefix(package)
    return module


def _with_member(
    file: SourceFile, statement: cst.CSTNode, wanted: Imported
) -> cst.SimpleStatementLine | None:
    """The statement `from module import ...` with one more name; None if it is another one."""
    match statement:
        case cst.SimpleStatementLine(body=[cst.ImportFrom(names=[*aliases]) as node]) if (
            _absolute(file, node) == wanted.module
        ):
            pass
        case _:
            return None
    if any(alias.asname for alias in aliases) or "#" in file.module.code_for_node(node):
        return None
    names = [alias.evaluated_name for alias in aliases]
    at = next(
        (i for i, n in enumerate(names) if _member_key(n) > _member_key(wanted.name)), len(names)
    )
    names.insert(at, wanted.name)
    written = "." * len(node.relative) + (get_full_name_for_node(node.module or node) or "")
    is_exploded = "\n" in file.module.code_for_node(node)
    new = _parsed(file, _import_from(file, written, names, is_exploded=is_exploded))
    return new.with_changes(
        leading_lines=statement.leading_lines, trailing_whitespace=statement.trailing_whitespace
    )


def _import_from(
    file: SourceFile, module: str, names: Sequence[str], *, is_exploded: bool = False
) -> str:
    line = f"from {module} import {', '.join(names)}"
    if is_exploded or len(line) > file.width:
        inner = "".join(f"    {name},\n" for name in names)
        return f"from {module} import (\n{inner})"
    return line


def _parsed(file: SourceFile, line: str) -> cst.SimpleStatementLine:
    parsed = cst.parse_statement(f"{line}\n", config=file.module.config_for_parsing)
    return cst.ensure_type(parsed, cst.SimpleStatementLine)


def _insert_line(file: SourceFile, own: _Place, line: str) -> None:
    new = _parsed(file, line)
    body = list(file.module.body)
    places = [_place(file, each) for each in body[: end_of_imports(file)]]
    known = [(at, place) for at, place in enumerate(places) if place is not None]
    later = next((at for at, place in known if place > own), None)
    at = later if later is not None else (known[-1][0] + 1 if known else len(places))
    before = places[at - 1] if at else None
    if at < len(body):
        body[at] = _below(body[at], new, own, places[at] if at < len(places) else None, before)
    is_apart = at > 0 and (before is None or before.section != own.section)
    lines = [cst.EmptyLine(indent=False)] if is_apart else []
    body.insert(at, new.with_changes(leading_lines=lines))
    file.module = file.module.with_changes(body=body)


def _below(
    statement: cst.SimpleStatementLine | cst.BaseCompoundStatement,
    new: cst.SimpleStatementLine,
    own: _Place,
    place: _Place | None,
    before: _Place | None,
) -> cst.SimpleStatementLine | cst.BaseCompoundStatement:
    """The statement below a new import, with the blank lines that isort wants between them."""
    lines: list[cst.EmptyLine] = list(getattr(statement, "leading_lines", ()))
    comments = lines[next((i for i, each in enumerate(lines) if each.comment), len(lines)) :]
    if place is not None:
        number = 0 if place.section == own.section else 1
    elif before is not None:  # the first statement below the imports stays as it is
        return statement
    else:
        number = 2 if isinstance(statement, (cst.ClassDef, cst.FunctionDef)) else 1
    blank = [cst.EmptyLine(indent=False)] * number
    return statement.with_changes(leading_lines=[*blank, *comments])


def end_of_imports(file: SourceFile) -> int:
    """The number of statements at the top that are the docstring or imports."""
    for at, statement in enumerate(file.module.body):
        is_docstring = at == 0 and m.matches(
            statement,
            m.SimpleStatementLine(body=[m.Expr(m.SimpleString() | m.ConcatenatedString())]),
        )
        is_import = m.matches(statement, m.SimpleStatementLine(body=[m.Import() | m.ImportFrom()]))
        if not is_docstring and not is_import:
            return at
    return len(file.module.body)


def _replace(file: SourceFile, at: int, new: cst.SimpleStatementLine) -> None:
    body = list(file.module.body)
    body[at] = new
    file.module = file.module.with_changes(body=body)
