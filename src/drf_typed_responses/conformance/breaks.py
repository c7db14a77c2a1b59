"""Remembers every broken contract of a process, by the test that started the call."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from .excuses import Excuse

_TEST: ContextVar[RunningTest | None] = ContextVar("drf_typed_responses_test", default=None)
# The attribute of a thread.
_STARTED_BY: Final = "_drf_typed_responses_test"
# The beginning of a break that no test has.
OUTSIDE: Final = "outside of all tests, "


@dataclass(eq=False, slots=True)
class RunningTest:
    """A test, from its setup to the end of its teardown, and the breaks that nobody took yet."""

    name: str
    excuse: Excuse | None = None
    # Of a test that runs another suite in its process.
    outer: RunningTest | None = None
    breaks: list[str] = field(default_factory=list)
    is_over: bool = False


class Break(NamedTuple):
    """A broken contract: the test that started the call, "" for none, and what is wrong."""

    test: str
    text: str

    def __str__(self) -> str:
        return f"{self.test}: {self.text}" if self.test else f"{OUTSIDE}{self.text}"


class Breaks:
    """The broken contracts of a process.

    `every` has all of them, whatever became of their tests. `loose` are those that can fail no test
    any more: outside of all tests, or after the end of the test that started the call.
    """

    def __init__(self) -> None:
        self.running: RunningTest | None = None
        self.every: list[Break] = []
        self.loose: list[Break] = []
        self._lock = threading.Lock()
        self._thread = threading.get_ident()
        self._followed: tuple[Any, Any] | None = None

    @property
    def caller(self) -> RunningTest | None:
        """The test that started the call which runs now; None if no test did, or nobody knows.

        A thread and a task belong to the test that started them, also after its end.
        """
        test = _TEST.get() or getattr(threading.current_thread(), _STARTED_BY, None)
        if test is None and threading.get_ident() == self._thread:
            return self.running
        return test

    def begin(self, name: str, excuse: Excuse | None) -> None:
        """Begin a test in this thread."""
        self._thread = threading.get_ident()
        self.running = RunningTest(name, excuse, self.running)
        _TEST.set(self.running)

    def end(self) -> None:
        """End the running test; the breaks that it does not show are loose."""
        test = self.running
        if test is None:
            return
        self.running = test.outer
        _TEST.set(test.outer)
        with self._lock:
            test.is_over = True
            self.loose += (Break(test.name, text) for text in test.breaks)

    def add(self, test: RunningTest | None, text: str) -> None:
        """Remember a break in a call that a test started."""
        found = Break(test.name if test is not None else "", text)
        with self._lock:
            self.every.append(found)
            if test is None or test.is_over:
                self.loose.append(found)
            else:
                test.breaks.append(text)

    def take(self) -> list[str]:
        """The breaks of the running test since the last call, which fail it now."""
        if self.running is None:
            return []
        with self._lock:
            taken, self.running.breaks = self.running.breaks, []
        return taken

    def forget(self) -> None:
        """Forget what was before, such as in the process that was forked."""
        self.running, self.every, self.loose = None, [], []
        self._lock = threading.Lock()  # another thread may have held that of the other process
        _TEST.set(None)

    def exported(self) -> dict[str, list[Break]]:
        """All breaks as plain data, and no longer those of this process."""
        with self._lock:
            every, loose, self.every, self.loose = self.every, self.loose, [], []
        return {"every": every, "loose": loose}

    def merge(self, exported: Mapping[str, Iterable[Iterable[str]]]) -> None:
        """Add those of another process."""
        self.every += (Break(*each) for each in exported["every"])
        self.loose += (Break(*each) for each in exported["loose"])

    @property
    def has_threads(self) -> bool:
        """Whether threads that tests started still run, and Python waits for them at its end."""
        started = (t for t in threading.enumerate() if getattr(t, _STARTED_BY, None) is not None)
        return any(not thread.daemon for thread in started)

    def take_loose(self) -> list[Break]:
        """Those that can fail no test, since the last call."""
        with self._lock:
            taken, self.loose = self.loose, []
        return taken

    def follow_threads(self) -> None:
        """From now on, a thread and a call in a pool of threads belong to the test that starts it.

        A new thread has an empty context, and a thread of a pool may be older than the test.
        """
        if self._followed is not None:
            return
        start, submit = self._followed = threading.Thread.start, ThreadPoolExecutor.submit

        def started(thread: threading.Thread) -> None:
            setattr(thread, _STARTED_BY, self.caller)
            start(thread)

        def submitted(pool: Any, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
            return submit(pool, _called_by, self.caller, fn, *args, **kwargs)

        _put(started, submitted)

    @property
    def follows_threads(self) -> bool:
        """Whether `follow_threads` was called."""
        return self._followed is not None

    def leave_threads(self) -> None:
        """Undo `follow_threads`."""
        if self._followed is not None:
            _put(*self._followed)
            self._followed = None


def _called_by(
    test: RunningTest | None, fn: Callable[..., Any], /, *args: Any, **kwargs: Any
) -> Any:
    token = _TEST.set(test)
    try:
        return fn(*args, **kwargs)
    finally:
        _TEST.reset(token)


def _put(start: Any, submit: Any) -> None:
    threading.Thread.start = start  # type: ignore[method-assign]
    ThreadPoolExecutor.submit = submit  # type: ignore[method-assign]
