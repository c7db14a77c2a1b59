"""The facts read from the text of a module equal those read from its whole syntax tree."""

from __future__ import annotations

import ast
import importlib
import inspect
import itertools
import textwrap
from pathlib import Path

import pytest

from drf_typed_responses.translate import schema_components
from drf_typed_responses.translate.definitions import definitions
from drf_typed_responses.translate.module_source import ModuleSource, class_line

FIELDS = '''
class Team(TypedDict):
    """The class."""

    id: str
    """One line."""
    slug: Annotated[
        str,
        Doc("not this"),
    ]
    """Lines, of which one looks
    like: a field
    and: another

    with a gap."""
    both: int; other: str
    """Of the other."""
    lead: Optional[int]  # a comment

    # another
    \'\'\'After a comment.\'\'\'
    plain: dict[str, int]
    "A" " joined " 'text'
    raw: str
    r"""\\d"""
    x: int = 3
    """With a value."""
    """Of nothing."""
    y: bytes
    b"no text"
    z: int
    f"no {text}"
'''
TEXTS = {
    "fields": FIELDS,
    "one line": 'class A(TypedDict): a: int; b: str\n\nclass B(TypedDict): "b"\n',
    "nested": "class A:\n    class B:\n        a: int\n        'a'\n    b: int\n    'b'\n",
    "in a function": "def f():\n    class A:\n        a: int\n        'a'\n",
    "under conditions": (
        "if X:\n    class A:\n        a: int\n        'one'\n\nelse:\n    class A:\n"
        "        a: int\n        'two'\n\ntry:\n    pass\n\nexcept E:\n    class C:\n"
        "        c: int\n        'three'\n"
    ),
    "gaps in a string": (
        "TEXT = '''\n\nclass A:\n    a: int\n    \"no\"\n\n'''\n\nclass A:\n    a: int\n    'yes'\n"
    ),
    "what looks like a field": (
        "class A:\n    T = {\n        a: b\n    }\n    S = t[\n        a: b\n    ]\n"
        "    c: dict[\n        str,\n        int\n    ]\n    'c'\n"
    ),
    "brackets over gaps": (
        "class A:\n    a: list[\n\n        int\n\n    ]\n    'a'\n\n\n\nX = [\n\n1]\n"
    ),
    "twice": "class A:\n    a: int\n    'one'\n\nclass A:\n    b: int\n    'two'\n",
    "no docstring": "class A:\n    a: int\n    def f(self): ...\n    'no'\n    b: int\n",
    "decorated over a gap": "@f(\n\n1)\n\nclass A:\n    a: int\n    'a'\n",
}


def from_the_whole_tree(text: str) -> dict[str, tuple[int, dict[str, int], dict[str, str]]]:
    """`{class: (line, lines of its fields, docstrings)}`, from the whole syntax tree."""
    found = {}

    def visit(node: ast.AST, prefix: str) -> None:
        for child in ast.iter_child_nodes(node):
            inside = prefix
            if isinstance(child, ast.ClassDef):
                inside = f"{prefix}{child.name}."
                found[prefix + child.name] = facts(child)
            elif isinstance(child, ast.FunctionDef):
                inside = f"{prefix}{child.name}.<locals>."
            visit(child, inside)

    visit(ast.parse(text), "")
    return found


def facts(cls: ast.ClassDef) -> tuple[int, dict[str, int], dict[str, str]]:
    fields = [node for node in cls.body if isinstance(node, ast.AnnAssign)]
    lines = {ast.unparse(node.target): node.lineno for node in fields}
    docstrings = {
        ast.unparse(field.target): inspect.cleandoc(text.value.value)
        for field, text in itertools.pairwise(cls.body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
        and isinstance(text.value.value, str)
    }
    return cls.lineno, lines, docstrings


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_classes_are_read_as_from_the_whole_tree(text: str) -> None:
    whole = from_the_whole_tree(text)
    read = {
        name: (
            found.line,
            {field: found.line_of(field) for field in whole[name][1]},
            found.docstrings,
        )
        for name, found in definitions(text).items()
    }
    assert read == whole
    assert read


# Heads of classes that are not where they seem to be, with the line of each class that is written.
HEADS = {
    "one": ("\n@decorated\nclass A(B):\n    x = 1\n", {"A": 3}),
    "generic": ("class A[T]:\n    x = 1\nclass B:\n    y = 1\n", {"A": 1, "B": 3}),
    "of two the last": ("class A:\n    x = 1\nclass A:\n    y = 1\n", {"A": 3}),
    "of two the last, under a condition": (
        "class A:\n    x = 1\nif X:\n    class A:\n        y = 1\n",
        {"A": 4},
    ),
    "first under a condition": ("if X:\n    class A:\n        y = 1\n", {"A": 2}),
    "nested, of the same name": (
        "class B:\n    class A:\n        x = 1\nclass A:\n    y = 1\n",
        {"A": 4, "B": 1, "B.A": 2},
    ),
    "in a text": (
        '''"""Write:
class A: ...
"""
class B:
    x = 1
''',
        {"B": 4},
    ),
    "in a text with the other quotes": (
        '''"""Write \'\'\':
class A: ...
"""
class B:
    x = 1
''',
        {"B": 4},
    ),
    "in a text and written": (
        '''"""Write:
class A: ...
"""
class A:
    x = 1
''',
        {"A": 4},
    ),
    "below quotes in a comment": (
        '''# """
class A:
    x = 1
''',
        {"A": 2},
    ),
}


@pytest.mark.parametrize("name", HEADS)
def test_the_line_of_a_class_is_that_of_its_statement(name: str) -> None:
    text, lines = HEADS[name]
    source = ModuleSource("m.py", text)
    assert {each: source.line(each) for each in ("A", "B", "B.A")} == {
        each: lines.get(each) for each in ("A", "B", "B.A")
    }


def test_a_docstring_keeps_the_line_that_looks_like_a_field() -> None:
    assert definitions(FIELDS)["Team"].docstrings["slug"] == (
        "Lines, of which one looks\nlike: a field\nand: another\n\nwith a gap."
    )


@pytest.mark.parametrize("indented", [False, True])
@pytest.mark.parametrize(
    ("name", "annotation"),
    [
        ("id", "str"),
        ("slug", "Annotated[str, Doc('not this')]"),
        ("other", "str"),
        ("x", "int"),
        ("none", None),
    ],
)
def test_annotation_as_it_stands(name: str, annotation: str | None, indented: bool) -> None:
    text = f"if X:\n{textwrap.indent(FIELDS, '    ')}" if indented else FIELDS
    found = ModuleSource("text.py", text).annotation("Team", name)
    assert (found and ast.unparse(found)) == annotation


def test_a_module_that_was_edited_since_it_was_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its text cannot be parsed any more, but the imported types are still translated."""
    file = tmp_path / "edited_types.py"
    file.write_text(
        "from typing import Literal, Optional, TypedDict\n\n\n"
        "class Team(TypedDict):\n"
        '    slug: Optional[Literal["b", "a"]]\n'
        '    """Its short name."""\n'
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    module = importlib.import_module("edited_types")
    file.write_text(file.read_text().replace("]]\n", "\n"))
    _, components = schema_components([module.Team])
    assert list(components["Team"]["properties"]) == ["slug"]
    assert class_line(module.Team) == (str(file), 4)
    assert class_line(module.Team, "slug") == (str(file), None)
