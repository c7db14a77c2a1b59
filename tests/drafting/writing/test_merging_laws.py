"""Laws of merging a drafted type into that of a file."""

from __future__ import annotations

import libcst as cst
from hypothesis import given, settings
from hypothesis import strategies as st

from drf_typed_responses.drafting.writing.counterparts import types_of
from drf_typed_responses.drafting.writing.merged_classes import attributes_of
from drf_typed_responses.drafting.writing.merged_types import merged_types

NAMES = st.sampled_from(["id", "name", "slug", "items", "owner", "size"])
TYPES = st.recursive(
    st.sampled_from(
        ["int", "str", "Any", "datetime", "None", "Money", 'Literal["a", "b"]', "Owner", "Team"]
    ),
    lambda part: st.one_of(
        part.map("list[{}]".format),
        part.map("dict[str, {}]".format),
        st.tuples(part, part).map(" | ".join),
    ),
    max_leaves=4,
)
ANNOTATIONS = st.tuples(st.sampled_from(["{}", "NotRequired[{}]", "Required[{}]"]), TYPES).map(
    lambda pair: pair[0].format(pair[1])
)
BEFORE = st.sampled_from(["", "\n", "    # A comment.\n", "\n    # One below a gap.\n"])
BEHIND = st.sampled_from(["\n", "  # of the row\n", '\n    """The docstring."""\n'])
HEADERS = st.sampled_from(["TypedDict", "TypedDict, total=False", "Base", "Elsewhere"])
DRAFTED = st.just("TypedDict")


@st.composite
def classes(draw: st.DrawFn, headers: st.SearchStrategy[str], name: str) -> str:
    attributes = draw(st.dictionaries(NAMES, ANNOTATIONS, min_size=1))
    lines = "".join(
        f"{draw(BEFORE)}    {key}: {annotation}{draw(BEHIND)}"
        for key, annotation in attributes.items()
    )
    return f"class {name}({draw(headers)}):\n{lines}"


def modules(headers: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    parts = [classes(headers, "Owner"), classes(headers, "Team")]
    base = "class Base(TypedDict, total=False):\n    size: int\n"
    return st.tuples(*parts).map(lambda each: "\n\n".join([base, *each]))


def merged(file: str, draft: str) -> str:
    return merged_types(cst.parse_module(file), cst.parse_module(draft), "Team", "Team").module.code


FILES, DRAFTS = modules(HEADERS), modules(DRAFTED)
# Few: each parses and merges two modules.
FEWER = settings(max_examples=max(10, settings().max_examples // 4))


@FEWER
@given(FILES, DRAFTS)
def test_merging_twice_is_merging_once(file: str, draft: str) -> None:
    once = merged(file, draft)
    assert merged(once, draft) == once


@FEWER
@given(DRAFTS)
def test_a_draft_merged_into_itself_changes_nothing(draft: str) -> None:
    assert merged(draft, draft) == draft


@FEWER
@given(FILES, DRAFTS)
def test_no_line_of_the_file_is_lost_or_moved(file: str, draft: str) -> None:
    left = iter(merged(file, draft).splitlines())
    assert all(line in left for line in file.splitlines())


@FEWER
@given(FILES, DRAFTS)
def test_each_attribute_of_a_draft_is_in_the_file_or_named(file: str, draft: str) -> None:
    found = merged_types(cst.parse_module(file), cst.parse_module(draft), "Team", "Team")
    types, drafts = types_of(found.module), types_of(cst.parse_module(draft))
    for ours, cls in drafts.items():
        theirs = found.renamed.get(ours, ours)
        base = attributes_of(types["Base"])
        known = {*attributes_of(types[theirs]), *base} if theirs in types else set()
        unplaced = found.merged[theirs].unplaced if theirs in found.merged else ()
        new = {name for each in found.new for name in attributes_of(each)}
        assert {*attributes_of(cls)} <= {*known, *unplaced, *new}
