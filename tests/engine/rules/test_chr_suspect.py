"""CHR020 to CHR024."""

import pytest

from tests.engine.rules.harness import allows, flags
from tests.engine.rules.test_chr_text import DESCRIPTION, LATIN, PHYSICIAN, UTF8, described, referred


def misread(text: str, *, written: str, read: str) -> str:
    return text.encode(written).decode(read)


def test_utf8_under_a_label_of_single_bytes():
    # Of é the second byte is A9; that of Ä, 84, is a control character under ISO_IR 100 and reported as that.
    (finding,) = flags(described("Jérôme".encode(), LATIN), ("CHR020", DESCRIPTION))
    assert "the label says ISO_IR 100" in finding.message
    (finding,) = flags(described("Äneas".encode(), LATIN), ("CHR012", DESCRIPTION))
    assert "The bytes look like ISO_IR 192." in finding.message
    allows("CHR020", described("Jérôme".encode("latin-1"), LATIN))


def test_utf8_without_a_label_is_reported_as_unlabelled():
    (finding,) = flags(described("Jérôme".encode(), None), ("CHR010", DESCRIPTION))
    assert "The bytes look like ISO_IR 192." in finding.message


@pytest.mark.parametrize("read", ["latin-1", "cp1252"])
@pytest.mark.parametrize("text", ["Jérôme", "Äneas^Rüdiger"])
def test_utf8_encoded_twice(text: str, read: str):
    (finding,) = flags(described(misread(text, written="utf-8", read=read).encode(), UTF8), ("CHR021", DESCRIPTION))
    assert "was taken for " in finding.message
    allows("CHR021", described(text.encode(), UTF8))


def test_cyrillic_of_windows_under_latin_1():
    russian = "Исследование грудной клетки"
    (finding,) = flags(described(russian.encode("cp1251"), LATIN), ("CHR022", DESCRIPTION))
    assert "reads like windows-1251" in finding.message
    allows("CHR022", described(russian.encode("iso8859_5"), b"ISO_IR 144"))


@pytest.mark.parametrize("text", ["Größe über Maß", "Çá", "Ærø Ålborg", "déjà vu à côté", "±5 °C ½"])
def test_texts_of_western_languages_make_sense(text: str):
    allows("CHR022", described(text.encode("latin-1"), LATIN))


def test_replacement_characters():
    (finding,) = flags(described("J\ufffdr\ufffdme".encode(), UTF8), ("CHR023", DESCRIPTION))
    assert "holds 2 replacement characters" in finding.message
    allows("CHR023", described("Jérôme".encode(), UTF8))


@pytest.mark.parametrize("name", [b"M?ller^Anna", b"????^??", b"Yamada^Tarou=??^??"])
def test_question_marks_in_a_name(name: bytes):
    flags(referred(name, LATIN), ("CHR024", PHYSICIAN))


@pytest.mark.parametrize("name", [b"Winter^Tim", b"Who?^", b"?"])
def test_a_question_mark_that_may_be_meant(name: bytes):
    allows("CHR024", referred(name, LATIN))


def test_question_marks_in_other_texts_are_fine():
    allows("CHR024", described(b"Fracture??", LATIN))


def test_a_half_of_a_kanji_is_no_question_mark():
    allows("CHR024", referred(b"=\x1b$B??\x1b(B", b"\\ISO 2022 IR 87 "))
