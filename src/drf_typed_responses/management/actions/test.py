"""`apidocs test`: the checks of a build, of the whole document, and the contract tests."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import StringIO

from drf_typed_responses.document_names import DEFAULT
from drf_typed_responses.findings import Finding, exceeds
from drf_typed_responses.output.output_formats import Output
from drf_typed_responses.output.wording import counted

from ..documents import BuiltDocument, all_findings, built_documents, described, summary_of
from ..terminal import Options, Terminal


def run(options: Options, terminal: Terminal) -> int:
    """Run the checks and print the findings; returns 1 if they fail the command, else 0."""
    from drf_typed_responses.publish.final_checks import run_contract_tests

    begun = time.monotonic()
    documents = built_documents(options, terminal)
    findings = all_findings(documents)
    if not findings:  # otherwise each problem would be reported twice
        with terminal.doing("the whole document"):
            findings += _of_specification(documents)
    printed = StringIO()
    with terminal.doing("the contract tests"):
        findings += run_contract_tests(printed)
    if printed.getvalue():
        terminal.err.write(printed.getvalue())
    spent = time.monotonic() - begun
    terminal.print(Output(findings=findings, summary=summary_of(documents, spent)), options)
    verdict = counted(len(findings), "finding") if findings else "No findings"
    what = "a document of " if len(documents) == 1 else f"{len(documents)} documents: "
    terminal.err.write(f"Tested {what}{described(documents)} in {spent:.1f} s. {verdict}.")
    return int(exceeds(findings, options["fail_on"]))


def _of_specification(documents: Iterable[BuiltDocument]) -> Iterator[Finding]:
    from drf_typed_responses.publish.final_checks import check_document
    from drf_typed_responses.publish.writing import rendered

    for each in documents:
        rendered(each.publication.document)  # raises if a build could not write the document
        named = "" if each.name == DEFAULT else each.name
        for finding in check_document(each.publication.document):
            yield replace(finding, document=named)
