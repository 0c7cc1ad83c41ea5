"""Sentences of the source, and what stands for them."""

import pytest

from tools.standard.texts import condition_text, digest, plain


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<td><p>\nA value.</p><p>Another.</p></td>", "A value. Another."),
        ("Bits &gt; 8 &amp; less", "Bits > 8 & less"),
        ("START_\u200bRESPIR", "START_RESPIR"),
        ("", ""),
    ],
)
def test_a_cell_is_one_line_of_text(markup: str, text: str) -> None:
    assert plain(markup) == text


@pytest.mark.parametrize(
    ("markup", "sentences"),
    [
        ("<p>What it is. Required if A is B. May be present otherwise.</p>",
         "Required if A is B. May be present otherwise."),
        ("<p>What it is. Shall not be present otherwise. Enumerated Values: YES required if NO</p>",
         "Shall not be present otherwise. YES required if NO"),
        ("<p>Nothing about that.</p>", "Nothing about that."),
        ("<p>See it. Required if A. Note that it is blue.</p>", "Required if A."),
    ],
)  # fmt: skip
def test_the_sentences_that_say_when_an_attribute_is_there(markup: str, sentences: str) -> None:
    assert condition_text(markup) == sentences


def test_a_digest_heeds_words_only() -> None:
    assert digest("Required if  A (0010,0010) is B.") == digest("required if A 0010 0010 is b")
    assert digest("Required if A") != digest("Required if B")
    assert len(digest("Required if A")) == 8
