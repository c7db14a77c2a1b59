"""One build in its own process: `python -m drf_typed_responses.preview.worker SECONDS FOLDER ...`.

It writes its messages to standard output, one JSON object a line. Their kinds are "document" (as
soon as there is one), "unwritten" (if its files cannot be written), "details" (which take longer),
"failure", and "roots" as the last. Secrets of the settings are redacted in all of them, and in the
files. The project's own output goes to standard error.

With the number of a socket, a copy of the process is kept when the project is set up, from which
later builds begin (`template`).
"""

from __future__ import annotations

import faulthandler
import json
import os
import socket
import sys
import time
import traceback
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ..collection import collect_seldom
from ..document_names import WHOLE_FILE, document_in_use
from ..exceptions import OutputError, TypedResponsesError
from ..findings import Finding
from ..openapi.types import Document

if TYPE_CHECKING:
    from ..publish import Publication


def main(seconds: float, folder: Path, document: str, control: int | None = None) -> None:
    """Build a document, write its files into `folder` and messages about it to standard output.

    It ends after `seconds` at the latest. `control` is the number of the socket on which a kept
    copy gets requests.
    """
    start = _Start(seconds, control)
    out = _standard_output()
    try:
        with document_in_use(document):
            _build(out, folder, start)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a project may call `sys.exit` when it is imported
        _fail(out, error)
    finally:
        _send(out, "roots", **_watched())


class _Start:
    """The start of a build: its time limit, and the copy that is kept of the process."""

    def __init__(self, seconds: float, control: int | None) -> None:
        self._seconds = seconds
        self._control = socket.socket(fileno=control) if control is not None else None
        self.begun = time.monotonic()
        self._limit()
        if self._control is not None:
            from .setup_record import SetupRecord

            self._control.set_inheritable(False)
            self._record = SetupRecord()
            self._record.start()

    def _limit(self) -> None:
        """A build that hangs prints its stack and ends, even if its parent is gone."""
        left = self._seconds - (time.monotonic() - self.begun)
        faulthandler.dump_traceback_later(max(left, 0.001), exit=True)

    def keep_copy(self, out: IO[str]) -> None:
        """Keep a copy of the process; later builds return from here too, each in its own copy."""
        if self._control is None:
            return
        from .template import keep_copy

        faulthandler.cancel_dump_traceback_later()  # its thread would not be in the copy
        if keep_copy(self._control, self._record, out):
            self.begun = time.monotonic()
        self._limit()


def _standard_output() -> IO[str]:
    """The standard output, which `print` in the project's code then cannot reach."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return out


def _send(out: IO[str], kind: str, **facts: Any) -> None:
    from .redaction import redacted, secrets

    message = redacted({"kind": kind, **facts}, secrets())
    text = json.dumps(message, ensure_ascii=False)
    # A sample may hold a lone surrogate, which UTF-8 cannot encode.
    out.write(text.encode("utf-8", "backslashreplace").decode() + "\n")
    out.flush()


def _build(out: IO[str], folder: Path, start: _Start) -> None:
    import django

    django.setup()
    from ..publish import build
    from ..publish.rendering import as_written

    collect_seldom()
    start.keep_copy(out)
    publication = build()
    document = as_written(publication.document)
    _send(
        out,
        "document",
        document=document,
        findings=_shown(_unknown(publication.findings)),
        counts={"operations": publication.operations, "schemas": publication.schemas},
        seconds=round(time.monotonic() - start.begun, 2),
        **_unpublished(document, publication),
    )
    _write(out, folder, document)
    _send(out, "details", **_changes(document, publication), **_places(document, publication))


def _unknown(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that the baseline does not know."""
    from ..conf import current_settings
    from ..publish.baseline import Baseline

    return Baseline.load(current_settings().baseline).judged(findings).new


def _write(out: IO[str], folder: Path, document: Document) -> None:
    """Write the files as the page shows them: with stars in place of secrets."""
    from .document_files import DocumentFiles
    from .redaction import redacted, secrets

    shown: Any = redacted(dict(document), secrets())
    try:
        DocumentFiles(shown).write(folder)
    except OutputError as error:
        _send(out, "unwritten", why=str(error))


def _changes(document: Document, publication: Publication) -> dict[str, Any]:
    """The changes of this document against the base, breaking ones first."""
    from ..compat.documents.loading import read, without_password
    from ..compat.policy import policy_of
    from ..conf import current_settings

    settings = current_settings()
    if not settings.base:
        return {"base": "", "changes": [], "base_problem": ""}
    facts: dict[str, Any] = {"base": _named(without_password(settings.base))}
    try:
        base = read(settings.base, settings.out / WHOLE_FILE)
        changes = policy_of(settings).findings(base, document, publication.locations)
    except TypedResponsesError as error:
        return {**facts, "changes": [], "base_problem": str(error)}
    return {**facts, "changes": _shown(changes), "base_problem": ""}


def _named(base: str) -> str:
    from .project_code import shown_place

    return shown_place(base, None, Path.cwd()) if Path(base).is_absolute() else base


def _unpublished(document: Document, publication: Publication) -> dict[str, Any]:
    """The private attributes by component, and the values that are withheld."""
    schemas = document.get("components", {}).get("schemas", {})
    return {
        "private": {name: sorted(publication.locations.private(name)) for name in schemas},
        "withheld": publication.locations.withheld(),
    }


def _places(document: Document, publication: Publication) -> dict[str, Any]:
    """The source lines of operations and attributes."""
    schemas = document.get("components", {}).get("schemas", {})
    names = [(name, key) for name, schema in schemas.items() for key in _attributes(schema)]
    return {
        "places": {".".join(p for p in n if p): _where(*publication.locations(*n)) for n in names},
        "sources": {n: _where(s.file, s.line) for n, s in publication.sources.items()},
    }


def _attributes(schema: object) -> list[str]:
    return ["", *(schema.get("properties", {}) if isinstance(schema, dict) else ())]


def _shown(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings as the page shows them, each with its place and an address for the editor."""
    return [
        {
            **{key: value for key, value in asdict(finding).items() if value},
            **_where(finding.file, finding.line),
        }
        for finding in findings
    ]


def _where(file: str, line: int | None) -> dict[str, str]:
    from ..conf import current_settings
    from .project_code import editor_link, shown_place

    folder = Path.cwd()
    try:
        template = current_settings().editor_url
    except Exception:  # the settings are what failed
        template = ""
    return {
        "place": shown_place(file, line, folder),
        "link": editor_link(template, file, line, folder),
    }


def _fail(out: IO[str], error: BaseException) -> None:
    from .failure import excerpt_of, finding_of

    if not isinstance(error, TypedResponsesError):
        traceback.print_exception(error)
    (shown,) = _shown([finding_of(error)])
    _send(out, "failure", findings=[{**shown, "excerpt": excerpt_of(error)}])


def _watched() -> dict[str, Any]:
    """The roots of the project's files, and the folders to ignore, which a build writes to."""
    from ..conf import current_settings
    from .project_code import roots

    try:
        settings = current_settings()
    except Exception:  # the settings are what failed
        return {"roots": roots(), "left_out": []}
    more = [str(path.resolve()) for path in (settings.legacy, settings.accepted) if path]
    return {"roots": [*roots(), *more], "left_out": [str(settings.out.resolve())]}


if __name__ == "__main__":
    main(float(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], *map(int, sys.argv[4:]))
