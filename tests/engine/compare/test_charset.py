"""What character sets do to texts and labels between two captures."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from validator.engine.catalogue import KINDS
from validator.engine.compare.classify.charset import name_label, name_text
from validator.engine.compare.classify.charset_sides import Side
from validator.engine.text import character_set

GERMAN = "Äneas^Rüdiger"
RUSSIAN = "Иванов^Пётр"
LATIN = ("ISO_IR 100",)
CYRILLIC = ("ISO_IR 144",)
UTF8 = ("ISO_IR 192",)
NONE: tuple[str, ...] = ()
KANJI = ("", "ISO 2022 IR 87")
HANGUL = ("", "ISO 2022 IR 149")
YAMADA = b"Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B"
HONG = b"Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7=\x1b$)C\xc8\xab^\x1b$)C\xb1\xe6\xb5\xbf"


def side(raw: bytes, label: tuple[str, ...], vr: str = "PN") -> Side:
    return Side(raw, character_set(label), vr)


def named(before: Side, after: Side) -> tuple[str, str | None, Any] | None:
    """The kind, the text recovered, and whether the later capture alone is enough to recover it."""
    naming = name_text(before, after)
    if naming is None:
        return None
    evidence = dict(naming.evidence)
    return naming.kind, evidence.get("recovered"), evidence.get("recoverable")


def misread(text: str, written: str, read: str) -> str:
    return text.encode(written).decode(read)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(side(GERMAN.encode("latin-1"), LATIN), side(GERMAN.encode() + b" ", UTF8), id="latin-1 to utf-8"),
        pytest.param(side(GERMAN.encode(), UTF8), side(GERMAN.encode("latin-1"), LATIN), id="and back"),
        pytest.param(side(RUSSIAN.encode("iso8859_5"), CYRILLIC), side(RUSSIAN.encode(), UTF8), id="cyrillic"),
        pytest.param(side(YAMADA, KANJI), side("Yamada^Tarou=山田^太郎".encode(), UTF8), id="kanji"),
        pytest.param(side(HONG, HANGUL), side("Hong^Gildong=洪^吉洞=홍^길동".encode(), UTF8), id="hangul"),
        pytest.param(side("é".encode(), UTF8), side("e\u0301".encode(), UTF8), id="decomposed"),
        pytest.param(side(b"\x1b$B!A\x1b(B", KANJI), side("～".encode(), UTF8), id="wave dash"),
    ],
)
def test_same_text_in_other_bytes_is_an_encoding(before: Side, after: Side) -> None:
    naming = name_text(before, after)
    assert naming is not None
    assert naming.kind == "encoding.charset"


@pytest.mark.parametrize(
    ("before", "after", "fits", "recovered"),
    [
        (side(GERMAN.encode("latin-1"), LATIN), side(GERMAN.encode("latin-1"), UTF8), "ISO_IR 100", GERMAN),
        (side(GERMAN.encode("latin-1"), UTF8), side(GERMAN.encode("latin-1"), NONE), "ISO_IR 100", GERMAN),
        (side(GERMAN.encode(), LATIN), side(GERMAN.encode(), UTF8), "ISO_IR 192", GERMAN),
        (side(RUSSIAN.encode("iso8859_5"), CYRILLIC), side(RUSSIAN.encode("iso8859_5"), LATIN), "ISO_IR 144", RUSSIAN),
        (side(RUSSIAN.encode("cp1251"), LATIN), side(RUSSIAN.encode("cp1251"), UTF8), "windows-1251", RUSSIAN),
        (side(HONG, HANGUL), side(HONG, LATIN), "\\ISO 2022 IR 149", "Hong^Gildong=洪^吉洞=홍^길동"),
        (side(YAMADA, KANJI), side(YAMADA, NONE), "\\ISO 2022 IR 87", "Yamada^Tarou=山田^太郎"),
    ],
)
def test_same_bytes_under_another_label_are_reinterpreted(before: Side, after: Side, fits: str, recovered: str) -> None:
    naming = name_text(before, after)
    assert naming is not None
    assert naming.kind == "charset.reinterpreted"
    evidence = dict(naming.evidence)
    assert (evidence["fits"], evidence["recovered"]) == (fits, recovered)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(side(b"Winter^Tim", LATIN), side(b"Winter^Tim", UTF8), id="ascii"),
        pytest.param(side(GERMAN.encode("latin-1"), LATIN), side(GERMAN.encode("latin-1") + b" ", LATIN), id="padding"),
        pytest.param(side(GERMAN.encode(), UTF8), side(GERMAN.encode(), ("UTF-8",)), id="label misspelt"),
        pytest.param(
            side("Ü".encode("latin-1"), LATIN), side("Ü".encode("latin-1"), ("ISO_IR 148",)), id="common part"
        ),
        pytest.param(side(b"Winter^Tim", LATIN), side(b"Sommer^Tim", LATIN), id="another name"),
        pytest.param(side(GERMAN.encode("latin-1"), LATIN), side(b"Muster^Max", LATIN), id="another name for foreign"),
        pytest.param(side(GERMAN.encode("latin-1"), LATIN), side(b"", LATIN), id="emptied"),
        pytest.param(side(GERMAN.encode("latin-1"), LATIN), side("Äneas".encode("latin-1"), LATIN), id="cut cleanly"),
    ],
)
def test_what_character_sets_do_not_explain_is_left_to_others(before: Side, after: Side) -> None:
    assert name_text(before, after) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (side(GERMAN.encode("latin-1"), LATIN), side(misread(GERMAN, "utf-8", "latin-1").encode(), UTF8)),
        (side(GERMAN.encode("latin-1"), LATIN), side(misread(GERMAN, "utf-8", "cp1252").encode(), UTF8)),
        (side(GERMAN.encode(), UTF8), side(misread(GERMAN, "utf-8", "latin-1").encode() + b" ", UTF8)),
    ],
)
def test_utf8_encoded_again_is_double_encoded(before: Side, after: Side) -> None:
    assert named(before, after) == ("charset.double-encoded", GERMAN, True)


def test_a_wrong_reading_stored_in_utf8_is_double_encoded() -> None:
    after = side(misread(RUSSIAN, "iso8859_5", "latin-1").encode(), UTF8)
    naming = name_text(side(RUSSIAN.encode("iso8859_5"), CYRILLIC), after)
    assert naming is not None
    assert (naming.kind, naming.detail) == ("charset.double-encoded", "bytes of ISO_IR 144 read as ISO_IR 100")


def test_a_wrong_reading_stored_in_another_set_is_mojibake() -> None:
    stored = side(misread(RUSSIAN, "cp1251", "latin-1").encode("latin-1"), LATIN)
    assert named(side(RUSSIAN.encode(), UTF8), stored) == ("charset.mojibake", RUSSIAN, True)


@pytest.mark.parametrize(
    ("before", "after", "fits"),
    [
        (side("André".encode(), UTF8), side("André".encode("latin-1"), UTF8), "ISO_IR 100"),
        (side("André".encode(), UTF8), side("André".encode("latin-1"), NONE), "ISO_IR 100"),
        (side(RUSSIAN.encode("iso8859_5"), CYRILLIC), side(RUSSIAN.encode("cp1251"), UTF8), "windows-1251"),
        (side("山田".encode(), UTF8), side(b"\x1b$B;3ED\x1b(B", LATIN), "\\ISO 2022 IR 87"),
        (side(GERMAN.encode("latin-1"), LATIN), side(GERMAN.encode(), CYRILLIC), "ISO_IR 192"),
    ],
)
def test_a_text_converted_while_its_label_stayed_behind(before: Side, after: Side, fits: str) -> None:
    naming = name_text(before, after)
    assert naming is not None
    assert naming.kind == "charset.mojibake"
    evidence = dict(naming.evidence)
    assert (evidence["fits"], evidence["recovered"], evidence["recoverable"]) == (fits, before.text.text, True)


@pytest.mark.parametrize("label", [NONE, LATIN])
def test_utf8_under_a_label_that_cannot_read_it_is_double_encoded_all_the_same(label: tuple[str, ...]) -> None:
    """ß in UTF-8 ends in 9FH, which no label of one byte a character has."""
    before = side("Weiß".encode(), label)
    naming = name_text(before, side("Weiß".encode().decode("latin-1").encode(), UTF8))
    assert naming is not None
    assert (naming.kind, naming.detail) == ("charset.double-encoded", "bytes of ISO_IR 192 read as ISO_IR 100")
    evidence = dict(naming.evidence)
    assert (evidence["recovered"], evidence["recoverable"]) == ("Weiß", True)
    assert evidence["reversal"] == ("read as ISO_IR 192", "write in ISO_IR 100", "read as ISO_IR 192")


def test_a_text_read_rightly_at_last_is_repaired() -> None:
    naming = name_text(side("Weiß".encode("latin-1"), NONE), side("Weiß".encode(), UTF8))
    assert naming is not None
    assert (naming.kind, naming.detail) == ("charset.mojibake", "read as ISO_IR 100, which the label did not say")
    assert dict(naming.evidence)["recovered"] == "Weiß"


def test_escape_sequences_taken_for_latin_1_are_misread_and_can_be_recovered() -> None:
    before = side(HONG, LATIN)
    stored = HONG.decode("latin-1")
    naming = name_text(before, side(stored.encode(), UTF8))
    assert naming is not None
    evidence = dict(naming.evidence)
    assert (naming.kind, naming.detail) == (
        "charset.double-encoded",
        "bytes of \\ISO 2022 IR 149 read as ISO_IR 100",
    )
    assert (evidence["recovered"], evidence["recoverable"]) == ("Hong^Gildong=洪^吉洞=홍^길동", True)
    question = re.sub("[^\\x00-\\x7f]", "?", stored).encode()
    lost = name_text(side(stored.encode(), UTF8), side(question, UTF8))
    assert lost is not None
    assert (lost.kind, lost.detail) == ("charset.question-marks", "characters replaced by “?”")


def test_what_is_left_of_a_text_and_reads_as_before_was_not_misread() -> None:
    """Half-width katakana are the same bytes in Shift_JIS."""
    label = ("ISO 2022 IR 13", "ISO 2022 IR 87")
    raw = b"\xd4\xcf\xc0\xde^\xc0\xdb\xb3"
    before = side(raw + b"=\x1b$B;3ED\x1b(J^\x1b$BB@O:\x1b(J", label)
    assert name_text(before, side(raw, label)) is None


def test_the_beginning_of_a_text_was_cut_and_not_misread() -> None:
    """The bytes of è are the same letter in windows-1252 and windows-1256."""
    assert named(side("FarenèlSolviñl".encode(), UTF8, "LO"), side("Farenè".encode(), UTF8, "LO")) is None


SIDES = st.builds(
    side,
    st.one_of(
        st.binary(max_size=24),
        st.sampled_from([YAMADA, HONG, GERMAN.encode(), GERMAN.encode("latin-1"), RUSSIAN.encode("cp1251")]),
    ),
    st.sampled_from([NONE, LATIN, UTF8, CYRILLIC, KANJI, HANGUL, ("GB18030",), ("ISO_IR 13",), ("unknown",)]),
    st.sampled_from(["PN", "LO", "UT"]),
)


@settings(deadline=None)
@given(SIDES, SIDES)
def test_any_two_texts_get_one_answer(before: Side, after: Side) -> None:
    naming = name_text(before, after)
    assert naming is None or naming.kind in KINDS
    assert name_text(before, before) is None


def test_a_text_left_switched_to_another_set_raises_nothing() -> None:
    before = side("Yamada=山田".encode(), UTF8)
    assert name_text(before, side(b"\x1b$B;3\x1b(J^\x1b$B;3\x1b(J", KANJI)) is None


def test_a_misread_text_that_was_also_cut_cannot_be_recovered() -> None:
    after = side(misread(GERMAN, "utf-8", "latin-1")[:9].encode(), UTF8)
    naming = name_text(side(GERMAN.encode("latin-1"), LATIN), after)
    assert naming is not None
    assert (naming.kind, naming.also) == ("charset.double-encoded", ("value.truncated",))
    assert dict(naming.evidence)["recoverable"] is False


@pytest.mark.parametrize(
    "after",
    [b"?neas^R?diger", b"??neas^R??diger", b"_neas^R_diger", "\ufffdneas^R\ufffddiger".encode(), b" neas^R diger"],
)
def test_placeholders_for_characters_are_question_marks(after: bytes) -> None:
    assert named(side(GERMAN.encode("latin-1"), LATIN), side(after, UTF8)) == (
        "charset.question-marks",
        GERMAN,
        False,
    )


def test_bytes_that_were_no_characters_can_become_question_marks_too() -> None:
    before = side(GERMAN.encode("latin-1"), UTF8)
    assert named(before, side(b"?neas^R?diger", UTF8)) == ("charset.question-marks", None, False)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Äneas^Rüdiger", "Aeneas^Ruediger"),
        ("Äneas^Rüdiger", "Aneas^Rudiger"),
        ("Äs", "Aes"),
        ("GROß^ÄNNE", "GROss^AENNE"),
        ("Jérôme", "Jer^ome"),
        ("Łódź", "Lódz"),
        ("Иванов^Пётр", "Ivanov^Petr"),
        ("Παπαδόπουλος", "Papadopoulos"),
    ],
)
def test_plain_letters_for_others_are_a_transliteration(before: str, after: str) -> None:
    assert named(side(before.encode(), UTF8), side(after.encode(), UTF8)) == ("charset.transliterated", before, False)


@pytest.mark.parametrize(
    "after",
    [
        "J&#233;r&#244;me",
        "J&#xE9;r&#xF4;me",
        "J&eacute;r&ocirc;me",
        "J\\xe9r\\xf4me",
        "J\\u00E9r\\u00F4me",
        "J%C3%A9r%C3%B4me",
    ],
)
def test_characters_written_by_their_numbers_can_be_recovered(after: str) -> None:
    assert named(side("Jérôme".encode(), UTF8), side(after.encode(), UTF8)) == (
        "charset.transliterated",
        "Jérôme",
        True,
    )


def test_half_width_letters_made_wide_are_a_transliteration() -> None:
    before = side(b"\xd4\xcf\xc0\xde", ("ISO_IR 13",))
    assert named(before, side("ヤマダ".encode(), UTF8)) == ("charset.transliterated", "ﾔﾏﾀﾞ", False)


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        (side(GERMAN.encode("latin-1"), LATIN), b"neas^Rdiger", GERMAN),
        (side(YAMADA, KANJI), b"Yamada^Tarou=^", "Yamada^Tarou=山田^太郎"),
        (side("Łódź é".encode(), UTF8), "ód é".encode(), "Łódź é"),
        (side("Größe^Þór".encode(), UTF8), b"Groe^or", "Größe^Þór"),
    ],
)
def test_characters_left_out_are_dropped(before: Side, after: bytes, text: str) -> None:
    assert named(before, side(after, UTF8)) == ("charset.characters-dropped", text, False)


@pytest.mark.parametrize(
    ("before", "after", "recoverable"),
    [
        (side(YAMADA, KANJI), YAMADA.replace(b"\x1b", b""), True),
        (side(YAMADA, KANJI), YAMADA.replace(b"\x1b", b"?"), True),
        (side(HONG, HANGUL), HONG.replace(b"\x1b$)C", b"") + b" ", False),
    ],
)
@pytest.mark.parametrize("label", [KANJI, HANGUL, LATIN, NONE])
def test_escape_sequences_that_went_are_escapes_lost(
    before: Side, after: bytes, recoverable: bool, label: tuple[str, ...]
) -> None:
    assert named(before, side(after, label)) == ("charset.escapes-lost", before.text.text, recoverable)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(side("Größling".encode(), UTF8), side("Größling".encode()[:3], UTF8), id="utf-8"),
        pytest.param(
            side("Größling".encode("latin-1"), LATIN), side("Größling".encode()[:5] + b" ", UTF8), id="transcoded"
        ),
        pytest.param(side(YAMADA, KANJI), side(YAMADA[:17], KANJI), id="half a kanji"),
        pytest.param(side(YAMADA, KANJI), side(YAMADA[:14], KANJI), id="in an escape sequence"),
        pytest.param(side("小东".encode(), UTF8), side("小东".encode()[:5], UTF8), id="two bytes of three"),
        pytest.param(
            side("小东".encode("gb18030"), ("GB18030",)), side("小东".encode("gb18030")[:3], ("GB18030",)), id="gb"
        ),
    ],
)
def test_a_cut_inside_a_character_is_named(before: Side, after: Side) -> None:
    assert named(before, after) == ("charset.truncated-mid-character", before.text.text, False)


@pytest.mark.parametrize(
    ("after", "kind"),
    [
        (b"BUC^JEROME", "charset.transliterated"),
        (b"BUC^J?R?ME", "charset.question-marks"),
        (b"BUC^JRME", "charset.characters-dropped"),
    ],
)
def test_losses_are_seen_through_a_change_of_case(after: bytes, kind: str) -> None:
    naming = name_text(side("Buc^Jérôme".encode(), UTF8), side(after, UTF8))
    assert naming is not None
    assert (naming.kind, naming.also) == (kind, ("value.case",))


def test_a_representation_dropped_with_its_delimiters() -> None:
    before = side("Wang^XiaoDong=王^小東=".encode(), UTF8)
    assert named(before, side(b"Wang^XiaoDong", UTF8)) == (
        "charset.characters-dropped",
        "Wang^XiaoDong=王^小東=",
        False,
    )


def test_the_end_of_a_text_that_keeps_its_other_letters_was_cut() -> None:
    assert named(side("Große^Straß".encode(), UTF8), side("Große^Stra".encode(), UTF8)) is None


def test_escapes_lost_before_a_conversion_are_still_named() -> None:
    stored = HONG.replace(b"\x1b$)C", b"").decode("latin-1").encode()
    assert named(side(HONG, HANGUL), side(stored, UTF8)) == (
        "charset.escapes-lost",
        "Hong^Gildong=洪^吉洞=홍^길동",
        False,
    )


ASCII_TEXT = (side(b"Winter^Tim", LATIN), side(b"Winter^Tim", UTF8))
KEPT_BYTES = (side(GERMAN.encode("latin-1"), LATIN), side(GERMAN.encode("latin-1"), UTF8))
DAMAGED = (side(GERMAN.encode("latin-1"), LATIN), side(b"?neas^R?diger", UTF8))
BOTH = "1 text reads differently, 1 text was converted, 1 text was damaged"
TRANSCODED = (side(GERMAN.encode("latin-1"), LATIN), side(GERMAN.encode(), UTF8))


@pytest.mark.parametrize(
    ("before", "after", "texts", "kind", "detail"),
    [
        (LATIN, UTF8, [ASCII_TEXT, KEPT_BYTES], "charset.relabelled", "1 text reads differently"),
        (LATIN, UTF8, [ASCII_TEXT], "charset.label-changed", "no text is affected"),
        (LATIN, UTF8, [ASCII_TEXT, TRANSCODED], "charset.label-changed", "1 text was converted"),
        (LATIN, UTF8, [KEPT_BYTES, TRANSCODED, DAMAGED], "charset.relabelled", BOTH),
        (UTF8, ("ISO-IR 192",), [], "charset.label-changed", "no text is affected; “ISO-IR 192” is no defined term"),
        (("ISO-IR 192",), UTF8, [], "charset.label-changed", "no text is affected"),
        (None, ("cp437",), [], "charset.label-added", "no text is affected; “cp437” is no defined term"),
        (LATIN, None, [ASCII_TEXT], "charset.label-removed", "no text is affected"),
        (LATIN, ("",), [KEPT_BYTES, KEPT_BYTES], "charset.label-removed", "2 texts read differently"),
        (None, LATIN, [ASCII_TEXT], "charset.label-added", "no text is affected"),
        (("",), LATIN, [KEPT_BYTES], "charset.label-added", "1 text reads differently"),
    ],
)
def test_the_label_is_named_by_what_it_does_to_the_texts(
    before: tuple[str, ...] | None,
    after: tuple[str, ...] | None,
    texts: list[tuple[Side, Side]],
    kind: str,
    detail: str,
) -> None:
    naming = name_label(before, after, texts)
    assert (naming.kind, naming.detail) == (kind, detail)


def test_a_relabelled_set_says_what_the_bytes_fit() -> None:
    evidence = dict(name_label(LATIN, UTF8, [KEPT_BYTES]).evidence)
    assert evidence == {
        "texts_affected": 1,
        "texts_damaged": 0,
        "fits": "ISO_IR 100",
        "example_bytes": KEPT_BYTES[0].bare.hex(" ").upper(),
        "example_before": KEPT_BYTES[0].text.text,
        "example_after": KEPT_BYTES[1].text.text,
    }


REVERSED = [
    pytest.param(
        side("Müller".encode("latin-1"), LATIN),
        side("MÃ¼ller".encode(), UTF8),
        ("read as ISO_IR 192", "write in ISO_IR 100", "read as ISO_IR 192"),
        id="double encoded",
    ),
    pytest.param(
        side("Müller".encode("latin-1"), LATIN),
        side("Müller".encode(), LATIN),
        ("read as ISO_IR 192",),
        id="label left behind",
    ),
    pytest.param(
        side("Müller".encode("latin-1"), LATIN),
        side("Müller".encode("latin-1"), UTF8),
        ("read as ISO_IR 100",),
        id="label changed alone",
    ),
    pytest.param(
        side(RUSSIAN.encode("cp1251"), LATIN),
        side(RUSSIAN.encode("cp1251"), UTF8),
        ("read as windows-1251",),
        id="code page",
    ),
    pytest.param(
        side(RUSSIAN.encode("iso8859_5"), CYRILLIC),
        side(misread(RUSSIAN, "iso8859_5", "latin-1").encode(), UTF8),
        ("read as ISO_IR 192", "write in ISO_IR 100", "read as ISO_IR 144"),
        id="cyrillic taken for Latin-1",
    ),
]
CODECS = {"ISO_IR 100": "latin-1", "ISO_IR 144": "iso8859_5", "ISO_IR 192": "utf-8", "windows-1251": "cp1251"}


@pytest.mark.parametrize(("before", "after", "steps"), REVERSED)
def test_the_reversal_leads_from_the_later_bytes_back_to_the_text(
    before: Side, after: Side, steps: tuple[str, ...]
) -> None:
    naming = name_text(before, after)
    assert naming is not None
    evidence = dict(naming.evidence)
    assert evidence["reversal"] == steps
    held: Any = bytes.fromhex(evidence["bytes_after"])
    for step in steps:
        how, codec = step[:7], CODECS[step.split(" ", 2)[2]]
        held = held.decode(codec) if how == "read as" else held.encode(codec)
    assert held == evidence["recovered"]


def test_a_loss_has_no_reversal_and_an_escape_has_one() -> None:
    question = name_text(side(GERMAN.encode("latin-1"), LATIN), side(b"?neas^R?diger", LATIN))
    filtered = name_text(side(YAMADA, KANJI), side(YAMADA.replace(b"\x1b", b""), KANJI))
    gone = name_text(side(YAMADA, KANJI), side(b"Yamada^Tarou=;3ED^B@O:", KANJI))
    assert [dict(naming.evidence).get("reversal") for naming in (question, filtered, gone) if naming] == [
        None,
        ("put the ESC characters back", "read as \\ISO 2022 IR 87"),
        None,
    ]


def test_the_bytes_shown_are_few_and_begin_near_the_first_beyond_ascii() -> None:
    text = "x" * 500 + "ü" + "y" * 500
    naming = name_text(side(text.encode("latin-1"), LATIN, "LT"), side(text.encode("latin-1"), UTF8, "LT"))
    assert naming is not None
    evidence = dict(naming.evidence)
    assert evidence["bytes_from"] == 492
    assert evidence["bytes_before"] == evidence["bytes_after"] == (b"x" * 8 + b"\xfc" + b"y" * 39).hex(" ").upper()
    assert evidence["recovered"] == "x" * 255 + "…"


def test_transcoded_text_shows_its_bytes() -> None:
    naming = name_text(side(b"J\xe9", LATIN), side("Jé".encode(), UTF8))
    assert naming is not None
    assert naming.evidence == (
        ("label_before", "ISO_IR 100"),
        ("label_after", "ISO_IR 192"),
        ("bytes_before", "4A E9"),
        ("bytes_after", "4A C3 A9"),
    )
