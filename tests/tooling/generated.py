"""Parts of the documentation that are written from the code.

`make docs` writes them. In tests/, `python -m tooling.generated` names the pages that differ.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import django

from compat import promise
from drf_typed_responses.publish.other_findings import OTHER_FINDINGS
from tooling import reference, settings_table
from translate import forms_page

ROOT: Final = Path(__file__).parents[2]


def _rules() -> str:
    # The examples of the rules are views, which can be imported only with settings.
    from publish.rules import examples

    return examples.page()


def _others() -> str:
    rows = (f"| `{id}` | {level} | {said} |" for id, (level, said) in OTHER_FINDINGS.items())
    return "\n".join(("| id | level | meaning |", "|---|---|---|", *rows))


# By page and by marker: `<!-- settings -->` to `<!-- end of settings -->`. A part is None if its
# source is absent, such as the real documents, and then stays as it is.
PARTS: Final[Mapping[str, Mapping[str, Callable[[], str | None]]]] = {
    "docs/promise.md": {"findings": promise.findings, "history": promise.history},
    "docs/reference.md": {"names": reference.names},
    "docs/rules.md": {"rules": _rules, "others": _others},
    "docs/settings.md": {"settings": settings_table.table},
    "docs/type-forms.md": {"forms": forms_page.tables},
}


def generated(page: str) -> str:
    """The page with its parts written anew. Raises ValueError for a missing marker."""
    text = (ROOT / page).read_text(encoding="utf-8")
    for marker, part in PARTS[page].items():
        written = part()
        if written is not None:
            text = _with(text, marker, written.rstrip("\n"))
    return text


def _with(page: str, marker: str, part: str) -> str:
    start, end = f"<!-- {marker} -->\n", f"<!-- end of {marker} -->"
    pattern = re.compile(f"{re.escape(start)}.*?{re.escape(end)}", re.DOTALL)
    page, found = pattern.subn(lambda _: f"{start}{part}\n{end}", page)
    if found != 1:
        raise ValueError(f"the marker {marker} stands {found} times in the page")
    return page


def main(write: bool) -> int:
    """Write the pages, or name those that differ; the result is the exit code."""
    sys.path.append(str(ROOT / "example"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    differing = [page for page in PARTS if generated(page) != (ROOT / page).read_text("utf-8")]
    for page in differing:
        print(f"{page} {'written' if write else 'differs'}")
        if write:
            (ROOT / page).write_text(generated(page), encoding="utf-8")
    return int(bool(differing) and not write)


if __name__ == "__main__":
    sys.exit(main("--write" in sys.argv[1:]))
