"""Decides where an operation is made public, and with which of the URLs of its view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from drf_spectacular.settings import spectacular_settings
from rest_framework.settings import api_settings
from rest_framework.versioning import NamespaceVersioning, URLPathVersioning

from ...conf import documented_version
from ...output.wording import listed
from ...publish import Publication
from ...publish.published_operations import OperationSource
from ...publish.selection import FORMAT_SUFFIX
from ...publish.urls import Endpoint, trimmed
from ...spectacular.view_methods import is_action, method_name
from .class_publicity import ClassPublicity, Handler, handler_of
from .recorded_operations import RecordedOperation
from .source_files import SourceError
from .targets import Target
from .view_source import Place, Publicity

# What a class declares, and the operations of the run that are public by it.
Joined: TypeAlias = tuple[ClassPublicity, tuple[OperationSource, ...]]


@dataclass(slots=True)
class Publicities:
    """The public declarations of one run, which make no other operation public.

    `declares` says that views declare what is public; `drafted` are the operations of the run.
    `others` are the versions of the other documents that have what views declare, by name.
    """

    public: Publication
    private: Publication
    declares: bool
    others: Mapping[str, str] = field(default_factory=dict)
    drafted: Sequence[OperationSource] = ()
    # What the source of a class says by now, and the operations for which it says so.
    _classes: dict[type, Joined] = field(default_factory=dict)

    def of(self, operation: RecordedOperation, target: Target) -> Publicity:
        """Where an operation is made public. Raises SourceError if another one would be too."""
        if not operation.is_private or not self.declares:
            return Publicity()
        source = operation.source
        documented = ", ".join(_other_urls(source, self.public.sources.values()))
        if documented:
            raise SourceError(f"another URL of its view is documented, {documented}")
        place = self._place(source, target)
        if place != "class":
            return Publicity(place, self._urls(source))
        declared, (wanted, _) = ClassPublicity.of(source.view), self._classes[source.view]
        return Publicity(place, tuple(sorted(wanted.urls - declared.urls)))

    def published_also(self, operation: RecordedOperation) -> str:
        """The other documents that get an operation with this one, in words; "" without any."""
        if not operation.is_private or not self.declares:
            return ""
        own = _version(operation.source)
        is_by_namespace = _is_versioned(operation.source, NamespaceVersioning)
        is_apart = is_by_namespace or self._has_version(operation.source)
        names = [name for name, version in self.others.items() if not is_apart or version == own]
        return f"is public in other documents too, {listed(names)}" if names else ""

    # ------------------------------------------------------------ places

    def _place(self, source: OperationSource, target: Target) -> Place:
        is_own_action = target.is_action and not target.is_inherited
        if not target.owner or is_own_action or hasattr(source.function, "public"):
            return "function"
        if target.is_action:
            return _function(target, "would also publish the action of a base class")
        wanted, together = self._joined(source)
        declared = ClassPublicity.of(source.view)
        every, changed = self._endpoints(source.view), self._changed(wanted, together)
        if not changed:
            self._classes[source.view] = wanted, together
            return "class"
        after = wanted.published(every)
        shown = [each for each in every if (each[1], each[2]) in changed]
        gained = listed([self._named(each) for each in shown if each in after])
        lost = listed([self._named(each) for each in declared.published(every) if each in shown])
        said = f"would also publish {gained}" if gained else f"would no longer publish {lost}"
        return _function(target, f"{said}; draft them together")

    def _joined(self, source: OperationSource) -> Joined:
        """What a class declares with an operation, and with those of the run that go with it.

        Their URLs are named at once: of a function whose URL is not named, the first is public.
        """
        wanted, together = self._classes.get(source.view, (ClassPublicity.of(source.view), ()))
        wanted, together = self._with(source, wanted, together)
        for other in self.drafted:
            if other.view is not source.view or _handler(other) in map(_handler, together):
                continue
            name = method_name(other.facts.view, other.method)
            if not is_action(other.view, name):
                further = self._with(other, wanted, together)
            elif name in vars(other.view):
                further = wanted, (*together, other)  # the action will say itself what is public
            else:
                continue
            if self._changed(*further) <= self._changed(wanted, together):
                wanted, together = further
        return wanted, together

    def _with(
        self, source: OperationSource, wanted: ClassPublicity, together: tuple[OperationSource, ...]
    ) -> Joined:
        return wanted.with_operation(source.method, self._urls(source)), (*together, source)

    def _changed(
        self, wanted: ClassPublicity, together: tuple[OperationSource, ...]
    ) -> set[tuple[str, str]]:
        """The route and method of each other operation that would be public, or no longer be."""
        view = together[0].view
        every = self._endpoints(view)
        before, after = (
            {(each[1], each[2]) for each in said.published(every)}
            for said in (ClassPublicity.of(view), wanted)
        )
        return (before ^ after) - {(each.facts.route, each.method) for each in together}

    def _endpoints(self, view: type) -> list[Endpoint]:
        """Every route of a view, in whatever version, without those of format suffixes."""
        every = self.private.checked.endpoints
        return [each for each in every if each[3].cls is view and FORMAT_SUFFIX not in each[1]]

    def _named(self, endpoint: Endpoint) -> str:
        path, regex, method, _ = endpoint
        for known in self.private.sources.values():
            if (known.facts.route, known.method) == (regex, method):
                return known.operation
        return f"{method} {path}"

    # ------------------------------------------------------------ URLs

    def _urls(self, source: OperationSource) -> tuple[str, ...]:
        """The URL that `public_urls` must name for an operation; none if its view has no other."""
        if not (self._has_other_urls(source) or self._is_of_a_version(source)):
            return ()
        every = self._endpoints(source.view)
        routes = [each for each in every if handler_of(each) == _handler(source)]
        if len({trimmed(each[0]) for each in routes}) == len({each[0] for each in routes}):
            return (source.path,)
        # What the document writes would name several: their prefixes are removed.
        return tuple(each[0] for each in routes if each[1] == source.facts.route)[:1]

    def _has_other_urls(self, source: OperationSource) -> bool:
        """Whether its view has other URLs, also those of another version."""
        return any(
            handler_of(each) == _handler(source) and each[1] != source.facts.route
            for each in self._endpoints(source.view)
        )

    def _is_of_a_version(self, source: OperationSource) -> bool:
        """Whether the one URL pattern is that of other documents too, with their versions."""
        of_others = {*self.others.values()} - {_version(source)}
        return bool(of_others) and self._has_version(source)

    def _has_version(self, source: OperationSource) -> bool:
        """Whether its version, a variable of the URL pattern, stands in the documented path."""
        variable = f"{{{api_settings.VERSION_PARAM}}}"
        if spectacular_settings.SCHEMA_PATH_PREFIX_TRIM and _version(source) not in source.path:
            return False
        return _is_versioned(source, URLPathVersioning) and any(
            each[1] == source.facts.route and variable in each[0]
            for each in self._endpoints(source.view)
        )


def _function(target: Target, reason: str) -> Place:
    """Above the function, unless a base class has it."""
    if target.is_inherited:
        raise SourceError(f"public = {{...}} on {target.owner} {reason}")
    return "function"


def _other_urls(source: OperationSource, sources: Iterable[OperationSource]) -> Iterator[str]:
    for other in sources:
        if _handler(other) == _handler(source) and other.path != source.path:
            yield other.path


def _handler(source: OperationSource) -> Handler:
    return source.view, source.method, method_name(source.facts.view, source.method)


def _version(source: OperationSource) -> str:
    """The version of an operation in the document in use."""
    default = getattr(source.facts.view.versioning_class, "default_version", None)
    return documented_version() or str(default or "")


def _is_versioned(source: OperationSource, kind: type) -> bool:
    versioning = source.facts.view.versioning_class
    return isinstance(versioning, type) and issubclass(versioning, kind)
