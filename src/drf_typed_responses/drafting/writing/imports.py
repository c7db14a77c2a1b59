"""Adds imports where isort and ruff would put them, without shadowing a name of the module."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import libcst as cst
import libcst.matchers as m
from libcst.helpers import get_full_name_for_node

from .bindings import Imported, bindings, imported_module
from .import_order import ImportPlace, import_place, member_key, module_place
from .source_files import SourceFile


def add_imports(file: SourceFile, names: Iterable[Imported]) -> dict[str, str]:
    """Add the missing imports; returns how the module names each of them.

    A name that the module gives to something else gets an alias, or that of its module if
    that is imported: `datetime.datetime`.
    """
    return {each.name or each.module: _add(file, each) for each in sorted({*names})}


def remove_import(file: SourceFile, unwanted: Imported) -> None:
    """Remove a name from the statement of the module that imports it from another module."""
    for at, statement in enumerate(file.module.body):
        match statement:
            case cst.SimpleStatementLine(body=[cst.ImportFrom(names=[*aliases]) as node]) if (
                imported_module(file, node) == unwanted.module
            ):
                kept = [each for each in aliases if each.evaluated_name != unwanted.name]
                if len(kept) < len(aliases):
                    _keep_aliases(file, at, statement, kept)
                    return


def _keep_aliases(
    file: SourceFile, at: int, line: cst.SimpleStatementLine, kept: list[cst.ImportAlias]
) -> None:
    """Let a statement that imports names from a module import these alone, or remove it."""
    body = list(file.module.body)
    if kept:
        last = kept[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
        new = cst.ensure_type(line.body[0], cst.ImportFrom).with_changes(names=[*kept[:-1], last])
        body[at] = line.with_changes(body=[new])
    else:
        del body[at]
        below = body[at] if at < len(body) else None
        # The blank lines and comments above a section stay above it.
        if isinstance(below, cst.SimpleStatementLine) and not below.leading_lines:
            body[at] = below.with_changes(leading_lines=line.leading_lines)
    file.module = file.module.with_changes(body=body)


def _add(file: SourceFile, wanted: Imported) -> str:
    if wanted.module == file.name:
        return wanted.name
    bound = dict(bindings(file))
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
            file, module_place(file, wanted.module, is_from=False), f"import {wanted.module}{alias}"
        )
    return local


def _free(name: str, taken: Iterable[str]) -> str:
    options = (name, f"{name}_DRAFTED" if name.isupper() else f"Drafted{name}", f"{name}_")
    return next((each for each in options if each not in taken), f"{name}__")


def _insert(file: SourceFile, wanted: Imported, local: str) -> None:
    written = _written_module(file, wanted.module)
    for index, statement in enumerate(file.module.body):
        if local == wanted.name and (more := _with_member(file, statement, wanted)):
            _replace(file, index, more)
            return
    alias = wanted.name if local == wanted.name else f"{wanted.name} as {local}"
    place = module_place(file, written, member=wanted.name)
    _insert_line(file, place, _import_from(file, written, [alias]))


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
            imported_module(file, node) == wanted.module
        ):
            pass
        case _:
            return None
    if any(alias.asname for alias in aliases) or "#" in file.module.code_for_node(node):
        return None
    names = [alias.evaluated_name for alias in aliases]
    at = next(
        (i for i, n in enumerate(names) if member_key(n) > member_key(wanted.name)), len(names)
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


def _insert_line(file: SourceFile, own: ImportPlace, line: str) -> None:
    new = _parsed(file, line)
    body = list(file.module.body)
    places = [import_place(file, each) for each in body[: end_of_imports(file)]]
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
    own: ImportPlace,
    place: ImportPlace | None,
    before: ImportPlace | None,
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
