"""A static copy of the documentation: files that any web server can show, without a network."""

from __future__ import annotations

from html import escape
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit

from ..document_names import WHOLE_FILE
from ..exceptions import OutputError
from ..openapi.types import Document
from ..publish.rendering import rendered
from . import assets
from .server import SOURCES

# The scripts and styles that the copy uses; the others belong to the page of `apidocs watch`.
USED = ("site.js", "documentation.js", "plain.js", "dom.js", "openapi.js", "plain.css", "redoc.js")


def site_files(document: Document, base: str = "") -> dict[PurePosixPath, bytes]:
    """The files of a static copy of a published document, by their paths in its folder.

    `base` is the path at which the folder is served, such as "/docs/"; by default the links are
    relative, which any path fits that ends with a slash. The document is drawn by Redoc if
    drf-spectacular-sidecar is installed (the extra `preview`). Raises OutputError for a base that
    is not an absolute path.
    """
    files = {PurePosixPath(WHOLE_FILE): rendered(document)}
    found = assets.read_assets()
    for name in USED:
        if asset := found.get(f"/assets/{name}"):
            files[PurePosixPath("assets", name)] = asset.content
    files |= {PurePosixPath("assets", name): text for name, text in assets.licences().items()}
    page = _page(document, _prefix(base), assets.REDOC in found)
    return {PurePosixPath("index.html"): page, **files}


def _page(document: Document, base: str, has_redoc: bool) -> bytes:
    redoc = f'<script src="{escape(base)}assets/redoc.js" defer></script>' if has_redoc else ""
    title = str(document.get("info", {}).get("title") or "API documentation")
    values = {"POLICY": escape(SOURCES), "TITLE": escape(title), "BASE": escape(base)}
    return assets.filled("site.html", {**values, "REDOC": redoc})


def _prefix(base: str) -> str:
    if not base:
        return ""
    parts = urlsplit(base)
    if parts.path != base or not base.startswith("/") or base.startswith("//"):
        raise OutputError(f"--site-base {base} is not a path such as /docs/")
    return quote(base if base.endswith("/") else f"{base}/", safe="/%")
