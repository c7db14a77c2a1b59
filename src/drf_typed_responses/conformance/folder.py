"""The folder of recordings: a file for each process, for nobody else's eyes."""

from __future__ import annotations

from pathlib import Path


def file_of(folder: Path, process: int) -> Path:
    return folder / f"recorded-{process}.jsonl"


def files_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("recorded-*.jsonl"))


def emptied(folder: Path) -> None:
    """Make the folder, without the recordings of the last run, and out of version control.

    Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for file in files_in(folder):
        file.unlink()
    (folder / ".gitignore").write_text("# Bodies as they were recorded, secrets too.\n*\n")
