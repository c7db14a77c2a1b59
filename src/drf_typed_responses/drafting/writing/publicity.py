"""Decides where an operation is made public, and with which of the URLs of its view."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rest_framework.versioning import NamespaceVersioning

from ...publish import Publication
from ...publish.published_operations import OperationSource
from ...spectacular.view_methods import method_name
from .recorded_operations import RecordedOperation
from .source_files import SourceError
from .targets import Target
from .view_source import Place, Publicity


@dataclass(slots=True)
class Publicities:
    """The public declarations of one run, which make no other operation public.

    `declares` says that views declare what is public; `drafted` are the operations of the run.
    """

    public: Publication
    private: Publication
    declares: bool
    drafted: Sequence[OperationSource] = ()
    # The URLs that `public_urls` of a class name, of those that its views have beside others.
    _urls: defaultdict[type, set[str]] = field(default_factory=lambda: defaultdict(set))

    def of(self, operation: RecordedOperation, target: Target) -> Publicity:
        """Where an operation is made public. Raises SourceError if another one would be too."""
        if not operation.is_private or not self.declares:
            return Publicity()
        source = operation.source
        documented = ", ".join(_other_urls(source, self.public.sources.values()))
        if documented:
            raise SourceError(f"another URL of its view is documented, {documented}")
        others = set(_other_urls(source, self.private.sources.values()))
        place = self._place(source, target)
        if not others:
            return Publicity(place)
        if place == "class" and (others & self._urls[source.view]):
            named = ", ".join(sorted(self._urls[source.view]))
            place = _function(target, f"publishes {named}, not this URL")
        elif place == "class":
            self._urls[source.view].add(source.path)
        return Publicity(place, (source.path,))

    def _place(self, source: OperationSource, target: Target) -> Place:
        if not target.owner or (target.is_action and not target.is_inherited):
            return "function"
        drafted = {each.facts.operation for each in self.drafted}
        siblings = [
            each.operation
            for each in _siblings(source, self.private.sources.values())
            if each.facts.operation not in drafted
        ]
        if not siblings and not target.is_action:
            return "class"
        also = ", ".join(siblings) or "the action of a base class"
        return _function(target, f"would also publish {also}; draft them together")


def _function(target: Target, reason: str) -> Place:
    """Above the function, unless a base class has it."""
    if target.is_inherited:
        raise SourceError(f"public = {{...}} on {target.owner} {reason}")
    return "function"


def _siblings(
    source: OperationSource, sources: Iterable[OperationSource]
) -> Iterator[OperationSource]:
    """The other operations that `public` of the class would publish too."""
    urls = {*_other_urls(source, sources)}
    for other in sources:
        is_other = other.facts.operation != source.facts.operation and other.path not in urls
        if is_other and other.view is source.view and other.method == source.method:
            yield other


def _other_urls(source: OperationSource, sources: Iterable[OperationSource]) -> Iterator[str]:
    """The other URLs of an operation; those of two namespaces are of two versions."""
    versioning = source.facts.view.versioning_class
    if isinstance(versioning, type) and issubclass(versioning, NamespaceVersioning):
        return
    for other in sources:
        if _handler(other) == _handler(source) and other.path != source.path:
            yield other.path


def _handler(source: OperationSource) -> tuple[type, str, str]:
    return source.view, source.method, method_name(source.facts.view, source.method)
