"""`manage.py apidocs`: parse, call one function, print findings, exit code."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandParser

from drf_typed_responses.conf import current_settings
from drf_typed_responses.exceptions import TypedResponsesError
from drf_typed_responses.report import FORMATS, counted, exceeds, report

if TYPE_CHECKING:
    from drf_typed_responses.publish import Publication


class Command(BaseCommand):
    help = "Build the public API document."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="build")
        build = actions.add_parser("build", help="build the public document")
        build.add_argument("--out", type=Path, help="the folder the files are written to")
        build.add_argument("--format", choices=FORMATS, default="text")
        build.add_argument("--fail-on", choices=("error", "warning", "never"), default="warning")

    def handle(self, *, action: str, **options: Any) -> None:
        try:
            code = self.build(**options)
        except TypedResponsesError as error:
            self.stderr.write(f"apidocs {action}: {error}")
            code = 2
        if code:
            sys.exit(code)

    def build(self, *, out: Path | None, format: str, fail_on: str, **_: Any) -> int:
        from drf_typed_responses.publish.publication import build
        from drf_typed_responses.publish.writing import rendered, write_all

        publication = build()
        failed = exceeds(publication.findings, fail_on)
        folder = out or current_settings().out
        files = {
            "openapi.json": publication.document,
            "openapi-derefed.json": publication.dereferenced,
        }
        if not failed:
            write_all(folder, {name: rendered(document) for name, document in files.items()})
        written = [] if failed else [str(folder / name) for name in files]
        summary = {
            "operations": publication.operations,
            "schemas": publication.schemas,
            "written": written,
        }
        report(publication.findings, format, self.stdout, self.stderr, summary)
        self.tell(publication, written, folder)
        return 1 if failed else 0

    def tell(self, publication: Publication, written: list[str], folder: Path) -> None:
        """What was done, in a few lines for people."""
        if not written:
            self.stderr.write(f"Nothing written; {folder} is as it was.")
            return
        operations = counted(publication.operations, "operation")
        schemas = counted(publication.schemas, "schema")
        self.stderr.write(f"Published {operations} and {schemas}:")
        for name in written:
            self.stderr.write(f"  {name}")
