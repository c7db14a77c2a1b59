"""The actions of `manage.py apidocs`: one module for each, in the table `ACTIONS`."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Final, Protocol

from drf_typed_responses.output.formats import Kind

from ..terminal import Options, Terminal
from . import build, diff, draft, test, watch


class Action(Protocol):
    """What each module declares."""

    @property
    def HELP(self) -> str:
        """One line for `--help`."""
        ...

    @property
    def KIND(self) -> Kind:
        """The kind of its output, which decides on its formats."""
        ...

    @property
    def FAIL_ON(self) -> str:
        """The level at which findings fail it, unless the options say otherwise."""
        ...

    def arguments(self, parser: ArgumentParser) -> None:
        """Add the options that only this action has."""

    def run(self, options: Options, terminal: Terminal) -> int:
        """Do it, and return the exit code. Raises TypedResponsesError."""
        ...


ACTIONS: Final[Mapping[str, Action]] = {
    "build": build,
    "test": test,
    "diff": diff,
    "draft": draft,
    "watch": watch,
}
