"""Files are written only over what git has, and `apidocs draft --write` says what it needs."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import libcst as cst
import pytest
from django.core.management import call_command

from drf_typed_responses.conformance.exchange import Exchange
from drf_typed_responses.conformance.recording import Recorder
from drf_typed_responses.drafting.writing.saving import UncleanError, save
from drf_typed_responses.drafting.writing.source_files import SourceFile


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A git tree with files in each state."""
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init", "--quiet")
    (tmp_path / ".gitignore").write_text("ignored.py\n")
    for name in ("clean", "changed", "staged"):
        (tmp_path / f"{name}.py").write_text("a = 1\n")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "All")
    for name in ("changed", "staged", "ignored", "untracked"):
        (tmp_path / f"{name}.py").write_text("a = 2\n")
    git(tmp_path, "add", "staged.py")
    return tmp_path


def edited(folder: Path, *names: str) -> list[SourceFile]:
    files = [SourceFile.read(folder / f"{name}.py", name) for name in names]
    for file in files:
        file.module = file.module.with_changes(body=[cst.parse_statement("a = 3\n")])
    return files


@pytest.mark.slow
@pytest.mark.parametrize("name", ["changed", "staged", "ignored", "untracked"])
def test_a_file_that_git_does_not_have_so_keeps_all_as_they_are(tree: Path, name: str) -> None:
    files = edited(tree, "clean", name)
    with pytest.raises(UncleanError, match=rf"git does not have {name}\.py as it is; commit it"):
        save(files, force=False)
    assert (tree / "clean.py").read_text() == "a = 1\n"
    save(files, force=True)
    assert [file.path.read_text() for file in files] == ["a = 3\n", "a = 3\n"]


@pytest.mark.slow
def test_a_new_file_is_clean(tree: Path) -> None:
    save(edited(tree, "clean", "new"), force=False)
    assert (tree / "new.py").exists()


@pytest.mark.slow
def test_without_git_nothing_is_clean(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("a = 1\n")
    with pytest.raises(UncleanError):
        save(edited(tmp_path, "a"), force=False)


# ---------------------------------------------------------------- the command


def said(code: int, folder: Path, *arguments: str) -> str:
    err = io.StringIO()
    with pytest.raises(SystemExit) as caught:
        call_command("apidocs", "draft", *arguments, "--from", str(folder), stderr=err)
    assert caught.value.code == code
    return err.getvalue()


def test_without_libcst_the_command_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "libcst", None)
    words = '--write needs libcst: pip install "drf-typed-responses[draft]"\n'
    assert said(2, tmp_path, "--write", "--all") == f"apidocs draft: {words}"


USAGE = [
    (("--all",), "--all and --force belong to --write; give that too\n"),
    (("--write",), "name the operations to write, or give --all\n"),
    (("--write", "--all", "GET /a/"), "name the operations to write, or give --all\n"),
]


@pytest.mark.parametrize(("options", "words"), USAGE)
def test_options_that_do_not_fit(tmp_path: Path, options: tuple[str, ...], words: str) -> None:
    assert said(2, tmp_path, *options) == f"apidocs draft: {words}"


def test_several_operations_are_named_on_one_line(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path)
    for route in ("a/", "b/"):
        header = {"Content-Type": "application/json"}
        recorder.add(Exchange("GET", route, 200, header, b'{"id": 1}'))
    err = io.StringIO()
    names = ("GET", "/a/", "GET /b/")
    call_command("apidocs", "draft", "--diff", *names, "--from", str(tmp_path), stderr=err)
    assert err.getvalue() == (
        "GET /a/: no view of the project has it\nGET /b/: no view of the project has it\n"
    )
