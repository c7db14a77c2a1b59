"""`apidocs build`: write the public document, if nothing is wrong with it."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drf_typed_responses.conf import current_settings
from drf_typed_responses.report import counted, exceeds, report

from ..terminal import Terminal

if TYPE_CHECKING:
    from drf_typed_responses.publish import Publication

HELP = "build the public document"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, help="the folder the files are written to")
    parser.add_argument("--excuses", action="store_true", help="list what is excused, and why")


def run(options: dict[str, Any], terminal: Terminal) -> int:
    from drf_typed_responses.publish.writing import rendered, write_all

    begun = time.monotonic()
    publication = built(terminal)
    failed = exceeds(publication.findings, options["fail_on"])
    folder = options["out"] or current_settings().out
    written: list[str] = []
    try:
        if not failed:
            files = _files(publication, folder)
            write_all({path: rendered(document) for path, document in files.items()})
            written = [str(path) for path in files]
    finally:  # a folder that cannot be written does not hide the findings
        spent = time.monotonic() - begun
        summary = {**facts(publication, spent), "written": written}
        report(publication.findings, options["format"], terminal.out, terminal.err, summary)
    _tell_excuses(publication, options, terminal)
    made = f"{counts(publication)} in {spent:.1f} s"
    if failed:
        found = counted(len(publication.findings), "finding")
        terminal.err.write(f"Built {made}: {found}. Nothing written; {folder} is as it was.")
        return 1
    terminal.err.write(f"Published {made}:")
    for name in written:
        terminal.err.write(f"  {name}")
    return 0


def _files(publication: Publication, folder: Path) -> dict[Path, Any]:
    """What a build writes, by where; the setting CONTRACT adds what production checks read."""
    files: dict[Path, Any] = {
        folder / "openapi.json": publication.document,
        folder / "openapi-derefed.json": publication.dereferenced,
    }
    contract = current_settings().contract
    if contract is not None:
        from drf_typed_responses.conformance.contract import Contract

        files[contract] = Contract.of(publication).saved()
    return files


def built(terminal: Terminal) -> Publication:
    """The publication of the project, with progress where a person waits for it."""
    from drf_typed_responses.publish.publication import build

    with terminal.progress() as on_step:
        return build(on_step)


def facts(publication: Publication, seconds: float) -> dict[str, Any]:
    """What a summary says of a publication, and of the time it took."""
    return {
        "operations": publication.operations,
        "schemas": publication.schemas,
        "samples": publication.samples,
        "rules": publication.rules,
        "excuses": [
            {"operation": e.operation, "rule": e.rule, "reason": e.reason, "owner": e.owner}
            for e in publication.excuses
        ],
        "seconds": round(seconds, 3),
    }


def counts(publication: Publication) -> str:
    """What a publication holds and what was done for it, for people."""
    parts = [
        counted(publication.operations, "operation"),
        counted(publication.schemas, "schema"),
        f"{counted(publication.samples, 'sample')} checked",
        f"{counted(publication.rules, 'rule')} run",
    ]
    if publication.excuses:
        parts.append(counted(len(publication.excuses), "excuse"))
    return ", ".join(parts)


def _tell_excuses(publication: Publication, options: dict[str, Any], terminal: Terminal) -> None:
    if not options["excuses"]:
        return
    for excuse in publication.excuses:
        owner = f" ({excuse.owner})" if excuse.owner else ""
        terminal.err.write(f"excused[{excuse.rule}] {excuse.operation}{owner}: {excuse.reason}")
    if not publication.excuses:
        terminal.err.write("Nothing is excused.")
