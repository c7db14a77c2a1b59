"""docs/type-forms.md is what its script makes of the table of forms."""

from translate.document import TARGET, page


def test_the_page_is_that_of_the_table() -> None:
    # `python tests/translate/document.py` writes it anew.
    assert TARGET.read_text(encoding="utf-8") == page()
