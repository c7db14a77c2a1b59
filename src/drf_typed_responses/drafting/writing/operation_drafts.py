"""What is written for an operation: types, sample, and the arguments of its decorator."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ...conformance.contract import Contract
from ...openapi.types import Schema
from ...spectacular.operation_facts import OperationFacts
from ..annotated_places import AnnotatedPlace, annotated_places, is_of_body, unsaid_places
from ..beside import Beside
from ..code_places import CodePlaces, code_places
from ..decorator import decorator_of
from ..draft import (
    drafted_operation,
    kept_example,
    whole_draft,
)
from ..kept_schemas import fitting, misfits
from ..missing_parts import DraftedOperation, success_of, success_to_draft
from ..placed_values import DraftedAnnotation, placed_annotations, placed_types
from ..shared_types import SharedTypes
from .documented_statuses import NOTHING_ADDED, AddedStatuses
from .recorded_operations import (
    RecordedOperation,
    serializer_of,
    unsaid_errors,
    written_serializer,
)


@dataclass(frozen=True, slots=True)
class OperationDraft:
    """The drafted source of an operation.

    `body` is the type of its body, `types` has the classes that it needs, `example` the assignment
    of `constant`. `arguments` are those of `@extend_schema`; `sentence` describes the operation,
    or is "". `serializer` is the class that an argument names, `reused` are components that it
    names. `annotations` are drafted for functions that return parts of the body. Where functions
    have return annotations, and these name the types instead of the decorator, `said` has them as
    one annotation, and `said_in` is the module of the functions. With `is_again`, types and sample
    only complete those that stand in the source. `classes` are the bodies of the drafted classes
    by name, which later drafts share; None if they must not. `misfits` are the places at which the
    recorded bodies are not as a schema says that stays. `unsaid` are errors that the document
    lacks, for `responses=` that stands in the source. `unsure` are functions that may return parts
    of the body; they are not annotated.
    """

    status: int
    title: str
    body: str
    types: str
    example: str
    constant: str
    arguments: Mapping[str, str]
    sentence: str = ""
    serializer: type | None = None
    reused: frozenset[str] = frozenset()
    is_again: bool = False
    annotations: tuple[DraftedAnnotation, ...] = ()
    said: str = ""
    said_in: str = ""
    classes: Mapping[str, str] | None = None
    misfits: tuple[str, ...] = ()
    unsaid: AddedStatuses = NOTHING_ADDED
    unsure: tuple[str, ...] = ()

    def without_body(self, arguments: Mapping[str, str]) -> Mapping[str, str]:
        """The arguments of the decorator of a method that is annotated with the type of its body.

        The annotation is about the success that drf-spectacular documents without `responses=`.
        """
        if str(self.status) != self.unsaid.success or self.unsaid.is_mapping:
            return arguments
        written = ast.parse(arguments["responses"], mode="eval").body
        assert isinstance(written, ast.Dict)
        pairs = zip(written.keys, written.values, strict=True)
        errors = [
            (key, value) for key, value in pairs if key and ast.unparse(key) != str(self.status)
        ]
        left = ast.unparse(ast.Dict([key for key, _ in errors], [value for _, value in errors]))
        texts = {**arguments, "responses": left}
        return texts if errors else {key: text for key, text in texts.items() if key != "responses"}


def operation_draft(
    operation: RecordedOperation, public: Contract, beside: Beside
) -> OperationDraft:
    """The draft of an operation. Raises RecordingError if nothing is missing.

    The schema of a private operation stays if its view documents one: only a sample is drafted, and
    what the rules ask for. A serializer that drf-spectacular guesses does not count where responses
    do not fit it. The names are chosen among those of the `public` document.
    """
    facts = operation.source.facts
    status, schema = success_to_draft(operation.contract, operation.recording, facts)
    serializer = serializer_of(operation)
    code = code_places(facts, status, operation.recording.bodies[status])
    places = () if code.is_other else unsaid_places(facts, status)
    if not _keeps(operation, status, schema, places):
        return _from_code(operation, public, status, beside, code)
    drafted = _beside_schema(operation, public, status, beside)
    placed = placed_types(drafted, places, beside.shared)
    contract, bodies = operation.contract, drafted.bodies
    shown = fitting(contract, schema, bodies, places) if schema else bodies
    # A sample that breaks the schema would only be a further mistake.
    recording = replace(drafted.recording, bodies={status: shown})
    showing = replace(drafted, recording=recording)
    example = kept_example(showing, schema, facts, placed) if shown or not bodies else ""
    sample = _sample(drafted, example, serializer, is_private=operation.is_private)
    return replace(
        sample,
        types=placed.writer.source(),
        reused=frozenset(placed.writer.reused),
        annotations=placed.annotations,
        classes=placed.writer.classes,
        misfits=tuple(misfits(contract, schema, bodies, places)) if schema else (),
        unsaid=unsaid_errors(operation, drafted) if operation.is_private else NOTHING_ADDED,
    )


def _from_code(
    operation: RecordedOperation, public: Contract, status: int, beside: Beside, code: CodePlaces
) -> OperationDraft:
    """The whole draft of an operation, with annotations of the functions that its view calls."""
    drafted = drafted_operation(public, operation.recording, status, beside, code.places)
    annotations = placed_annotations(drafted, code.unsaid, beside.shared, drafted.writer)
    return replace(
        _whole(drafted),
        unsaid=unsaid_errors(operation, drafted),
        annotations=annotations,
        unsure=code.unsure,
    )


def documented_draft(
    operation: RecordedOperation, public: Contract, beside: Beside
) -> OperationDraft:
    """The draft of an operation with schema and sample: its types again, for those in the source.

    For a private one, what the rules ask for beside them. Raises RecordingError without a success.
    """
    facts = operation.source.facts
    status = success_of(operation.recording)
    drafted = _beside_schema(operation, public, status, beside)
    said = _sample(drafted, "", serializer_of(operation), is_private=operation.is_private)
    names = operation.contract.document.get("components", {}).get("schemas", {})
    alone = SharedTypes(is_complete=True)
    alone.unreachable = frozenset(names)
    code = code_places(facts, status, operation.recording.bodies[status])
    again = drafted_operation(
        public, operation.recording, status, replace(beside, shared=alone), code.places
    )
    declared = () if code.is_other else annotated_places(facts, status)
    places = [each for each in declared if each.annotation is not None]
    whole = _placed_again(again, facts, places, alone) if places else _whole(again)
    return replace(
        whole,
        arguments={name: text for name, text in said.arguments.items() if name != "examples"},
        sentence=said.sentence,
        serializer=said.serializer,
        reused=frozenset(),
        classes=None,
        is_again=True,
        unsaid=unsaid_errors(operation, drafted) if operation.is_private else NOTHING_ADDED,
    )


def _placed_again(
    drafted: DraftedOperation,
    facts: OperationFacts,
    places: Sequence[AnnotatedPlace],
    shared: SharedTypes,
) -> OperationDraft:
    """The types of the functions that return the body, or its parts, for those in the source."""
    placed = placed_types(drafted, places, shared)
    said = [str(each.place.annotation) for each in placed.annotations]
    body = [each.annotation for each in placed.annotations]
    is_body = any(is_of_body(each.place, facts, drafted.status) for each in placed.annotations)
    return OperationDraft(
        drafted.status,
        drafted.names.title,
        # A tuple pairs the types of several functions.
        body[0] if is_body else f"tuple[{', '.join(body)}]",
        placed.writer.source(),
        kept_example(drafted, None, facts, placed) if is_body else "",
        drafted.names.constant,
        {},
        said=said[0] if is_body else f"tuple[{', '.join(said)}]",
        said_in=places[0].module,
    )


def _beside_schema(
    operation: RecordedOperation, public: Contract, status: int, beside: Beside
) -> DraftedOperation:
    """The operation with the schema that its view documents."""
    unshared = replace(beside, shared=SharedTypes(is_complete=True))
    drafted = drafted_operation(public, operation.recording, status, unshared)
    body = written_serializer(serializer_of(operation), operation, status)
    return replace(drafted, contract=operation.contract, body=body, keeps_schema=True)


def _keeps(
    operation: RecordedOperation,
    status: int,
    schema: Schema | None,
    places: Sequence[AnnotatedPlace],
) -> bool:
    """Whether the response keeps the schema of its serializer, or gets it from an annotation."""
    facts, bodies = operation.source.facts, operation.recording.bodies[status]
    if bodies and any(is_of_body(each, facts, status) for each in places):
        return True
    if not schema or serializer_of(operation) is None:
        return bool(schema)
    return not misfits(operation.contract, schema, bodies, places)


def _whole(drafted: DraftedOperation) -> OperationDraft:
    whole = whole_draft(drafted)
    return OperationDraft(
        drafted.status,
        drafted.names.title,
        drafted.body,
        whole.types,
        whole.example,
        drafted.names.constant,
        dict(_arguments(drafted)),
        drafted.names.sentence,
        reused=frozenset(drafted.writer.reused),
        classes=drafted.writer.classes,
    )


def _sample(
    drafted: DraftedOperation, example: str, serializer: type | None, *, is_private: bool
) -> OperationDraft:
    constant = drafted.names.constant
    arguments = dict(_arguments(drafted)) if is_private else {"examples": f"[{constant}]"}
    if not example:
        arguments.pop("examples", None)
    return OperationDraft(
        drafted.status,
        drafted.names.title,
        "",
        "",
        example,
        constant,
        arguments,
        drafted.names.sentence if is_private else "",
        serializer,
    )


def _arguments(drafted: DraftedOperation) -> Iterator[tuple[str, str]]:
    """The arguments of the drafted decorator, each on one line."""
    source = "\n".join([*decorator_of(drafted), "def drafted(): ..."])
    [function] = ast.parse(source).body
    assert isinstance(function, ast.FunctionDef)
    [call] = function.decorator_list
    assert isinstance(call, ast.Call)
    for keyword in call.keywords:
        yield str(keyword.arg), ast.unparse(keyword.value)
