"""The operations of a public document, and the source of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..openapi.operations import operations_of
from ..openapi.types import Object
from ..openapi.vocabulary import STATUS
from ..spectacular.declared_types import function_line
from ..spectacular.locations import Location, class_location
from ..spectacular.operation_facts import OperationFacts, owner_of, pop_name

_STATUS = re.compile(STATUS)


@dataclass(frozen=True, slots=True)
class OperationSource:
    """Where an operation is written: its view, its method and who owns it.

    `operation` is "GET /path/" as the document has it; `file` and `line` are those of the
    function, or of the class where it inherits the function; `facts` is what the view says.
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
    """One operation of a document; `source` is None for one of a hand-written file."""

    name: str
    path: str
    method: str
    spec: dict[str, Any]
    parameters: tuple[Object, ...] = ()
    source: OperationSource | None = None
    file: str = ""
    line: int | None = None

    @property
    def owner(self) -> str:
        return self.source.owner if self.source else ""

    @property
    def title(self) -> str:
        """The title of its page; where ids are kept as written, a sentence may be the id."""
        written = self.spec.get("operationId", "")
        return str(self.spec.get("summary") or (written if " " in written else ""))

    @property
    def way_in(self) -> str:
        """Where to decorate an operation whose method is REST framework's own; else nothing."""
        if self.source is None or not _is_inherited(self.source.function):
            return ""
        name = getattr(self.source.facts.view, "action", None) or self.method.lower()
        view = self.source.view.__name__
        return f"{view} inherits it: put @extend_schema_view({name}=extend_schema(...)) on {view}."

    def says(self, what: str) -> bool:
        """Whether a decorator says "tags", "request" or "description", and no guess does."""
        return self.source is None or what in self.source.facts.says

    @property
    def variables(self) -> list[str]:
        """The variables of its path, in order. Source: OpenAPI 3.0.3 "Path Templating"."""
        return re.findall(r"\{([^{}]+)\}", self.path)

    @property
    def undeclared_variables(self) -> list[str]:
        """The variables of its path that no decorator declares."""
        declared = self.source.facts.declared_parameters if self.source else ()
        return [name for name in self.variables if name not in declared]

    @property
    def examples(self) -> tuple[Any, ...]:
        """The OpenApiExamples of its decorator; a hand-written file has none."""
        return self.source.facts.examples if self.source else ()

    @property
    def response_examples(self) -> list[Any]:
        return [e for e in self.examples if not (e.request_only or e.parameter_only)]

    @property
    def undocumented_statuses(self) -> Iterator[tuple[Any, str]]:
        """`(example, status)` for each sample of a status that is not documented."""
        documented = {str(status) for status in self.spec.get("responses", {})}
        for example in self.response_examples:
            for status in statuses_of(example):
                if status not in documented:
                    yield example, status

    @property
    def no_statuses(self) -> list[str]:
        """What it documents responses for that is no status. Source: OpenAPI 3.0.3 "Responses
        Object", which may be extended."""
        keys = map(str, self.spec.get("responses", {}))
        return [key for key in keys if not (_STATUS.fullmatch(key) or key.startswith("x-"))]

    @property
    def successes(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The documented responses of the 2xx class, `(status, response)`."""
        for status, response in self.spec.get("responses", {}).items():
            if str(status).startswith("2"):
                yield str(status), response


def statuses_of(example: Any) -> list[str]:
    """The statuses that an OpenApiExample names; text is no list of them."""
    given = example.status_codes or ()
    return [] if isinstance(given, str) else [str(status) for status in given]


def sources_of(
    document: Mapping[str, Any], facts: Mapping[str, OperationFacts]
) -> dict[str, OperationSource]:
    """The sources of a generated document's operations, by the name each has in the document."""
    sources: dict[str, OperationSource] = {}
    for operation in operations_of(document):
        said = facts.get(pop_name(operation.spec) or operation.name)
        if said is not None:
            sources[operation.name] = _source(operation.path, operation.method, said)
    return sources


def _source(path: str, method: str, said: OperationFacts) -> OperationSource:
    cls = type(said.view)
    file, line = source_place(cls, said.function)
    owner = owner_of(cls, said.function)
    return OperationSource(
        f"{method} {path}", path, method, cls, said.function, file, line, owner, said
    )


def source_place(cls: type, function: Any) -> Location:
    """The line of a view's function, or of its class where the function is REST framework's."""
    return class_location(cls) if _is_inherited(function) else function_line(function)


def _is_inherited(function: Any) -> bool:
    """Whether a view has a method from REST framework, where nobody can decorate it."""
    return function is None or function.__module__.startswith("rest_framework.")
