"""The file of known findings: it is written once, and then only shrinks.

The file is TOML: a table for each id, in it the number of findings of each place. It has no line
numbers, so that an edit of a source file changes nothing; each place is one line, and all are
sorted, so that merges are easy.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from ..exceptions import SettingsError
from ..findings import Finding
from ..output.wording import shown_path
from ..project_files import project_folder

# About the run and about the file itself, not about the project's source.
UNKNOWABLE: Final = frozenset(
    {"baseline-stale", "contract-tests", "document-emptied", "outdated-file"}
)
_HEADER: Final = """\
# The findings that this project has already: they are counted and not shown.
# `apidocs test --prune-baseline` removes those that are gone.
"""


class Judged(NamedTuple):
    """The findings that a baseline does not know, and the number of those that it knows."""

    new: list[Finding]
    known: int


@dataclass(frozen=True)
class Baseline:
    """The numbers of known findings by id and place, whichever document has them.

    A place is an operation, else a path in a type or a schema, else a file of the project, else the
    message.
    """

    counts: Mapping[tuple[str, str], int]

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Baseline:
        """The baseline in which all these findings are known."""
        return cls(Counter(_key(each) for each in findings if each.id not in UNKNOWABLE))

    @classmethod
    def load(cls, file: Path) -> Baseline:
        """The baseline in a file; without a file, an empty one. Raises SettingsError."""
        try:
            text = file.read_text(encoding="utf-8")
        except FileNotFoundError:
            return cls({})
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"the baseline {file} cannot be read: {error}") from error
        import tomllib  # most projects have no such file

        try:
            return cls(dict(_counts(tomllib.loads(text), file)))
        except tomllib.TOMLDecodeError as error:
            raise SettingsError(f"the baseline {file} is not TOML: {error}") from error

    def judged(self, findings: Iterable[Finding]) -> Judged:
        """Tell known findings from new ones.

        If a place has more findings of an id than are known, all of them are new, because nothing
        tells which they are.
        """
        groups: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
        for finding in findings:
            groups[_key(finding)].append(finding)
        new = [
            finding
            for key, group in groups.items()
            for finding in group
            if len(group) > self.counts.get(key, 0)
        ]
        return Judged(
            sorted(new, key=lambda finding: finding.sort_key),
            sum(map(len, groups.values())) - len(new),
        )

    def stale(self, findings: Iterable[Finding], file: Path) -> Iterator[Finding]:
        """A finding for each place with fewer findings than are known; `findings` are all."""
        there = Baseline.of(findings).counts
        for (id, place), count in sorted(self.counts.items()):
            found = there.get((id, place), 0)
            if found < count:
                yield _stale(id, place, f"{count} known, {found} left", file)

    def pruned(self, findings: Iterable[Finding]) -> Baseline:
        """The baseline without what is gone; nothing is added. `findings` are all."""
        there = Baseline.of(findings).counts
        left = {key: min(count, there.get(key, 0)) for key, count in self.counts.items()}
        return Baseline({key: count for key, count in left.items() if count})

    @property
    def total(self) -> int:
        """The number of known findings."""
        return sum(self.counts.values())

    def text(self) -> str:
        """The text of the file."""
        tables: defaultdict[str, list[str]] = defaultdict(list)
        for (id, place), count in sorted(self.counts.items()):
            tables[id].append(f"{_quoted(place)} = {count}\n")
        parts = [f"[{_quoted(id)}]\n{''.join(lines)}" for id, lines in tables.items()]
        return "\n".join((_HEADER, *parts))


def _key(finding: Finding) -> tuple[str, str]:
    place = finding.operation or finding.path
    if not place and finding.file:
        place = shown_path(Path(finding.file), project_folder())
    # Without a place, only the message tells one finding from another.
    return finding.id, place or finding.message


def _stale(id: str, place: str, counts: str, file: Path) -> Finding:
    is_operation = " /" in place
    return Finding(
        "warning",
        "baseline-stale",
        f"the baseline knows more findings of {id} than there are: {counts}",
        hint="Run apidocs test --prune-baseline.",
        operation=place if is_operation else "",
        path="" if is_operation else place,
        file=str(file),
    )


def _counts(given: Mapping[str, Any], file: Path) -> Iterator[tuple[tuple[str, str], int]]:
    for id, table in given.items():
        if not isinstance(table, dict):
            raise SettingsError(f"the baseline {file}: {id} must be a table of places")
        for place, count in table.items():
            yield (id, place), _count(count, f"{id}.{place}", file)


def _count(value: Any, name: str, file: Path) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    raise SettingsError(f"the baseline {file}: {name} must be a number of findings")


def _quoted(text: str) -> str:
    """A text as a TOML key. Source: TOML 1.0 "Keys"; JSON escapes all that it asks for but DEL."""
    bare = text.replace("-", "").replace("_", "")
    if bare.isascii() and bare.isalnum():
        return text
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
