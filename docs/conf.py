"""The documentation site: the pages of this folder and those beside it, built by `make site`."""

from __future__ import annotations

import re

project = "drf-typed-responses"
copyright = "the contributors of drf-typed-responses"
extensions = ["myst_parser"]
myst_heading_anchors = 4
html_theme = "furo"
html_title = project
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
# The address of a page is `rules/`, and that of a rule `rules/#title`: hints lead there.
ADDRESS = "https://drf-typed-responses.readthedocs.io/en/latest/"


def _in_this_site(text: str) -> str:
    """The text with links to pages of this site, so that a copy of the site needs no network.

    README.md, which PyPI shows too, has whole addresses; the pages outside of docs have paths.
    """
    text = re.sub(rf"\]\({ADDRESS}_images/", "](images/", text)
    text = re.sub(rf"\]\({ADDRESS}([\w-]+)/(#[^)]*)?\)", r"](\1.md\2)", text)
    text = re.sub(r"\]\(docs/", "](", text)
    return re.sub(r"\]\((?:benchmarks/)?README\.md", "](benchmarks.md", text)


def setup(app):
    """Register the translation of links in included pages."""

    def read(app, path, parent, content):
        content[0] = _in_this_site(content[0])

    app.connect("include-read", read)
