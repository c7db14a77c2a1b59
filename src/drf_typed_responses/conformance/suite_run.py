"""The run of tests that is under way: its tests, its broken contracts and its excuses.

Clients are made anywhere in a suite, so what belongs to the run stands here, once for the process.
The pytest plugin loads it in every run, so it imports the standard library only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple
from typing import TYPE_CHECKING, Any, Protocol

from .breaks import Breaks, RunningTest
from .excuses import Excuse, Excuses
from .run_folder import RunFolder

if TYPE_CHECKING:
    from .checks import Check
    from .contract import Contract


class CheckCollector(Protocol):
    """An object that collects checks, such as the coverage of a run."""

    def add(self, contract: Contract, check: Check) -> None:
        """Take one check."""


class SuiteRun:
    """One run of tests, in one of its processes.

    `additive` overrides the setting CONTRACT_ADDITIVE. `sink` gets each check of a client.
    `contracts` are those that the run checks against, by URLconf. `is_whole` says that this process
    left out no test.
    """

    def __init__(self) -> None:
        self.additive: str | None = None
        self.sink: CheckCollector | None = None
        self.contracts: dict[str, tuple[Contract, ...]] = {}
        self.is_whole = True
        self.breaks = Breaks()
        self.excuses = Excuses()
        self._folder = RunFolder()
        # What has been exported is not exported again; later breaks go to the folder.
        self._is_exported = False
        self._is_owned = False

    @property
    def has_runner(self) -> bool:
        """Whether a runner asks for breaks, in this process or in the one that started it."""
        return self._is_owned or self._folder.is_of_child

    def own(self) -> None:
        """Let this process be one that runs tests, and not a child of one."""
        self._is_owned = True
        if self._folder.is_of_child:
            self.breaks.forget()
            self.excuses = Excuses()
        self._folder.own()
        self._is_exported = False

    def watch(self, *, is_worker: bool = False) -> None:
        """From now on, know which test starts a thread, and hear of children.

        A worker tells the process that started it.
        """
        self.own()
        self.breaks.follow_threads()
        self._folder.open(is_worker=is_worker)

    @property
    def is_watching(self) -> bool:
        """Whether `watch` was called."""
        return self.breaks.follows_threads

    @property
    def is_inside_test(self) -> bool:
        """Whether a test runs now, such as one that runs another suite in its process."""
        return self.breaks.running is not None

    def end(self) -> None:
        """Undo `watch`, and forget the run."""
        self.breaks.leave_threads()
        self.breaks.forget()
        self.excuses, self.is_whole = Excuses(), True
        self._folder.close()

    def begin_test(self, name: str, excuse: Excuse | None) -> None:
        """Begin a test, whose responses may have an excuse."""
        if excuse is not None:
            self.excuses.met[excuse] = None
        self.breaks.begin(name, excuse)
        self._folder.tell_test(name)

    def end_test(self) -> None:
        """End the running test; what it left broken fails the run."""
        self._hear()
        self.breaks.end()
        self._folder.tell_test(self.breaks.running.name if self.breaks.running else "")

    @contextmanager
    def test(self, name: str, excuse: Excuse | None) -> Iterator[None]:
        """Run a test, from its setup to the end of its teardown."""
        self.begin_test(name, excuse)
        try:
            yield
        finally:
            self.end_test()

    @property
    def excuse(self) -> Excuse | None:
        """The excuse of the test that started the call which runs now, until the test ends."""
        test = self.breaks.caller
        return None if test is None or test.is_over else test.excuse

    @property
    def test_name(self) -> str:
        """The id of the test that started the call which runs now, "" if no runner says it."""
        test = self.breaks.caller
        return test.name if test is not None else self._folder.test_of_child

    def use(self, excuse: Excuse) -> None:
        """Remember that a response needed an excuse."""
        self.excuses.use(excuse)
        if self._folder.is_of_child:
            self._folder.leave({"used": astuple(excuse)})

    def add_break(self, text: str) -> None:
        """Remember a broken contract, whatever becomes of its exception."""
        if self._folder.is_of_child or self._is_exported:
            self._folder.leave({"test": self.test_name, "text": text})
        else:
            self.breaks.add(self.breaks.caller, text)

    def skip_test(self) -> None:
        """Remember that the running test was skipped, so that it may have needed its excuse."""
        running = self.breaks.running
        self.excuses.skip(running.excuse if running is not None else None)

    def take_breaks(self) -> list[str]:
        """The breaks of the running test that it has not shown yet, those of children included."""
        self._hear()
        return self.breaks.take()

    def take_loose(self) -> list[str]:
        """The breaks that fail the whole run, since the last call."""
        self._hear(every=True)
        return list(map(str, self.breaks.take_loose()))

    def take_failures(self, *, is_green: bool) -> list[str]:
        """Why the whole run fails; all breaks if it would be green in spite of them."""
        every = [str(each) for each in self.breaks.every if is_green and not self.is_inside_test]
        return self.take_loose() or every

    def exported(self) -> dict[str, Any]:
        """What the run needs to know of this process, as plain data; once."""
        self._hear()
        self._is_exported = True
        return {
            **self.breaks.exported(),
            **self.excuses.exported(),
            "is_whole": self.is_whole,
        }

    def merge(self, exported: Mapping[str, Any]) -> None:
        """Add what another process has exported."""
        self.breaks.merge(exported)
        self.excuses.merge(exported)
        self.is_whole = self.is_whole and exported["is_whole"]

    def _hear(self, *, every: bool = False) -> None:
        if self._is_exported:
            return  # the first process of the run hears the rest
        for row in self._folder.taken(every=every):
            if "used" in row:
                self.excuses.use(Excuse(*row["used"]))
            else:
                self._add_of_child(row["test"], row["text"])

    def _add_of_child(self, name: str, text: str) -> None:
        """A break in a child process, which knows the excuse of its test only if it was forked."""
        running = self.breaks.running
        test = running if running is not None and running.name == name else None
        if test is not None and test.excuse is not None:
            self.excuses.use(test.excuse)
        else:
            self.breaks.add(test or RunningTest(name, is_over=True), text)


# One for the process; a run resets it at its end.
RUN = SuiteRun()
