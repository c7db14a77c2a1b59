"""Findings as a Code Quality report of GitLab, which shows them in a merge request.

Source: GitLab's "Code Quality", section "Code Quality report format".
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from ..document_names import WHOLE_FILE
from ..findings import Finding, Level
from .change_wording import details
from .places import fingerprints, in_repository
from .wording import encodable, lead

SEVERITIES: Final[Mapping[Level, str]] = {"error": "major", "warning": "minor", "info": "info"}


def code_quality(findings: Sequence[Finding]) -> str:
    """One issue for each finding."""
    issues = [
        _issue(finding, fingerprint)
        for finding, fingerprint in zip(findings, fingerprints(findings), strict=True)
    ]
    return encodable(json.dumps(issues, indent=2, ensure_ascii=False)) + "\n"


def _issue(finding: Finding, fingerprint: str) -> dict[str, Any]:
    return {
        "description": ". ".join(
            part.removesuffix(".") for part in (lead(finding), *details(finding))
        ),
        "check_name": finding.id,
        "fingerprint": fingerprint,
        "severity": SEVERITIES[finding.level],
        "location": {
            # GitLab refuses an issue without a file; such a finding is about the document.
            "path": in_repository(finding.file) or WHOLE_FILE,
            "lines": {"begin": finding.line or 1},
        },
    }
