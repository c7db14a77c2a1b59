"""`apidocs test`: all that a build checks, the whole document, the contract tests; no file."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from io import StringIO
from typing import Any

from drf_typed_responses.report import counted, exceeds, report

from ..terminal import Terminal
from .build import built, counts, facts

HELP = "check the public document and write nothing"


def arguments(parser: ArgumentParser) -> None:
    pass


def run(options: dict[str, Any], terminal: Terminal) -> int:
    from drf_typed_responses.publish.checking import check_document, run_contract_tests
    from drf_typed_responses.publish.writing import rendered

    begun = time.monotonic()
    publication = built(terminal)
    findings = list(publication.findings)
    if not findings:  # else what is wrong is said once more, in the words of the specification
        rendered(publication.document)  # raises where a build could not write it
        with terminal.doing("the whole document"):
            findings += check_document(publication.document)
    printed = StringIO()
    with terminal.doing("the contract tests"):
        findings += run_contract_tests(printed)
    if printed.getvalue():
        terminal.err.write(printed.getvalue())
    spent = time.monotonic() - begun
    report(findings, options["format"], terminal.out, terminal.err, facts(publication, spent))
    failed = exceeds(findings, options["fail_on"])
    verdict = f"{counted(len(findings), 'finding')}" if findings else "Nothing is wrong with it"
    made = f"{counts(publication)} in {spent:.1f} s"
    terminal.err.write(f"Tested a document of {made}. {verdict}.")
    return 1 if failed else 0
