"""Findings in each format; none may control the terminal or break the stream."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from drf_typed_responses.findings import Finding, exceeds
from drf_typed_responses.output.output_formats import (
    FORMATS,
    Output,
    OutputFormat,
    formats_of,
    write,
)
from drf_typed_responses.output.wording import counted, printable

FOUND = Finding(
    "error",
    "sample-valid",
    "`slug` is 1",
    hint="Mend it, 100%.",
    operation="GET /teams/",
    path='200 sample "A"',
    file="teams.py",
    line=7,
    owner="team-x",
)
REPORTS = ("sarif", "gitlab", "junit")
BARE = Finding("warning", "name-collision", "two types of one name")


def reported(*findings: Finding, format: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    write(Output(findings=findings, summary={"operations": 1}), format, out, err)
    return out.getvalue(), err.getvalue()


def test_text() -> None:
    assert reported(FOUND, format="text") == (
        "",
        'error[sample-valid] GET /teams/: 200 sample "A": `slug` is 1\n'
        "  at teams.py:7\n"
        "  owner: team-x\n"
        "  Mend it, 100%.\n",
    )


def test_a_column_stands_in_every_format() -> None:
    found = replace(FOUND, column=9)
    assert "\n  at teams.py:7:9\n" in reported(found, format="text")[1]
    assert json.loads(reported(found, format="json")[0])["findings"][0]["column"] == 9
    assert "file=teams.py,line=7,col=9," in reported(found, format="github")[0]


def test_text_of_a_finding_that_stands_nowhere() -> None:
    assert reported(BARE, format="text") == ("", "warning[name-collision] two types of one name\n")


MANY = [
    Finding("error", "title", "it has no title", operation=f"GET /{n}/", file="a.py", line=n + 1)
    for n in range(11)
]


def test_text_of_many_findings_of_one_id() -> None:
    assert reported(*MANY, BARE, format="text")[1] == (
        "error[title] 11 findings; the first 3:\n"
        "  error[title] GET /0/: it has no title\n"
        "    at a.py:1\n"
        "  error[title] GET /1/: it has no title\n"
        "    at a.py:2\n"
        "  error[title] GET /2/: it has no title\n"
        "    at a.py:3\n"
        "  and 8 more; --all shows each\n"
        "warning[name-collision] two types of one name\n"
    )


def test_a_remedy_of_many_findings_is_printed_once() -> None:
    text = reported(*(replace(each, hint="Write one.") for each in MANY), format="text")[1]
    assert text.startswith(
        "error[title] 11 findings; the first 3:\n"
        "  Write one.\n"
        "  error[title] GET /0/: it has no title\n"
        "    at a.py:1\n"
        "  error[title] GET /1/: it has no title\n"
    )


# Eleven findings of one id, fifteen of three others, and five of one that is less severe.
LONG = [
    *(replace(MANY[0], level="info", id="metadata", path=f"{n}") for n in range(5)),
    *(replace(MANY[0], id=id, path=f"{n}") for n in range(5) for id in ("a", "b", "c")),
    *MANY,
]


def test_text_of_many_findings_in_all() -> None:
    lines = reported(*LONG, format="text")[1].splitlines()
    assert lines[:7] == [
        "31 findings, the first 3 of each id; --all shows each",
        "     11  error[title]",
        "      5  error[a]",
        "      5  error[b]",
        "      5  error[c]",
        "      5  info[metadata]",
        "",
    ]
    heads = [line for line in lines if line.endswith("the first 3:")]
    assert [head.partition(" ")[0] for head in heads] == [
        "error[title]",
        "error[a]",
        "error[b]",
        "error[c]",
        "info[metadata]",
    ]
    assert lines.count("  and 2 more; --all shows each") == 4


def test_an_id_with_few_findings_among_many_is_shown_in_full() -> None:
    text = reported(*LONG, BARE, format="text")[1]
    assert "\nwarning[name-collision] two types of one name\n" in text
    assert "name-collision] 1 finding;" not in text


def test_thirty_findings_in_all_are_shown_in_order() -> None:
    text = reported(*LONG[:30], format="text")[1]
    assert text.startswith("info[metadata] GET /0/: 0: it has no title\n")


def test_text_of_every_finding_of_many_in_all() -> None:
    err = StringIO()
    write(Output(findings=LONG, every=True), "text", StringIO(), err)
    assert err.getvalue().count("it has no title") == len(LONG)


def test_text_of_every_finding() -> None:
    err = StringIO()
    write(Output(findings=MANY, every=True), "text", StringIO(), err)
    assert err.getvalue().count("it has no title") == 11


def test_ten_findings_of_one_id_are_all_shown() -> None:
    assert reported(*MANY[:10], format="text")[1].count("it has no title") == 10


def test_json() -> None:
    out, err = reported(FOUND, BARE, format="json")
    whole = json.loads(out)
    assert err == ""
    assert [f["id"] for f in whole["findings"]] == ["sample-valid", "name-collision"]
    assert whole["findings"][0]["owner"] == "team-x"
    assert whole["summary"] == {"operations": 1, "error": 1, "warning": 1, "info": 0}


def test_github() -> None:
    out, err = reported(FOUND, format="github")
    assert err == ""
    assert out == (
        "::error file=teams.py,line=7,title=sample-valid::"
        'GET /teams/: 200 sample "A": `slug` is 1. Mend it, 100%25.%0Aowner: team-x\n'
    )


def test_github_has_paths_of_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.delenv("CI_PROJECT_DIR", raising=False)

    def named(file: Path) -> str:
        out, _ = reported(replace(FOUND, file=str(file)), format="github")
        return out.partition("file=")[2].partition(",")[0]

    here = Path.cwd()
    assert named(here / "shop" / "teams.py") == "shop/teams.py"
    assert named(Path("shop", "teams.py")) == "shop/teams.py"
    assert named(tmp_path / "teams.py") == str(tmp_path / "teams.py")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(here.parent))
    assert named(here / "shop" / "teams.py") == f"{here.name}/shop/teams.py"


def test_github_calls_an_info_a_notice() -> None:
    out, _ = reported(Finding("info", "added", "new"), format="github")
    assert out == "::notice title=added::new\n"


@pytest.mark.parametrize("format", formats_of("findings"))
def test_half_of_a_surrogate_pair_can_be_written(format: str) -> None:
    said = "".join(reported(Finding("error", "title", "is \ud800"), format=format))
    assert "\\ud800" in said
    said.encode()


@pytest.mark.parametrize("odd", ["\x1b[2J", "\r", "\n", "\x00", "\u202e"])
def test_no_finding_steers_the_terminal(odd: str) -> None:
    _, said = reported(Finding("error", "title", f"a{odd}b", hint=f"c{odd}d"), format="text")
    assert odd not in said.replace("\n  ", "").removesuffix("\n")
    assert printable(odd) in said


@pytest.mark.parametrize(
    ("fail_on", "levels", "fails"),
    [
        ("warning", ["warning"], True),
        ("warning", ["info"], False),
        ("error", ["warning"], False),
        ("error", ["info", "error"], True),
        ("never", ["error"], False),
    ],
)
def test_the_threshold(fail_on: str, levels: list[Any], fails: bool) -> None:
    assert exceeds([Finding(level, "x", "y") for level in levels], fail_on) == fails


def test_counting() -> None:
    assert [counted(n, "rule") for n in (0, 1, 2)] == ["0 rules", "1 rule", "2 rules"]


def test_a_format_is_one_entry_of_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = OutputFormat(lambda output: "".join(f"{f.id}\n" for f in output.findings), ("findings",))
    monkeypatch.setitem(FORMATS, "ids", ids)
    assert formats_of("findings") == ("text", "json", "github", *REPORTS, "ids")
    assert formats_of("changes") == ("text", "json", "github", *REPORTS, "markdown", "html")
    assert formats_of("draft") == ("text", "json")
    assert reported(FOUND, BARE, format="ids") == ("sample-valid\nname-collision\n", "")
