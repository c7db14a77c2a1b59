"""The files on the disk are those of the last build that made a document."""

from __future__ import annotations

import json
from pathlib import Path

from ..watching import TEAM, Project, Watch, until

NAMES = ("openapi.json", "openapi-derefed.json")


def attributes(folder: Path) -> set[str]:
    """The attributes of a team in the file on the disk; none before it is there."""
    file = folder / "openapi.json"
    schemas = json.loads(file.read_bytes())["components"]["schemas"] if file.exists() else {}
    return set(schemas.get("TeamResponse", {}).get("properties", ()))


def test_the_files_follow_each_save(watch: Watch, project: Project) -> None:
    folder = project.root / ".apidocs"
    until(lambda: "memberCount" in attributes(folder))
    project.edit(TEAM, "    memberCount: int\n", "    size: int\n")
    until(lambda: "size" in attributes(folder))
    until(lambda: '"size"' in (folder / "openapi-derefed.json").read_text())
    assert [watch.get(f"/{name}") for name in NAMES] == [
        (folder / name).read_text() for name in NAMES
    ]


def test_a_build_that_fails_leaves_them(watch: Watch, project: Project) -> None:
    folder = project.root / ".apidocs"
    until(lambda: "memberCount" in attributes(folder))
    before = [(folder / name).read_bytes() for name in NAMES]
    after = len(watch.lines)
    project.write("teams_api/serializers/category.py", "raise SystemExit(3)\n")
    watch.expect("Not built", after)
    assert [(folder / name).read_bytes() for name in NAMES] == before
