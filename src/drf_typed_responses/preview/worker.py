"""One build in a process of its own: `python -m drf_typed_responses.preview.worker SECONDS`.

What it has to say goes to standard output, one JSON object a line, and is told apart by its kind:
"document" (as soon as there is one), "details" (what takes longer), "failure", and "roots" last.
Nothing of it holds a secret of the settings. What the project itself prints goes to standard error.
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
import time
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ..exceptions import TypedResponsesError
from ..findings import Finding

if TYPE_CHECKING:
    from ..publish import Publication


def main(seconds: float) -> None:
    """Build the project as it stands, and say how it went."""
    # A build that hangs says where, and ends even if nobody waits for it any more.
    faulthandler.dump_traceback_later(seconds, exit=True)
    out = _standard_output()
    try:
        _build(out)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        _fail(out, error)
    finally:
        _send(out, "roots", **_watched())


def _standard_output() -> IO[str]:
    """Our own way out, which a `print` of the project does not reach."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return out


def _send(out: IO[str], kind: str, **said: Any) -> None:
    from .redaction import redacted, secrets

    message = redacted({"kind": kind, **said}, secrets())
    text = json.dumps(message, ensure_ascii=False)
    # A lone surrogate, as a sample may hold it, has no bytes.
    out.write(text.encode("utf-8", "backslashreplace").decode() + "\n")
    out.flush()


def _build(out: IO[str]) -> None:
    import django

    begun = time.monotonic()
    django.setup()
    from ..publish import build
    from ..publish.writing import rendered

    publication = build()
    document = json.loads(rendered(publication.document))
    _send(
        out,
        "document",
        document=document,
        findings=shown(publication.findings),
        counts={"operations": publication.operations, "schemas": publication.schemas},
        seconds=round(time.monotonic() - begun, 2),
    )
    _send(out, "details", **_changes(document, publication), **_places(document, publication))


def _changes(document: Mapping[str, Any], publication: Publication) -> dict[str, Any]:
    """What the working tree changes against the base; errors, which break clients, first."""
    from ..compat.documents.bases import read, without_password
    from ..compat.verdict import Judge
    from ..conf import current_settings

    settings = current_settings()
    if not settings.base:
        return {"base": "", "changes": [], "base_problem": ""}
    said: dict[str, Any] = {"base": _named(without_password(settings.base))}
    try:
        base = read(settings.base, settings.out / "openapi.json")
        judge = Judge(settings.accepted, settings.diff_levels)
        changes = judge.findings(base, document, publication.place)
    except TypedResponsesError as error:
        return {**said, "changes": [], "base_problem": str(error)}
    return {**said, "changes": shown(changes), "base_problem": ""}


def _named(base: str) -> str:
    from .editor import place

    return place(base, None, Path.cwd()) if Path(base).is_absolute() else base


def _places(document: Mapping[str, Any], publication: Publication) -> dict[str, Any]:
    """Where the operations and attributes are written, and which attributes are private."""
    schemas = document.get("components", {}).get("schemas", {})
    names = [(name, key) for name, schema in schemas.items() for key in _attributes(schema)]
    return {
        "places": {".".join(p for p in n if p): _where(*publication.place(*n)) for n in names},
        "sources": {n: _where(s.file, s.line) for n, s in publication.sources.items()},
        "private": {name: sorted(publication.place.private(name)) for name in schemas},
    }


def _attributes(schema: Any) -> list[str]:
    return ["", *(schema.get("properties", {}) if isinstance(schema, dict) else ())]


def shown(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """The findings as the page shows them: with a place to read and an address to open."""
    return [
        {
            **{key: value for key, value in asdict(finding).items() if value},
            **_where(finding.file, finding.line),
        }
        for finding in findings
    ]


def _where(file: str, line: int | None) -> dict[str, str]:
    from ..conf import current_settings
    from .editor import link, place

    folder = Path.cwd()
    try:
        template = current_settings().editor_url
    except Exception:  # the settings are what failed
        template = ""
    return {"place": place(file, line, folder), "link": link(template, file, line, folder)}


def _fail(out: IO[str], error: BaseException) -> None:
    from .failure import failure

    if not isinstance(error, TypedResponsesError):
        traceback.print_exception(error)
    _send(out, "failure", findings=shown([failure(error)]))


def _watched() -> dict[str, Any]:
    """The project's folders, and those that hold what is built or compared and not its source."""
    from ..conf import current_settings
    from .sources import roots

    try:
        settings = current_settings()
    except Exception:  # the settings are what failed
        return {"roots": roots(), "left_out": []}
    more = [str(path.resolve()) for path in (settings.legacy, settings.accepted) if path]
    return {"roots": [*roots(), *more], "left_out": [str(settings.out.resolve())]}


if __name__ == "__main__":
    main(float(sys.argv[1]))
