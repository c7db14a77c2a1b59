"""The actions of `manage.py apidocs`: one module for each, in the table `ACTIONS`."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Final, Protocol

from drf_typed_responses.output.formats import Kind

from ..terminal import Options, Terminal
from . import build, diff, draft, test, watch


class Action(Protocol):
    """What each module declares.

    `KIND` is the kind of its output, which decides on the formats; `FAIL_ON` is the level of
    findings at which it fails unless the options say otherwise.
    """

    HELP: str
    KIND: Kind
    FAIL_ON: str

    def arguments(self, parser: ArgumentParser) -> None:
        """Add the options that only this action has."""

    def run(self, options: Options, terminal: Terminal) -> int:
        """Do it, and return the exit code. Raises TypedResponsesError."""


ACTIONS: Final[Mapping[str, Action]] = {
    "build": build,
    "test": test,
    "diff": diff,
    "draft": draft,
    "watch": watch,
}
