"""The facts beside a recording that a draft needs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..conformance.contract import Contract
from ..spectacular.operation_facts import OperationFacts
from .shared_types import NOTHING_SHARED, SharedTypes


class View(NamedTuple):
    """The view of a public or private operation: its facts, and the operation object.

    For a private operation, `contract` is that of the document that has the object.
    """

    facts: OperationFacts
    spec: Mapping[str, Any]
    contract: Contract | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """The facts beside a recording: the tags that the project defines, and the operation's view.

    `shared` are the types that other drafts have too, `titles` are the titles of other drafts.
    """

    tags: tuple[str, ...] = ()
    view: View | None = None
    shared: SharedTypes = NOTHING_SHARED
    titles: Collection[str] = ()
