"""`apidocs draft`: propose source for an operation without schema or sample, from recordings."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from drf_typed_responses.conf import current_settings, document_names, documented_version
from drf_typed_responses.document_names import document_in_use
from drf_typed_responses.exceptions import TypedResponsesError
from drf_typed_responses.output.output_formats import Output
from drf_typed_responses.output.wording import counted

from ..documents import BuiltDocument, built, built_private, chosen_document
from ..terminal import Options, Terminal

if TYPE_CHECKING:
    from drf_typed_responses.conformance.recording import Recording
    from drf_typed_responses.drafting.beside import View
    from drf_typed_responses.drafting.missing_parts import Facts
    from drf_typed_responses.drafting.writing.run import WrittenDrafts
    from drf_typed_responses.publish import Publication

RECORDINGS = Path("contract-recordings")
# What is between two operations. Without quotes `GET /teams/` is two arguments of the command, so
# the arguments are joined and split again.
_NEXT = re.compile(r"\s+(?=[A-Za-z]+\s+/)")


class UsageError(TypedResponsesError):
    """The options of the command do not fit each other."""


def arguments(parser: ArgumentParser) -> None:
    """Add the operations, `--from`, and the options that write."""
    parser.add_argument(
        "operation",
        nargs="*",
        help='such as "GET /api/teams/{slug}/"; without it, lists the operations to draft',
    )
    parser.add_argument(
        "--from",
        dest="folder",
        type=Path,
        default=RECORDINGS,
        metavar="DIR",
        help=f"the folder of `pytest --contract-record DIR` (default: {RECORDINGS})",
    )
    parser.add_argument(
        "--write", action="store_true", help="put the drafts into the source of the project"
    )
    parser.add_argument("--diff", action="store_true", help="only show what --write would change")
    parser.add_argument("--all", action="store_true", help="write every operation that it lists")
    parser.add_argument(
        "--force", action="store_true", help="write files with changes that git does not have too"
    )


def run(options: Options, terminal: Terminal) -> int:
    """Print or write drafts, or list the operations to draft; always returns 0."""
    writes = options["write"] or options["diff"]
    with chosen_document(options) as name:
        if writes:
            _write(name, options, terminal)
        elif options["all"] or options["force"]:
            raise UsageError("--all and --force belong to --write; give that too")
        elif options["operation"]:
            _draft(name, options, terminal)
        else:
            _list(options, terminal)
    return 0


def _draft(name: str, options: Options, terminal: Terminal) -> None:
    from drf_typed_responses.conformance.contract import Contract
    from drf_typed_responses.conformance.recording import recorded
    from drf_typed_responses.drafting.draft import draft

    recording = recorded(options["folder"], " ".join(options["operation"]))
    publication = built(terminal)
    contract, facts = Contract.of(publication), _facts(publication)
    view = _view(name, recording, publication, terminal)
    drafted = draft(contract, recording, tuple(_tags()), facts, view)
    summary: dict[str, object] = {"operation": recording.operation, "source": drafted.text}
    if drafted.schema is not None:
        summary["schema"] = list(drafted.schema)
    terminal.print(Output(kind="draft", draft=drafted.text, summary=summary), options)
    terminal.err.write("Read it before you paste it: it fits only the recorded responses.")


def _view(
    name: str, recording: Recording, publication: Publication, terminal: Terminal
) -> View | None:
    """The view of an operation, public or not."""
    from drf_typed_responses.conformance.contract import Contract
    from drf_typed_responses.drafting.draft import view_of

    found = view_of(recording, publication, Contract.of(publication))
    if found is not None:
        return found
    private = _private(name, publication, terminal)
    return view_of(recording, private, Contract.of(private))


def _private(name: str, publication: Publication, terminal: Terminal) -> Publication:
    """A build of the operations that the document does not have."""
    document = BuiltDocument(name, current_settings(), publication, ())
    return built_private([document], terminal, every_url=True)


def _list(options: Options, terminal: Terminal) -> None:
    from drf_typed_responses.conformance.recording import all_recorded

    recordings = all_recorded(options["folder"])
    left = _undrafted(recordings, built(terminal))
    names = "".join(f"{name}\n" for name in left)
    terminal.print(Output(kind="draft", draft=names, summary={"operations": left}), options)
    terminal.err.write(
        f"{len(left)} of {counted(len(recordings), 'recorded operation')} can be drafted."
    )


def _undrafted(recordings: list[Recording], publication: Publication) -> list[str]:
    from drf_typed_responses.conformance.contract import Contract
    from drf_typed_responses.drafting.missing_parts import undrafted

    return undrafted(Contract.of(publication), recordings, _facts(publication))


# ---------------------------------------------------------------- writing


def _write(name: str, options: Options, terminal: Terminal) -> None:
    try:
        import libcst  # noqa: F401
    except ImportError:
        words = '--write needs libcst: pip install "drf-typed-responses[draft]"'
        raise UsageError(words) from None
    from drf_typed_responses.drafting.writing.run import ProjectBuild, written_drafts
    from drf_typed_responses.drafting.writing.saving import save

    publication = built(terminal)
    recordings = list(_chosen(options, publication))
    private = _private(name, publication, terminal)
    declares = current_settings().public == "declared"
    build = ProjectBuild(publication, private, tuple(_tags()), declares, dict(_declaring(name)))
    drafts = written_drafts(recordings, build)
    _show(drafts, options, terminal)
    if options["write"] and not options["diff"]:
        save(drafts.files, force=options["force"])
        terminal.err.write(_said(len(drafts.files)))


def _declaring(name: str) -> Iterator[tuple[str, str]]:
    """The other documents that have what views declare public, each with its version."""
    for other in document_names():
        with document_in_use(other):
            if other != name and current_settings().public == "declared":
                yield other, documented_version()


def _said(files: int) -> str:
    if not files:
        return "Nothing to write."
    return f"Wrote {counted(files, 'file')}. Read the diff: it fits only the recorded responses."


def _chosen(options: Options, publication: Publication) -> Iterator[Recording]:
    """The recordings of the named operations, or with `--all` of those that lack something."""
    from drf_typed_responses.conformance.recording import all_recorded, recorded

    named = _NEXT.split(" ".join(options["operation"])) if options["operation"] else []
    if bool(named) == options["all"]:
        raise UsageError("name the operations to write, or give --all")
    if named:
        yield from (recorded(options["folder"], each) for each in named)
        return
    recordings = all_recorded(options["folder"])
    left = {*_undrafted(recordings, publication)}
    yield from (each for each in recordings if each.operation in left)


def _show(drafts: WrittenDrafts, options: Options, terminal: Terminal) -> None:
    diff = "".join(file.diff for file in drafts.files)
    summary = {
        "operations": drafts.operations,
        "files": [str(file.path) for file in drafts.files],
        "notes": drafts.notes,
    }
    terminal.print(Output(kind="draft", draft=diff, summary=summary), options)
    for note in drafts.notes:
        terminal.err.write(note)


def _facts(publication: Publication) -> Facts:
    return {name: source.facts for name, source in publication.sources.items()}


def _tags() -> Iterator[str]:
    """The names of the tags that the project defines."""
    from django.conf import settings

    for tag in getattr(settings, "SPECTACULAR_SETTINGS", {}).get("TAGS", ()):
        if isinstance(tag, dict) and "name" in tag:
            yield str(tag["name"])
