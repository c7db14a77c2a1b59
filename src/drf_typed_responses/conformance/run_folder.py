"""What child processes of a run of tests leave for the process that runs the tests.

A test may fork, or start a process that imports the project. What happens there is left in a
folder that the environment names. It is made by the first process that leaves something.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

# In the environment of a run and of its children: the process that runs the test, and the folder.
VARIABLE: Final = "DRF_TYPED_RESPONSES_RUN"
# The running test, for a child that was not forked.
TEST: Final = "DRF_TYPED_RESPONSES_TEST"


class RunFolder:
    """The folder of a run; each process that runs tests reads what its own children left."""

    def __init__(self) -> None:
        owner, _, self._path = os.environ.get(VARIABLE, "").partition(" ")
        self._owner = int(owner or os.getpid())
        self._is_first = False

    @property
    def is_of_child(self) -> bool:
        """Whether this process is a child of one that runs tests."""
        return self._owner != os.getpid()

    def own(self) -> None:
        """Let this process be one that runs tests."""
        self._is_first = self._is_first and not self.is_of_child
        self._owner = os.getpid()

    def open(self, *, is_worker: bool = False) -> None:
        """Tell the children where to leave something; a worker shares the folder of its run."""
        if not self._is_first and not (is_worker and self._path):
            name = f"drf-typed-responses-{uuid.uuid4().hex}"
            self._path, self._is_first = str(Path(tempfile.gettempdir()) / name), True
        os.environ[VARIABLE] = f"{self._owner} {self._path}"

    def tell_test(self, name: str) -> None:
        """Tell the children which test starts them; "" for none."""
        if self._path and not self.is_of_child:
            os.environ[TEST] = name.replace("\0", "")  # which no environment can hold

    @property
    def test_of_child(self) -> str:
        """The test that started this process, "" if that is not known."""
        return os.environ.get(TEST, "") if self.is_of_child else ""

    def close(self) -> None:
        """Remove the folder, if this process was the first to open it."""
        if self._is_first and not self.is_of_child:
            os.environ.pop(VARIABLE, None)
            os.environ.pop(TEST, None)
            shutil.rmtree(self._path, ignore_errors=True)
            self._path, self._is_first = "", False

    def leave(self, row: Mapping[str, Any]) -> None:
        """Leave plain data for the process that runs the test, or for the first one of the run."""
        if not self._path:
            return
        folder = Path(self._path)
        folder.mkdir(mode=0o700, exist_ok=True)
        # A worker has ended when it leaves something, and only the first process is there to read.
        reader = self._owner if self.is_of_child else 0
        part = folder / f"{reader}-{uuid.uuid4().hex}.part"
        part.write_text(json.dumps(row), encoding="utf-8")
        part.rename(part.with_suffix(".json"))  # so that nobody reads half of it

    def taken(self, *, every: bool = False) -> Iterator[dict[str, Any]]:
        """What own children have left since the last call.

        With `every`, the first process takes what all processes of the run have left.
        """
        if not self._path or self.is_of_child:
            return
        prefix = "" if every and self._is_first else f"{self._owner}-"
        for file in self._files():
            if file.suffix == ".json" and file.name.startswith(prefix):
                row: dict[str, Any] = json.loads(file.read_bytes())
                file.unlink()
                yield row

    def _files(self) -> list[Path]:
        try:
            return sorted(Path(self._path).iterdir())
        except FileNotFoundError:  # no child has left anything
            return []
