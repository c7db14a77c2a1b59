"""Where drafts are written, and which operations have no place in the source."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module, reload
from pathlib import Path
from typing import Any

import pytest
from django.urls import path

from drf_typed_responses.conformance.recording import Recording
from drf_typed_responses.drafting.writing.run import ProjectBuild, WrittenDrafts, written_drafts
from drf_typed_responses.publish import build as build_project
from drf_typed_responses.publish.selection import Unpublished
from publish.building import project

HEAD_OF_RESPONSE = "from rest_framework.response import Response\n"
HEAD = """\
from rest_framework.views import APIView
from rest_framework.viewsets import ModelViewSet, ViewSet
from rest_framework.decorators import action, api_view
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.renderers import JSONRenderer


"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "pyproject.toml").write_text("[tool.ruff]\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    for name in [name for name in sys.modules if name.partition(".")[0] == "store"]:
        del sys.modules[name]


class Store:
    """A package with views and other modules, and its routes."""

    def __init__(self, folder: Path, views: str, **others: str) -> None:
        (folder / "store").mkdir()
        head = "" if "import Response" in views else HEAD_OF_RESPONSE
        for name, text in {"__init__": "", **others, "views": head + HEAD + views}.items():
            (folder / f"store/{name}.py").write_text(text)
        self.views: Any = import_module("store.views")

    def drafted(self, *recordings: Recording, declares: bool = True, **views: Any) -> WrittenDrafts:
        """The drafts of recordings; the view `a_b` has the route `a/b/`, `a_pk` has a variable."""
        patterns = [
            path(_route(name), view.as_view() if isinstance(view, type) else view)
            for name, view in views.items()
        ]
        with project(*patterns):
            public = build_project()
            known = {(each.facts.route, each.method) for each in public.sources.values()}
            private = build_project(selection=Unpublished(frozenset(known), every_url=True))
            build = ProjectBuild(public, private, ("Orders",), declares)
            return written_drafts(recordings, build)


def _route(name: str) -> str:
    return "/".join("<int:pk>" if part == "pk" else part for part in name.split("_")) + "/"


def recorded(operation: str, body: Any, status: int = 200) -> Recording:
    route = operation.partition(" ")[2].strip("/").replace("{pk}", "<int:pk>") + "/"
    return Recording(operation, {status: [body]}, route=route)


def texts(drafts: WrittenDrafts) -> dict[str, str]:
    return {file.path.name: file.module.code for file in drafts.files}


GET = "class A(APIView):\n    def get(self, request): ...\n"


def test_types_go_beside_the_view(folder: Path) -> None:
    store = Store(folder, GET)
    drafts = store.drafted(recorded("GET /a/", {"id": 1}), a=store.views.A)
    assert drafts.notes == []
    assert [str(file.path) for file in drafts.files] == [
        str(folder / "store/responses.py"),
        str(folder / "store/views.py"),
    ]
    assert "class AResponse(TypedDict):\n    id: int\n" in texts(drafts)["responses.py"]
    assert "from store.responses import RETRIEVE_A, AResponse\n" in texts(drafts)["views.py"]
    assert '    public = {"GET"}\n\n    @extend_schema(' in texts(drafts)["views.py"]


def test_a_document_of_all_operations_needs_no_declaration(folder: Path) -> None:
    store = Store(folder, GET)
    drafts = store.drafted(recorded("GET /a/", {"id": 1}), declares=False, a=store.views.A)
    assert "public" not in texts(drafts)["views.py"]


def test_names_of_the_module_are_not_taken(folder: Path) -> None:
    store = Store(folder, f"AResponse = 1\n\n\n{GET}")
    drafts = store.drafted(recorded("GET /a/", {"id": 1}), a=store.views.A)
    views = texts(drafts)["views.py"]
    assert "from store.responses import AResponse as DraftedAResponse\n" in views
    assert "200: DraftedAResponse" in views


RETURNING = """\
class A(APIView):
    def get(self, request):
        return Response({"id": 1})
"""


TYPED_IMPORT = "from drf_typed_responses.responses import RESPONSE_UNAUTHORIZED, Response\n"


@pytest.mark.parametrize(
    "head", ["from drf_typed_responses.responses import Response\n\n\n", ""], ids=["typed", "plain"]
)
def test_a_method_that_makes_its_response_is_annotated(folder: Path, head: str) -> None:
    store = Store(folder, f"{head}{RETURNING}")
    drafts = store.drafted(recorded("GET /a/", {"id": 1}), a=store.views.A)
    views = texts(drafts)["views.py"]
    assert "    def get(self, request) -> Response[AResponse]:\n" in views
    assert TYPED_IMPORT in views
    assert "from rest_framework.response import" not in views
    # The annotation says the body, so the decorator says the errors alone.
    assert "        responses={401: RESPONSE_UNAUTHORIZED},\n" in views


OTHERS_OF_THE_MODULE = {
    "compares": "def is_one(value):\n    return isinstance(value, Response)\n",
    "returns another": "def b(view) -> Response:\n    return view.list()\n",
    "takes": "def b(value: Response): ...\n",
    "quotes": 'def b(value: "Response"): ...\n',
    "inherits": "class Other(Response): ...\n",
}


@pytest.mark.parametrize("other", OTHERS_OF_THE_MODULE.values(), ids=OTHERS_OF_THE_MODULE)
def test_other_responses_of_the_module_stay_those_of_rest_framework(
    folder: Path, other: str
) -> None:
    store = Store(folder, f"{RETURNING}\n\n{other}")
    drafts = store.drafted(recorded("GET /a/", {"id": 1}), a=store.views.A)
    views = texts(drafts)["views.py"]
    assert HEAD_OF_RESPONSE in views
    # isort gives an alias a statement of its own, behind that of the constants.
    assert (
        "from drf_typed_responses.responses import RESPONSE_UNAUTHORIZED\n"
        "from drf_typed_responses.responses import Response as DraftedResponse\n"
    ) in views
    assert (
        "    def get(self, request) -> DraftedResponse[AResponse]:\n"
        '        """Return the a."""\n'
        '        return DraftedResponse({"id": 1})\n'
    ) in views
    assert f"\n{other}" in views


def test_each_method_of_a_module_with_both_classes_is_annotated(folder: Path) -> None:
    comparing = OTHERS_OF_THE_MODULE["compares"]
    other = RETURNING.replace("class A", "class B")
    store = Store(folder, f"{RETURNING}\n\n{other}\n\n{comparing}")
    recordings = recorded("GET /a/", {"id": 1}), recorded("GET /b/", {"id": 1})
    drafts = store.drafted(*recordings, a=store.views.A, b=store.views.B)
    views = texts(drafts)["views.py"]
    assert "-> DraftedResponse[AResponse]:\n" in views
    assert "-> DraftedResponse[BResponse]:\n" in views
    assert views.count('return DraftedResponse({"id": 1})\n') == 2


def test_a_method_with_another_status_keeps_its_body_in_the_decorator(folder: Path) -> None:
    store = Store(folder, RETURNING.replace("1})", "1}, status=202)"))
    drafts = store.drafted(recorded("GET /a/", {"id": 1}, 202), a=store.views.A)
    views = texts(drafts)["views.py"]
    assert "    def get(self, request) -> Response[AResponse]:\n" in views
    assert "202: AResponse" in views


STACKED = """\
class A(APIView):
    @extend_schema(tags=["Orders"])
    @extend_schema(responses=dict)
    def get(self, request): ...
"""


def test_of_stacked_decorators_each_keeps_what_it_says(folder: Path) -> None:
    drafts = (store := Store(folder, STACKED)).drafted(
        recorded("GET /a/", {"id": 1}), a=store.views.A
    )
    views = texts(drafts)["views.py"]
    assert views.count("responses=") == 1
    assert (
        "    @extend_schema(\n        responses={200: dict, 401: RESPONSE_UNAUTHORIZED},\n" in views
    )


def test_a_function_that_another_module_decorates(folder: Path) -> None:
    decorating = "from functools import wraps\n\n\ndef logged(function):\n    @wraps(function)\n"
    decorating += "    def inner(*given):\n        return function(*given)\n    return inner\n"
    views = "from store.logs import logged\n\n\n@api_view()\n@logged\ndef a(request): ...\n"
    store = Store(folder, views, logs=decorating)
    drafts = store.drafted(recorded("GET /a/", {"id": 1}), a=store.views.a)
    assert drafts.notes == []
    assert "@api_view()\n@logged\ndef a(request):\n" in texts(drafts)["views.py"]


def test_a_name_of_a_star_import_is_not_taken(folder: Path) -> None:
    base = "from rest_framework.response import Response\n\nAResponse = extend_schema = 1\n"
    views = f"from store.base import *\nfrom rest_framework.views import APIView\n\n\n{RETURNING}"
    store = Store(folder, "from rest_framework.response import Response\n", base=base)
    (folder / "store/views.py").write_text(views)
    store.views = reload(store.views)
    drafts = store.drafted(recorded("GET /a/", {"id": 1}), a=store.views.A)
    written = texts(drafts)["views.py"]
    assert "import extend_schema as Draftedextend_schema\n" in written
    assert "    def get(self, request) -> DraftedResponse[DraftedAResponse]:\n" in written
    assert '        return DraftedResponse({"id": 1})\n' in written


UNWRITABLE = {
    "a function makes the view": (
        "def make():\n    class A(APIView):\n        def get(self, request): ...\n    return A\n\n"
        "\nA = make()\n",
        "a function makes the view of GET /a/, make.<locals>.A",
    ),
    "unpacked": (
        "ALL = {}\n\n\nclass A(APIView):\n    @extend_schema(**ALL)\n"
        "    def get(self, request): ...\n",
        "the arguments of its @extend_schema are not written there, but unpacked",
    ),
    "not in its place": (
        "if True:\n    class A(APIView):\n        def get(self, request): ...\n",
        "A does not stand in its file as a class",
    ),
}


@pytest.mark.parametrize(("source", "note"), UNWRITABLE.values(), ids=UNWRITABLE)
def test_what_has_no_place_is_named_and_not_changed(folder: Path, source: str, note: str) -> None:
    store = Store(folder, source)
    drafts = store.drafted(recorded("GET /a/", {"id": 1}), a=store.views.A)
    assert drafts.notes == [f"GET /a/: {note}"]
    assert drafts.files == ()


def test_an_operation_without_a_view_is_named(folder: Path) -> None:
    store = Store(folder, GET)
    drafts = store.drafted(recorded("GET /c/", {"id": 1}), a=store.views.A)
    assert drafts.notes == ["GET /c/: no view of the project has it"]


VIEWSET = """\
class A(ViewSet):
    def list(self, request): ...

    def retrieve(self, request, pk): ...
"""
BOTH = (recorded("GET /a/", [{"id": 1}]), recorded("GET /a/b/", {"id": 1}))


def test_another_method_of_the_class_is_not_published(folder: Path) -> None:
    store = Store(folder, VIEWSET)
    routes = {
        "a": store.views.A.as_view({"get": "list"}),
        "a_b": store.views.A.as_view({"get": "retrieve"}),
    }
    alone = texts(store.drafted(BOTH[0], **routes))["views.py"]
    assert '    @public_methods("GET")\n' in alone
    assert "public = " not in alone
    both = texts(store.drafted(*BOTH, **routes))["views.py"]
    assert 'class A(ViewSet):\n    public = {"GET"}\n' in both


def test_an_inherited_method_is_published_with_the_others_or_not_at_all(folder: Path) -> None:
    base = VIEWSET.replace("class A", "class Base")
    store = Store(folder, f"{base}\n\nclass A(Base):\n    pass\n")
    routes = {
        "a": store.views.A.as_view({"get": "list"}),
        "a_b": store.views.A.as_view({"get": "retrieve"}),
    }
    alone = store.drafted(BOTH[0], **routes)
    said = "public = {...} on A would also publish GET /a/b/; draft them together"
    assert (alone.notes, alone.files) == ([f"GET /a/: {said}"], ())
    both = texts(store.drafted(*BOTH, **routes))["views.py"]
    assert "@extend_schema_view(\n    list=extend_schema(\n" in both
    assert 'class A(Base):\n    public = {"GET"}\n' in both


OTHER = GET.replace("class A", "class B")


def test_a_list_and_its_items_share_a_type_that_fits_both(folder: Path) -> None:
    store = Store(folder, f"{GET}\n\n{OTHER}")
    drafts = store.drafted(
        recorded("GET /orders/", [{"id": 1, "paid": None}]),
        recorded("GET /orders/{pk}/", {"id": 1, "paid": 2.5}),
        orders=store.views.A,
        orders_pk=store.views.B,
    )
    responses = texts(drafts)["responses.py"]
    assert responses.count("class ") == 1
    assert "class OrderResponse(TypedDict):\n    id: int\n    paid: float | None\n" in responses


def test_other_keys_are_another_type(folder: Path) -> None:
    store = Store(folder, f"{GET}\n\n{OTHER}")
    drafts = store.drafted(
        recorded("GET /orders/", [{"id": 1}]),
        recorded("GET /orders/{pk}/", {"id": 1, "paid": 2.5}),
        orders=store.views.A,
        orders_pk=store.views.B,
    )
    assert "200: list[OrderResponse]" in texts(drafts)["views.py"]
    assert "200: OrderResponse2" in texts(drafts)["views.py"]


TYPE = "class TeamResponse(TypedDict):\n    id: int\n"
TYPED = OTHER.replace(
    "    def", '    public = {"GET"}\n\n    @extend_schema(responses=TeamResponse)\n    def'
)
TEAM = recorded("GET /a/", {"team": {"id": 1}})


def test_a_type_of_the_views_would_be_imported_in_a_circle(folder: Path) -> None:
    store = Store(folder, f"from typing import TypedDict\n\n\n{TYPE}\n\n{TYPED}\n\n{GET}")
    drafts = store.drafted(TEAM, a=store.views.A, b=store.views.B)
    assert "class ATeamResponse(TypedDict):" in texts(drafts)["responses.py"]


def test_a_type_of_another_module_is_imported(folder: Path) -> None:
    types = f"from typing import TypedDict\n\n\n{TYPE}"
    views = f"from store.types import TeamResponse\n\n\n{TYPED}\n\n{GET}"
    store = Store(folder, views, types=types)
    drafts = store.drafted(TEAM, a=store.views.A, b=store.views.B)
    assert "from store.types import TeamResponse\n" in texts(drafts)["responses.py"]
    assert "    team: TeamResponse\n" in texts(drafts)["responses.py"]


@pytest.mark.parametrize(
    ("importing", "name"),
    [
        ("try:\n    from . import views\nexcept ImportError:\n    pass\n", "ATeamResponse"),
        (
            "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from . import views\n",
            "TeamResponse",
        ),
    ],
    ids=["in a block", "for type checkers"],
)
def test_a_module_that_imports_the_views_when_it_is_imported(
    folder: Path, importing: str, name: str
) -> None:
    types = f"from typing import TypedDict\n\n{importing}\n\n{TYPE}"
    views = f"from store.types import TeamResponse\n\n\n{TYPED}\n\n{GET}"
    store = Store(folder, views, types=types)
    drafts = store.drafted(TEAM, a=store.views.A, b=store.views.B)
    assert f"    team: {name}\n" in texts(drafts)["responses.py"]


def test_two_urls_of_one_method_are_drafted_once(folder: Path) -> None:
    store = Store(folder, GET)
    drafts = store.drafted(
        recorded("GET /a/", {"id": 1}),
        recorded("GET /b/", {"id": 1}),
        a=store.views.A,
        b=store.views.A,
    )
    assert drafts.operations == ["GET /a/"]
    assert drafts.notes == ["GET /b/: its decorator is that of GET /a/, which is drafted"]
    assert '    public = {"GET"}\n    public_urls = {"/a/"}\n\n' in texts(drafts)["views.py"]


def test_a_view_names_those_of_its_urls_that_are_drafted(folder: Path) -> None:
    store = Store(folder, f"{VIEWSET}\n    def create(self, request): ...\n")
    views = store.views.A.as_view({"get": "list", "post": "create"})
    one, other = recorded("GET /a/", [{"id": 1}]), recorded("POST /b/", {"id": 1})
    alone = store.drafted(other, a=views, b=views)
    assert alone.notes == []
    assert '    public = {"POST"}\n    public_urls = {"/b/"}\n\n' in texts(alone)["views.py"]
    both = texts(store.drafted(one, other, a=views, b=views))["views.py"]
    assert '    public = {"GET"}\n    public_urls = {"/a/"}\n\n' in both
    # `public_urls` with both would publish each method at each of them.
    assert '    @public_methods("POST", urls={"/b/"})\n' in both


def test_methods_of_a_base_class_are_drafted_at_the_same_url(folder: Path) -> None:
    source = f"{VIEWSET}\n    def create(self, request): ...\n".replace("class A", "class Base")
    store = Store(folder, f"{source}\n\nclass A(Base):\n    pass\n")
    views = store.views.A.as_view({"get": "list", "post": "create"})
    one, other = recorded("GET /a/", [{"id": 1}]), recorded("POST /b/", {"id": 1})
    drafts = store.drafted(one, other, a=views, b=views)
    said = "public = {...} on A would also publish POST /a/, GET /b/; draft them together"
    assert (drafts.operations, drafts.notes) == (["GET /a/"], [f"POST /b/: {said}"])


def test_responses_that_the_decorator_names_stay(folder: Path) -> None:
    source = GET.replace("    def", "    @extend_schema(responses=dict)\n    def")
    store = Store(folder, source)
    drafts = store.drafted(recorded("GET /a/", {"id": 1}), a=store.views.A)
    note = "its decorator says responses=, so the drafted types are not written"
    assert drafts.notes == [f"GET /a/: {note}"]
    assert "class " not in texts(drafts)["responses.py"]
    # It gets the refusals that REST framework sends.
    assert "responses={200: dict, 401: RESPONSE_UNAUTHORIZED},\n" in texts(drafts)["views.py"]


SAID = f"from typing import TypedDict\n\n\n{TYPE}\n\n{GET}".replace(
    "    def", "    @extend_schema(responses=TeamResponse)\n    def"
)


def test_a_sample_beside_types_in_the_file_of_the_view_stands_above_the_view(folder: Path) -> None:
    store = Store(folder, SAID)
    drafts = store.drafted(recorded("GET /a/", {"id": 1, "more": 2}), a=store.views.A)
    assert drafts.notes == ["GET /a/: its documented response is not as recorded: more"]
    views = texts(drafts)["views.py"]
    assert views.index("\nRETRIEVE_A = OpenApiExample(") < views.index("\nclass A(APIView):")
    assert 'value={"id": 1},' in views
    exec(compile(views, "views.py", "exec"), {"__name__": "store.views"})


@pytest.mark.parametrize(
    ("body", "places"), [({"id": "1"}, "id"), ({"paid": True}, "id, paid"), ([{"id": 1}], "")]
)
def test_a_documented_response_that_recordings_contradict_is_named(
    folder: Path, body: Any, places: str
) -> None:
    store = Store(folder, SAID)
    drafts = store.drafted(recorded("GET /a/", body), a=store.views.A)
    assert drafts.notes == [f"GET /a/: its documented response is not as recorded: {places}"]
    assert "OpenApiExample(" not in texts(drafts)["views.py"]


SEVERAL = """\
@api_view(["GET", "PUT"])
def a(request): ...
"""


def test_methods_of_one_function_with_one_status_have_types_of_their_own(folder: Path) -> None:
    store = Store(folder, SEVERAL)
    drafts = store.drafted(
        recorded("GET /a/", {"got": 1}), recorded("PUT /a/", {"put": True}), a=store.views.a
    )
    responses = texts(drafts)["responses.py"]
    assert drafts.notes == []
    assert "class AResponse(TypedDict):\n    got: int\n" in responses
    assert "class AResponse2(TypedDict):\n    put: bool\n" in responses
    assert "200: AResponse2" in texts(drafts)["views.py"]


def test_a_class_below_which_another_one_has_its_name_is_not_mistaken_for_it(folder: Path) -> None:
    store = Store(folder, f"{GET}\n\nFirst = A\n\n\n{GET}")
    drafts = store.drafted(
        recorded("GET /a/", {"id": 1}),
        recorded("GET /b/", {"no": 1}),
        a=store.views.First,
        b=store.views.A,
    )
    assert drafts.notes == ["GET /a/: its module has another class of that name, A"]
    assert drafts.operations == ["GET /b/"]
    first, second = texts(drafts)["views.py"].split("First = A\n")
    assert "class A(APIView):\n    def get" in first
    assert 'class A(APIView):\n    public = {"GET"}\n' in second
