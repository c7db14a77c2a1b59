"""Merges the drafted types of an operation into the file that has its types."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain

import libcst as cst

from ..python_source import source_words
from .annotation_shapes import read
from .counterparts import Types, counterparts, types_of
from .edits import renamed
from .merged_classes import (
    NOTHING,
    MergedClass,
    TypeStatement,
    attributes_of,
    is_total,
    merged_class,
    name_of,
)
from .source_files import code_of

_ROOTS = ("Generic", "TypedDict")


@dataclass(frozen=True, slots=True)
class MergedTypes:
    """The types of a file with the attributes of a draft.

    `module` is the file with the merged classes, and above them the new types that they name;
    `merged` has what was done to each type of the file, by its name; `new` are the drafted types
    that are not in the module yet; `renamed` gives the name in the file for a drafted name; `names`
    are the names that the added lines of `module` use.
    """

    module: cst.Module
    merged: Mapping[str, MergedClass]
    new: tuple[TypeStatement, ...]
    renamed: Mapping[str, str]
    names: frozenset[str]


def merged_types(file: cst.Module, drafted: cst.Module, written: str, body: str) -> MergedTypes:
    """The file with the drafted types; `written` and `body` are as for `counterparts`."""
    existing, drafts = types_of(file), types_of(drafted)
    pairs = counterparts(written, body, existing, drafts)
    local = {name: pairs[name][0] if name in pairs else _free(name, file) for name in drafts}
    drafts = {name: renamed(statement, local) for name, statement in drafts.items()}
    merged: dict[str, MergedClass] = {}
    for ours, theirs in ((ours, name) for ours, names in pairs.items() for name in names):
        inherited = inherited_attributes(existing[theirs], existing)
        before = merged.get(theirs) or MergedClass(existing[theirs])
        merged[theirs] = _both(before, merged_class(before.node, drafts[ours], inherited))
    unplaced = [statement for name, statement in drafts.items() if name not in pairs]
    return _placed(file, merged, unplaced, local)


def _free(name: str, file: cst.Module) -> str:
    """The name of a new type: the drafted one, unless the file has a type of that name."""
    free, number = name, 2
    while free in types_of(file):
        free, number = f"{name}{number}", number + 1
    return free


def _both(before: MergedClass, after: MergedClass) -> MergedClass:
    """What two drafted types for one class of the file did to it."""
    if not before.added and not before.unseen and not before.differing and not before.unplaced:
        return after
    return replace(
        after,
        added=(*before.added, *after.added),
        unseen=tuple(name for name in after.unseen if name in before.unseen),
        differing=tuple(dict.fromkeys((*before.differing, *after.differing))),
        unplaced=tuple(dict.fromkeys((*before.unplaced, *after.unplaced))),
    )


# ---------------------------------------------------------------- base classes


def inherited_attributes(statement: TypeStatement, types: Types) -> Mapping[str, str] | None:
    """The annotations of the attributes that the base classes of a type declare.

    None if a base class is not in `types`, or if the type is no TypedDict.
    """
    if not isinstance(statement, cst.ClassDef):
        return NOTHING
    found: dict[str, str] = {}
    bases = [code_of(base.value).partition("[")[0].rpartition(".")[2] for base in statement.bases]
    own = [name for name in bases if name not in _ROOTS]
    for name in own:
        inherited = inherited_attributes(types[name], types) if name in types else None
        if inherited is None:
            return None
        found |= {**inherited, **_marked(types[name])}
    return found if own or "TypedDict" in bases else None


def _marked(statement: TypeStatement) -> dict[str, str]:
    """The attributes of a base class, marked as not required if `total=False` says so."""
    total = is_total(statement)
    return {
        name: text if total or read(text, total).required else f"NotRequired[{text}]"
        for name, text in attributes_of(statement).items()
    }


# ---------------------------------------------------------------- placing


def _placed(
    file: cst.Module,
    merged: Mapping[str, MergedClass],
    unplaced: list[TypeStatement],
    local: Mapping[str, str],
) -> MergedTypes:
    order = {name: at for at, each in enumerate(file.body) if (name := name_of(each))}
    uses = {name: _added_names(each) for name, each in merged.items()}
    above = _positions(unplaced, {order[name]: used for name, used in uses.items()})
    is_lazy = _has_lazy_annotations(file)
    body: list[cst.BaseStatement] = []
    for at, statement in enumerate(file.body):
        below = set() if is_lazy else {name for name, i in order.items() if i >= at}
        body += [
            _quoted(new.with_changes(leading_lines=_APART), below, attributes_of(new))
            for new in unplaced
            if above.get(name_of(new)) == at
        ]
        found = merged.get(name_of(statement) or "")
        body.append(_quoted(found.node, below, found.added) if found else statement)
    placed = [each for each in unplaced if name_of(each) in above]
    names = {*chain.from_iterable(uses.values()), *chain.from_iterable(map(_all_names, placed))}
    return MergedTypes(
        file.with_changes(body=body),
        merged,
        tuple(each for each in unplaced if each not in placed),
        {old: new for old, new in local.items() if old != new},
        frozenset(names),
    )


_APART = (cst.EmptyLine(indent=False), cst.EmptyLine(indent=False))


def _positions(
    new: list[TypeStatement], uses: Mapping[int, Collection[str]]
) -> dict[str | None, int]:
    """The index of the statement above which each new type stands, if a merged class needs it."""
    found: dict[str | None, int] = {}
    for statement in reversed(new):  # a type stands below those that it names
        name = name_of(statement)
        needing = [at for at, used in uses.items() if name in used]
        needing += [
            found[name_of(other)]
            for other in new
            if name_of(other) in found and name in _all_names(other)
        ]
        if needing:
            found[name] = min(needing)
    return found


def _added_names(merged: MergedClass) -> set[str]:
    shown = attributes_of(merged.node)
    return {word for name in merged.added for word in source_words(shown[name])}


def _all_names(statement: TypeStatement) -> set[str]:
    names = {word for text in attributes_of(statement).values() for word in source_words(text)}
    return {*names, "TypedDict"}


def _has_lazy_annotations(file: cst.Module) -> bool:
    """Whether a class may name one that stands below it."""
    return any(
        code_of(statement).strip().startswith("from __future__ import annotations")
        for statement in file.body
    )


def _quoted(statement: TypeStatement, below: set[str], attributes: Iterable[str]) -> TypeStatement:
    """A class whose added attributes quote their annotations if they name types below it."""
    shown = attributes_of(statement)
    forward = {
        name: shown[name] for name in attributes if not below.isdisjoint(source_words(shown[name]))
    }
    found = statement.visit(_Quoting(forward)) if forward else statement
    assert isinstance(found, (cst.ClassDef, cst.SimpleStatementLine))
    return found


class _Quoting(cst.CSTTransformer):
    def __init__(self, annotations: Mapping[str, str]) -> None:
        self._annotations = annotations
        super().__init__()

    def leave_AnnAssign(
        self, original_node: cst.AnnAssign, updated_node: cst.AnnAssign
    ) -> cst.AnnAssign:
        annotation = self._annotations.get(code_of(original_node.target))
        if annotation is None:
            return updated_node
        quote = "'" if '"' in annotation else '"'
        text = cst.SimpleString(f"{quote}{annotation}{quote}")
        return updated_node.with_changes(annotation=cst.Annotation(text))
