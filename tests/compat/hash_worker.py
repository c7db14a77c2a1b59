"""Compares the pairs of documents of its input, a line each, and prints their changes."""

from __future__ import annotations

import json
import sys

from drf_typed_responses.compat import compare


def main() -> None:
    for line in sys.stdin:
        base, revised = json.loads(line)
        print(json.dumps([repr(each) for each in compare(base, revised)]), flush=True)


if __name__ == "__main__":
    main()
