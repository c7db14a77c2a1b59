"""The recording on the front page shows what the commands print."""

from __future__ import annotations

import re
from html import unescape

import pytest

from .recording import PICTURE, picture, recorded


@pytest.mark.slow
def test_the_recording_shows_what_the_commands_print() -> None:
    """Only the texts are compared: another release of rich may draw them elsewhere."""
    assert texts(PICTURE.read_text(encoding="utf-8")) == texts(picture(recorded())), "run make docs"


def texts(svg: str) -> list[str]:
    return [unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]


def test_the_recording_asks_no_server() -> None:
    loaded = re.findall(r"url\((?!#)[^)]*\)|href=|@font-face", PICTURE.read_text(encoding="utf-8"))
    assert loaded == []
