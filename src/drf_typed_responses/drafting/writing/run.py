"""Drafts several operations, and puts the drafts into the files of the project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ...conformance.contract import Contract
from ...conformance.recording import Recording, RecordingError
from ...openapi.statuses import is_success
from ...publish import Publication
from ..annotated_places import unsaid_places
from ..beside import Beside
from ..code_places import code_places
from ..missing_parts import is_documented
from ..shared_types import SharedTypes
from .files import Files, responses_module, responses_path
from .merged_types import MergedTypes
from .operation_drafts import OperationDraft, documented_draft, operation_draft
from .placing import Placing
from .publicity import Publicities
from .recorded_operations import RecordedOperation
from .reuse import importable_from, reaches
from .source_files import SourceError, SourceFile
from .targets import Target, target_of


@dataclass(frozen=True, slots=True)
class ProjectBuild:
    """The public document, a build of all other operations, and the tags of the project.

    `declares` says that an operation is public only where its view declares it; `others` are the
    versions of the other documents of such operations, by name.
    """

    public: Publication
    private: Publication
    tags: tuple[str, ...]
    declares: bool
    others: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class WrittenDrafts:
    """The edited files, the operations whose drafts are in them, and notes for people."""

    files: tuple[SourceFile, ...] = ()
    operations: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def written_drafts(recordings: Iterable[Recording], build: ProjectBuild) -> WrittenDrafts:
    """The files with the drafts of the recorded operations; nothing is saved.

    The types and the sample of an operation that lacks nothing get what its responses show by now.
    An operation that has no place in the source is a note.
    """
    return _Run(build).written(list(recordings))


class _Run:
    def __init__(self, build: ProjectBuild) -> None:
        self._build = build
        self._public, self._private = Contract.of(build.public), Contract.of(build.private)
        self._publicities = Publicities(build.public, build.private, build.declares, build.others)
        self._files = Files()
        self._shared = SharedTypes()
        self._classes: dict[Path, dict[str, str]] = {}
        self._circles: dict[str, frozenset[str]] = {}
        self._targets: dict[str, tuple[RecordedOperation, Target]] = {}
        self._titles: list[str] = []
        self._done: dict[tuple[Path, str], str] = {}
        self._result = WrittenDrafts()

    def written(self, recordings: Sequence[Recording]) -> WrittenDrafts:
        found = [each for each in map(self._operation, recordings) if each is not None]
        self._targets = dict(self._placed(found))
        self._publicities.drafted = [each.source for each, _ in self._targets.values()]
        for operation, target in self._targets.values():
            self._draft(operation, target)
        self._shared.is_complete = True
        for operation, target in self._targets.values():
            self._write(operation, target)
        self._result.files = tuple(
            file for _, file in sorted(self._files.by_path.items()) if file.is_changed
        )
        return self._result

    # ------------------------------------------------------------ operations

    def _operation(self, recording: Recording) -> RecordedOperation | None:
        for contract, publication in (
            (self._public, self._build.public),
            (self._private, self._build.private),
        ):
            known = contract.operation_named(recording.operation)
            source = publication.sources.get(known.name) if known else None
            if source is not None:
                is_private = contract is self._private
                return RecordedOperation(recording, source, contract, is_private)
        self._note(recording.operation, "no view of the project has it")
        return None

    def _placed(
        self, operations: Iterable[RecordedOperation]
    ) -> Iterator[tuple[str, tuple[RecordedOperation, Target]]]:
        for operation in operations:
            try:
                yield operation.name, (operation, target_of(operation.source))
            except SourceError as error:
                self._note(operation.name, str(error))

    def _note(self, operation: str, text: str) -> None:
        self._result.notes.append(f"{operation}: {text}")

    # ------------------------------------------------------------ drafting

    def _draft(self, operation: RecordedOperation, target: Target) -> OperationDraft | None:
        own = responses_path(target)
        self._shared.classes = self._classes.setdefault(own, {})
        others = (classes for path, classes in self._classes.items() if path != own)
        self._shared.taken = frozenset(name for classes in others for name in classes)
        self._shared.unreachable = self._unreachable(target)
        beside = Beside(self._build.tags, operation.view, self._shared, self._titles)
        try:
            if is_documented(operation.contract, operation.recording):
                return documented_draft(operation, self._public, beside)
            return operation_draft(operation, self._public, beside)
        except RecordingError as error:
            if self._shared.is_complete:
                self._note(operation.name, str(error))
            return None

    def _unreachable(self, target: Target) -> frozenset[str]:
        """The components that the module of the types cannot import without a circle."""
        home = responses_module(target)
        if home not in self._circles:
            self._circles[home] = frozenset(
                name
                for name, module in self._importable.items()
                if module is None
                or (module != home and reaches(module, {home, *self._importing[home]}))
            )
        return self._circles[home]

    @cached_property
    def _importing(self) -> Mapping[str, set[str]]:
        """The modules that will import the types, by the module of the types."""
        found: dict[str, set[str]] = {}
        for operation, target in self._targets.values():
            modules = (target.module, *_annotated_modules(operation))
            found.setdefault(responses_module(target), set()).update(modules)
        return found

    @cached_property
    def _importable(self) -> Mapping[str, str | None]:
        """The modules of the types of the public document, by component."""
        names = self._public.document.get("components", {}).get("schemas", {})
        declared_by = self._build.public.locations.declared_by
        return {name: importable_from(declared_by(name), name) for name in names}

    # ------------------------------------------------------------ writing

    def _write(self, operation: RecordedOperation, target: Target) -> None:
        draft = self._draft(operation, target)
        if draft is None:
            return
        before = self._files.state()
        try:
            self._claim(operation, target)
            publicity = self._publicities.of(operation, target)
            method, importable = operation.source.method, self._importable.get
            placed = Placing(self._files, target, draft, method, publicity, importable).place()
        except SourceError as error:
            self._files.restore(before)
            self._note(operation.name, str(error))
            return
        for said in (placed.note, self._publicities.published_also(operation)):
            if said:
                self._note(operation.name, said)
        for name in draft.unsure:
            said = "may return a part of the response, so it is not annotated"
            self._note(operation.name, f"{name} {said}")
        self._result.notes += _merging_notes(operation.name, placed.merged)
        self._result.operations.append(operation.name)
        self._titles.append(draft.title)
        self._classes[responses_path(target)].update(draft.classes or {})

    def _claim(self, operation: RecordedOperation, target: Target) -> None:
        """Raises SourceError if another operation of this run has the same decorator."""
        method = operation.source.method if target.shares_function else ""
        key = target.file, f"{target.qualname}.{method}"
        other = self._done.setdefault(key, operation.name)
        if other != operation.name:
            raise SourceError(f"its decorator is that of {other}, which is drafted")


def _annotated_modules(operation: RecordedOperation) -> Iterator[str]:
    """The modules of the functions that the draft of an operation may annotate."""
    facts, recorded = operation.source.facts, operation.recording.bodies
    for status in filter(is_success, recorded):
        of_code = code_places(facts, status, recorded[status]).unsaid
        for place in (*unsaid_places(facts, status), *of_code):
            yield place.module


def _merging_notes(operation: str, merged: MergedTypes | None) -> Iterator[str]:
    for name, each in merged.merged.items() if merged else ():
        if each.unseen:
            yield f"{operation}: no response shows {', '.join(each.unseen)} of {name}"
        if each.unplaced:
            yield f"{operation}: {name} could not get {', '.join(each.unplaced)}"
        for difference in each.differing:
            yield (
                f"{operation}: {name}.{difference.attribute} is {difference.existing}, "
                f"but responses show {difference.drafted}"
            )
