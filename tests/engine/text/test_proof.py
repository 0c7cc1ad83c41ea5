"""Which label or code page bytes fit, and which wrong reading can be undone."""

import pytest

from validator.engine.text import best_reading, character_set, code_pages, fitting, readings, undo_misread_utf8


@pytest.mark.parametrize(
    ("text", "codec", "label"),
    [
        ("Jérôme", "latin-1", "ISO_IR 100"),
        ("Äneas^Rüdiger", "utf-8", "ISO_IR 192"),
        ("Иванов^Пётр", "iso8859_5", "ISO_IR 144"),
        ("Иванов^Пётр Сергеевич", "cp1251", "windows-1251"),
        ("Διονυσιος", "iso8859_7", "ISO_IR 126"),
        ("Παπαδόπουλος", "cp1253", "ISO_IR 126"),
        ("łódź", "iso8859_2", "ISO_IR 101"),
        ("„Müller“", "cp1252", "windows-1252"),
        ("„Müller“ Łódź", "cp1250", "windows-1250"),
        ("山田^太郎", "cp932", "Shift_JIS"),
        ("王^小东", "gb18030", "GB18030"),
        ("שרון", "iso8859_8", "ISO_IR 138"),
        ("Ängström", "cp850", "code page 850"),
    ],
)
def test_bytes_tell_what_they_are_written_in(text: str, codec: str, label: str):
    reading = best_reading(text.encode(codec))
    assert reading is not None
    assert (reading.label, reading.text) == (label, text)


@pytest.mark.parametrize(
    ("raw", "label"),
    [
        (b"\x1b$B;3ED\x1b(B", "\\ISO 2022 IR 87"),
        (b"\x1b$B;3ED\x1b(J", "ISO 2022 IR 13\\ISO 2022 IR 87"),
        (b"\x1b$)C\xb1\xe8", "\\ISO 2022 IR 149"),
        (b"\x1b$)A\xd0\xa1", "\\ISO 2022 IR 58"),
    ],
)
def test_escape_sequences_tell_their_sets(raw: bytes, label: str):
    assert fitting(raw, "PN")[0].label == label
    assert code_pages(raw) == ()


def test_ascii_fits_everything_and_proves_nothing():
    assert fitting(b"Winter^Tim") == ()


@pytest.mark.parametrize(
    ("text", "codec", "label"),
    [
        ("Größe und Länge\n", "latin-1", "ISO_IR 100"),
        ("Исследование грудной ", "cp1251", "windows-1251"),
        ("王^小东 ", "gb18030", "GB18030"),
    ],
)
def test_an_excerpt_is_enough_of_a_long_text(text: str, codec: str, label: str):
    raw = b"x" * 5000 + b" " + (text * 2000).encode(codec)
    reading = best_reading(raw)
    assert reading is not None
    assert reading.label == label
    assert len(reading.text) < 2000


def test_a_preferred_label_wins_where_it_makes_sense():
    raw = "Çağrı".encode("iso8859_9")
    turkish = character_set(("ISO_IR 148",))
    reading = best_reading(raw, preferred=[turkish])
    assert reading is not None
    assert (reading.label, reading.text) == ("ISO_IR 148", "Çağrı")


def test_readings_leave_out_labels_that_do_not_fit():
    found = readings("é".encode("latin-1"), [("ISO_IR 192",), ("ISO_IR 100",), (), ("ISO_IR 144",)])
    assert [(reading.label, reading.text) for reading in found] == [("ISO_IR 100", "é"), ("ISO_IR 144", "щ")]


@pytest.mark.parametrize("text", ["Jérôme", "Äneas^Rüdiger", "Иванов", "山田", "„Zitat“"])
@pytest.mark.parametrize(("codec", "name"), [("latin-1", "ISO_IR 100"), ("cp437", "code page 437")])
def test_a_wrong_reading_of_utf8_is_undone(text: str, codec: str, name: str):
    reversal = undo_misread_utf8(text.encode().decode(codec))
    assert reversal is not None
    assert (reversal.text, reversal.read_as, reversal.times) == (text, name, 1)


def test_the_bytes_that_windows_leaves_free_pass():
    # U+00C1 is C3 81 in UTF-8; windows-1252 has no character for 81.
    assert undo_misread_utf8("Ã\x81rpád") is None
    reversal = undo_misread_utf8("Ã\x81rpÃ¡d “x”".replace("“x”", "â€œxâ€\x9d"))
    assert reversal is not None
    assert (reversal.text, reversal.read_as) == ("Árpád “x”", "windows-1252")


def test_wrong_readings_in_a_row():
    once = "Jérôme".encode().decode("latin-1")
    twice = once.encode().decode("latin-1")
    reversal = undo_misread_utf8(twice)
    assert reversal is not None
    assert (reversal.text, reversal.times) == ("Jérôme", 2)


@pytest.mark.parametrize("text", ["Jérôme", "Winter", "Ã", "山田", "Größe ½"])
def test_right_texts_are_left_alone(text: str):
    assert undo_misread_utf8(text) is None
