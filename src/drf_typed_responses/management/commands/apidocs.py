"""`manage.py apidocs`: parse, call one function, print findings, exit code."""

from __future__ import annotations

import gc
import sys
from argparse import SUPPRESS, ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from drf_typed_responses.collection import collect_seldom
from drf_typed_responses.exceptions import TypedResponsesError
from drf_typed_responses.findings import FAIL_ON
from drf_typed_responses.management.actions import ACTIONS
from drf_typed_responses.management.terminal import Stream, Terminal
from drf_typed_responses.output.output_formats import formats_of
from drf_typed_responses.output.wording import printable


class Command(BaseCommand):
    """One command with an action as its first argument."""

    help = "Build, check and compare the public API document."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Add a parser for each action: its own options, and those of all actions."""
        listed = ",".join(ACTIONS)
        parsers = parser.add_subparsers(dest="action", required=True, metavar=f"{{{listed}}}")
        for name, action in ACTIONS.items():
            own = parsers.add_parser(name, help=action.help, description=action.help)
            _add_options_of_django(own)
            own.add_argument("--format", choices=formats_of(action.kind), default="text")
            own.add_argument("--fail-on", choices=FAIL_ON, default=action.fail_on)
            own.add_argument("--document", metavar="NAME", help="one of the project's documents")
            if action.kind == "findings":
                own.add_argument("--all", action="store_true", help="print every finding of a rule")
            action.arguments(own)

    def run_from_argv(self, argv: list[str]) -> None:
        """Run as the command of this process, which ends afterwards."""
        try:
            super().run_from_argv(argv)
        finally:
            # When a process ends, Python searches all its objects for garbage, which took a sixth
            # of the time of a build. It does not search frozen ones; their memory is freed with
            # the process, and exit handlers run as ever.
            gc.freeze()

    def handle(self, *, action: str, **options: Any) -> None:
        """Run the action, and exit with its code; 2 if it could not run."""
        # Django colours all of stderr red, so success would look like an error.
        self.stderr.style_func = None
        thresholds = gc.get_threshold()
        collect_seldom()
        try:
            terminal = Terminal(Stream(self.stdout), Stream(self.stderr))
            code = ACTIONS[action].run(options, terminal)
        except TypedResponsesError as error:
            sentence = printable(" ".join(str(error).split()))
            self.stderr.write(f"apidocs {action}: {sentence}")
            code = 2
        finally:
            gc.set_threshold(*thresholds)
            gc.unfreeze()
        if code:
            sys.exit(code)


def _add_options_of_django(parser: ArgumentParser) -> None:
    """Accept Django's own options after the action as well as before it."""
    for option in ("--settings", "--pythonpath"):
        parser.add_argument(option, default=SUPPRESS, help=SUPPRESS)
    for option in ("--traceback", "--no-color", "--force-color"):
        parser.add_argument(option, action="store_true", default=SUPPRESS, help=SUPPRESS)
    parser.add_argument("-v", "--verbosity", type=int, default=SUPPRESS, help=SUPPRESS)
