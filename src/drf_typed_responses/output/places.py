"""Where findings stand in a repository, and what names each of them from one run to the next."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from ..findings import Finding
from .wording import encodable

# The folder of the repository, as GitHub Actions and GitLab CI name it.
ROOTS: Final = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
_LINE = re.compile(r"(\.[a-z]+):[0-9]+(:[0-9]+)?")


def in_repository(file: str) -> str:
    """A file relative to its repository, which is the only form that review tools accept.

    A file outside of the repository keeps its path. Without one of `ROOTS` the repository is the
    working directory.
    """
    here = Path.cwd()
    named = (os.environ.get(name) for name in ROOTS)
    root, path = Path(next(filter(None, named), here)), here / file
    return path.relative_to(root).as_posix() if file and path.is_relative_to(root) else file


def fingerprints(findings: Iterable[Finding]) -> Iterator[str]:
    """A digest for each finding that stays the same when its lines move.

    Findings that differ in their lines alone are numbered in their order.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    for finding in findings:
        file = "" if finding.operation else in_repository(finding.file)
        what = (finding.id, finding.document, finding.operation, finding.path, file)
        key = (*what, _LINE.sub(r"\1", finding.message))
        text = encodable("\0".join((*key, str(seen[key]))))
        seen[key] += 1
        yield hashlib.sha256(text.encode()).hexdigest()
