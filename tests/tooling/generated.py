"""The parts of pages that are made from the code: `python tests/tooling/generated.py --write`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
# The name of the part, which stands between two comments, and the function that makes it.
PARTS: Final = {
    "README.md": ("settings", "tooling.settings_table.table"),
    "docs/rules.md": ("rules", "publish.rules.examples.page"),
}


def current(page: str) -> str:
    """The text of a page."""
    return (ROOT / page).read_text(encoding="utf-8")


def regenerated(page: str) -> str:
    """The text of a page with its part made anew."""
    from django.utils.module_loading import import_string

    name, path = PARTS[page]
    start, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->\n"
    make: Callable[[], str] = import_string(path)
    text = current(page)
    assert start in text, f"{page} lacks {start!r}"
    assert end in text, f"{page} lacks {end!r}"
    return f"{text.partition(start)[0]}{start}{make()}{end}{text.partition(end)[2]}"


def main() -> int:
    """Write the pages that differ with `--write`; otherwise name them, and return 1."""
    import django

    sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "example")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    pages = {page: text for page in PARTS if (text := regenerated(page)) != current(page)}
    for page, text in pages.items():
        if "--write" in sys.argv:
            (ROOT / page).write_text(text, encoding="utf-8")
        print(page)
    return int(bool(pages) and "--write" not in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
