"""Puts the draft of an operation into the files of the project."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias, TypeGuard

import libcst as cst
from rest_framework.serializers import BaseSerializer

from ...project_files import is_of_project
from ...serializers import Serializer
from ..python_source import module_of
from .annotating import annotate_place
from .calls import lacking
from .counterparts import said_body, types_of
from .decorators import (
    schema_call,
    schema_call_of_view,
    with_docstring,
    with_public,
    with_public_methods,
    with_schema,
    with_schema_view,
)
from .edits import add_class, annotate_return, renamed
from .files import Files, responses_module, responses_path
from .imports import Imported, add_imports, local_name
from .layout import laid_out
from .merged_samples import merged_sample
from .merged_types import MergedTypes, merged_types
from .module_names import (
    assigned,
    is_function,
    is_one_of,
    names_in,
    renamed_text,
    words_in,
)
from .operation_drafts import OperationDraft
from .source_files import SourceError, SourceFile, find_definition, replace_node
from .targets import Target
from .typed_returns import returns_typed

# Where an operation is made public: nowhere, in its class, or above its function.
Publicity: TypeAlias = Literal["", "class", "function"]
_SPECTACULAR: Final = "drf_spectacular.utils"


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
        arguments = self._lacking()
        note, merged = "", None
        adds = "responses" in arguments and not self.draft.is_again
        if self.draft.annotations:
            merged = self._place_types(new=True)
            self._annotate()
        elif self.draft.types and (adds or self._said):
            merged = self._place_types(new=adds)
        elif self.draft.types and not self.draft.is_again:
            note = "its decorator says responses=, so the drafted types are not written"
        if self.draft.is_again and merged and self.draft.example:
            self._complete_samples()
        elif self.draft.example and not self.draft.is_again:
            self._place_example()
        names = self._imported(arguments)
        self._decorate({name: renamed_text(text, names) for name, text in arguments.items()})
        self._publish()
        self._annotate_method(arguments)
        return Placed(merged, note)

    # ------------------------------------------------------------ types and sample

    @property
    def _view(self) -> SourceFile:
        return self.files.read(self.target.file, self.target.module)

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
        if self.draft.said:
            return self.draft.said
        call = self._call
        if self._is_on_class:
            function = cst.ensure_type(cst.parse_statement("def f(): ...\n"), cst.FunctionDef)
            decorators = [cst.Decorator(call)] if call else []
            return said_body(function.with_changes(decorators=decorators), self.draft.status)
        return said_body(self._function(), self.draft.status)

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
        add_class(file, renamed(statement, local))

    def _complete_samples(self) -> None:
        """Add what the types have gained to the samples that the decorator names."""
        file, call = self._responses, self._call
        merged = self.files.merged.get(file.path, {})
        drafted = cst.ensure_type(cst.parse_statement(self.draft.example), cst.SimpleStatementLine)
        names = words_in(cst.Module([]).code_for_node(call)) if call else []
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

    # ------------------------------------------------------------ the view

    @property
    def _has_function(self) -> bool:
        return not self.target.is_inherited

    def _function(self) -> cst.FunctionDef:
        found = find_definition(self._view, self.target.qualname)
        if not isinstance(found, cst.FunctionDef):
            raise SourceError(f"{self.target.qualname} does not stand in its file as a function")
        return found

    def _class(self) -> cst.ClassDef:
        found = find_definition(self._view, self.target.owner)
        if not isinstance(found, cst.ClassDef):
            raise SourceError(f"{self.target.owner} does not stand in its file as a class")
        return found

    @property
    def _is_on_class(self) -> bool:
        """Whether the class documents the method, not a decorator of the function."""
        if self._has_function and not self.target.owner:
            return False
        action = self.target.function
        return not self._has_function or schema_call_of_view(self._class(), action) is not None

    @property
    def _call(self) -> cst.Call | None:
        """The call of `extend_schema` that stands there."""
        if self._is_on_class:
            return schema_call_of_view(self._class(), self.target.function)
        return schema_call(self._function(), self._method)

    @property
    def _method(self) -> str:
        """The method of HTTP, if the decorator must be for that one only."""
        return self.method if self.target.shares_function else ""

    def _lacking(self) -> dict[str, str]:
        """The arguments that the decorator lacks; a list of samples lacks the drafted one."""
        arguments = dict(self.draft.arguments)
        if self.draft.sentence and (self._is_on_class or self._method):
            arguments["description"] = repr(self.draft.sentence)
        call = self._call
        if call is None or arguments.keys() == {"examples"}:
            return arguments
        return lacking(call, arguments)

    def _imported(self, arguments: Mapping[str, str]) -> dict[str, str]:
        """How the view's module names what the arguments use."""
        own = self._names
        texts = arguments.values()
        used = {name for text in texts for name in names_in(cst.parse_expression(text))}
        local = self._import_into(self._view, {own.get(name, name) for name in used})
        local.update(self._hidden(used))
        return {name: local.get(own.get(name, name), own.get(name, name)) for name in used}

    def _hidden(self, used: set[str]) -> dict[str, str]:
        """The types of Python that methods of the class hide, such as `list` of a viewset."""
        if self.target.is_inherited or not self.target.owner:
            return {}
        methods = {each.name.value for each in self._class().body.body if is_function(each)}
        hidden = used & methods & {*vars(builtins)} - {self.target.function}
        if not hidden:
            return {}
        module = add_imports(self._view, [Imported("builtins", "")])["builtins"]
        return {name: f"{module}.{name}" for name in hidden}

    def _named(self, *names: str) -> tuple[str, ...]:
        local = add_imports(self._view, [Imported(_SPECTACULAR, name) for name in names])
        return tuple(local[name] for name in names)

    def _decorate(self, arguments: Mapping[str, str]) -> None:
        if self._is_on_class:
            self._decorate_class(arguments)
            return
        [name] = ("",) if self._call else self._named("extend_schema")
        function = self._function()
        width = self._view.width - 4 * self.target.qualname.count(".")
        new = with_schema(function, name, arguments, self._method, width)
        if self.draft.sentence and not self._method:
            new = with_docstring(new, self.draft.sentence)
        replace_node(self._view, function, new)

    def _decorate_class(self, arguments: Mapping[str, str]) -> None:
        names = "", ""
        if self._call is None:
            view, schema = self._named("extend_schema_view", "extend_schema")
            names = view, schema
        cls = self._class()
        width = self._view.width - 4 * self.target.owner.count(".")
        new = with_schema_view(cls, names, self.target.function, arguments, width)
        replace_node(self._view, cls, new)

    def _annotate_method(self, arguments: Mapping[str, str]) -> None:
        """Write `-> Response[T]` where the module has that class, and a type checker takes it."""
        response = local_name(self._view, Imported("drf_typed_responses.responses", "Response"))
        body = self.draft.body
        if response is None or not body or self._is_on_class or "responses" not in arguments:
            return
        function = self._function()
        code = cst.Module([]).code_for_node(function.with_changes(decorators=[], leading_lines=[]))
        if function.returns is None and returns_typed(code, response, body, self.draft.types):
            used = {self._names.get(name, name) for name in names_in(cst.parse_expression(body))}
            found = [Imported(module, name) for name in used if (module := self._module(name))]
            annotation = renamed_text(body, self._names)
            annotate_return(
                self._view,
                self.target.qualname,
                f"Response[{annotation}]",
                [*found, Imported("drf_typed_responses.responses", "Response")],
            )

    def _publish(self) -> None:
        if self.publicity == "class":
            cls = self._class()
            replace_node(self._view, cls, with_public(cls, _methods(self.target, self.method)))
        elif self.publicity == "function":
            module = "drf_typed_responses.publish"
            local = add_imports(self._view, [Imported(module, "public_methods")])
            function = self._function()
            new = with_public_methods(function, local["public_methods"], self.method)
            replace_node(self._view, function, new)


def _methods(target: Target, method: str) -> tuple[str, ...]:
    """The members of `public`: with those that the class inherits, which a new set would hide."""
    inherited = () if "public" in vars(target.view) else getattr(target.view, "public", ())
    return tuple(sorted({*map(str, inherited or ()), method}))


def _laid_out(line: cst.SimpleStatementLine, width: int) -> cst.SimpleStatementLine:
    """A statement as the formatters lay it out; one with comments stays as it is."""
    code = cst.Module([]).code_for_node(line.with_changes(leading_lines=[]))
    if "#" in code:
        return line
    new = cst.ensure_type(cst.parse_statement(laid_out(code, width)), cst.SimpleStatementLine)
    return new.with_changes(leading_lines=line.leading_lines)


def _is_type(found: object) -> TypeGuard[type]:
    """Whether a name in the source is a type of bodies, and not a serializer."""
    return isinstance(found, type) and not issubclass(found, (BaseSerializer, Serializer))
