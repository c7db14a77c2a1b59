"""Drafted source is laid out as ruff and black lay it out."""

from __future__ import annotations

import ast
import importlib.util
import random
import subprocess
import sys
from pathlib import Path

import pytest

from drf_typed_responses.drafting.writing.layout import laid_out, quoted

NAMES = ("str", "OrderResponse", "Page", "AVeryLongNameOfAResponse")
VALUES = ("1", "None", "-2.5", '"a\'b"', "'a\"b'", "'\\u2028\\\\ \\n\\'\\''", "'é\\x07'")


class Source:
    """Makes random drafted source, the same in each run."""

    def __init__(self) -> None:
        self.random = random.Random(0)

    def hint(self, depth: int = 0) -> str:
        kind = self.random.randrange(7) if depth < 3 else 0
        inner = [self.hint(depth + 1) for _ in range(self.random.randrange(2, 5))] if kind else []
        texts = ", ".join(f'"{self.word()}"' for _ in range(self.random.randrange(1, 9)))
        return (
            {
                3: f"list[{inner[0]}]",
                4: f"dict[str, {inner[0]}]",
                5: f"Literal[{texts}]",
                6: " | ".join(inner),
            }.get(kind, self.random.choice(NAMES))
            if kind
            else self.random.choice(NAMES)
        )

    def value(self, depth: int = 0) -> str:
        kind = self.random.randrange(6) if depth < 4 else 0
        inner = [self.value(depth + 1) for _ in range(self.random.randrange(4))] if kind else []
        if kind > 3:
            return f"[{', '.join(inner)}]"
        if kind > 1:
            return f"{{{', '.join(f'{self.word()!r}: {each}' for each in inner)}}}"
        return self.random.choice((*VALUES, repr(self.word() * 4)))

    def word(self) -> str:
        return "x" * self.random.randrange(1, 14)

    def statements(self, number: int) -> str:
        lines = [f"class C{number}(TypedDict):"]
        lines += [f"    {self.word()}_{at}: {self.hint()}" for at in range(3)]
        lines.append(f"S{number} = OpenApiExample('{self.word()}', value={self.value()}, a=True)")
        lines.append(f'T{number} = TypedDict("T", {{"a b": {self.hint()}}})')
        lines.append(
            f"E{number} = f(a=[path_parameter('id', '{self.word() * 4}', type=int)],"
            f" responses={{200: {self.hint()}, 404: RESPONSE_NOT_FOUND}})"
        )
        return "\n".join(lines)


@pytest.mark.slow
def test_the_formatter_leaves_drafted_source_alone(tmp_path: Path) -> None:
    if importlib.util.find_spec("ruff") is None:
        pytest.skip("ruff is not installed")
    source = Source()
    text = "\n".join(source.statements(number) for number in range(100))
    written = laid_out(text, 88)
    assert ast.dump(ast.parse(written)) == ast.dump(ast.parse(text))
    (tmp_path / "drafted.py").write_text(written)
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--isolated", "--diff", "drafted.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert (done.stdout, done.returncode) == ("", 0), done.stderr


QUOTED = [
    ("a", '"a"'),
    ("it's", '"it\'s"'),
    ('"a"', "'\"a\"'"),
    ("'\"", '"\'\\""'),
    ("a\\", '"a\\\\"'),
    ("a\n\u2028", '"a\\n\\u2028"'),
    ("é", '"é"'),
]


@pytest.mark.parametrize(("text", "literal"), QUOTED)
def test_a_text_has_the_quotes_that_need_fewer_escapes(text: str, literal: str) -> None:
    assert quoted(text) == literal
    assert ast.literal_eval(literal) == text
