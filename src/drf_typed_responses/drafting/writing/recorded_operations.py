"""A recorded operation of the project, and what its view says of its response."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from rest_framework.serializers import BaseSerializer

from ...conformance.contract import Contract
from ...conformance.recording import Recording
from ...openapi.statuses import governing, is_success
from ...publish.published_operations import OperationSource
from ..beside import View
from ..decorator import errors_of
from ..missing_parts import DraftedOperation
from .documented_statuses import AddedStatuses
from .reuse import importable_from


@dataclass(frozen=True, slots=True)
class RecordedOperation:
    """A recorded operation of the project, its view, and the document that has it.

    `contract` is that of the public document or, if `is_private`, of all other operations.
    """

    recording: Recording
    source: OperationSource
    contract: Contract
    is_private: bool

    @property
    def name(self) -> str:
        """Its name, such as "GET /teams/{pk}/"."""
        return self.recording.operation

    @property
    def view(self) -> View:
        """Its view, whose refusals the decorator documents."""
        found = self.contract.operation_named(self.name)
        return View(self.source.facts, found.spec if found else {})


# Arguments of a serializer that do not change what it renders.
_NEUTRAL: Final = frozenset({"context", "many"})


def serializer_of(operation: RecordedOperation) -> type | None:
    """The class of the serializer that the view gives drf-spectacular for a response.

    None if its name does not say the same: it is made with arguments, or no module has it.
    """
    facts = operation.source.facts
    declared: Any = getattr(facts.declared, "child", facts.declared)
    if facts.annotated is not None or not isinstance(declared, BaseSerializer):
        return None
    cls = type(declared)
    given = vars(declared)
    is_plain = not given["_args"] and _NEUTRAL.issuperset(given["_kwargs"])
    return cls if is_plain and importable_from(cls, cls.__name__) else None


def written_serializer(serializer: type | None, operation: RecordedOperation, status: int) -> str:
    """The name of a serializer as `responses` would have it; "" without one."""
    if serializer is None:
        return ""
    is_list = str(status) in operation.source.facts.lists
    return f"{serializer.__name__}(many=True)" if is_list else serializer.__name__


def unsaid_errors(operation: RecordedOperation, drafted: DraftedOperation) -> AddedStatuses:
    """The errors that the `responses=` of its decorator does not document."""
    declared = operation.source.facts.declared
    documented = operation.view.spec.get("responses", {})
    success = next((key for key in documented if is_success(key)), None)
    is_mapping = isinstance(declared, dict)
    errors = {
        str(status): constant
        for status, constant in errors_of(drafted).items()
        if governing(status, documented) is None
    }
    is_said = declared is not None and (is_mapping or success is not None)
    return AddedStatuses(errors if is_said else {}, str(success), is_mapping)
