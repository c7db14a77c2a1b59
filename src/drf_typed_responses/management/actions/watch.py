"""`apidocs watch`: serve the documentation to a browser, and rebuild it on every save."""

from __future__ import annotations

import os
import signal
import threading
from argparse import ArgumentParser, ArgumentTypeError
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from drf_typed_responses.exceptions import SettingsError
from drf_typed_responses.findings import Finding
from drf_typed_responses.output.output_formats import Output
from drf_typed_responses.output.wording import shown_path

from ..terminal import Options, Terminal

if TYPE_CHECKING:
    from drf_typed_responses.preview.rebuilder import Rebuilder

PORT = 8010


def arguments(parser: ArgumentParser) -> None:
    """Add the options: port, folder, served project, and limits."""
    parser.add_argument("--port", type=int, default=PORT, help=f"{PORT}; 0 is any free one")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="the folder of the files (.apidocs in the project)"
    )
    parser.add_argument("--api", metavar="URL", help="where the project is served on this machine")
    parser.add_argument("--open", action="store_true", help="open the page in a browser")
    parser.add_argument(
        "--time-limit", type=_seconds, default=120.0, metavar="SECONDS", help="for one build (120)"
    )


def run(options: Options, terminal: Terminal) -> int:
    """Serve until a signal ends the command; always returns 0."""
    from drf_typed_responses.conf import require_document
    from drf_typed_responses.document_names import DEFAULT, DEREFERENCED_FILE, WHOLE_FILE
    from drf_typed_responses.preview.calls import api_at
    from drf_typed_responses.preview.document_files import FOLDER
    from drf_typed_responses.preview.machine_time import use_machine_time
    from drf_typed_responses.preview.rebuilder import Rebuilder
    from drf_typed_responses.preview.server import PreviewServer
    from drf_typed_responses.preview.state import StateStore
    from drf_typed_responses.project_files import project_folder

    # Wrong settings are reported before a page opens.
    name = require_document(options["document"] or DEFAULT)
    if "DJANGO_SETTINGS_MODULE" not in os.environ:
        raise SettingsError("a build in its own process needs DJANGO_SETTINGS_MODULE")
    use_machine_time()
    store = StateStore()
    api = api_at(options["api"]) if options["api"] else None
    server = PreviewServer(options["port"], store, api)
    terminal.err.write(f"Serving on {server.address}  (Ctrl-C stops it)")
    folder = options["out"] or project_folder() / FOLDER / ("" if name == DEFAULT else name)
    terminal.err.write(
        f"Keeping {WHOLE_FILE} and {DEREFERENCED_FILE} current in {shown_path(folder)}"
    )
    server.start()
    if options["open"]:
        _open_in_browser(server.address)
    show = partial(_show, options, terminal)
    try:
        _until_ended(Rebuilder(store, options["time_limit"], folder, show, name), terminal)
    finally:
        server.stop()
    return 0


def _open_in_browser(address: str) -> None:
    import webbrowser  # of no use to the other actions

    webbrowser.open(address)


def _until_ended(rebuilder: Rebuilder, terminal: Terminal) -> None:
    try:
        _end_as_by_ctrl_c()
        rebuilder.run()
    except KeyboardInterrupt:
        terminal.err.write("")


def _show(options: Options, terminal: Terminal, line: str, findings: tuple[Finding, ...]) -> None:
    terminal.err.write(line)
    if findings or options["format"] == "json":
        terminal.print(Output(findings=findings), options)


def _end_as_by_ctrl_c() -> None:
    """Handle signals that stop a service or close a terminal like Ctrl-C, which ends the build."""
    if threading.current_thread() is threading.main_thread():
        for name in ("SIGTERM", "SIGHUP"):
            if number := getattr(signal, name, None):
                signal.signal(number, signal.default_int_handler)


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < 86400:
        raise ArgumentTypeError(f"{text} is not a number of seconds between 0 and a day")
    return seconds
