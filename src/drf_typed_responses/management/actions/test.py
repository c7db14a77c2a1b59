"""`apidocs test`: the checks of a build, of the whole document, and the contract tests."""

from __future__ import annotations

import time
from io import StringIO

from drf_typed_responses.findings import exceeds
from drf_typed_responses.output.output_formats import Output
from drf_typed_responses.output.wording import counted

from ..terminal import Options, Terminal
from .build import built, counts, facts


def run(options: Options, terminal: Terminal) -> int:
    """Run the checks and print the findings; returns 1 if they fail the command, else 0."""
    from drf_typed_responses.publish.final_checks import check_document, run_contract_tests
    from drf_typed_responses.publish.writing import rendered

    begun = time.monotonic()
    publication = built(terminal)
    findings = list(publication.findings)
    if not findings:  # otherwise each problem would be reported twice
        rendered(publication.document)  # raises if a build could not write the document
        with terminal.doing("the whole document"):
            findings += check_document(publication.document)
    printed = StringIO()
    with terminal.doing("the contract tests"):
        findings += run_contract_tests(printed)
    if printed.getvalue():
        terminal.err.write(printed.getvalue())
    spent = time.monotonic() - begun
    terminal.print(Output(findings=findings, summary=facts(publication, spent)), options)
    verdict = counted(len(findings), "finding") if findings else "No findings"
    made = f"{counts(publication)} in {spent:.1f} s"
    terminal.err.write(f"Tested a document of {made}. {verdict}.")
    return int(exceeds(findings, options["fail_on"]))
