"""The proof of a kind of ``charset.*``, carried out on the bytes."""

import pytest

from tests.engine.compare.test_charset import GERMAN, KANJI, LATIN, NONE, UTF8, YAMADA, side
from validator.engine.compare.classify.charset import name_label, name_text
from validator.engine.compare.classify.charset_proof import CharsetProof, Role, prove
from validator.engine.compare.classify.charset_sides import Side
from validator.engine.text import shorten


def proof_of(before: Side, after: Side, *, whole: bool = True) -> CharsetProof:
    naming = name_text(before, after)
    assert naming is not None
    values = (before.raw, after.raw) if whole else (b"", b"")
    proof = prove(dict(naming.evidence), vr=before.vr, values=values)
    assert proof is not None
    return proof


def told(proof: CharsetProof) -> list[tuple[bool, str, str, Role]]:
    """The readings without those that were merely tried."""
    return [reading[:4] for reading in proof.readings if reading.role is not Role.TRIED]


def test_the_same_bytes_under_another_label() -> None:
    proof = proof_of(side(GERMAN.encode("latin-1"), LATIN), side(GERMAN.encode("latin-1"), UTF8))
    assert proof.same_bytes
    assert (proof.before.label, proof.after.label) == ("ISO_IR 100", "ISO_IR 192")
    assert proof.before.raw == proof.after.raw == GERMAN.encode("latin-1")
    assert told(proof) == [
        (False, "ISO_IR 100", GERMAN, Role.LABELLED),
        (True, "ISO_IR 192", "‹C4›neas^R‹FC›diger", Role.LABELLED),
    ]
    assert [reading.sound for reading in proof.readings[:2]] == [True, False]
    assert [tuple(stage) for stage in proof.way_back] == [("read as ISO_IR 100", GERMAN, None)]
    assert (proof.recoverable, proof.recovered) == (True, GERMAN)


def test_a_label_that_was_never_right_shows_what_the_bytes_fit() -> None:
    proof = proof_of(side(GERMAN.encode(), LATIN), side(GERMAN.encode(), NONE))
    assert told(proof)[-1] == (True, "ISO_IR 192", GERMAN, Role.FITS)
    assert told(proof)[1][:2] == (True, "")


@pytest.mark.parametrize("whole", [True, False])
def test_a_misread_text_is_led_back_step_by_step(whole: bool) -> None:
    raw = GERMAN.encode()
    stored = raw.decode("cp1252").encode()
    proof = proof_of(side(raw, UTF8), side(stored, UTF8), whole=whole)
    assert (False, "windows-1252", raw.decode("cp1252"), Role.MISREAD) in told(proof)
    assert [tuple(stage) for stage in proof.way_back] == [
        ("read as ISO_IR 192", raw.decode("cp1252"), None),
        ("write in windows-1252", None, raw),
        ("read as ISO_IR 192", GERMAN, None),
    ]
    assert proof.recovered == GERMAN


def test_escapes_that_went_are_a_step_that_only_people_can_take() -> None:
    proof = proof_of(side(YAMADA, KANJI), side(YAMADA.replace(b"\x1b", b""), KANJI))
    assert [(stage.done, stage.text) for stage in proof.way_back] == [
        ("put the ESC characters back", None),
        ("read as \\ISO 2022 IR 87", None),
    ]


def test_what_is_lost_has_no_way_back_but_may_be_known_from_before() -> None:
    proof = proof_of(side(GERMAN.encode("latin-1"), LATIN), side(b"?neas^R?diger", LATIN))
    assert (proof.recoverable, proof.recovered, proof.way_back) == (False, GERMAN, ())
    assert not proof.same_bytes


def test_a_conversion_has_nothing_to_recover() -> None:
    proof = proof_of(side(GERMAN.encode("latin-1"), LATIN), side(GERMAN.encode(), UTF8))
    assert proof.recoverable is None
    assert told(proof) == [
        (False, "ISO_IR 100", GERMAN, Role.LABELLED),
        (True, "ISO_IR 192", GERMAN, Role.LABELLED),
    ]


def test_a_label_proves_itself_on_a_text_under_it() -> None:
    raw = GERMAN.encode("latin-1")
    naming = name_label(LATIN, NONE, [(side(raw, LATIN), side(raw, NONE))])
    proof = prove(dict(naming.evidence), vr="CS", labels=("ISO_IR 100", ""))
    assert proof is not None
    assert told(proof)[0] == (False, "ISO_IR 100", GERMAN, Role.LABELLED)
    assert (proof.after.label, proof.recoverable, proof.recovered) == ("", True, GERMAN)


def test_a_label_over_plain_text_has_nothing_to_prove() -> None:
    naming = name_label(LATIN, UTF8, [(side(b"Plain", LATIN), side(b"Plain", UTF8))])
    assert prove(dict(naming.evidence), vr="CS", labels=("ISO_IR 100", "ISO_IR 192")) is None


def test_a_long_text_is_read_whole_and_shown_in_part() -> None:
    text = "plain words " * 40 + GERMAN
    proof = proof_of(side(text.encode("latin-1"), LATIN, "LT"), side(text.encode("latin-1"), UTF8, "LT"))
    assert proof.after.start == 472
    assert proof.after.raw == GERMAN.encode("latin-1")[:48] or proof.after.raw.endswith(GERMAN.encode("latin-1"))
    assert told(proof)[0][2] == shorten(text)
