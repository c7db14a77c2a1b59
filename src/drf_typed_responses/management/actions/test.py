"""`apidocs test`: the checks of a build, of the whole document, and the contract tests."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from io import StringIO

from drf_typed_responses.document_names import shown_name
from drf_typed_responses.exceptions import SettingsError
from drf_typed_responses.findings import Finding, exceeds
from drf_typed_responses.output.wording import counted, shown_path

from ..documents import (
    BuiltDocument,
    advice,
    all_findings,
    built_documents,
    described,
    findings_output,
    is_whole,
    judged_findings,
    summary_of,
)
from ..filtering import Filter, add_filters
from ..terminal import Options, Terminal


def arguments(parser: ArgumentParser) -> None:
    """Add `--rule`, `--operation`, `--write-baseline` and `--prune-baseline`."""
    add_filters(parser)
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--write-baseline", action="store_true", help="make every finding of today a known one"
    )
    group.add_argument(
        "--prune-baseline", action="store_true", help="remove the known findings that are gone"
    )


def run(options: Options, terminal: Terminal) -> int:
    """Run the checks and print the findings; returns 1 if they fail the command, else 0."""
    begun, chosen = time.monotonic(), Filter.of(options)
    documents = built_documents(options, terminal)
    if options["write_baseline"] or options["prune_baseline"]:
        if chosen:
            raise SettingsError("the baseline is about every finding: leave out the filters")
        return _write_baseline(documents, options, terminal)
    judged = judged_findings(documents)
    chosen.require_operation(judged.new, documents)
    findings = [*judged.new]
    if not findings:  # otherwise each problem would be reported twice
        with terminal.doing("the whole document"):
            findings += _of_specification(documents)
    if chosen.admits("contract-tests"):  # they take long
        findings += _of_contract_tests(terminal)
    shown, spent = chosen.shown(findings), time.monotonic() - begun
    summary = summary_of(documents, spent, judged.known, len(findings) - len(shown))
    terminal.print(findings_output(documents, shown, summary), options)
    what = "a document of " if len(documents) == 1 else f"{len(documents)} documents: "
    verdict = chosen.verdict(findings, judged.known)
    terminal.err.write(f"Tested {what}{described(documents)} in {spent:.1f} s. {verdict}.")
    if not findings and (hint := advice(documents)):
        terminal.err.write(hint)
    return int(exceeds(shown, options["fail_on"]))


def _of_contract_tests(terminal: Terminal) -> Iterator[Finding]:
    from drf_typed_responses.publish.final_checks import run_contract_tests

    printed = StringIO()
    with terminal.doing("the contract tests"):
        yield from run_contract_tests(printed)
    if printed.getvalue():
        terminal.err.write(printed.getvalue())


def _write_baseline(
    documents: Sequence[BuiltDocument], options: Options, terminal: Terminal
) -> int:
    """Write the file of known findings; returns 0. Raises SettingsError for one document alone."""
    from drf_typed_responses.atomic_writing import write_all
    from drf_typed_responses.publish.baseline import Baseline

    if not is_whole(documents):
        raise SettingsError("the baseline is about every document: leave out --document")
    file, findings = documents[0].settings.baseline, all_findings(documents)
    old = Baseline.load(file)
    new = old.pruned(findings) if options["prune_baseline"] else Baseline.of(findings)
    write_all({file: new.text().encode()})
    terminal.err.write(
        f"{shown_path(file)} has {counted(new.total, 'known finding')}, before {old.total}."
    )
    return 0


def _of_specification(documents: Iterable[BuiltDocument]) -> Iterator[Finding]:
    from drf_typed_responses.publish.final_checks import check_document
    from drf_typed_responses.publish.rendering import rendered

    for each in documents:
        rendered(each.publication.document)  # raises if a build could not write the document
        for finding in check_document(each.publication.document):
            yield replace(finding, document=shown_name(each.name))
