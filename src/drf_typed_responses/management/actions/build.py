"""`apidocs build`: write the public documents, unless their findings forbid it."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from drf_typed_responses.document_names import DEFAULT, DEREFERENCED_FILE, WHOLE_FILE
from drf_typed_responses.findings import Finding, exceeds
from drf_typed_responses.openapi.types import Document
from drf_typed_responses.output.wording import shown_path

from ..documents import (
    BuiltDocument,
    advice,
    built_documents,
    described,
    findings_output,
    judged_findings,
    summary_of,
)
from ..filtering import Filter, add_filters
from ..terminal import Options, Terminal

if TYPE_CHECKING:
    from drf_typed_responses.publish.publication import PrivateAttribute


def arguments(parser: ArgumentParser) -> None:
    """Add `--out`, `--check`, `--site`, `--site-base`, `--waivers`, `--rule` and `--operation`."""
    add_filters(parser)
    parser.add_argument("--out", type=Path, help="the folder the files are written to")
    either = parser.add_mutually_exclusive_group()
    either.add_argument(
        "--check",
        action="store_true",
        help="write nothing; fail if a build would write other files",
    )
    either.add_argument(
        "--site",
        type=Path,
        metavar="DIR",
        help="write the documentation too, as files that any web server shows",
    )
    parser.add_argument(
        "--site-base",
        default="",
        metavar="PATH",
        help="the path at which it is served; by default its links are relative",
    )
    parser.add_argument(
        "--waivers",
        action="store_true",
        help="list the waivers and the private attributes, with their reasons",
    )


def run(options: Options, terminal: Terminal) -> int:
    """Write the files, and print the findings; returns 1 if findings forbid writing, else 0."""
    begun, chosen = time.monotonic(), Filter.of(options)
    documents = built_documents(options, terminal)
    folders = [_folder(document, options["out"]) for document in documents]
    judged = judged_findings(documents)
    findings = judged.new if options["check"] else [*judged.new, *_emptied(documents, folders)]
    chosen.require_operation(findings, documents)
    failed = exceeds(findings, options["fail_on"])
    written: list[str] = []
    try:
        if options["check"]:
            findings += _outdated(documents, folders)
        elif not failed:
            written = _write(documents, folders, options)
    finally:  # print the findings even if the folder cannot be written
        shown, spent = chosen.shown(findings), time.monotonic() - begun
        facts = summary_of(documents, spent, judged.known, len(findings) - len(shown))
        summary = {**facts, "written": written, **_reasons(documents, options)}
        terminal.print(findings_output(documents, shown, summary), options)
    if options["waivers"]:
        _print_waivers(documents, terminal)
    made = f"{described(documents)} in {spent:.1f} s"
    verdict = chosen.verdict(findings, judged.known)
    if options["check"]:
        return _say_checked(made, verdict if findings else "", findings, options, terminal)
    if failed:
        return _say_refused(made, verdict, folders, terminal)
    is_partial = judged.known or len(shown) < len(findings)
    if not findings and (hint := advice(documents)):
        terminal.err.write(hint)
    return _say_published(f"{made}; {verdict}" if is_partial else made, written, terminal)


def _reasons(documents: Iterable[BuiltDocument], options: Options) -> dict[str, object]:
    """The private attributes with reasons: only with `--waivers`, because it names them."""
    if not options["waivers"]:
        return {}
    found = [
        {"component": each.component, "attribute": each.attribute, "reason": each.reason}
        for each in _private(documents)
    ]
    return {"private": found}


def _say_checked(
    made: str, verdict: str, findings: Sequence[Finding], options: Options, terminal: Terminal
) -> int:
    terminal.err.write(f"Checked {made}. {verdict or 'The files are current'}.")
    return int(exceeds(findings, options["fail_on"]))


def _say_refused(made: str, verdict: str, folders: Sequence[Path], terminal: Terminal) -> int:
    unchanged = _unchanged(folders)
    terminal.err.write(f"Built {made}: {verdict}. Nothing written; {unchanged} unchanged.")
    return 1


def _say_published(made: str, written: Iterable[str], terminal: Terminal) -> int:
    terminal.err.write(f"Published {made}:")
    for name in written:
        terminal.err.write(f"  {name}")
    return 0


def _folder(document: BuiltDocument, out: Path | None) -> Path:
    """The folder of a document; `--out` has the further documents in folders of their names."""
    if out is None:
        return document.settings.out
    return out if document.name == DEFAULT else out / document.name


def _unchanged(folders: Sequence[Path]) -> str:
    shown = ", ".join(map(shown_path, folders))
    return f"{shown} {'is' if len(folders) == 1 else 'are'}"


def _outdated(documents: Iterable[BuiltDocument], folders: Iterable[Path]) -> list[Finding]:
    from drf_typed_responses.publish.committed_files import outdated_files

    return list(outdated_files(_rendered(documents, folders)))


def _emptied(documents: Iterable[BuiltDocument], folders: Iterable[Path]) -> list[Finding]:
    if all(document.publication.operations for document in documents):
        return []
    from drf_typed_responses.publish.committed_files import emptied_files

    pairs = zip(documents, folders, strict=True)
    files = {folder / WHOLE_FILE: document.publication.document for document, folder in pairs}
    return list(emptied_files(files))


def _rendered(documents: Iterable[BuiltDocument], folders: Iterable[Path]) -> dict[Path, bytes]:
    """The files of all documents, with their bytes."""
    from drf_typed_responses.publish.rendering import rendered

    files: dict[Path, Document] = {}
    for document, folder in zip(documents, folders, strict=True):
        files |= _files(document, folder)
    return {path: rendered(document) for path, document in files.items()}


def _write(
    documents: Iterable[BuiltDocument], folders: Iterable[Path], options: Options
) -> list[str]:
    """Write the files of all documents, or none, and return their paths; of a site, its page."""
    from drf_typed_responses.atomic_writing import write_all

    files = _rendered(documents, folders)
    site = _site(documents, options) if options["site"] else {}
    write_all({**files, **site})
    return [shown_path(path) for path in (*files, *(p for p in site if p.name == "index.html"))]


def _site(documents: Iterable[BuiltDocument], options: Options) -> dict[Path, bytes]:
    """The documentation of each document, in the folders of `--site`."""
    from drf_typed_responses.preview.site import site_files

    files: dict[Path, bytes] = {}
    for document in documents:
        folder, base = _folder(document, options["site"]), options["site_base"]
        if base and document.name != DEFAULT:
            base = f"{base.rstrip('/')}/{document.name}"
        found = site_files(document.publication.document, base)
        files |= {folder / path: content for path, content in found.items()}
    return files


def _files(built: BuiltDocument, folder: Path) -> dict[Path, Document]:
    """The documents by their files; the setting CONTRACT adds the one for production checks."""
    files: dict[Path, Document] = {
        folder / WHOLE_FILE: built.publication.document,
        folder / DEREFERENCED_FILE: built.publication.dereferenced,
    }
    if built.settings.contract is not None:
        from drf_typed_responses.conformance.contract import Contract

        files[built.settings.contract] = Contract.of(built.publication).saved()
    return files


def _print_waivers(documents: Iterable[BuiltDocument], terminal: Terminal) -> None:
    # A waiver may cover an operation of several documents.
    waivers = dict.fromkeys(waiver for each in documents for waiver in each.publication.waivers)
    for waiver in waivers:
        owner = f" ({waiver.owner})" if waiver.owner else ""
        terminal.err.write(f"waived[{waiver.rule}] {waiver.operation}{owner}: {waiver.reason}")
    if not waivers:
        terminal.err.write("Nothing is waived.")
    for found in _private(documents):
        terminal.err.write(f"private {found.component}.{found.attribute}: {found.reason}")


def _private(documents: Iterable[BuiltDocument]) -> list[PrivateAttribute]:
    """The private attributes that have a reason; several documents may have one component."""
    return list(dict.fromkeys(found for each in documents for found in each.publication.private))
