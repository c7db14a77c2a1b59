"""Puts the draft of an operation into the files of the project."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeGuard

import libcst as cst
from rest_framework.serializers import BaseSerializer

from ...output.wording import listed
from ...project_files import is_of_project
from ...serializers import Serializer
from ..python_source import module_of
from .annotating import annotate_place
from .bindings import Imported
from .counterparts import types_of
from .decorators import Drafted
from .documented_statuses import NOTHING_ADDED, AddedStatuses
from .edits import add_class, annotate_return, renamed
from .files import Files, responses_module, responses_path
from .imports import add_imports
from .layout import laid_out
from .merged_samples import merged_sample
from .merged_types import MergedTypes, merged_types
from .module_names import (
    assigned,
    is_one_of,
    names_in,
    renamed_text,
    words_in,
)
from .operation_drafts import OperationDraft
from .response_classes import make_typed, response_names
from .source_files import SourceFile, code_of, replace_node
from .targets import Target
from .typed_returns import returns_typed
from .view_source import Publicity, ViewSource


class Placed(NamedTuple):
    """What became of a draft: how its types were merged, and a note for people, or ""."""

    merged: MergedTypes | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Placing:
    """Puts one draft into the files: `importable` tells the module of a reused type."""

    files: Files
    target: Target
    draft: OperationDraft
    method: str
    publicity: Publicity
    importable: Callable[[str], str | None]

    def place(self) -> Placed:
        """Edit the files. Raises SourceError if a file has no place for the draft."""
        arguments: Mapping[str, str] = self._view.lacking(self.draft.arguments)
        note, merged = "", None
        adds = "responses" in arguments and not self.draft.is_again
        if self.draft.annotations:
            merged = self._place_types(new=True)
            self._annotate()
        elif self.draft.types and (adds or self._said):
            merged = self._place_types(new=adds)
        elif self.draft.types and not self.draft.is_again:
            note = "its decorator says responses=, so the drafted types are not written"
        elif self.draft.misfits:
            note = f"its documented response is not as recorded: {listed(self.draft.misfits)}"
        if self.draft.is_again and merged and self.draft.example:
            self._complete_samples()
        elif self.draft.example and not self.draft.is_again:
            self._place_example()
        if self._returns_typed(arguments):
            self._annotate_method()
            arguments = self.draft.without_body(arguments)
        self._view.decorate(Drafted(self._written(arguments), self._added_statuses()))
        self._view.publish(self.publicity)
        return Placed(merged, note)

    @property
    def _view(self) -> ViewSource:
        return ViewSource(self.files, self.target, self.method, self.draft.sentence)

    @property
    def _responses(self) -> SourceFile:
        return self.files.read(*self._home)

    @property
    def _names(self) -> dict[str, str]:
        """The names that drafted types have in the file."""
        return self.files.renamed.setdefault(self._responses.path, {})

    @property
    def _said(self) -> str:
        """The type of its body that the source names, if it stands in the file of types."""
        said = self._said_anywhere
        known = types_of(self._responses.module)
        return said if any(name in known for name in words_in(said)) else ""

    @property
    def _said_anywhere(self) -> str:
        return self.draft.said or self._view.said_body(self.draft.status)

    @property
    def _home(self) -> tuple[Path, str]:
        """The file of the types: that which has the type of its body, else `responses.py`."""
        home = sys.modules.get(self.draft.said_in or self.target.module)
        for name in words_in(self._said_anywhere):
            cls = getattr(home, name, None)
            module = sys.modules.get(getattr(cls, "__module__", None) or "")
            file = getattr(module, "__file__", None) or ""
            if _is_type(cls) and module is not None and is_of_project(file):
                return Path(file), module.__name__
        return responses_path(self.target), responses_module(self.target)

    def _place_types(self, *, new: bool) -> MergedTypes:
        """Merge the drafted types into those of the file; with `new` the others are added too."""
        file = self._responses
        drafted = cst.parse_module(laid_out(self.draft.types, file.width))
        merged = merged_types(file.module, drafted, self._said, self.draft.body)
        file.module = merged.module
        self._names.update(merged.renamed)
        self.files.add_merged(file.path, merged.merged)
        added = merged.new if new else ()
        used = {*merged.names, *(name for each in added for name in names_in(each))}
        local = self._import_into(file, used)
        for statement in added:
            add_class(file, renamed(statement, local))
        return merged

    def _annotate(self) -> None:
        """Annotate the functions that return parts of the body."""
        for each in self.draft.annotations:
            file = self.files.read(Path(each.place.file), each.place.module)
            names = names_in(cst.parse_expression(each.annotation))
            own = {name: self._names.get(name, name) for name in names}
            found = [
                Imported(module, name) for name in own.values() if (module := self._module(name))
            ]
            annotate_place(
                file, each._replace(annotation=renamed_text(each.annotation, own)), found
            )

    def _place_example(self) -> None:
        file = self._responses
        if self.draft.constant in assigned(file):
            return
        [statement] = cst.parse_module(laid_out(self.draft.example, file.width)).body
        assert isinstance(statement, cst.SimpleStatementLine)
        local = self._import_into(file, names_in(statement))
        # The decorator of the view uses it, so in the file of the view it stands above the view.
        view = self.target.owner or self.target.qualname
        before = view.partition(".")[0] if file.path == self.target.file else ""
        add_class(file, renamed(statement, local), before=before)

    def _complete_samples(self) -> None:
        """Add what the types have gained to the samples that the decorator names."""
        file = self._responses
        merged = self.files.merged.get(file.path, {})
        drafted = cst.ensure_type(cst.parse_statement(self.draft.example), cst.SimpleStatementLine)
        names = [word for call in self._view.calls for word in words_in(code_of(call))]
        for line in file.module.body:
            if isinstance(line, cst.SimpleStatementLine) and is_one_of(line, names):
                types = types_of(file.module)
                found = merged_sample(line, drafted, self._said, types, merged)
                if found.node is not line:
                    replace_node(file, line, _laid_out(found.node, file.width))

    def _import_into(self, file: SourceFile, names: Iterator[str] | set[str]) -> dict[str, str]:
        found = [Imported(module, name) for name in names if (module := self._module(name))]
        return add_imports(file, found)

    def _module(self, name: str) -> str | None:
        """The module that a drafted name is imported from."""
        if name in types_of(self._responses.module) or name in assigned(self._responses):
            return self._responses.name
        serializer = self.draft.serializer
        if serializer is not None and serializer.__name__ == name:
            known = getattr(sys.modules.get(self.target.module), name, None)
            return self.target.module if known is serializer else serializer.__module__
        if name in self.draft.reused:
            return self.importable(name)
        return module_of(name)

    def _added_statuses(self) -> AddedStatuses:
        """The statuses that the `responses=` of the decorator gets."""
        if not self.draft.unsaid.bodies or not self._view.has_responses:
            return NOTHING_ADDED
        return self.draft.unsaid._replace(bodies=self._written(self.draft.unsaid.bodies))

    def _written(self, texts: Mapping[str, str]) -> dict[str, str]:
        """Expressions with the names that the view's module has for what they use."""
        names = self._imported(texts)
        return {key: renamed_text(text, names) for key, text in texts.items()}

    def _imported(self, arguments: Mapping[str, str]) -> dict[str, str]:
        """How the view's module names what the arguments use."""
        own = self._names
        texts = arguments.values()
        used = {name for text in texts for name in names_in(cst.parse_expression(text))}
        local = self._import_into(self._view.file, {own.get(name, name) for name in used})
        local.update(self._view.hidden_types(used))
        return {name: local.get(own.get(name, name), own.get(name, name)) for name in used}

    def _returns_typed(self, arguments: Mapping[str, str]) -> bool:
        """Whether `-> Response[T]` may say the type, as a type checker takes what is returned."""
        view, body = self._view, self.draft.body
        if not body or view.is_on_class or "responses" not in arguments:
            return False
        function = view.function()
        if function.returns is not None or self.target.shares_function:
            return False
        code = code_of(function.with_changes(decorators=[], leading_lines=[]))
        names = response_names(view.file)
        return any(returns_typed(code, name, body, self.draft.types) for name in names)

    def _annotate_method(self) -> None:
        file, body = self._view.file, self.draft.body
        response = make_typed(file, self.target.qualname)
        used = {self._names.get(name, name) for name in names_in(cst.parse_expression(body))}
        found = [Imported(module, name) for name in used if (module := self._module(name))]
        annotation = f"{response}[{renamed_text(body, self._names)}]"
        annotate_return(file, self.target.qualname, annotation, found)


def _laid_out(line: cst.SimpleStatementLine, width: int) -> cst.SimpleStatementLine:
    """A statement as the formatters lay it out; one with comments stays as it is."""
    code = code_of(line.with_changes(leading_lines=[]))
    if "#" in code:
        return line
    new = cst.ensure_type(cst.parse_statement(laid_out(code, width)), cst.SimpleStatementLine)
    return new.with_changes(leading_lines=line.leading_lines)


def _is_type(found: object) -> TypeGuard[type]:
    """Whether a name in the source is a type of bodies, and not a serializer."""
    return isinstance(found, type) and not issubclass(found, (BaseSerializer, Serializer))
