"""`apidocs diff [BASE [REVISION]]`: say what a change of the public document breaks."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drf_typed_responses.conf import Settings, current_settings
from drf_typed_responses.exceptions import SettingsError
from drf_typed_responses.findings import Finding
from drf_typed_responses.report import FORMATS as REPORTS
from drf_typed_responses.report import counted

from ..terminal import Terminal
from .build import built

if TYPE_CHECKING:
    from drf_typed_responses.compat.verdict import Judge

HELP = "say what a change of the public document breaks"
FAIL_ON = "error"
FORMATS = (*REPORTS, "markdown")
NAME = "openapi.json"


def arguments(parser: ArgumentParser) -> None:
    sources = "a file, an http(s) URL, git:REV or git:REV:PATH"
    parser.add_argument(
        "base", nargs="?", default="", metavar="BASE", help=f"{sources}; else that of the settings"
    )
    parser.add_argument(
        "revision", nargs="?", default="", metavar="REVISION", help="else the project as it stands"
    )
    parser.add_argument("--accepted", type=Path, metavar="FILE", help="changes that are meant")


def run(options: dict[str, Any], terminal: Terminal) -> int:
    from drf_typed_responses.compat.documents.bases import read, without_password
    from drf_typed_responses.compat.verdict import exit_code, tell, wants_colour

    settings = current_settings()
    sources = {"base": options["base"] or settings.base, "revision": options["revision"]}
    if not sources["base"]:
        raise SettingsError('there is no base: name one, or set TYPED_RESPONSES["BASE"]')
    judge = _judge(settings, options["accepted"])
    committed = settings.out / NAME
    base = read(sources["base"], committed)
    if sources["revision"]:
        revised = read(sources["revision"], committed)
        findings = judge.findings(base, revised)
    else:
        revised, findings = _as_it_stands(judge, base, terminal)
    tell(
        findings,
        options["format"],
        terminal.out,
        terminal.err,
        documents=(base, revised),
        summary={key: without_password(source) for key, source in sources.items()},
        colour=options["force_color"] or (not options["no_color"] and wants_colour(terminal.err)),
    )
    return exit_code(findings, options["fail_on"])


def _judge(settings: Settings, accepted: Path | None) -> Judge:
    from drf_typed_responses.compat.rules import RULES
    from drf_typed_responses.compat.verdict import Judge

    unknown = sorted(settings.diff_levels.keys() - RULES.keys())
    if unknown:
        raise SettingsError(f'TYPED_RESPONSES["DIFF_LEVELS"]: "{unknown[0]}" is no id of a change')
    return Judge(accepted or settings.accepted, settings.diff_levels)


def _as_it_stands(
    judge: Judge, base: Mapping[str, Any], terminal: Terminal
) -> tuple[Mapping[str, Any], list[Finding]]:
    """The project's document and what it changes.

    A build with errors may lack what it should hold. `build` shows them; here one warning says so.
    """
    from drf_typed_responses.publish.writing import rendered

    publication = built(terminal)
    document = json.loads(rendered(publication.document))
    found = judge.findings(base, document, publication.place)
    errors = sum(finding.level == "error" for finding in publication.findings)
    return document, [*found, *_unsure(errors)]


def _unsure(errors: int) -> Iterator[Finding]:
    if errors:
        yield Finding(
            "warning",
            "build-errors",
            f"The build has {counted(errors, 'error')}, so the document may lack something",
            "Run apidocs build, which shows them.",
        )
