"""Composes the missing source of an operation: types, sample and decorator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from rest_framework.views import exception_handler

from ..conf import current_settings
from ..conformance.assertions import place_text
from ..conformance.contract import Contract
from ..conformance.recording import Recording
from ..openapi.types import JSON, Schema
from ..output.wording import counted, listed
from ..publish import Publication
from ..publish.refusals import missing_refusals
from ..spectacular.operation_facts import OperationFacts
from ..validation import Validator
from .annotated_places import AnnotatedPlace, is_of_body, unsaid_places
from .beside import Beside, View
from .code_words import attributes_of, code_words
from .decorator import decorator_of
from .kept_schemas import components_in, is_replaced, misfits
from .key_kinds import Place
from .missing_parts import (
    NO_FACTS,
    DraftedOperation,
    Facts,
    documented_schema,
    elements_at,
    facts_of,
    list_path,
    success_to_draft,
)
from .observations import observed
from .operation_names import OperationNames
from .placed_values import NOTHING_PLACED, PlacedTypes, name_places, placed_types
from .python_source import TypedDictWriter, imports_of, literal
from .sample_bodies import breaks_of, sample_of, without_undocumented
from .shared_types import NOTHING_SHARED


@dataclass(frozen=True, slots=True)
class Draft:
    """Source to paste, in parts; an unneeded part is empty.

    `schema` names the components that document a private operation, whose schema stays as it is; it
    is None if the schema does not stay.
    """

    about: str
    imports: str
    types: str
    example: str
    decorator: str
    schema: tuple[str, ...] | None = None

    @property
    def text(self) -> str:
        """The whole source."""
        parts = [f"{self.about}\n{self.imports}", self.types, self.example, self.decorator]
        return "\n\n\n".join(part for part in parts if part) + "\n"


def draft(
    contract: Contract,
    recording: Recording,
    tags: tuple[str, ...] = (),
    facts: Facts = NO_FACTS,
    view: View | None = None,
) -> Draft:
    """The missing source of an operation, made from its recording.

    An operation that has no schema gets types, a sample and a decorator; one that has a schema and
    no sample gets a sample; a private one keeps the schema that its view documents, if that fits,
    and gets the rest. `tags` are those that the project defines, `facts` those of the documented
    operations' views, and `view` is that of the operation, whose refusals the decorator documents.
    Raises RecordingError if no success is recorded, or nothing is missing.
    """
    own = facts_of(contract, recording, facts)
    status, schema = success_to_draft(contract, recording, own)
    drafted = drafted_operation(contract, recording, status, Beside(tags, view))
    if not schema:
        kept = _kept(drafted, view) if view is not None and view.contract is not None else None
        return kept or whole_draft(drafted)
    example, note = sample_draft(drafted, schema, own)
    return Draft(_about(drafted), _EXAMPLE_IMPORT, "", example, note)


def _kept(drafted: DraftedOperation, view: View) -> Draft | None:
    """The draft of a private operation whose documented schema fits what is recorded, else None."""
    contract, recording = view.contract or drafted.contract, drafted.recording
    facts, status = view.facts, drafted.status
    schema, places = documented_schema(contract, recording, status), unsaid_places(facts, status)
    is_annotated = any(is_of_body(each, facts, status) for each in places)
    if not is_annotated and (not schema or misfits(contract, schema, drafted.bodies, places)):
        return None
    drafted = replace(drafted, contract=contract, body="", keeps_schema=True)
    placed = placed_types(drafted, places, NOTHING_SHARED)
    example = kept_example(drafted, schema, facts, placed)
    decorator = "\n".join([*_annotating(placed), *decorator_of(drafted)])
    names = tuple(components_in(contract, schema)) if schema and not is_annotated else ()
    said = f"{listed(names)} documents its response" if names else "Its view documents its response"
    about = f"{_about(drafted)}\n# {said}: mark the operation public, and keep that schema."
    imports = "\n".join(imports_of(placed.writer.names, f"{decorator}\n{example}"))
    return Draft(about, imports, placed.writer.source(), example, decorator, names)


def kept_example(
    drafted: DraftedOperation,
    schema: Schema | None,
    facts: OperationFacts,
    placed: PlacedTypes,
) -> str:
    """The sample of a response that keeps its serializer, or of the type that is drafted for it.

    It is "" without a body to show.
    """
    status = drafted.status
    if schema and not any(is_of_body(each.place, facts, status) for each in placed.annotations):
        return sample_draft(drafted, schema, facts, placed)[0]
    path = list_path(facts, status)
    bodies = drafted.bodies if path is None else elements_at(path, drafted.bodies)
    if not bodies:
        return ""
    recording = replace(drafted.recording, bodies={status: bodies})
    return drafted_example(replace(drafted, recording=recording, writer=placed.writer))


def _annotating(placed: PlacedTypes) -> Iterator[str]:
    for place, annotation, _ in placed.annotations:
        yield f"# Annotate {place.qualname} in {place_text(place.file, None)}: -> {annotation}"


def view_of(recording: Recording, publication: Publication, contract: Contract) -> View | None:
    """The view of a recorded operation in a build; None if the build does not have it."""
    operation = contract.operation_named(recording.operation)
    source = publication.sources.get(operation.name) if operation else None
    return View(source.facts, operation.spec, contract) if operation and source else None


_EXAMPLE_IMPORT: Final = "from drf_spectacular.utils import OpenApiExample"


def drafted_operation(
    contract: Contract,
    recording: Recording,
    status: int,
    beside: Beside,
    places: Sequence[AnnotatedPlace] = (),
) -> DraftedOperation:
    """The operation with its names, and the types of its recorded success.

    `places` are functions that make parts of it, after which types are named.
    """
    bodies = recording.bodies[status]
    values = observed(bodies)
    name_places(values, places)
    is_list = bool(values.lists and not values.objects) or (bodies and all(map(_is_page, bodies)))
    names = OperationNames(recording.operation, contract, bool(is_list), beside.titles)
    words = code_words(contract.document, recording.route)
    writer = TypedDictWriter(_attributes(contract), words, beside.shared, names.owners)
    body = writer.annotation(values, names.component, Place(around=names.noun)) if bodies else ""
    refusals = _refusals(recording, beside.view)
    return DraftedOperation(contract, recording, status, names, writer, body, beside.tags, refusals)


def _refusals(recording: Recording, view: View | None) -> tuple[int, ...]:
    """The refusals that the rule `refusals` would miss, with the bodies of REST framework."""
    if view is None or current_settings().refusals == "document":
        return ()
    if view.facts.view.get_exception_handler() is not exception_handler:
        return ()
    # The draft decides about the responses, and about the body of a request that nothing declares.
    is_declared = recording.has_request_serializer or "request" not in view.facts.guessed
    asks = is_declared and view.spec.get("requestBody")
    missing = missing_refusals(view.facts, {"requestBody": asks, "responses": {}})
    return tuple(each.status for each in missing)


def _attributes(contract: Contract) -> dict[str, dict[str, bool]]:
    """The attributes of the components, private ones too, each with whether it is required."""
    found = {}
    for name, schema in contract.document.get("components", {}).get("schemas", {}).items():
        required = schema.get("required", ())
        every = [*schema.get("properties", ()), *contract.private.get(name, ())]
        found[name] = {attribute: attribute in required for attribute in every}
    return found


def _about(drafted: DraftedOperation) -> str:
    number = len(drafted.bodies)
    source = counted(number, "recorded response") if number else "a recording"
    lines = [f"# {drafted.recording.operation}, from {source}."]
    for name in sorted(drafted.writer.reused):
        place = place_text(*drafted.contract.place(name))
        lines.append(f"# {name} exists already{f', in {place}' if place else ''}.")
    return "\n".join(lines)


def sample_draft(
    drafted: DraftedOperation,
    schema: Schema,
    facts: OperationFacts | None,
    placed: PlacedTypes = NOTHING_PLACED,
) -> tuple[str, str]:
    """The sample of a response that has a schema, and a comment that says where it goes.

    `placed` are the drafted types of its parts.
    """
    validator = Validator(drafted.contract.document)
    places = [each.place for each in placed.annotations]
    bodies = [
        without_undocumented(validator, schema, body, lambda place: is_replaced(place, places))
        for body in drafted.bodies
    ]
    note = f"# In @extend_schema: examples=[{drafted.names.constant}]"
    path = list_path(facts, drafted.status)
    if path is not None:
        note += "\n# The value is one element: drf-spectacular puts a list around it."
        bodies = elements_at(path, bodies)
    elif facts is None and any(isinstance(body, list) or _is_page(body) for body in drafted.bodies):
        # The view has another AutoSchema, so it is unknown whether drf-spectacular adds a list.
        note += (
            "\n# If drf-spectacular makes a list of the serializer, give one element as the value."
        )
    document = drafted.contract.document
    words = {*drafted.writer.words, *placed.writer.choices, *placed.writer.attributes}
    attributes = {*attributes_of(document), *placed.writer.attributes}
    value = sample_of(
        bodies, words, attributes, breaks_of(validator, schema, path), drafted.names.noun
    )
    return _example(drafted, value), note


def _is_page(body: JSON) -> bool:
    """Whether a body is a page of a list, as paginators of Django REST framework make it."""
    return isinstance(body, dict) and isinstance(body.get("results"), list)


def whole_draft(drafted: DraftedOperation) -> Draft:
    """Types, sample and decorator of an operation."""
    decorator = "\n".join(decorator_of(drafted))
    example = drafted_example(drafted) if drafted.bodies else ""
    types = drafted.writer.source()
    imports = "\n".join(imports_of(drafted.writer.names, f"{decorator}\n{example}"))
    return Draft(_about(drafted), imports, types, example, decorator)


def drafted_example(drafted: DraftedOperation) -> str:
    """The sample of a response whose types are drafted."""
    return _example(drafted, _drafted_sample(drafted))


def _drafted_sample(drafted: DraftedOperation) -> Any:
    document, writer = drafted.contract.document, drafted.writer
    bodies = [_without_private(drafted, body) for body in drafted.bodies]
    words = writer.choices.union(writer.attributes, writer.words)
    attributes = writer.attributes | {*attributes_of(document)}
    return sample_of(bodies, words, attributes, about=drafted.names.noun)


def _without_private(drafted: DraftedOperation, value: Any) -> Any:
    """A value without the private attributes of the components that are reused."""
    if isinstance(value, list):
        return [_without_private(drafted, part) for part in value]
    if not isinstance(value, dict):
        return value
    types = [name for name in drafted.writer.reused if drafted.writer.fits(name, value, value)]
    private = {key for name in types for key in drafted.contract.private.get(name, ())}
    return {key: _without_private(drafted, v) for key, v in value.items() if key not in private}


def _example(drafted: DraftedOperation, value: JSON) -> str:
    return (
        f"{drafted.names.constant} = OpenApiExample(\n    {literal(drafted.names.title, 0)},\n"
        f"    value={literal(value, 1)},\n"
        f'    status_codes=["{drafted.status}"],\n    response_only=True,\n)'
    )
