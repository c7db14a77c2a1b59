"""Translates programs for another process: a line of JSON in, a line of JSON out.

    python -m laws.worker

A line holds the modules' sources and the version; the answer is what the types translate to, or
null where this interpreter does not know the syntax.
"""

from __future__ import annotations

import json
import sys
from typing import Any


def answer(request: dict[str, Any]) -> str | None:
    from laws.program import BrokenProgramError, load
    from laws.validators import translate

    try:
        namespace = load(request["sources"])
    except (BrokenProgramError, SyntaxError):
        return None
    return translate(namespace["ROOTS"], request["version"]).text()


def main() -> None:
    import django

    django.setup()
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
