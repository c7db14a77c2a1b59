"""Whether the bodies of an operation say what they hold, by the rules about schemas."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from .checked_document import CheckedDocument
from .published_operations import PublishedOperation
from .rules import Rule
from .rules.free_form import free_form, says_nothing
from .rules.request_body import request_body
from .rules.response_schema import response_schema
from .rules.success_response import success_response

# Whether a body says what it holds. A "partly" typed body has a place that may hold anything;
# "none" is for an operation without that body.
Body: TypeAlias = Literal["untyped", "partly", "typed", "none"]


@dataclass(frozen=True)
class TypedBodies:
    """The bodies of a document; the names are those of operations that break a rule."""

    document: CheckedDocument
    without_response: frozenset[str]
    without_request: frozenset[str]

    @classmethod
    def of(cls, document: CheckedDocument) -> TypedBodies:
        """The bodies of a checked document."""
        return cls(
            document,
            breaking(document, response_schema, success_response),
            breaking(document, request_body),
        )

    def free(self, operation: PublishedOperation) -> tuple[str, ...]:
        """The places of an operation's responses that may hold anything."""
        # In the whole document, the rule reports each place in one operation only.
        alone = replace(self.document, operations=(operation,))
        return tuple(breach.path for breach in free_form.check(alone))

    def response(self, operation: PublishedOperation) -> Body:
        """What the bodies of the success responses say."""
        document = self.document
        contents = [
            document.resolved(response).get("content", {}) for _, response in operation.successes
        ]
        schemas = [
            document.resolved(media.get("schema", {}))
            for content in contents
            for media in content.values()
        ]
        if operation.name in self.without_response or any(map(says_nothing, schemas)):
            return "untyped"
        if self.free(operation):
            return "partly"
        return "typed" if schemas else "none"

    def request(self, operation: PublishedOperation) -> Body:
        """What the body of the request says."""
        if operation.name in self.without_request:
            return "untyped"
        return "typed" if "requestBody" in operation.spec else "none"


def breaking(document: CheckedDocument, *rules: Rule) -> frozenset[str]:
    """The names of the operations that break one of the rules."""
    breaches = (breach for rule in rules for breach in rule.check(document))
    return frozenset(breach.operation.name for breach in breaches if breach.operation)
