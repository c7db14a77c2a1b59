"""`manage.py apidocs`: parse, call one function, print findings, exit code."""

from __future__ import annotations

import gc
import sys
from argparse import SUPPRESS, ArgumentParser
from importlib import import_module
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from drf_typed_responses.exceptions import TypedResponsesError
from drf_typed_responses.management import actions
from drf_typed_responses.management.terminal import Stream, Terminal
from drf_typed_responses.report import FORMATS, printable


class Command(BaseCommand):
    help = "Build, check and compare the public API document."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        listed = ",".join(actions.ACTIONS)
        parsers = parser.add_subparsers(dest="action", required=True, metavar=f"{{{listed}}}")
        for name in actions.ACTIONS:
            action = _action(name)
            own = parsers.add_parser(name, help=action.HELP, description=action.HELP)
            _add_options_of_django(own)
            formats = getattr(action, "FORMATS", FORMATS)
            fail_on = getattr(action, "FAIL_ON", "warning")
            own.add_argument("--format", choices=formats, default="text")
            own.add_argument("--fail-on", choices=("error", "warning", "never"), default=fail_on)
            action.arguments(own)

    def handle(self, *, action: str, **options: Any) -> None:
        # Django prints it red from end to end, and what is well would look like an error.
        self.stderr.style_func = None
        # What is imported by now stays to the end; a tenth of a build went into walking it again.
        gc.freeze()
        try:
            terminal = Terminal(Stream(self.stdout), Stream(self.stderr))
            code = _action(action).run(options, terminal)
        except TypedResponsesError as error:
            sentence = printable(" ".join(str(error).split()))
            self.stderr.write(f"apidocs {action}: {sentence}")
            code = 2
        finally:
            gc.unfreeze()
        if code:
            sys.exit(code)


def _add_options_of_django(parser: ArgumentParser) -> None:
    """Django's own options, which may stand behind the action too."""
    for option in ("--settings", "--pythonpath"):
        parser.add_argument(option, default=SUPPRESS, help=SUPPRESS)
    for option in ("--traceback", "--no-color", "--force-color"):
        parser.add_argument(option, action="store_true", default=SUPPRESS, help=SUPPRESS)
    parser.add_argument("-v", "--verbosity", type=int, default=SUPPRESS, help=SUPPRESS)


def _action(name: str) -> Any:
    return import_module(f"{actions.__name__}.{name}")
