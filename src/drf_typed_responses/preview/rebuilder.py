"""Rebuilds the project on every save, one build at a time, and stores the results."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from ..document_names import DEFAULT, DEREFERENCED_FILE, WHOLE_FILE
from ..findings import Finding
from ..output.wording import counted
from .build_process import BuildProcess, Message, Process, new_process
from .copied_process import KeptCopy
from .failure import ID
from .project_code import roots
from .state import Shown, StateStore
from .watcher import Watcher

Printer: TypeAlias = Callable[[str, tuple[Finding, ...]], None]
# The keys of a finding of the worker that are arguments of `Finding`.
FIELDS = ("level", "id", "message", "hint", "operation", "path", "file", "line", "owner")
TICK = 0.25
# The time limit of a build that began as a copy, in times of one that did not, and some seconds.
SLOWER, SPARE = 3, 5.0
ENDED = {
    "timeout": "The build took longer than {limit:g} s and was ended",
    "crash": "The build process ended without a result",
}
HINTS = {"timeout": "The terminal says where it hangs.", "crash": "The terminal says more."}


class Rebuilder:
    """Builds the project again on every save, and puts the results into the store.

    `limit` is the time for one build in seconds; a build writes the files of the document of that
    name into `folder`; `show` prints a line and findings on the terminal.
    """

    def __init__(
        self,
        store: StateStore,
        limit: float,
        folder: Path,
        show: Printer,
        document: str = DEFAULT,
    ) -> None:
        self._store = store
        self._limit = limit
        self._show = show
        self._document = document
        self._folder = folder.resolve()
        watched = [Path(root) for root in roots()] or [Path(sys.path[0] or ".")]
        written = [self._folder / name for name in (WHOLE_FILE, DEREFERENCED_FILE)]
        self._watcher = Watcher(watched, written)
        self._found: list[tuple[list[Path], list[Path]]] = []
        self._process: BuildProcess | None = None
        self._copy = KeptCopy()
        self._copied_limit = limit
        self._changed: set[str] = set()  # since the process began whose copy is kept
        self._appearances = 0
        # Whether the current build began as a copy, why it did not, and whether it has ended.
        self.is_copied = False
        self.refusal = ""
        self.is_idle = False
        self._repeats = False
        self._current = 0
        self._has_result = False
        self._lock = threading.Lock()

    def run(self, is_over: Callable[[], bool] = lambda: False) -> None:
        """Build, and build again on every save, until `is_over` returns true or an interrupt."""
        try:
            self._start()
            while not is_over():
                self._extend()
                if changed := self._watcher.wait(TICK):
                    self._show(_saved(changed), ())
                    self._changed.update(changed)
                    self._start()
                elif self._repeats:
                    self._start(from_nothing=True)
        finally:
            self._stop()
            self._copy.close()

    def _start(self, *, from_nothing: bool = False) -> None:
        self._stop()
        if from_nothing:
            self._copy.close()
        with self._lock:
            self._current += 1
            self._has_result = self._repeats = self.is_idle = False
        number = self._current
        self._store.change(building=True)
        process, limit = self._begin()
        self._process = BuildProcess(process, limit, lambda message: self._take(number, message))

    def _begin(self) -> tuple[Process, float]:
        """A process for the next build: a copy of one that is set up, if that would be the same."""
        same = self._watcher.appearances == self._appearances
        copied = self._copy.build(self._changed) if same else None
        self.is_copied = copied is not None
        self.refusal = self._copy.refusal if same else "files appeared or vanished"
        if copied is not None:
            return copied, self._copied_limit
        self._copy.close()
        self._copy = KeptCopy()
        self._changed.clear()
        self._appearances = self._watcher.appearances
        return new_process(self._limit, self._folder, self._document, self._copy), self._limit

    def _stop(self) -> None:
        with self._lock:
            self._current += 1  # so that messages of the old build are ignored
        if self._process is not None:
            self._process.stop()

    def _extend(self) -> None:
        while self._found:
            self._watcher.extend(*self._found.pop())

    def _take(self, number: int, message: Message) -> None:
        with self._lock:
            if number != self._current:
                return
            if self.is_copied and _has_failed(message):
                # The copy may be the reason: only a build that starts from nothing tells.
                self._current += 1
                self._repeats = True
            else:
                HANDLERS[message["kind"]](self, message)

    def on_document(self, message: Message) -> None:
        """Show a document and its findings."""
        self._has_result = True
        if not self.is_copied:
            self._copied_limit = min(self._limit, SLOWER * message["seconds"] + SPARE)
        findings = tuple(message["findings"])
        self._store.change(
            building=False,
            document=message["document"],
            private=message["private"],
            withheld=message["withheld"],
            findings=findings,
            failure=None,
            counts=message["counts"],
            seconds=message["seconds"],
            built_at=_now(),
        )
        operations = counted(message["counts"]["operations"], "operation")
        verdict = counted(len(findings), "finding") if findings else "nothing is wrong with it"
        line = f"{_now()} Built {operations} in {message['seconds']} s; {verdict}."
        self._show(line, tuple(map(_finding, findings)))

    def on_unwritten(self, message: Message) -> None:
        """Show why the files of the document are not current."""
        self._show(f"Not written: {message['why']}", ())

    def on_details(self, message: Message) -> None:
        """Show the changes against the base, and the places in the source."""
        facts = {key: value for key, value in message.items() if key not in ("kind", "changes")}
        self._store.change(changes=tuple(message["changes"]), **facts)
        if message["base_problem"]:
            self._show(f"No comparison: {message['base_problem']}", ())
        elif broken := sum(change["level"] == "error" for change in message["changes"]):
            self._show(f"{counted(broken, 'breaking change')} against {message['base']}.", ())

    def on_failure(self, message: Message) -> None:
        """Show the failure that prevented a document."""
        self._has_result = True
        (finding,) = message["findings"]
        self._fail(finding)

    def on_roots(self, message: Message) -> None:
        """Store more roots to watch, for the thread that watches."""
        watched, left_out = ([Path(p) for p in message[key]] for key in ("roots", "left_out"))
        self._found.append((watched, left_out))

    def on_ended(self, message: Message) -> None:
        """Show a build that ended without a result, or in the middle of one."""
        self.is_idle = True
        outcome = message["outcome"]
        if outcome == "timeout" or (outcome != "stopped" and not self._has_result):
            kind = outcome if outcome in ENDED else "crash"
            said = ENDED[kind].format(limit=self._limit)
            self._fail({"level": "error", "id": ID, "message": said, "hint": HINTS[kind]})

    def _fail(self, finding: Shown) -> None:
        self._store.change(building=False, failure=finding, built_at=_now())
        self._show(f"{_now()} Not built: the page keeps the last document.", (_finding(finding),))


# The kinds of messages: those of `worker`, and the last one of `build_process`.
HANDLERS: Mapping[str, Callable[[Rebuilder, Message], None]] = {
    "document": Rebuilder.on_document,
    "unwritten": Rebuilder.on_unwritten,
    "details": Rebuilder.on_details,
    "failure": Rebuilder.on_failure,
    "roots": Rebuilder.on_roots,
    "ended": Rebuilder.on_ended,
}


def _finding(shown: Shown) -> Finding:
    return Finding(**{key: shown[key] for key in FIELDS if key in shown})


def _has_failed(message: Message) -> bool:
    return message["kind"] == "failure" or message.get("outcome") in ENDED


def _saved(paths: list[str]) -> str:
    more = f" and {counted(len(paths) - 1, 'other')}" if len(paths) > 1 else ""
    return f"{_now()} {Path(paths[0]).name}{more} changed."


def _now() -> str:
    return datetime.now().strftime("%H:%M:%S")
