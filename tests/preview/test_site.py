"""`apidocs build --site`: the documentation as files."""

from __future__ import annotations

import json
import re
from io import StringIO
from pathlib import Path, PurePosixPath

import pytest
from django.core.management import call_command

from drf_typed_responses.exceptions import OutputError
from drf_typed_responses.preview import assets
from drf_typed_responses.preview.site import site_files

from .serving import DOCUMENT

INDEX = PurePosixPath("index.html")


def test_the_files_refer_only_to_each_other() -> None:
    files = site_files(DOCUMENT)
    page = files[INDEX].decode()
    named = {PurePosixPath(name) for name in re.findall(r'(?:src|href)="([^":]+)"', page)}
    for path, content in files.items():
        if path.suffix == ".js" and path.name != "redoc.js":
            imported = re.findall(r'from "\./(.+?)"', content.decode())
            named |= {PurePosixPath("assets", name) for name in imported}
            assert b"://" not in content
    assert named <= set(files)
    kept = {INDEX, PurePosixPath("openapi.json")}
    licences = {path for path in files if path.name.endswith("LICENSE.txt")}
    assert set(files) - named - licences <= kept


def test_the_document_is_the_published_one() -> None:
    files = site_files(DOCUMENT)
    assert json.loads(files[PurePosixPath("openapi.json")]) == DOCUMENT


def test_a_title_is_no_html() -> None:
    info = {"title": "<script>alert(1)</script> @@BASE@@", "version": "1"}
    page = site_files({**DOCUMENT, "info": info})[INDEX].decode()
    assert "<title>&lt;script&gt;alert(1)&lt;/script&gt; @@BASE@@</title>" in page


@pytest.mark.parametrize("base", ["/docs/api", "/docs/api/"])
def test_the_links_begin_with_the_base(base: str) -> None:
    page = site_files(DOCUMENT, base)[INDEX].decode()
    links = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert all(link.startswith("/docs/api/") for link in links if link != "data:,")


@pytest.mark.parametrize("base", ["docs", "//cdn.example", "https://a.example/", "/a?b", "/a#b"])
def test_a_base_that_is_no_path(base: str) -> None:
    with pytest.raises(OutputError) as refused:
        site_files(DOCUMENT, base)
    assert str(refused.value) == f"--site-base {base} is not a path such as /docs/"


def test_without_redoc_the_page_does_not_ask_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "find_spec", lambda name: None)
    files = site_files(DOCUMENT)
    assert b"redoc" not in files[INDEX]
    assert not any("redoc" in path.name for path in files)


def test_the_command_writes_nothing_private(tmp_path: Path) -> None:
    err = StringIO()
    site = tmp_path / "site"
    options = ["--out", str(tmp_path / "out"), "--site", str(site)]
    call_command("apidocs", "build", *options, stderr=err)
    assert err.getvalue().endswith(f"\n  {site / 'index.html'}\n")
    document = (tmp_path / "out" / "openapi.json").read_bytes()
    assert (site / "openapi.json").read_bytes() == document
    written = b"".join(path.read_bytes() for path in site.rglob("*") if path.is_file())
    assert b"memberCount" in written
    assert b"nickname" not in written
    assert str(Path.cwd()).encode() not in written


def test_a_document_with_findings_leaves_the_site_as_it_is(tmp_path: Path, settings) -> None:
    settings.TYPED_RESPONSES = {**settings.TYPED_RESPONSES, "RULES": {"undeclared": "error"}}
    with pytest.raises(SystemExit, match="1"):
        call_command("apidocs", "build", "--site", str(tmp_path / "site"), stderr=StringIO())
    assert not (tmp_path / "site").exists()
