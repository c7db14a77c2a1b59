"""Hand-written documents: references between their files, and findings about them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from drf_typed_responses.exceptions import SettingsError
from drf_typed_responses.findings import Finding
from drf_typed_responses.publish import Publication
from drf_typed_responses.publish.rendering import rendered

from .building import NO_RULES, TeamView, build

OK = {"200": {"description": "OK"}}


def operation(schema: Any = None, **more: Any) -> dict[str, Any]:
    content = {"content": {"application/json": {"schema": schema}}} if schema is not None else {}
    return {"responses": {"200": {"description": "OK", **content}}, **more}


def schema_of(publication: Publication, path: str = "/old/") -> Any:
    response = publication.document["paths"][path]["get"]["responses"]["200"]
    return response["content"]["application/json"]["schema"]


def old(schema: Any = None, **more: Any) -> dict[str, Any]:
    return {"paths": {"/old/": {"get": operation(schema, **more)}}}


class Folder:
    """A folder of hand-written documents; text and bytes are written as they are."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, **files: Any) -> Folder:
        for name, content in files.items():
            self[name.replace("__", "/") + ".json"] = content
        return self

    def __setitem__(self, name: str, content: Any) -> None:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, (str, bytes)) else json.dumps(content, indent=2)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def build(self, *views: Any, **settings: Any) -> Publication:
        """A build, whose findings all have an operation or a line."""
        with override_settings(TYPED_RESPONSES={**NO_RULES, "LEGACY": self.path}):
            publication = build(*views, **settings)
        nowhere = [f for f in publication.findings if not (f.operation or (f.file and f.line))]
        assert nowhere == []
        return publication

    def published(self, *views: Any) -> Publication:
        publication = self.build(*views)
        assert publication.findings == ()
        return publication

    def finding(self, *views: Any) -> Finding:
        (only,) = self.build(*views).findings
        return only


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "legacy").mkdir()
    return Folder(tmp_path / "legacy")


def where(found: Finding) -> tuple[str, int | None]:
    return Path(found.file).name, found.line


# ---------------------------------------------------------------- references between files

TEAM = {"type": "object", "properties": {"id": {"type": "string"}}}


def test_a_folder_as_sentry_wrote_it(folder: Folder) -> None:
    folder.write(
        openapi={"openapi": "3.0.1", "paths": {"/old/": {"$ref": "paths/teams/index.json"}}},
        paths__teams__index={
            "get": {
                "parameters": [{"$ref": "../../components/parameters/cursor.json#/Cursor"}],
                **operation({"$ref": "../../components/schemas/team.json#/Team"}),
            }
        },
        components__parameters__cursor={
            "Cursor": {"name": "cursor", "in": "query", "schema": {"$ref": "../schemas/text.json"}}
        },
        components__schemas__text={"type": "string"},
        components__schemas__team={
            "Team": {"type": "object", "properties": {"avatar": {"$ref": "avatar.json#/Avatar"}}}
        },
        components__schemas__avatar={"Avatar": {"type": "object"}},
    )
    document = folder.published().document
    assert document["paths"]["/old/"]["get"]["parameters"] == [
        {"name": "cursor", "in": "query", "schema": {"$ref": "#/components/schemas/text"}}
    ]
    assert document["components"]["schemas"] == {
        "Avatar": {"type": "object"},
        "Team": {
            "type": "object",
            "properties": {"avatar": {"$ref": "#/components/schemas/Avatar"}},
        },
        "text": {"type": "string"},
    }


def test_a_reference_into_the_same_part(folder: Folder) -> None:
    folder.write(
        index=old({"$ref": "team.json#/Teams"}),
        team={"Teams": {"type": "array", "items": {"$ref": "#/Team"}}, "Team": TEAM},
    )
    assert folder.published().document["components"]["schemas"] == {
        "Team": TEAM,
        "Teams": {"type": "array", "items": {"$ref": "#/components/schemas/Team"}},
    }


def test_a_reference_to_a_component_of_the_document(folder: Folder) -> None:
    folder.write(
        index={"paths": {"/old/": {"$ref": "team.json"}}},
        team={"get": operation({"$ref": "#/components/schemas/TeamResponse"})},
    )
    assert schema_of(folder.published(TeamView)) == {"$ref": "#/components/schemas/TeamResponse"}


def test_a_reference_to_a_component_of_another_document(folder: Folder) -> None:
    folder.write(
        one=old({"$ref": "two.json#/components/schemas/Team"}),
        two={"components": {"schemas": {"Team": TEAM}}},
    )
    publication = folder.published()
    assert schema_of(publication) == {"$ref": "#/components/schemas/Team"}
    assert publication.document["components"]["schemas"] == {"Team": TEAM}


def test_a_reference_to_another_path(folder: Folder) -> None:
    paths = {**old()["paths"], "/older/": {"$ref": "#/paths/~1old~1"}}
    document = folder.write(index={"paths": paths}).published().document
    assert document["paths"]["/older/"] == document["paths"]["/old/"]


def test_what_a_sample_holds_is_no_reference(folder: Folder) -> None:
    folder.write(index=old({"type": "object", "example": {"$ref": "nowhere.json"}}))
    assert schema_of(folder.published())["example"] == {"$ref": "nowhere.json"}


def test_a_cycle_of_files_is_a_cycle_of_components(folder: Folder) -> None:
    folder.write(
        index=old({"$ref": "a.json"}),
        a={"properties": {"b": {"$ref": "b.json"}}},
        b={"properties": {"a": {"$ref": "a.json"}}},
    )
    publication = folder.published()
    assert publication.document["components"]["schemas"] == {
        "a": {"properties": {"b": {"$ref": "#/components/schemas/b"}}},
        "b": {"properties": {"a": {"$ref": "#/components/schemas/a"}}},
    }
    assert publication.dereferenced["components"] == publication.document["components"]


@pytest.mark.parametrize(
    "files",
    [
        {
            "index": {"paths": {"/old/": {"$ref": "a.json"}}},
            "a": {"$ref": "b.json"},
            "b": {"$ref": "a.json"},
        },
        {
            "index": {"paths": {"/old/": {"get": {"responses": {"200": {"$ref": "a.json"}}}}}},
            "a": {"description": "A", "headers": {"x": {"$ref": "a.json"}}},
        },
    ],
    ids=["of paths", "of other objects"],
)
def test_a_cycle_that_is_no_document(folder: Folder, files: Any) -> None:
    found = folder.write(**files).build().findings[0]
    assert found.id == "unresolved-reference"
    assert "leads back to itself" in found.message


def test_references_that_would_explode(folder: Folder) -> None:
    """A chain of files that each refer twice to the next, outside schemas."""
    for number in range(40):
        next_ = {"$ref": f"{number + 1}.json"}
        folder[f"{number}.json"] = {"description": "X", "headers": {"a": next_, "b": next_}}
    folder["40.json"] = {"description": "The last."}
    folder.write(index={"paths": {"/old/": {"get": {"responses": {"200": {"$ref": "0.json"}}}}}})
    found = folder.build().findings[0]
    assert found.id == "unresolved-reference"
    assert "leads to more than a document can hold" in found.message


@pytest.mark.parametrize(
    "reference",
    [
        "nowhere.json",
        "nowhere.json#/Team",
        "team.json#/Nobody",
        "team.json#Team",
        "#/components/schemas/Nobody",
        "#/nowhere",
        "team.json\0",
        "a" * 5000,
    ],
)
def test_a_reference_that_leads_nowhere(folder: Folder, reference: str) -> None:
    used = {"components": {"schemas": {"Used": {"$ref": "team.json#/Team"}}}}
    folder.write(index=old({"$ref": reference}), team={"Team": TEAM}, used=used)
    found = folder.finding()
    assert (found.level, found.id) == ("error", "unresolved-reference")
    assert (*where(found), found.column) == ("index.json", 11, 19)
    assert found.message.startswith("the reference ")
    assert "leads nowhere" in found.message


@pytest.mark.parametrize(
    "reference",
    [
        "../secret.json",
        "/etc/hostname",
        "https://example.com/team.json",
        "file:///x.json",
        "s.json",
    ],
)
def test_nothing_outside_the_folder_is_read(folder: Folder, reference: str) -> None:
    (folder.path.parent / "secret.json").write_text('{"type": "string", "title": "secret"}')
    if reference == "s.json":
        (folder.path / "s.json").symlink_to("../secret.json")
    publication = folder.write(index=old({"$ref": reference})).build()
    messages = [found.message for found in publication.findings]
    assert "where no file is read" in messages[-1]
    assert b"secret" not in rendered(publication.document).replace(reference.encode(), b"")


@pytest.mark.parametrize(
    ("key", "value", "hint"),
    [
        ("tags", [{"name": "Teams"}], 'Define them in SPECTACULAR_SETTINGS["TAGS"]'),
        ("servers", [{"url": "https://old.example.com"}], "Write them beside the operations"),
        ("security", [{"token": []}], "Write it in each operation"),
        ("webhooks", {}, "Remove it"),
    ],
)
def test_what_is_not_read_is_told(folder: Folder, key: str, value: Any, hint: str) -> None:
    head = {"openapi": "3.0.3", "info": {"title": "Old", "version": "1"}}
    found = folder.write(x={**head, **old(), key: value}).finding()
    assert (found.level, found.id) == ("error", "legacy-unread")
    assert found.message == f'its "{key}" beside "paths" is not read'
    assert found.hint.startswith(hint)
    lines = (folder.path / "x.json").read_text().splitlines()
    line = next(n for n, text in enumerate(lines, 1) if text.lstrip().startswith(f'"{key}"'))
    assert where(found) == ("x.json", line)
    assert lines[line - 1][(found.column or 0) - 1 :].startswith(f'"{key}"')


def test_a_part_that_nothing_refers_to(folder: Folder) -> None:
    found = folder.write(index=old(), team={"Team": TEAM}).finding()
    assert found.id == "legacy-file"
    assert "no file refers to it" in found.message
    assert where(found)[0] == "team.json"


# ---------------------------------------------------------------- files


def test_broken_json(folder: Folder) -> None:
    folder["x.json"] = '{\n  "paths": {\n    "/old/" {}\n  }\n}'
    found = folder.finding()
    assert (found.level, found.id) == ("error", "legacy-file")
    assert (*where(found), found.column) == ("x.json", 3, 13)
    assert found.message == "x.json is not a path document: Expecting ':' delimiter"


def test_no_utf_8(folder: Folder) -> None:
    folder["x.json"] = b'{\n  "\xc3\xa9": "\xff"}'
    found = folder.finding()
    assert (*where(found), found.column) == ("x.json", 2, 9)
    assert found.message == "x.json is not a path document: it is not UTF-8"


def test_a_byte_order_mark(folder: Folder) -> None:
    folder["x.json"] = b"\xef\xbb\xbf" + json.dumps(old()).encode()
    assert list(folder.published().document["paths"]) == ["/old/"]


def test_a_key_that_stands_twice(folder: Folder) -> None:
    folder["x.json"] = (
        '{"paths": {"/old/": {\n'
        '  "get": {"responses": {"204": {"description": "One", "x-list": [{}, "}"]}}},\n'
        '  "put": {"responses": {"204": {"description": "Two"}}},\n'
        '  "get": {"responses": {"204": {"description": "Three"}}}\n'
        "}}}"
    )
    found = folder.finding()
    assert (found.level, found.id) == ("error", "legacy-key")
    assert (*where(found), found.column) == ("x.json", 4, 3)
    assert found.message == 'its key "get" occurs twice in one object'


def test_nan_is_not_json(folder: Folder) -> None:
    folder["x.json"] = '{"paths": {}, "x": NaN}'
    assert folder.finding().message.endswith("NaN is not JSON")


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 300 + "1" + "}" * 300])
def test_a_file_that_is_nested_too_deeply(folder: Folder, text: str) -> None:
    folder["x.json"] = text
    assert folder.finding().message.endswith("nested deeper than 200 levels")


def test_a_file_that_is_nested_as_deeply_as_may_be(folder: Folder) -> None:
    schema: Any = {"type": "string"}
    for _ in range(92):
        schema = {"anyOf": [schema]}
    folder.write(index=old(schema)).published()


@pytest.mark.parametrize("value", [[], "paths", 3, None])
def test_a_file_that_holds_no_object(folder: Folder, value: Any) -> None:
    assert folder.write(x=value).finding().id == "legacy-file"


def test_a_folder_named_like_a_file(folder: Folder) -> None:
    folder["x.json/y.json"] = old()
    assert list(folder.published().document["paths"]) == ["/old/"]


def test_a_link_to_a_file_of_the_folder_is_that_file(folder: Folder) -> None:
    folder.write(b=old())
    (folder.path / "a.json").symlink_to("b.json")
    assert list(folder.published().document["paths"]) == ["/old/"]


def test_a_link_to_nothing(folder: Folder) -> None:
    (folder.path / "x.json").symlink_to("nothing.json")
    assert "it cannot be read: No such file" in folder.finding().message


def test_a_setting_that_does_not_name_a_folder(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="is not a folder"):
        Folder(tmp_path / "nowhere").build()


def test_half_of_a_surrogate_pair(folder: Folder) -> None:
    folder["x.json"] = json.dumps(old(description="\ud83d"))
    assert folder.finding().message.endswith("half of a surrogate pair, which is not text")


# ---------------------------------------------------------------- documents


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"paths": []}, "its paths are not a JSON object"),
        ({"paths": {"old": {}}}, "'old' is not a path: it does not begin with a slash"),
        ({"/old/": []}, "the value of /old/ is not a JSON object"),
        ({"/old/": {"GET": operation()}}, "/old/: unknown method 'GET'; methods are in lower case"),
        ({"/old/": {"got": operation()}}, "/old/: unknown method 'got'; methods are in lower case"),
        ({"/old/": {"get": {}}}, "GET /old/ has no responses"),
        ({"/old/": {"get": operation(tags="Teams")}}, "get.tags is 'Teams', which is not a list"),
        ({"/old/": {"get": operation(operationId=3)}}, "get.operationId is 3, which is not text"),
        ({"/old/": {"get": operation(parameters=[3])}}, "get.parameters.0 is 3, which is not an"),
        ({"/old/": {"get": operation([])}}, "json.schema is [], which is not a schema"),
        ({"/old/": {"get": operation(**{"x-waivers": ["sample"]})}}, "get.x-waivers is ['sample']"),
        ({"components": []}, "its components are not JSON objects by name"),
        ({"components": {"schemas": []}}, "its components are not JSON objects by name"),
        ({"components": {"schemas": {"X": 3}}}, "is 3, which is not a schema"),
        ({"components": {"schemas": {"a b": {}}}}, "invalid component name 'a b'"),
        ({"components": {"models": {"X": {}}}}, "unknown kind of component components.models"),
    ],
)
def test_a_document_that_is_not_as_openapi_says(folder: Folder, value: Any, words: str) -> None:
    found = folder.write(x=value).finding()
    assert (found.level, found.id) == ("error", "legacy-file")
    assert words in found.message
    assert where(found)[0] == "x.json"


def test_the_place_of_a_mistake_in_a_part(folder: Folder) -> None:
    folder.write(
        index={"paths": {"/old/": {"$ref": "old.json"}}}, old={"get": operation(tags="Teams")}
    )
    found = folder.finding()
    assert where(found) == ("old.json", 8)
    assert found.message.endswith(": get.tags is 'Teams', which is not a list")
    assert found.column == 5


def test_what_is_right_beside_a_mistake_is_published(folder: Folder) -> None:
    folder.write(x={"/old/": {"get": operation()}, "/wrong/": {"get": operation(tags="Teams")}})
    assert list(folder.build().document["paths"]) == ["/old/"]


# ---------------------------------------------------------------- both sides


def team(*methods: str, **more: Any) -> dict[str, Any]:
    return {"paths": {"/0/": {**{method: operation() for method in methods}, **more}}}


def test_an_operation_that_its_view_documents_too(folder: Folder) -> None:
    found = folder.write(teams=team("get")).finding(TeamView)
    assert (found.level, found.id) == ("error", "legacy-double")
    assert found.operation == "GET /0/"
    assert found.message == "it is documented both by its view and in teams.json"
    assert found.hint == f"Delete {folder.path / 'teams.json'}."
    assert where(found) == ("teams.json", 4)


def test_deleting_a_file_that_documents_more(folder: Folder) -> None:
    vanish, double = folder.write(teams=team("get", "put")).build(TeamView).findings
    assert double.hint == f"Delete its GET of /0/ from {folder.path / 'teams.json'}."
    assert (vanish.level, vanish.id) == ("error", "legacy-vanish")
    assert vanish.message == "deleting teams.json would remove PUT /0/ from the document"


def test_deleting_a_file_that_documents_more_and_that_is_misshapen(folder: Folder) -> None:
    more = {"/more/": {"get": operation(tags="Teams"), "put": operation()}}
    folder.write(teams={"paths": {**team("get")["paths"], **more}})
    found = {each.id: each for each in folder.build(TeamView).findings}
    assert set(found) == {"legacy-double", "legacy-file", "legacy-vanish"}
    assert found["legacy-double"].hint.startswith("Delete its GET of /0/ from ")
    message = "deleting teams.json would remove GET /more/, PUT /more/ from the document"
    assert found["legacy-vanish"].message == message


def test_the_file_to_delete_is_the_part_that_documents_it(folder: Folder) -> None:
    folder.write(
        index={"paths": {"/0/": {"$ref": "team.json"}, "/old/": {"get": operation()}}},
        team={"get": operation()},
    )
    assert folder.finding(TeamView).hint == f"Delete {folder.path / 'team.json'}."


def test_an_operation_in_two_files(folder: Folder) -> None:
    found = folder.write(a=old(), b=old()).finding()
    assert found.id == "legacy-double"
    assert found.message == f"it is documented both in {folder.path / 'a.json'} and in b.json"
    assert found.hint == f"Delete {folder.path / 'b.json'}."


def test_what_a_path_says_for_its_operations_stays_with_them(folder: Folder) -> None:
    shared = {"name": "q", "in": "query", "schema": {"type": "string"}}
    own = {"name": "r", "in": "query", "schema": {"type": "string"}}
    folder.write(teams=team(parameters=[shared], put=operation(parameters=[own])))
    item = folder.published(TeamView).document["paths"]["/0/"]
    assert item.keys() == {"get", "put"}
    assert item["put"]["parameters"] == [shared, own]
    assert "parameters" not in item["get"]


def test_one_component_from_both_sides(folder: Folder) -> None:
    generated = folder.published(TeamView).document["components"]
    folder.write(index={"components": generated})
    assert folder.published(TeamView).document["components"] == generated


def test_a_component_that_is_another_than_the_generated_one(folder: Folder) -> None:
    folder.write(index=old({"$ref": "team.json#/TeamResponse"}), team={"TeamResponse": TEAM})
    found = folder.finding(TeamView)
    assert (found.level, found.id) == ("error", "legacy-component")
    assert found.path == "components.schemas.TeamResponse"
    assert where(found) == ("team.json", 2)


def test_a_rule_names_the_file_and_the_line(folder: Folder) -> None:
    folder.write(
        index={"paths": {"/old/": {"$ref": "old.json"}}}, old={"get": operation(operationId="X y")}
    )
    settings = {"RULES": {"*": "off", "description": "error"}, "LEGACY": folder.path}
    with override_settings(TYPED_RESPONSES=settings):
        (found,) = build().findings
    assert (found.id, *where(found)) == ("description", "old.json", 2)
