"""`python -m drf_typed_responses.compat`: streams, exit codes, and no Django."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from drf_typed_responses.compat.__main__ import main
from drf_typed_responses.compat.comparison.table import RULES

from .documents import BASE, with_attribute, written

ROOT = Path(__file__).parents[2]
WIDER = with_attribute("nickname", {"type": "string"})


@pytest.fixture
def base(tmp_path: Path) -> str:
    return written(tmp_path / "base.json", BASE)


@pytest.fixture
def wider(tmp_path: Path) -> str:
    return written(tmp_path / "wider.json", WIDER)


def test_no_change(base: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([base, base]) == 0
    assert capsys.readouterr() == ("", "Nothing changed for a client.\n")


def test_an_addition(base: str, wider: str, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ([base, wider], [base, wider, "--verbose"]):
        assert main(arguments) == 0
        out, err = capsys.readouterr()
        assert out == ""
        assert "1 other change" in err
        assert ("nickname" in err) is ("--verbose" in arguments)


def test_a_break(base: str, wider: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([wider, base]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "[response-attribute-removed]" in err
    assert main([wider, base, "--fail-on", "never"]) == 0


def test_standard_input(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments in (["-", base], [base, "-"]):
        with open(base, encoding="utf-8") as file:
            monkeypatch.setattr("sys.stdin", file)
            assert main(arguments) == 0


def test_standard_input_is_one_document_only(
    base: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with open(base, encoding="utf-8") as file:
        monkeypatch.setattr("sys.stdin", file)
        assert main(["-", "-"]) == 2
    assert capsys.readouterr().err == "compat: standard input is empty\n"


def test_formats(base: str, wider: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Machine formats go to stdout, text for people goes to stderr."""
    for format, start in (("json", "{"), ("github", "::error "), ("markdown", "## Changes")):
        assert main([wider, base, "--format", format]) == 1
        out, err = capsys.readouterr()
        assert out.startswith(start)
        assert err == ""


def test_sarif_has_the_meaning_of_a_change(
    base: str, wider: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main([wider, base, "--format", "sarif"])
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    helps = {rule["id"]: rule["help"]["text"] for rule in run["tool"]["driver"]["rules"]}
    removed = "response-attribute-removed"
    assert helps[removed] == RULES[removed].meaning != removed


def test_levels(base: str, wider: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([wider, base, "--level", "response-attribute-removed=info"]) == 0
    assert main([base, wider, "--level", "response-attribute-added=error"]) == 1
    capsys.readouterr()
    for wrong in ("nothing=info", "response-attribute-removed=fatal", "x"):
        with pytest.raises(SystemExit) as ended:
            main([base, base, "--level", wrong])
        assert ended.value.code == 2


def test_a_preset_and_the_days_of_a_deprecation(tmp_path: Path, base: str) -> None:
    plain = written(tmp_path / "plain.json", with_attribute("nick", {"type": "string"}))
    soon = {"type": "string", "deprecated": True, "x-sunset": "2020-01-31"}
    ending = written(tmp_path / "ending.json", with_attribute("nick", soon))
    assert main([plain, ending]) == 0
    assert main([plain, ending, "--sunset-days", "30"]) == 1
    assert main([plain, ending, "--sunset-days", "30", "--preset", "wire"]) == 0


def test_what_fails_is_written_to_the_accepted_file(tmp_path: Path, base: str, wider: str) -> None:
    file = tmp_path / "new.toml"
    assert main([wider, base, "--accepted", str(file), "--write-accepted"]) == 0
    assert main([wider, base, "--accepted", str(file)]) == 1  # it has no reason yet
    file.write_text(file.read_text().replace('reason = ""', 'reason = "Nobody reads it."'))
    assert main([wider, base, "--accepted", str(file)]) == 0
    with pytest.raises(SystemExit):
        main([wider, base, "--write-accepted"])


def test_an_accepted_break(
    tmp_path: Path, base: str, wider: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """An entry can be copied from the report of `--format json`."""
    main([wider, base, "--format", "json"])
    found = json.loads(capsys.readouterr().out)["findings"]
    broken = [each for each in found if each["level"] == "error"]
    entries = [
        f'[[accepted]]\nid = "{each["id"]}"\noperation = "{each["operation"]}"\n'
        f'path = "{each["path"]}"\nreason = "Never set."\n'
        for each in broken
    ]
    (tmp_path / "accepted.toml").write_text("".join(entries))
    assert main([wider, base, "--accepted", str(tmp_path / "accepted.toml")]) == 0
    assert "Accepted: Never set." in capsys.readouterr().err
    assert main([base, base, "--accepted", str(tmp_path / "accepted.toml")]) == 0
    assert "[accepted-stale]" in capsys.readouterr().err


def test_what_cannot_be_read(base: str, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["absent.json", base], [base, "absent.json"]):
        assert main(arguments) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err == "compat: absent.json cannot be read: No such file or directory\n"


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "drf_typed_responses.compat", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_a_process_without_settings(base: str, wider: str) -> None:
    done = process(wider, base, DJANGO_SETTINGS_MODULE="nowhere")
    assert (done.returncode, done.stdout) == (1, "")
    assert "[response-attribute-removed]" in done.stderr


@pytest.mark.slow
def test_an_encoding_that_lacks_characters(tmp_path: Path, base: str) -> None:
    revised = written(tmp_path / "b.json", with_attribute("größe\ud800", {"type": "string"}))
    for format in ("text", "json", "github", "markdown"):
        done = process(revised, base, "--format", format, PYTHONIOENCODING="ascii")
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert "gr\\xf6" in done.stdout + done.stderr


@pytest.mark.slow
def test_a_reader_that_closes_the_pipe(base: str, wider: str) -> None:
    """If the reader closes the pipe, the exit code is still the verdict."""
    command = [sys.executable, "-m", "drf_typed_responses.compat", wider, base, "--format", "json"]
    with subprocess.Popen(
        command,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert (process.stderr.read(), process.wait()) == ("", 1)


@pytest.mark.slow
def test_django_is_not_imported(base: str) -> None:
    code = (
        "import sys\nfrom drf_typed_responses.compat.__main__ import main\n"
        "code = main(sys.argv[1:])\n"
        "assert not {'django', 'rest_framework', 'drf_spectacular', 'yaml'} & set(sys.modules)\n"
        "sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, base, base],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "Nothing changed for a client.\n")
