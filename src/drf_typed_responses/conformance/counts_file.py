"""A file to which the processes of a machine add counts: what was seen, and who called.

It is a database of SQLite, because that adds up what several processes write at once, keeps what
is committed when one of them is killed, and comes with Python.
"""

from __future__ import annotations

import atexit
import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from ..exceptions import TypedResponsesError

# How often a process writes, in seconds, and how long it waits for others that write: then, and at
# its end, after which its counts are lost.
SECONDS: Final = 60.0
PATIENCE: Final = 1.0
LAST_PATIENCE: Final = 10.0
# The most different counts that wait in the memory of a process.
MOST: Final = 100_000
_TABLES: Final = (
    """
CREATE TABLE IF NOT EXISTS counts (
    kind TEXT, document TEXT, place TEXT, what TEXT, client TEXT, number INTEGER,
    PRIMARY KEY (kind, document, place, what, client)
) WITHOUT ROWID""",
    "CREATE TABLE IF NOT EXISTS days (day TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS file (only INTEGER PRIMARY KEY, id TEXT)",
)
_ADD: Final = """
INSERT INTO counts VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (kind, document, place, what, client) DO UPDATE SET number = number + excluded.number
"""
_ADD_DAY: Final = "INSERT INTO days VALUES (?) ON CONFLICT DO NOTHING"
# A copy of the file has the same id.
_ADD_ID: Final = "INSERT INTO file VALUES (1, ?) ON CONFLICT DO NOTHING"
_READ: Final = "SELECT kind, document, place, what, client, number FROM counts"


class Counted(NamedTuple):
    """What one number counts.

    `kind` "seen": `what` occurred at a `place` of responses of a `document`. `kind` "call": a
    `client` called the operation `place` and used its part `what`.
    """

    kind: Literal["seen", "call"]
    document: str
    place: str
    what: str
    client: str = ""


class CountsFileError(TypedResponsesError):
    """A file of counts cannot be read."""


class CountsFile:
    """The counts of this process that are not written yet, and the file to which they are added.

    A process writes when a minute has passed, and when it ends. While the file cannot be written,
    its counts wait, at most `most` different ones.
    """

    def __init__(
        self, file: Path, clock: Callable[[], float] = time.monotonic, most: int = MOST
    ) -> None:
        self._file = file
        self._clock = clock
        self._most = most
        self._lock = threading.Lock()
        self._waiting: Counter[Counted] = Counter()
        self._written = clock()
        self._process = 0

    def add(self, counts: Mapping[Counted, int]) -> None:
        """Add counts in memory; further ones than fit are lost."""
        with self._lock:
            if self._process != os.getpid():
                self._begin()
            for counted, number in counts.items():
                if counted in self._waiting or len(self._waiting) < self._most:
                    self._waiting[counted] += number

    def is_due(self) -> bool:
        """Whether it is time to write."""
        return self._clock() - self._written >= SECONDS

    def write(self, patience: float = PATIENCE) -> None:
        """Add the counts to the file. Raises OSError or sqlite3.Error, and then keeps them."""
        with self._lock:
            self._written = self._clock()
            if self._waiting and self._process == os.getpid():
                _write(self._file, self._waiting, patience)
                self._waiting.clear()

    def _begin(self) -> None:
        """Begin in a process; what a process before a fork has counted, that one writes."""
        self._process = os.getpid()
        self._waiting.clear()
        atexit.register(self._end)

    def _end(self) -> None:
        try:
            self.write(LAST_PATIENCE)
        except Exception:  # at the end of a process nobody can be told
            return


def _write(file: Path, counts: Mapping[Counted, int], patience: float) -> None:
    import sqlite3  # which production does not load at start

    rows = [(*counted, number) for counted, number in counts.items()]
    with closing(sqlite3.connect(file, timeout=patience, isolation_level=None)) as database:
        # A transaction that reads before it writes would fail at once where another one writes.
        database.execute("BEGIN IMMEDIATE")
        for table in _TABLES:
            database.execute(table)
        database.executemany(_ADD, rows)
        database.execute(_ADD_DAY, (date.today().isoformat(),))
        database.execute(_ADD_ID, (os.urandom(16).hex(),))
        database.execute("COMMIT")


class Counts(NamedTuple):
    """The counts of files, added up, and the first and the last day on which one was written."""

    numbers: Counter[Counted]
    first: str = ""
    last: str = ""


def read_counts(files: Iterable[Path]) -> Counts:
    """The counts of files that processes have written, such as one of each machine.

    A file that is named twice is read once. Raises CountsFileError for a file that is missing or is
    none of these, and for a copy of another one.
    """
    numbers: Counter[Counted] = Counter()
    days: list[str] = []
    known: dict[str, Path] = {}
    for file in {file.resolve(): file for file in files}.values():
        with _opened(file) as database:
            (id,) = database.execute("SELECT id FROM file").fetchone()
            if (other := known.setdefault(id, file)) is not file:
                raise CountsFileError(
                    f"the counts {file} are a copy of {other}: name one of them, or all would "
                    "count twice"
                )
            for *counted, number in database.execute(_READ):
                numbers[Counted(*counted)] += number
            days += (day for (day,) in database.execute("SELECT day FROM days"))
    return Counts(numbers, min(days, default=""), max(days, default=""))


@contextmanager
def _opened(file: Path) -> Iterator[Any]:
    import sqlite3

    if not file.is_file():
        raise CountsFileError(f"the counts {file} cannot be read: there is no such file")
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
            yield database
    # What another program keeps under the same names has other columns or values.
    except (sqlite3.Error, TypeError, ValueError) as error:
        raise CountsFileError(
            f"the counts {file} cannot be read, because ContractMiddleware has not written it: "
            f'{error}; name the file of TYPED_RESPONSES["OBSERVED"]'
        ) from error
