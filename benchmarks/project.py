"""Writes one API as two Django projects: `typed`, with our annotations, and `plain`, on DRF alone.

`python benchmarks/project.py FOLDER` leaves both in FOLDER/typed and FOLDER/plain.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import shape
import spelling
from plan import Endpoint, Operation, plan

# The classes of two endpoints share a module, 14 on average. Before 3.13, the time in which
# drf-spectacular reads the source of a class grows with the module.
ENDPOINTS_PER_MODULE = 2

MANAGE = """\
import os
import sys

from django.core.management import execute_from_command_line

os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
execute_from_command_line(sys.argv)
"""

SETTINGS = """\
SECRET_KEY = "benchmark"
USE_TZ = True
ROOT_URLCONF = "urls"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "rest_framework",
    "drf_spectacular",{app}
]
REST_FRAMEWORK = {{"DEFAULT_SCHEMA_CLASS": "{schema_class}"}}
SPECTACULAR_SETTINGS = {{"TITLE": "A generated API", "VERSION": "1.0.0"}}
# Builds are compared by what they have in common; what the rules cost is a measurement of its own.
TYPED_RESPONSES = {{"RULES": {{"*": "off"}}}}
"""

# The same with every rule on, and the tabs of the sidebar that the rules ask for.
CHECKED = """\
from settings import *  # noqa: F403

TYPED_RESPONSES = {{}}
SPECTACULAR_SETTINGS["TAGS"] = [  # noqa: F405
    {{"name": name, "x-sidebar-name": name, "description": "A tab."}} for name in {tags!r}
]
"""

VIEWS_HEADER = """\
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView
{ours}
from .{serializers} import *  # noqa: F403

ERRORS = {{
    400: OpenApiResponse(description="Bad Request"),
    401: OpenApiResponse(description="Unauthorized"),
    403: OpenApiResponse(description="Forbidden"),
    404: OpenApiResponse(description="Not Found"),
    409: OpenApiResponse(description="Conflict"),
    429: OpenApiResponse(description="Too Many Requests"),
}}
"""
OURS = "\nfrom drf_typed_responses.serializers import inline_sentry_response_serializer\n"
STATUS = {"get": 200, "post": 201, "put": 200, "patch": 200, "delete": 204}
ERRORS = (404, 403, 400, 401, 409, 429)


@dataclass(frozen=True)
class Flavour:
    """The spelling of one of the two projects."""

    name: str
    app: str
    schema_class: str

    @property
    def typed(self) -> bool:
        return self.name == "typed"


FLAVOURS = (
    Flavour("typed", '\n    "drf_typed_responses",', "drf_typed_responses.spectacular.AutoSchema"),
    Flavour("plain", "", "drf_spectacular.openapi.AutoSchema"),
)


def write_projects(folder: Path, apis: Sequence[list[Endpoint]], strings: bool = False) -> None:
    """Write both projects, and the numbers of documented parts into counts.json.

    `strings` postpones the annotations of every module of classes. The settings of `typed` leave
    the rules off, those of its module `checked` do not.
    """
    for flavour in FLAVOURS:
        _write_project(folder / flavour.name, flavour, apis, strings)
    operations = [o for endpoints in apis for endpoint in endpoints for o in endpoint.operations]
    objects = sum(len(list(o.answer.tree())) for o in operations if o.answer)
    answers = sum(operation.answer is not None for operation in operations)
    counts = {"operations": len(operations), "objects": objects, "answers": answers}
    (folder / "counts.json").write_text(json.dumps(counts))


def _write_project(
    folder: Path, flavour: Flavour, apis: Sequence[list[Endpoint]], strings: bool
) -> None:
    folder.mkdir(parents=True)
    settings = SETTINGS.format(app=flavour.app, schema_class=flavour.schema_class)
    (folder / "manage.py").write_text(MANAGE)
    (folder / "settings.py").write_text(settings)
    if flavour.typed:
        tags = sorted({endpoint.tag for endpoints in apis for endpoint in endpoints})
        (folder / "checked.py").write_text(CHECKED.format(tags=tags))
    urls = ["from django.urls import path", ""]
    routes = []
    for copy, endpoints in enumerate(apis):
        package = folder / f"api{copy}"
        package.mkdir()
        (package / "__init__.py").touch()
        for number in range(0, len(endpoints), ENDPOINTS_PER_MODULE):
            group = endpoints[number : number + ENDPOINTS_PER_MODULE]
            _write_modules(package, f"part{number}", flavour, group, strings)
            urls.append(f"from {package.name} import part{number}_views as v{copy}_{number}")
            routes += [
                f'    path("{_path(e, copy)}", v{copy}_{number}.Endpoint{e.number}.as_view()),'
                for e in group
            ]
    (folder / "urls.py").write_text("\n".join([*urls, "", "urlpatterns = [", *routes, "]", ""]))


def _path(endpoint: Endpoint, copy: int) -> str:
    parts = [f"api/{copy}/{endpoint.tag.lower()}s"]
    parts += [f"<str:key_{i}>/part{i}" for i in range(endpoint.parameters)]
    return "/".join([*parts, f"number{endpoint.number}", ""])


def _write_modules(
    package: Path, name: str, flavour: Flavour, endpoints: Sequence[Endpoint], strings: bool
) -> None:
    serializers, views = f"{name}_serializers", f"{name}_views"
    future = "from __future__ import annotations\n\n" if strings else ""
    header = spelling.TYPED_HEADER if flavour.typed else spelling.PLAIN_HEADER
    operations = [operation for endpoint in endpoints for operation in endpoint.operations]
    classes = [text for operation in operations for text in _classes(operation, flavour)]
    text = "\n\n".join([header.format(future=future), *classes])
    (package / f"{serializers}.py").write_text(text)
    ours = OURS if flavour.typed else ""
    head = VIEWS_HEADER.format(serializers=serializers, ours=ours)
    text = "\n\n".join([head, *(_view(endpoint, flavour) for endpoint in endpoints)])
    (package / f"{views}.py").write_text(text)


def _classes(operation: Operation, flavour: Flavour) -> list[str]:
    requested = operation.request.tree() if operation.request else ()
    texts = [spelling.plain_serializer(node) for node in requested]
    if operation.answer is None:
        return texts
    if not flavour.typed:
        return texts + [spelling.plain_serializer(node) for node in operation.answer.tree()]
    texts += [spelling.typed_dicts(node) for node in operation.answer.tree()]
    return [*texts, spelling.typed_serializer(operation.answer)]


def _view(endpoint: Endpoint, flavour: Flavour) -> str:
    methods = sorted(operation.method.upper() for operation in endpoint.operations)
    public = f"    public = {{{', '.join(map(repr, methods))}}}\n\n" if flavour.typed else ""
    bodies = [_method(endpoint, operation, flavour) for operation in endpoint.operations]
    title = f"class Endpoint{endpoint.number}(APIView):\n"
    return title + public + "\n".join(bodies)


def _method(endpoint: Endpoint, operation: Operation, flavour: Flavour) -> str:
    keys = [f"key_{i}" for i in range(endpoint.parameters)]
    queries = [f"query_{i}" for i in range(operation.queries)]
    parameters = [_parameter(key, "PATH") for key in keys] + [
        _parameter(q, "QUERY") for q in queries
    ]
    status = STATUS[operation.method]
    if operation.answer:
        status = 200 if status == 204 else status
    responses = [f"{status}: {_response(operation, flavour)}"]
    responses += [f"{code}: ERRORS[{code}]" for code in ERRORS[: operation.errors]]
    request = f"{operation.request.name}Serializer" if operation.request else "None"
    lines = [
        "    @extend_schema(",
        f'        operation_id="{_title(endpoint, operation)}",',
        f'        tags=["{endpoint.tag}"],',
        f"        parameters=[{', '.join(parameters)}],",
        f"        request={request},",
        f"        responses={{{', '.join(responses)}}},",
        *_examples(operation, status),
        "    )",
        f"    def {operation.method}(self, request, {', '.join([*keys, '**kwargs'])}):",
        f'        """Does what number {operation.number} of a generated API does."""',
        "        return Response({})",
    ]
    return "\n".join(lines) + "\n"


def _title(endpoint: Endpoint, operation: Operation) -> str:
    node = operation.answer or operation.request
    what = node.name if node else f"{endpoint.tag} {operation.number}"
    return f"{operation.method.title()} the {what}"


def _parameter(name: str, place: str) -> str:
    required = "True" if place == "PATH" else "False"
    return (
        f'OpenApiParameter("{name}", str, OpenApiParameter.{place}, required={required}, '
        f'description="The {name} of the request.")'
    )


def _response(operation: Operation, flavour: Flavour) -> str:
    node = operation.answer
    if node is None:
        return 'OpenApiResponse(description="No Content")'
    if not operation.listed:
        return f"{node.name}Serializer"
    if flavour.typed:
        return f'inline_sentry_response_serializer("List{node.name}", list[{node.name}])'
    return f"{node.name}Serializer(many=True)"


def _examples(operation: Operation, status: int) -> list[str]:
    if not operation.example or operation.answer is None:
        return []
    make = spelling.mistaken if operation.mistaken else spelling.sample
    body: object = make(operation.answer)
    value = [body] if operation.listed else body
    options = f'response_only=True, status_codes=["{status}"]'
    example = f'OpenApiExample("A sample", value={value!r}, {options})'
    return [f"        examples=[{example}],"]


def sampled(endpoint: Endpoint, mistaken: bool = False) -> Endpoint:
    """The endpoint with a sample of each of its response bodies, right or `mistaken`."""
    operations = [
        replace(o, example=o.answer is not None, mistaken=mistaken) for o in endpoint.operations
    ]
    return replace(endpoint, operations=operations)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--endpoints", type=int, help="only so many of each copy")
    parser.add_argument("--described", type=float, help="share of fields with a description")
    parser.add_argument("--strings", action="store_true", help="postponed annotations")
    parser.add_argument("--sampled", action="store_true", help="a sample of every response body")
    parser.add_argument("--mistaken", action="store_true", help="such samples, with mistakes")
    given = parser.parse_args()
    apis = [plan(shape.load(), copy, given.described) for copy in range(given.copies)]
    if given.sampled or given.mistaken:
        apis = [[sampled(endpoint, given.mistaken) for endpoint in api] for api in apis]
    write_projects(given.folder, [api[: given.endpoints] for api in apis], given.strings)


if __name__ == "__main__":
    main()
