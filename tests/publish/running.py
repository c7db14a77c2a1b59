"""`manage.py apidocs`, run in this process: its exit code and its output."""

from __future__ import annotations

from io import StringIO
from typing import NamedTuple

from django.core.management import call_command


class Run(NamedTuple):
    code: int
    out: str
    err: str


def apidocs(action: str, *options: str) -> Run:
    out, err = StringIO(), StringIO()
    try:
        call_command("apidocs", action, *options, stdout=out, stderr=err)
    except SystemExit as ended:
        return Run(int(ended.code or 0), out.getvalue(), err.getvalue())
    return Run(0, out.getvalue(), err.getvalue())
