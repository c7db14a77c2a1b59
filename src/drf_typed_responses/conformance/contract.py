"""The published contract: the documented operations, and validators for their values."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..exceptions import TypedResponsesError
from ..openapi.enumerations import Withheld, values_of
from ..openapi.json_text import document_of
from ..openapi.operations import Operation, operations_of
from ..openapi.pointers import objects, resolve_object
from ..openapi.types import Document, Object
from ..validation import Validator
from .exchange import Exchange
from .expected import ExpectedResponse, expected_of
from .routes import RouteGuesser, path_of, versioned

if TYPE_CHECKING:
    from ..publish import Publication
    from .points import ContractPoints

SourcePlace = tuple[str, int | None]


class ContractError(TypedResponsesError):
    """The contract cannot be read."""


def _unknown_place(component: str, property: str = "") -> SourcePlace:
    return "", None


class Contract:
    """A public document, ready to check responses against it.

    `private` are the names by component of attributes that are returned and never documented, and
    `withheld` the values by component that are returned and never documented.
    `place` takes a component and a property, and returns file and line, or ("", None) if they are
    not known. `findings` is the number of findings of the build, whose subjects may be missing from
    the document. `routes` are the routes of operations, such as `{"GET /teams/{id}/":
    "/api/teams/{pk}/"}`; the route of any other operation is guessed. `version` is the version of
    the API that the document has, "" for all. `name` is that of one of several documents. `owners`
    are the people responsible for operations, by operation.
    """

    def __init__(
        self,
        document: Document,
        private: Mapping[str, Collection[str]] | None = None,
        place: Callable[..., SourcePlace] = _unknown_place,
        findings: int = 0,
        routes: Mapping[str, str] | None = None,
        version: str = "",
        name: str = "",
        withheld: Mapping[str, Withheld] | None = None,
        owners: Mapping[str, str] | None = None,
    ) -> None:
        self.document = document
        self.withheld = withheld or {}
        self.private = private or {}
        self.place = place
        self.findings = findings
        self.routes = routes or {}
        self.version = version
        self.name = name
        self.owners = owners or {}
        # The points that responses and requests can show, once they are asked for.
        self.points: ContractPoints | None = None

    @classmethod
    def of(cls, publication: Publication, version: str = "", name: str = "") -> Contract:
        """The contract of a build, with its routes and private names."""
        document, place = publication.document, publication.locations
        names = document.get("components", {}).get("schemas", {})
        found = {name: place.private(name) for name in names}
        private = {name: sorted(keys) for name, keys in found.items() if keys}
        findings, routes = len(publication.findings), _routes(publication)
        return cls(
            document,
            private,
            place,
            findings,
            routes,
            version,
            name,
            place.withheld(),
            _owners(publication, routes),
        )

    @classmethod
    def load(cls, file: Path, version: str = "", name: str = "") -> Contract:
        """The contract in a file: a built `openapi.json`, or a file with the text of `saved`.

        Raises ContractError for any other file.
        """
        try:
            read = document_of(file.read_bytes())
        except (OSError, ValueError, RecursionError) as error:
            raise ContractError(f"the contract {file} cannot be read: {error}") from error
        saved = read if isinstance(read, dict) and "contract" in read else {"contract": read}
        if not _is_document(saved["contract"]):
            raise ContractError(f"the contract {file} is not an OpenAPI document")
        return cls.of_saved(saved, version, name)

    @classmethod
    def of_saved(cls, saved: Mapping[str, Any], version: str = "", name: str = "") -> Contract:
        """The contract that `saved` returned."""
        withheld = {each: Withheld(**of) for each, of in saved.get("withheld", {}).items()}
        return cls(
            saved["contract"],
            saved.get("private"),
            routes=saved.get("routes"),
            version=version,
            name=name,
            withheld=withheld,
            owners=saved.get("owners"),
        )

    def saved(self) -> dict[str, Any]:
        """The contract as JSON that `load` reads: the document, private names, and routes.

        Private names, withheld values, routes and owners must stay on the server.
        """
        values = {name: of._asdict() for name, of in self.withheld.items()}
        saved = {"contract": self.document, "private": self.private, "routes": self.routes}
        rest = {"withheld": values, "owners": self.owners}
        return {**saved, **{key: facts for key, facts in rest.items() if facts}}

    @cached_property
    def operations(self) -> dict[str, Operation]:
        """The documented operations by name, such as "GET /teams/", in the document's order."""
        return {operation.name: operation for operation in operations_of(self.document)}

    def operation(self, method: str, route: str) -> Operation | None:
        """The operation of a route of the URLconf; None for one that is not public."""
        name = self._by_route.get(f"{method} {path_of(route)}")
        if name is None:
            name = f"{method} {self._guesser.path(route)}"
            if name in self.routes:
                return None
        return self.operations.get(name)

    def operation_named(self, name: str) -> Operation | None:
        """The operation of a name such as "GET /teams/{slug}/", whose path is that of a route."""
        method, _, path = name.partition(" ")
        return self.operation(method, path)

    @cached_property
    def _by_route(self) -> dict[str, str]:
        """The names of operations by method and route."""
        return {f"{name.split()[0]} {route}": name for name, route in self.routes.items()}

    @cached_property
    def _guesser(self) -> RouteGuesser:
        """Guesses the paths of operations without a known route."""
        from django.conf import settings

        spectacular = getattr(settings, "SPECTACULAR_SETTINGS", {})
        every = self.operations.values()
        paths = {each.path: None for each in every if each.name not in self.routes}
        return RouteGuesser.configured(paths, spectacular)

    def expected(self, exchange: Exchange) -> ExpectedResponse | None:
        """The response that is expected in an exchange.

        None for an operation that is not in the document, or of another version.
        """
        if self.version and exchange.version and exchange.version != self.version:
            return None
        method, route, status = exchange.method, exchange.route, exchange.status
        return self._expected(method, route, status, exchange.media_type)

    @cached_property
    def _expected(self) -> Callable[[str, str, int, str], ExpectedResponse | None]:
        def found(method: str, route: str, status: int, media_type: str) -> ExpectedResponse | None:
            operation = self.operation(method, route)
            if operation is None:
                return None
            return expected_of(operation, status, media_type, self.resolved)

        # Bounded, because a view may return any media type that a client asks for.
        return lru_cache(maxsize=4096)(found)

    def resolved(self, node: Object) -> Object:
        """A parameter, response or header with references resolved; empty if they lead nowhere."""
        return resolve_object(self.document, node)

    @cached_property
    def responses(self) -> Validator:
        """The validator of response bodies and headers."""
        return Validator(self.document, unnamed=self.private, admitted=self._admitted)

    @cached_property
    def documented(self) -> Validator:
        """The same for what the document says, without the withheld values."""
        if not self.withheld:
            return self.responses
        return Validator(self.document, unnamed=self.private)

    @cached_property
    def requests(self) -> Validator:
        """The validator of request bodies and parameters."""
        return Validator(self.document, direction="request", admitted=self._admitted)

    @cached_property
    def _admitted(self) -> dict[int, Collection[object]]:
        """The withheld values by the identity of the schema that they join.

        It is a component, or the copy of one in which OpenAPI 3.0 lists null.
        """
        schemas = self.document.get("components", {}).get("schemas", {})
        named = {
            id(schemas[name]): of.values for name, of in self.withheld.items() if name in schemas
        }
        nodes = objects(self.document) if self.withheld else ()
        copies = {
            id(node): of.values
            for node in nodes
            if node.get("nullable") is True and "enum" in node
            for of in self.withheld.values()
            if values_of(node) == [*of.public]
        }
        return {**copies, **named}


def _owners(publication: Publication, names: Iterable[str]) -> dict[str, str]:
    """The owners of operations, without those that have none."""
    found = {name: publication.sources[name].owner for name in names}
    return {name: owner for name, owner in found.items() if owner}


def _is_document(read: object) -> bool:
    """Whether a value has paths, and each of them operations."""
    paths = read.get("paths") if isinstance(read, dict) else None
    return isinstance(paths, dict) and all(isinstance(item, dict) for item in paths.values())


def _routes(publication: Publication) -> dict[str, str]:
    """The routes of a publication's operations; none for those of hand-written files."""
    return dict(sorted(_known_routes(publication)))


def _known_routes(publication: Publication) -> Iterator[tuple[str, str]]:
    documented = {operation.name for operation in operations_of(publication.document)}
    for name, source in publication.sources.items():
        if name in documented:
            view = source.facts.view
            # drf-spectacular writes the documented version into the variables of the view.
            yield name, path_of(versioned(source.facts.route, view, view.kwargs))
