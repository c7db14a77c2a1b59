"""The files of the page in a fixed table, so that requests cannot read other files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from html import escape
from importlib.util import find_spec
from pathlib import Path

STATIC = Path(__file__).parent / "static"
BUNDLE = "static/drf_spectacular_sidecar/redoc/bundles/redoc.standalone.js"
TYPES = {".js": "text/javascript", ".css": "text/css"}
# The only image that Redoc loads from the network, which the page's content policy refuses.
FOREIGN = (b"https://cdn.redoc.ly/redoc/logo-mini.svg", b"data:,")
REDOC = "/assets/redoc.js"


@dataclass(frozen=True)
class Asset:
    """A file of the page, with its media type."""

    content: bytes
    type: str


def read_assets() -> dict[str, Asset]:
    """All assets by the path of their request.

    Redoc is `/assets/redoc.js` if drf-spectacular-sidecar is installed (the extra `preview`).
    """
    files = [path for path in STATIC.iterdir() if path.suffix in TYPES]
    found = {f"/assets/{path.name}": _read(path) for path in files}
    if bundle := _redoc():
        redoc = _read(bundle)
        found[REDOC] = replace(redoc, content=redoc.content.replace(*FOREIGN))
    return found


def licences() -> dict[str, bytes]:
    """The licence of Redoc and of what its bundle contains, by their names beside the bundle."""
    bundle = _redoc()
    if bundle is None:
        return {}
    files = {
        "redoc.LICENSE.txt": bundle.parents[1] / "LICENSE",
        # The bundle refers to this one by its name.
        f"{bundle.name}.LICENSE.txt": bundle.with_name(f"{bundle.name}.LICENSE.txt"),
    }
    return {name: path.read_bytes() for name, path in files.items() if path.is_file()}


def page(token: str, api: str) -> bytes:
    """The page, with the token that its calls must send."""
    return filled("page.html", {"TOKEN": escape(token), "API": escape(api)})


def frame(has_redoc: bool) -> bytes:
    """The frame inside the page: the documentation as readers will see it."""
    script = f'<script src="{REDOC}" defer></script>' if has_redoc else ""
    return filled("frame.html", {"REDOC": script})


def filled(name: str, values: Mapping[str, str]) -> bytes:
    """A page of `static` with `values`, which are HTML, in place of `@@NAME@@`."""
    text = (STATIC / name).read_text(encoding="utf-8")
    return re.sub(r"@@([A-Z]+)@@", lambda found: values[found[1]], text).encode()


def etag_of(content: bytes) -> str:
    """An ETag, with which a browser keeps the large bundle and its compiled code."""
    return f'"{sha256(content).hexdigest()[:20]}"'


def _redoc() -> Path | None:
    spec = find_spec("drf_spectacular_sidecar")
    if spec is None or spec.origin is None:
        return None
    bundle = Path(spec.origin).parent / BUNDLE
    return bundle if bundle.is_file() else None


def _read(path: Path) -> Asset:
    return Asset(path.read_bytes(), f"{TYPES[path.suffix]}; charset=utf-8")
