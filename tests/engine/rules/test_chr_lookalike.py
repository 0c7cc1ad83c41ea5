"""CHR025 and CHR026."""

import pytest

from tests.engine.rules.harness import allows, flags
from tests.engine.rules.test_chr_text import DESCRIPTION, LATIN, UTF8, described


@pytest.mark.parametrize("mark", ["\ufeff", "\u200b", "\u202e", "\u00ad"])
def test_invisible_characters(mark: str):
    (finding,) = flags(described(f"Tho{mark}rax".encode(), UTF8), ("CHR025", DESCRIPTION))
    assert f"the invisible character U+{ord(mark):04X}:" in finding.message


def test_a_soft_hyphen_in_latin_1():
    flags(described(b"Tho\xadrax", LATIN), ("CHR025", DESCRIPTION))


@pytest.mark.parametrize("text", ["می‌خواهم", "שלום\u200f", "Thorax 1\u00a0mm"])
def test_marks_that_belong_to_the_writing(text: str):
    allows("CHR025", described(text.encode(), UTF8))


def test_letters_apart_from_their_accents():
    flags(described("Scha\u0308del".encode(), UTF8), ("CHR026", DESCRIPTION))
    allows("CHR026", described("Schädel".encode(), UTF8))


@pytest.mark.parametrize("text", ["กำลัง", "हिन्दी", "Nguyễn"])
def test_accents_that_have_no_composed_form(text: str):
    allows("CHR026", described(text.encode(), UTF8))
