"""The operations of a public document, and the view of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..openapi.operations import operations_of
from ..openapi.paths import path_variables
from ..openapi.statuses import is_status, is_success
from ..openapi.types import Object
from ..spectacular.locations import NOWHERE, Location, class_location
from ..spectacular.method_annotations import function_line
from ..spectacular.operation_facts import OperationFacts, owner_of, pop_name
from ..spectacular.view_methods import is_own

# The owner of an operation in a hand-written file.
OWNER_KEY = "x-owner"


@dataclass(frozen=True, slots=True)
class OperationSource:
    """The view of an operation, its method and its owner.

    `operation` is "GET /path/" as in the document. `file` and `line` are those of the function, or
    of the class if the class inherits the function. `facts` are the declarations that
    drf-spectacular read.
    """

    operation: str
    path: str
    method: str
    view: type
    function: Any
    file: str
    line: int | None
    owner: str
    facts: OperationFacts


@dataclass(frozen=True, slots=True)
class PublishedOperation:
    """One operation of a public document; `source` is None for one of a hand-written file.

    `name` is "GET /path/", `spec` its Operation Object, and `parameters` are its own and those of
    its path, references resolved. `owner` is that of its view, or the `x-owner` of the file.
    """

    name: str
    path: str
    method: str
    spec: dict[str, Any]
    parameters: tuple[Object, ...] = ()
    source: OperationSource | None = None
    file: str = ""
    line: int | None = None
    owner: str = ""

    @property
    def title(self) -> str:
        """The title of its page: the summary, or an `operationId` that is a sentence."""
        written = self.spec.get("operationId", "")
        return str(self.spec.get("summary") or (written if " " in written else ""))

    @property
    def decorating_hint(self) -> str:
        """A hint where to decorate an operation whose method its view inherits, or ""."""
        if self.source is None or not _is_inherited(self.source.view, self.source.function):
            return ""
        name = getattr(self.source.facts.view, "action", None) or self.method.lower()
        view = self.source.view.__name__
        return f"{view} inherits it: put @extend_schema_view({name}=extend_schema(...)) on {view}."

    def says(self, what: str) -> bool:
        """Whether a part that `OperationFacts.guessed` may have is written, not guessed."""
        return self.source is None or what not in self.source.facts.guessed

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables of its path, in order."""
        return path_variables(self.path)

    @property
    def undeclared_variables(self) -> list[str]:
        """The variables of its path that no decorator, or no hand-written file, declares."""
        written = {each.get("name", "") for each in self.parameters if each.get("in") == "path"}
        declared = self.source.facts.declared_parameters if self.source else written
        return [name for name in self.variables if name not in declared]

    @property
    def examples(self) -> tuple[Any, ...]:
        """The OpenApiExamples of its decorator; a hand-written file has none."""
        return self.source.facts.examples if self.source else ()

    @property
    def response_examples(self) -> list[Any]:
        """The OpenApiExamples of responses."""
        return [e for e in self.examples if not (e.request_only or e.parameter_only)]

    @property
    def undocumented_statuses(self) -> Iterator[tuple[Any, str]]:
        """`(example, status)` for each sample whose status is not documented.

        drf-spectacular shows an example only in the response of exactly its status.
        """
        documented = {str(status) for status in self.spec.get("responses", {})}
        for example in self.response_examples:
            for status in statuses_of(example):
                if status not in documented:
                    yield example, status

    @property
    def invalid_statuses(self) -> list[str]:
        """The keys of its responses that are neither a status nor an extension.

        Source: OpenAPI 3.0.3 "Responses Object".
        """
        keys = map(str, self.spec.get("responses", {}))
        return [key for key in keys if not (is_status(key) or key.startswith("x-"))]

    @property
    def successes(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The documented responses of the 2xx class, `(status, response)`."""
        for status, response in self.spec.get("responses", {}).items():
            if is_success(status):
                yield str(status), response


def statuses_of(example: Any) -> list[str]:
    """The statuses that an OpenApiExample names; a string is one status, not a list."""
    given = example.status_codes or ()
    return [] if isinstance(given, str) else [str(status) for status in given]


def sources_of(
    document: Mapping[str, Any], facts: Mapping[str, OperationFacts]
) -> dict[str, OperationSource]:
    """The sources of a generated document's operations, by their names in the document."""
    sources: dict[str, OperationSource] = {}
    for operation in operations_of(document):
        said = facts.get(pop_name(operation.spec) or operation.name)
        if said is not None:
            sources[operation.name] = _source(operation.path, operation.method, said)
    return sources


def _source(path: str, method: str, said: OperationFacts) -> OperationSource:
    cls = type(said.view)
    file, line = source_place(cls, said.function)
    owner = owner_of(said.view, said.function)
    return OperationSource(
        f"{method} {path}", path, method, cls, said.function, file, line, owner, said
    )


def source_place(cls: type, function: Any) -> Location:
    """The line of a view's function, or of its class if it inherits the function."""
    place = class_location(cls) if _is_inherited(cls, function) else NOWHERE
    return place if place[0] else function_line(function)


def _is_inherited(cls: type, function: Any) -> bool:
    """Whether a function is of a base class, where a decorator would be for all subclasses."""
    return function is None or not is_own(cls, function)
