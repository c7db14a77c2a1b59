"""The recording of a terminal in docs/images/terminal.svg, made of what the commands print.

In tests/, `python -m tooling.recording --write` writes it. The commands run in a copy of example/,
whose code is changed before each as its comment says.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path
from typing import Final, NamedTuple

from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI
from rich.text import Text

ROOT: Final = Path(__file__).parents[2]
PICTURE: Final = ROOT / "docs" / "images" / "terminal.svg"
WIDTH: Final = 100
# Seconds between two lines, and before the output of a command.
LINE, PAUSE = 0.12, 1.2


class Scene(NamedTuple):
    """Edits of the code (file, text, new text), the same in words, and the command to run."""

    said: str
    edits: tuple[tuple[str, str, str], ...]
    command: str


SCENES: Final = (
    Scene(
        "A sample shows `nickname`, which is Private.",
        (
            (
                "teams_api/examples/team_examples.py",
                "value=data.team(projects=PROJECTS)",
                'value={**data.team(projects=PROJECTS), "nickname": "owls"}',
            ),
        ),
        'apidocs test --operation "GET /api/0/teams/{organization_slug}/{team_slug}/"',
    ),
    Scene(
        "`memberCount: int` is a string now.",
        (
            ("teams_api/serializers/team.py", "memberCount: int", "memberCount: str"),
            ("teams_api/examples/sample_data.py", '"memberCount": 2', '"memberCount": "2"'),
            ("teams_api/examples/sample_data.py", '"memberCount": 0', '"memberCount": "0"'),
        ),
        "apidocs diff",
    ),
)


def recorded() -> str:
    """The commands and what they print, with colours, as a terminal shows it."""
    return "\n".join(_recorded(scene) for scene in SCENES)


def _recorded(scene: Scene) -> str:
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder, "example")
        ignored = shutil.ignore_patterns("public", "*.sqlite3", "__pycache__")
        shutil.copytree(ROOT / "example", project, ignore=ignored)
        for name, old, new in scene.edits:
            text = (project / name).read_text(encoding="utf-8")
            assert old in text
            (project / name).write_text(text.replace(old, new), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "manage.py", *_words(scene.command), "--force-color"],
            cwd=project,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": str(WIDTH)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1, done.stderr
        printed = (done.stdout + done.stderr).replace(f"{project.resolve()}{os.sep}", "")
    # The time differs from run to run.
    printed = re.sub(r"in \d+\.\d s", "in 0.5 s", printed).rstrip()
    said = f"\x1b[2m# {scene.said}\x1b[0m\n"
    return f"{said}\x1b[1m$ python manage.py {scene.command}\x1b[0m\n{printed}\n"


def _words(command: str) -> list[str]:
    return [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', command)]


FORMAT: Final = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font: {char_height}px/{line_height}px ui-monospace, monospace; }}
.{unique_id}-title {{ font: bold 18px sans-serif; }}
{styles}
@keyframes appear {{ from {{ opacity: 0; }} }}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def picture(text: str) -> str:
    """The text as an SVG in which its lines appear one after the other."""
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True)
    console.print(Text.from_ansi(text), soft_wrap=False)
    svg = console.export_svg(
        title="drf-typed-responses", theme=DIMMED_MONOKAI, code_format=FORMAT, unique_id="terminal"
    )
    return svg.replace("</style>", f"{_appearance(svg)}</style>")


def _appearance(svg: str) -> str:
    """A delay for each line; a reader who wants no motion sees them all."""
    commands = set(re.findall(r'line-(\d+)\)">\$', svg.replace("&#160;", " ")))
    numbers = sorted({int(number) for number in re.findall(r"#terminal-line-(\d+)\)", svg)})
    rules, delay = [], 0.0
    for number in numbers:
        rules.append(
            f'[clip-path="url(#terminal-line-{number})"] {{ animation-delay: {delay:.2f}s; }}'
        )
        delay += PAUSE if str(number) in commands else LINE
    return (
        "@media (prefers-reduced-motion: no-preference) {\n"
        '[clip-path^="url(#terminal-line"] { animation: appear 0.05s both; }\n'
        + "\n".join(rules)
        + "\n}\n"
    )


def main(write: bool) -> int:
    """Write the picture, or say that it differs; the result is the exit code."""
    made = picture(recorded())
    if PICTURE.exists() and PICTURE.read_text(encoding="utf-8") == made:
        return 0
    print(f"{PICTURE.relative_to(ROOT)} {'written' if write else 'differs'}")
    if write:
        PICTURE.write_text(made, encoding="utf-8")
    return int(not write)


if __name__ == "__main__":
    sys.exit(main("--write" in sys.argv))
