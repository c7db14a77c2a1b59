"""The view of an operation in its source: its class, its function, and their decorators."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias

import libcst as cst

from .bindings import Imported
from .calls import lacking, place_of
from .counterparts import said_body
from .decorators import (
    Drafted,
    schema_call_of_view,
    schema_calls,
    with_docstring,
    with_public,
    with_public_methods,
    with_public_urls,
    with_schema,
    with_schema_view,
)
from .files import Files
from .imports import add_imports
from .module_names import is_function
from .source_files import SourceError, SourceFile, find_definition, replace_node
from .targets import Target

# Where an operation is made public: nowhere, in its class, or above its function.
Place: TypeAlias = Literal["", "class", "function"]
_SPECTACULAR: Final = "drf_spectacular.utils"
_NO_FUNCTION: Final = cst.ensure_type(cst.parse_statement("def f(): ...\n"), cst.FunctionDef)


class Publicity(NamedTuple):
    """Where an operation is made public, and its URL if the view has others too."""

    place: Place = ""
    urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ViewSource:
    """The source of the view of one operation: `method` is that of HTTP.

    `sentence` describes the operation, for a function without a docstring.
    """

    files: Files
    target: Target
    method: str
    sentence: str

    @property
    def file(self) -> SourceFile:
        """The file of the view."""
        return self.files.read(self.target.file, self.target.module)

    def function(self) -> cst.FunctionDef:
        """The function of the operation. Raises SourceError if the file does not have it."""
        found = find_definition(self.file, self.target.qualname)
        if not isinstance(found, cst.FunctionDef):
            raise SourceError(f"{self.target.qualname} does not stand in its file as a function")
        return found

    def cls(self) -> cst.ClassDef:
        """The class of the view. Raises SourceError if the file does not have it."""
        found = find_definition(self.file, self.target.owner)
        if not isinstance(found, cst.ClassDef):
            raise SourceError(f"{self.target.owner} does not stand in its file as a class")
        return found

    @property
    def is_on_class(self) -> bool:
        """Whether the class documents the method, not a decorator of the function."""
        if self.target.is_inherited or not self.target.owner:
            return self.target.is_inherited
        return schema_call_of_view(self.cls(), self.target.function) is not None

    @property
    def calls(self) -> list[cst.Call]:
        """The calls of `extend_schema` that stand there, the outermost first."""
        if self.is_on_class:
            found = schema_call_of_view(self.cls(), self.target.function)
            return [] if found is None else [found]
        return schema_calls(self.function(), self._method)

    @property
    def _method(self) -> str:
        """The method of HTTP, if the decorator must be for that one only."""
        return self.method if self.target.shares_function else ""

    def said_body(self, status: int) -> str:
        """The type of a response that the decorator or the return annotation names, or ""."""
        function = _NO_FUNCTION if self.is_on_class else self.function()
        if self.is_on_class or self._method:
            decorators = [cst.Decorator(call) for call in self.calls]
            function = function.with_changes(decorators=decorators)
        return said_body(function, status)

    def lacking(self, drafted: Mapping[str, str]) -> dict[str, str]:
        """The arguments that the decorator lacks; a list of samples lacks the drafted one."""
        arguments = dict(drafted)
        if self.sentence and (self.is_on_class or self._method):
            arguments["description"] = repr(self.sentence)
        if arguments.keys() == {"examples"}:
            return arguments
        for call in self.calls:
            arguments = lacking(call, arguments)
        return arguments

    def hidden_types(self, used: set[str]) -> dict[str, str]:
        """The types of Python that methods of the class hide, such as `list` of a viewset."""
        if self.target.is_inherited or not self.target.owner:
            return {}
        methods = {each.name.value for each in self.cls().body.body if is_function(each)}
        hidden = used & methods & {*vars(builtins)} - {self.target.function}
        if not hidden:
            return {}
        module = add_imports(self.file, [Imported("builtins", "")])["builtins"]
        return {name: f"{module}.{name}" for name in hidden}

    def _named(self, *names: str) -> tuple[str, ...]:
        local = add_imports(self.file, [Imported(_SPECTACULAR, name) for name in names])
        return tuple(local[name] for name in names)

    @property
    def has_responses(self) -> bool:
        """Whether the decorator has `responses=`."""
        return any(place_of(call, "responses") is not None for call in self.calls)

    def decorate(self, drafted: Drafted) -> None:
        """Add the arguments to the decorator, and the decorator if there is none."""
        if self.is_on_class:
            self._decorate_class(drafted)
            return
        [name] = ("",) if self.calls else self._named("extend_schema")
        function = self.function()
        width = self.file.width - 4 * self.target.qualname.count(".")
        new = with_schema(function, name, drafted, self._method, width)
        if self.sentence and not self._method:
            new = with_docstring(new, self.sentence)
        replace_node(self.file, function, new)

    def _decorate_class(self, drafted: Drafted) -> None:
        names = "", ""
        if not self.calls:
            view, schema = self._named("extend_schema_view", "extend_schema")
            names = view, schema
        cls = self.cls()
        width = self.file.width - 4 * self.target.owner.count(".")
        new = with_schema_view(cls, names, self.target.function, drafted, width)
        replace_node(self.file, cls, new)

    def publish(self, publicity: Publicity) -> None:
        """Make the operation public there."""
        if publicity.place == "class":
            cls = self.cls()
            new = with_public(cls, _methods(self.target, self.method))
            replace_node(self.file, cls, with_public_urls(new, _urls(self.target, publicity.urls)))
        elif publicity.place == "function":
            module = "drf_typed_responses.publish"
            local = add_imports(self.file, [Imported(module, "public_methods")])
            function, name = self.function(), local["public_methods"]
            new_one = with_public_methods(function, name, self.method, publicity.urls)
            replace_node(self.file, function, new_one)


def _methods(target: Target, method: str) -> tuple[str, ...]:
    """The members of `public`: with those that the class inherits, which a new set would hide."""
    inherited = () if "public" in vars(target.view) else getattr(target.view, "public", ())
    return tuple(sorted({*map(str, inherited or ()), method}))


def _urls(target: Target, urls: tuple[str, ...]) -> tuple[str, ...]:
    """The members of `public_urls`, with those that the class inherits."""
    inherited = (
        () if "public_urls" in vars(target.view) else getattr(target.view, "public_urls", ())
    )
    return (*sorted({*map(str, inherited or ())} - {*urls}), *urls) if urls else ()
