"""The next document is built from the files that were saved last, however they were saved."""

from __future__ import annotations

import time

from ..watching import TEAM, Project, Watch

NEW_MODULE = '''
from typing import TypedDict


class BadgeResponse(TypedDict):
    """A mark of honour."""

    colour: str
'''


def attributes(watch: Watch) -> list[str]:
    return list(watch.schemas()["TeamResponse"]["properties"])


def test_an_editor_that_saves_by_rename(watch: Watch, project: Project) -> None:
    after = len(watch.lines)
    text = (project.root / TEAM).read_text()
    project.rename_over(TEAM, text.replace("    memberCount: int\n", "    size: int\n"))
    watch.expect("`size` is missing", after)
    assert "size" in attributes(watch)


def test_a_file_that_is_written_again_as_it_was(watch: Watch, project: Project) -> None:
    """It starts no build: the next build that is reported is of another file."""
    after = len(watch.lines)
    text = f"{(project.root / TEAM).read_text()}# seen once\n"
    project.write(TEAM, text)
    watch.expect("Built 17 operations", after)
    after = len(watch.lines)
    project.write(TEAM, text)
    project.write("teams_api/serializers/badge.py", NEW_MODULE)
    watch.expect("Built 17 operations", after)
    assert watch.lines[after].endswith(" badge.py changed.\n")


def test_two_saves_of_one_size_within_a_second(watch: Watch, project: Project) -> None:
    """Python would use the bytecode of the first for the second."""
    before = (project.root / TEAM).read_text()
    second = int(time.time())
    for name in ("first", "other"):
        fields = f"    memberCount: int\n    {name}: int\n"
        project.rename_over(TEAM, before.replace("    memberCount: int\n", fields), mtime=second)
        watch.expect(f"`{name}` is missing")


def test_a_deleted_file(watch: Watch, project: Project) -> None:
    after = len(watch.lines)
    project.delete("teams_api/serializers/category.py")
    watch.expect("Not built: the page keeps the last document.", after)
    state = watch.state()
    assert "No module named 'teams_api.serializers.category'" in state["failure"]["message"]
    assert "CategoryResponse" in watch.schemas()
    after = len(watch.lines)
    project.restore()
    watch.expect("Built 17 operations", after)
    assert watch.state()["failure"] is None


def test_a_new_module_and_what_is_saved_in_it_then(watch: Watch, project: Project) -> None:
    after = len(watch.lines)
    project.write("teams_api/serializers/badge.py", NEW_MODULE)
    team = "    memberCount: int\n    badges: list[BadgeResponse]\n"
    project.edit(TEAM, "    memberCount: int\n", team)
    imported = "from .badge import BadgeResponse\n\nclass AvatarResponse(TypedDict):"
    project.edit(TEAM, "class AvatarResponse(TypedDict):", imported)
    watch.expect("`badges` is missing", after)
    assert list(watch.schemas()["BadgeResponse"]["properties"]) == ["colour"]
    after = len(watch.lines)
    project.edit("teams_api/serializers/badge.py", "colour: str", "shape: str")
    watch.expect("badge.py changed.", after)
    watch.expect("Built 17 operations", after)
    assert list(watch.schemas()["BadgeResponse"]["properties"]) == ["shape"]


def test_a_hundred_saves_in_a_second(watch: Watch, project: Project) -> None:
    """Few builds begin, and the last document is that of the last save."""
    after = len(watch.lines)
    before = (project.root / TEAM).read_text()
    begun = time.monotonic()
    for number in range(100):
        fields = f"    memberCount: int\n    number{number}: int\n"
        project.write(TEAM, before.replace("    memberCount: int\n", fields))
        time.sleep(max(0.0, begun + (number + 1) / 100 - time.monotonic()))
    seconds = time.monotonic() - begun
    watch.expect("`number99` is missing", after)
    builds = sum("changed." in line for line in watch.lines[after:])
    # One at the latest after half a second of saves without a pause, and one for the last.
    assert 1 <= builds <= 2 * seconds + 2
    assert "number99" in attributes(watch)
