"""The file of accepted changes."""

from __future__ import annotations

import resource
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from drf_typed_responses.compat import RULES, Change
from drf_typed_responses.compat.accepted import apply, load
from drf_typed_responses.compat.accepting import write_accepted
from drf_typed_responses.exceptions import DocumentError, OutputError
from drf_typed_responses.findings import Finding

TODAY = date(2026, 11, 24)
GONE = Change(
    "error",
    "response-attribute-removed",
    "The attribute is gone",
    operation="GET /teams/",
    path="200 response: [].avatar",
    operations=("GET /teams/", "GET /teams/{slug}/"),
    section="broken",
)
ENTRY = """\
# The avatar service ends.
[[accepted]]
id = "response-attribute-removed"
operation = ["GET /teams/", "GET /teams/{slug}/"]
path = "200 response: [].avatar"
reason = "Nobody reads it: see the access log of October."
until = 2026-11-24
"""


def judged(tmp_path: Path, text: str, *changes: Change, today: date = TODAY) -> list[Finding]:
    file = tmp_path / "accepted.toml"
    file.write_text(text)
    return list(apply(changes, load(file), file, today, RULES))


def test_an_accepted_change_is_info_with_its_reason(tmp_path: Path) -> None:
    hint = "Accepted (until 2026-11-24): Nobody reads it: see the access log of October."
    assert judged(tmp_path, ENTRY, GONE) == [replace(GONE, level="info", hint=hint)]


@pytest.mark.parametrize(
    "other",
    [
        replace(GONE, id="response-type-changed"),
        replace(GONE, path="200 response: [].name"),
        replace(GONE, operation="GET /x/", operations=("GET /x/",)),
    ],
)
def test_another_change_is_not_accepted(tmp_path: Path, other: Change) -> None:
    assert judged(tmp_path, ENTRY, GONE, other)[1] == other


def test_only_the_operations_that_are_named(tmp_path: Path) -> None:
    """If another operation gets the same cause after the review, the change is reported for it."""
    change = replace(GONE, operations=(*GONE.operations, "PUT /teams/{slug}/"))
    covered, left = judged(tmp_path, ENTRY, change)
    assert (covered.level, covered.operation) == ("info", "GET /teams/")
    rest = ("PUT /teams/{slug}/",)
    assert left == replace(change, operation=rest[0], operations=rest)


def test_an_operation_by_the_path_of_its_own(tmp_path: Path) -> None:
    """If only one operation of a change is accepted, the other is reported with its own path."""
    places = (("GET /teams/", GONE.path), ("GET /teams/{slug}/", "200 response: avatar"))
    change = replace(GONE, places=places)
    one = ENTRY.replace('["GET /teams/", "GET /teams/{slug}/"]', '"GET /teams/"')
    _, left = judged(tmp_path, one, change)
    assert (left.operation, left.path) == places[1]
    two = one.replace('"GET /teams/"', '"GET /teams/{slug}/"').replace(GONE.path, left.path)
    assert [found.level for found in judged(tmp_path, one + two, change)] == ["info", "info"]


def test_several_entries_for_one_cause(tmp_path: Path) -> None:
    one, two = (
        ENTRY.replace('["GET /teams/", "GET /teams/{slug}/"]', f'"{name}"')
        for name in GONE.operations
    )
    found = judged(tmp_path, one + two, GONE)
    assert [(each.level, each.operation) for each in found] == [
        ("info", "GET /teams/"),
        ("info", "GET /teams/{slug}/"),
    ]


def test_an_entry_that_ended(tmp_path: Path) -> None:
    change, about = judged(tmp_path, ENTRY, GONE, today=date(2026, 11, 25))
    assert change == GONE
    assert about == Finding(
        "warning",
        "accepted-expired",
        "The entry for response-attribute-removed accepts no change: it ended after 2026-11-24",
        hint="Undo the change, or renew it.",
        operation="GET /teams/",
        path="200 response: [].avatar",
        file=str(tmp_path / "accepted.toml"),
        line=2,
    )


def test_an_entry_without_a_change(tmp_path: Path) -> None:
    (about,) = judged(tmp_path, ENTRY)
    assert (about.level, about.id, about.line) == ("warning", "accepted-stale", 2)
    assert about.hint == "Delete it."
    assert about.message.endswith(": no change matches it")


def test_an_entry_with_an_id_that_does_not_exist(tmp_path: Path) -> None:
    misspelled = ENTRY.replace("response-attribute-removed", "response-atribute-removed")
    (about,) = judged(tmp_path, misspelled)
    assert about.message.endswith("unknown change; did you mean response-attribute-removed?")


def test_an_entry_without_a_reason_is_an_error(tmp_path: Path) -> None:
    accepted, about = judged(tmp_path, ENTRY.replace('"Nobody', '" " #'), GONE)
    assert (accepted.level, accepted.id) == ("info", GONE.id)
    assert (about.level, about.id, about.line) == ("error", "accepted-unexplained", 2)
    assert about.message == "The entry for response-attribute-removed has no reason"


def test_entries_are_written_for_what_fails(tmp_path: Path) -> None:
    """What stood in the file stays, and a second run adds nothing."""
    file = tmp_path / "accepted.toml"
    narrow = ENTRY.replace(', "GET /teams/{slug}/"', "")
    file.write_text(narrow)
    quoted = replace(GONE, path='200 response: ["a\\b\x7fé😀"]')
    new = replace(GONE, id="response-attribute-added", level="info")
    assert write_accepted(file, [GONE, quoted, quoted, new], "error") == 2
    text = file.read_text()
    assert text.startswith(narrow + "\n[[accepted]]\n")
    assert [(each.operations, each.path, each.reason) for each in load(file)[1:]] == [
        (("GET /teams/{slug}/",), GONE.path, ""),
        (GONE.operations, quoted.path, ""),
    ]
    assert write_accepted(file, [GONE, quoted, new], "error") == 0
    assert file.read_text() == text


def test_a_file_is_made_for_the_entries(tmp_path: Path) -> None:
    file = tmp_path / "accepted.toml"
    assert write_accepted(file, [replace(GONE, level="warning")], "never") == 0
    assert not file.exists()
    assert write_accepted(file, [replace(GONE, level="warning")], "warning") == 1
    assert len(load(file)) == 1


def test_a_failed_write_leaves_the_file_of_accepted_changes(tmp_path: Path) -> None:
    file = tmp_path / "accepted.toml"
    file.write_text(ENTRY)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(ENTRY), limits[1]))
    try:
        with pytest.raises(OutputError, match="File too large"):
            write_accepted(file, [replace(GONE, path="elsewhere")], "error")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert file.read_text() == ENTRY
    assert [*tmp_path.iterdir()] == [file]


def test_an_empty_file_accepts_nothing(tmp_path: Path) -> None:
    assert judged(tmp_path, "", GONE) == [GONE]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[accepted", "is not TOML"),
        ("x = 1", '"x" is unknown; write [[accepted]] tables'),
        ("[accepted]\nid = 'a'", "write [[accepted]], with two brackets"),
        ("accepted = [1]", "entry 1 is not a table"),
        (ENTRY.replace("reason =", "because ="), 'entry 1: "because" is unknown'),
        (ENTRY.replace("reason =", "#"), 'entry 1 needs "reason", as text'),
        (ENTRY.replace('"Nobody', "0 #"), 'entry 1 needs "reason", as text'),
        (ENTRY.replace("path =", "#"), 'entry 1 needs "path", as text'),
        (ENTRY.replace("operation =", "#"), 'entry 1 needs "operation", as text or as a list'),
        (ENTRY.replace("2026-11-24", '"2026-11-24"'), '"until" must be a date such as 2027-01-31'),
        (ENTRY.replace("2026-11-24", "2026-11-24T10:00:00"), '"until" must be a date'),
        (ENTRY + ENTRY, "entry 2 accepts what an earlier one accepts"),
        ("a = " + "[" * 100_000, "is not TOML"),
    ],
    ids=range(13),
)
def test_a_file_that_cannot_be_used(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(DocumentError) as caught:
        judged(tmp_path, text)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="cannot be read: No such file or directory"):
        load(tmp_path / "absent.toml")
    (tmp_path / "latin.toml").write_bytes(b"# \xe9")
    with pytest.raises(DocumentError, match="it is not UTF-8"):
        load(tmp_path / "latin.toml")
