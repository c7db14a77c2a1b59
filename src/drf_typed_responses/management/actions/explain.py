"""`apidocs explain RULE`: what a finding means, and what avoids it."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import asdict

from drf_typed_responses.conf import current_settings
from drf_typed_responses.output.output_formats import Output

from ..documents import chosen_document
from ..terminal import Options, Terminal


def arguments(parser: ArgumentParser) -> None:
    """Add the rule."""
    parser.add_argument("rule", metavar="RULE", help="the id of a finding, such as sample-valid")


def run(options: Options, terminal: Terminal) -> int:
    """Print the explanation of an id; always returns 0. Raises SettingsError for an unknown id."""
    from drf_typed_responses.publish.explanations import explained

    with chosen_document(options):
        explanation = explained(options["rule"], current_settings())
    summary = asdict(explanation)
    terminal.print(Output(kind="draft", draft=explanation.text(), summary=summary), options)
    return 0
