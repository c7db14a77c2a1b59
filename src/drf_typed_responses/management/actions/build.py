"""`apidocs build`: write the public document, unless its findings forbid it."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drf_typed_responses.conf import current_settings
from drf_typed_responses.findings import exceeds
from drf_typed_responses.openapi.types import Document
from drf_typed_responses.output.output_formats import Output
from drf_typed_responses.output.wording import counted, shown_path

from ..terminal import Options, Terminal

if TYPE_CHECKING:
    from drf_typed_responses.publish import Publication


def arguments(parser: ArgumentParser) -> None:
    """Add `--out` and `--waivers`."""
    parser.add_argument("--out", type=Path, help="the folder the files are written to")
    parser.add_argument("--waivers", action="store_true", help="list the waivers and their reasons")


def run(options: Options, terminal: Terminal) -> int:
    """Write the files, and print the findings; returns 1 if findings forbid writing, else 0."""
    begun = time.monotonic()
    publication = built(terminal)
    folder = options["out"] or current_settings().out
    failed = exceeds(publication.findings, options["fail_on"])
    written: list[str] = []
    try:
        if not failed:
            written = _write(publication, folder)
    finally:  # print the findings even if the folder cannot be written
        spent = time.monotonic() - begun
        summary = {**facts(publication, spent), "written": written}
        terminal.print(Output(findings=publication.findings, summary=summary), options)
    if options["waivers"]:
        _print_waivers(publication, terminal)
    made = f"{counts(publication)} in {spent:.1f} s"
    if failed:
        found = counted(len(publication.findings), "finding")
        unchanged = f"Nothing written; {shown_path(folder)} is unchanged."
        terminal.err.write(f"Built {made}: {found}. {unchanged}")
        return 1
    terminal.err.write(f"Published {made}:")
    for name in written:
        terminal.err.write(f"  {name}")
    return 0


def _write(publication: Publication, folder: Path) -> list[str]:
    """Write the files of a build, and return their paths."""
    from drf_typed_responses.publish.writing import rendered, write_all

    files = _files(publication, folder)
    write_all({path: rendered(document) for path, document in files.items()})
    return [shown_path(path) for path in files]


def _files(publication: Publication, folder: Path) -> dict[Path, Document]:
    """The documents by their files; the setting CONTRACT adds the one for production checks."""
    files: dict[Path, Document] = {
        folder / "openapi.json": publication.document,
        folder / "openapi-derefed.json": publication.dereferenced,
    }
    contract = current_settings().contract
    if contract is not None:
        from drf_typed_responses.conformance.contract import Contract

        files[contract] = Contract.of(publication).saved()
    return files


def built(terminal: Terminal) -> Publication:
    """Build the project, and show the progress on a terminal."""
    from drf_typed_responses.publish.publication import build

    with terminal.progress() as on_step:
        return build(on_step)


def facts(publication: Publication, seconds: float) -> dict[str, Any]:
    """The facts of a publication for the JSON summary, with the time of the build."""
    return {
        "operations": publication.operations,
        "schemas": publication.schemas,
        "samples": publication.samples,
        "rules": publication.rules,
        "waivers": [
            {"operation": e.operation, "rule": e.rule, "reason": e.reason, "owner": e.owner}
            for e in publication.waivers
        ],
        "seconds": round(seconds, 3),
    }


def counts(publication: Publication) -> str:
    """The numbers of a publication in words: "3 operations, 2 schemas, ..."."""
    parts = [
        counted(publication.operations, "operation"),
        counted(publication.schemas, "schema"),
        f"{counted(publication.samples, 'sample')} checked",
        f"{counted(publication.rules, 'rule')} run",
    ]
    if publication.waivers:
        parts.append(counted(len(publication.waivers), "waiver"))
    return ", ".join(parts)


def _print_waivers(publication: Publication, terminal: Terminal) -> None:
    for waiver in publication.waivers:
        owner = f" ({waiver.owner})" if waiver.owner else ""
        terminal.err.write(f"waived[{waiver.rule}] {waiver.operation}{owner}: {waiver.reason}")
    if not publication.waivers:
        terminal.err.write("Nothing is waived.")
