"""Types of one name: two programs translated together, whose classes often have equal names."""

from __future__ import annotations

import re

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from laws.program import HEADER, Loaded, load
from laws.rendering import render
from laws.strategies import loaded
from laws.supersets import VERSIONS
from laws.validators import translate_or_reject, unused_or_missing


# 3.1 and 3.2 when `test_described_reference_is_renamed` of test_found is mended.
@given(first=loaded(2), second=loaded(2), version=st.just("3.0"), data=st.data())
def test_types_of_one_name_keep_their_schemas(
    first: Loaded, second: Loaded, version: str, data: st.DataObject
) -> None:
    """Each type has the same schema as alone, whatever the names of other types."""
    hints = [*first.hints, *second.hints]
    schemas = translate_or_reject(hints, version)
    assert unused_or_missing(schemas) == set()
    owners = [(one, index) for one in (first, second) for index in range(len(one.hints))]
    for place, (case, index) in enumerate(owners):
        values = case.values(index)
        if not values.is_empty:
            json = render(data.draw(values))
            assert schemas.accepts(place, json), json


@given(first=loaded(2), second=loaded(2), version=st.sampled_from(VERSIONS))
def test_names_do_not_depend_on_arrival(first: Loaded, second: Loaded, version: str) -> None:
    """Both types of a name get longer ones, whichever comes first; all names are valid."""
    schemas = translate_or_reject([*first.hints, *second.hints], version)
    turned = translate_or_reject([*second.hints, *first.hints], version)
    assert schemas.components == turned.components
    own = {one.name for one in first.program.declarations}
    if own & {one.name for one in second.program.declarations}:
        event("the programs share a name")
    for name in schemas.components:
        assert re.fullmatch(r"[a-zA-Z0-9._-]+", name), name


def test_a_shared_name_warns() -> None:
    """A warning says that two types share a name."""
    from drf_typed_responses.translate import schema_components

    source = f"{HEADER}\nclass Shared(te.TypedDict):\n    x: "
    one, two = (load({f"generated_{kind}": f"{source}{kind}\n"}) for kind in ("int", "str"))
    with pytest.warns(UserWarning, match="Shared"):
        schema_components([one["Shared"], two["Shared"]])
