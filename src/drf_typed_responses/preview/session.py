"""From a save to the board: one build at a time, and always of what was saved last."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from ..findings import Finding
from ..report import counted
from .board import Board
from .builds import Build
from .files import Files
from .sources import roots

Say = Callable[[str, "tuple[Finding, ...]"], None]
FIELDS = ("level", "id", "message", "hint", "operation", "path", "file", "line", "owner")
TICK = 0.25
ENDED = {
    "timeout": "The build took longer than {limit:g} s and was ended",
    "crash": "The build process ended before it had said anything",
}
HINTS = {"timeout": "The terminal says where it hangs.", "crash": "The terminal says more."}


class Session:
    """Watches, builds and tells; `say` prints a line and findings on the terminal."""

    def __init__(self, board: Board, limit: float, say: Say) -> None:
        self._board = board
        self._limit = limit
        self._say = say
        self._files = Files([Path(root) for root in roots()] or [Path(sys.path[0] or ".")])
        self._found: list[tuple[list[Path], list[Path]]] = []
        self._build: Build | None = None
        self._current = 0
        self._answered = False
        self._lock = threading.Lock()

    def run(self, is_over: Callable[[], bool] = lambda: False) -> None:
        """Build, then build again on every save, until `is_over` or an interrupt."""
        try:
            self._start()
            while not is_over():
                self._extend()
                if changed := self._files.wait(TICK):
                    self._say(_saved(changed), ())
                    self._start()
        finally:
            self._stop()

    def _start(self) -> None:
        self._stop()
        with self._lock:
            self._current += 1
            self._answered = False
        number = self._current
        self._board.change(building=True)
        self._build = Build(self._limit, lambda message: self._take(number, message))

    def _stop(self) -> None:
        with self._lock:
            self._current += 1  # what the old build still says is of no interest
        if self._build is not None:
            self._build.stop()

    def _extend(self) -> None:
        while self._found:
            self._files.extend(*self._found.pop())

    def _take(self, number: int, message: Mapping[str, Any]) -> None:
        with self._lock:
            if number != self._current:
                return
            getattr(self, f"_on_{message['kind']}")(message)

    def _on_document(self, message: Mapping[str, Any]) -> None:
        self._answered = True
        findings = tuple(message["findings"])
        self._board.change(
            building=False,
            document=message["document"],
            findings=findings,
            failure=None,
            counts=message["counts"],
            seconds=message["seconds"],
            built_at=_now(),
        )
        operations = counted(message["counts"]["operations"], "operation")
        verdict = counted(len(findings), "finding") if findings else "nothing is wrong with it"
        said = f"{_now()} Built {operations} in {message['seconds']} s; {verdict}."
        self._say(said, tuple(map(_finding, findings)))

    def _on_details(self, message: Mapping[str, Any]) -> None:
        facts = {key: value for key, value in message.items() if key not in ("kind", "changes")}
        self._board.change(changes=tuple(message["changes"]), **facts)
        if message["base_problem"]:
            self._say(f"No comparison: {message['base_problem']}", ())
        elif broken := sum(change["level"] == "error" for change in message["changes"]):
            self._say(f"{counted(broken, 'breaking change')} against {message['base']}.", ())

    def _on_failure(self, message: Mapping[str, Any]) -> None:
        self._answered = True
        (finding,) = message["findings"]
        self._fail(finding)

    def _on_roots(self, message: Mapping[str, Any]) -> None:
        paths = [[Path(p) for p in message[key]] for key in ("roots", "left_out")]
        self._found.append((paths[0], paths[1]))

    def _on_ended(self, message: Mapping[str, Any]) -> None:
        outcome = message["outcome"]
        if outcome == "timeout" or (outcome != "stopped" and not self._answered):
            kind = outcome if outcome in ENDED else "crash"
            said = ENDED[kind].format(limit=self._limit)
            self._fail({"level": "error", "id": "not-built", "message": said, "hint": HINTS[kind]})

    def _fail(self, finding: Mapping[str, Any]) -> None:
        self._board.change(building=False, failure=finding, built_at=_now())
        self._say(f"{_now()} Not built; the page keeps the last document.", (_finding(finding),))


def _finding(shown: Mapping[str, Any]) -> Finding:
    return Finding(**{key: shown[key] for key in FIELDS if key in shown})


def _saved(paths: list[str]) -> str:
    more = f" and {counted(len(paths) - 1, 'other')}" if len(paths) > 1 else ""
    return f"{_now()} {Path(paths[0]).name}{more} changed."


def _now() -> str:
    return datetime.now().strftime("%H:%M:%S")
