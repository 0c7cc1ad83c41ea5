"""What was done to a value, in the order of precedence, with near misses."""

from decimal import Decimal, InvalidOperation, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import build
from tests.engine.compare.harness import changes, encodings, kinds
from validator.engine.catalogue import KINDS
from validator.engine.compare.classify.naming import Naming
from validator.engine.compare.classify.numbers import name_number_texts, name_numbers
from validator.engine.compare.classify.values import name_texts
from validator.engine.text.display import STRING_VRS

TAGS = {
    0x00080054: "AE", 0x00101010: "AS", 0x00180015: "CS", 0x00080021: "DA", 0x00180050: "DS", 0x0008002A: "DT",
    0x00200013: "IS", 0x00081030: "LO", 0x00104000: "LT", 0x00100010: "PN", 0x00080050: "SH", 0x00080081: "ST",
    0x00080030: "TM", 0x00080119: "UC", 0x00200052: "UI", 0x00081190: "UR", 0x00420022: "UT",
}  # fmt: skip
"""An attribute of each VR of characters."""


def named(before: str, after: str, vr: str = "LO") -> tuple[str, ...]:
    naming = name_texts(before.split("\\"), after.split("\\"), vr)
    return (naming.kind, *naming.also)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("A\\B\\C", "A\\B", ("value.multiplicity",)),
        ("A\\C", "A\\B\\C", ("value.multiplicity",)),
        ("A\\B\\C", "X\\Y", ("value.replaced",)),
        ("A\\B", "B\\A", ("value.reordered",)),
        ("Chest", "CHEST", ("value.case",)),
        ("Straße", "STRASSE", ("value.case",)),
        ("AB 123", "AB123", ("value.whitespace",)),
        ("AB  12", "AB 12", ("value.whitespace",)),
        ("2024-0815", "20240815", ("value.punctuation",)),
        ("a/b.c", "a-b-c", ("value.punctuation",)),
        ("ct thorax", "CT-THORAX", ("value.case", "value.whitespace", "value.punctuation")),
        ("0077654", "77654", ("value.zeros-stripped",)),
        ("000", "0", ("value.zeros-stripped",)),
        ("77654", "0077654", ("value.zero-padded",)),
        ("16387a", "000016387a", ("value.zero-padded",)),
        ("CT Thorax with contrast", "CT Thorax", ("value.truncated",)),
        ("12345-GH", "12345", ("value.truncated", "value.suffix-removed")),
        ("4711", "GH-4711", ("value.prefixed",)),
        ("4711", "4711-GH", ("value.suffixed",)),
        ("GH-4711", "4711", ("value.prefix-removed",)),
        ("ab12", "GH-AB12", ("value.case", "value.prefixed")),
        ("77654", "GH-77654-X", ("value.prefixed", "value.suffixed")),
        ("0077654", "0000077654-GH", ("value.zero-padded", "value.suffixed")),
        ("0077654", "GH77654", ("value.zeros-stripped", "value.prefixed")),
        ("00123", "GH-123", ("value.zeros-stripped", "value.prefixed")),
        ("00123", "123-GH", ("value.zeros-stripped", "value.suffixed")),
        ("GH-77654-X", "77654", ("value.prefix-removed", "value.suffix-removed")),
        ("2024-0815", "GH-20240815", ("value.punctuation", "value.prefixed")),
        ("CT  Thorax with contrast", "CT Thorax", ("value.whitespace", "value.truncated")),
        ("CT Thorax", "MR Knee", ("value.replaced",)),
        ("4711", "4712", ("value.replaced",)),
    ],
)
def test_names_what_was_done_to_a_text(before: str, after: str, expected: tuple[str, ...]) -> None:
    assert named(before, after) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1", "21"),  # the digit may stand there by chance
        ("5", "54"),
        ("17", "7"),
        ("0000000000000002", "HOSPA-0000000012"),  # 16 characters, but the end is not the beginning of before
        ("ABCDEF", "GH-ABC"),  # cut at 6 characters: no field ends there
        ("123", "91234"),  # three digits among others
        ("0012", "GH-12"),
        ("Mc Neil", "McNeill Ann"),
        ("X4711Y", "4711"),
        ("A-1", "GA12"),
    ],
)
def test_calls_replaced_what_may_be_chance(before: str, after: str) -> None:
    assert named(before, after, "SH") == ("value.replaced",)


def test_a_single_character_is_recognised_beside_a_delimiter() -> None:
    assert named("1", "GH-1") == ("value.prefixed",)


def test_says_where_a_text_was_cut_and_whether_the_vr_ends_there() -> None:
    at_limit = name_texts(["RAD-2026-11-0000-123"], ["RAD-2026-11-0000"], "SH")
    assert at_limit == Naming("value.truncated", (), "cut at 16 characters, the limit of SH", (("characters", 16),))
    before_space = name_texts(["RAD-2026-11-000 0-123"], ["RAD-2026-11-000"], "SH")
    assert before_space.detail == "cut at 16 characters, the limit of SH"
    elsewhere = name_texts(["CT Thorax with contrast"], ["CT Thor"], "LO")
    assert elsewhere.detail == "cut at 7 characters"
    by_bytes = name_texts(["Gärtnerei Größling"], ["Gärtnerei Grö"], "LO", size=16)
    assert by_bytes.detail == "cut at 16 bytes (13 characters)"


def test_a_prefix_that_pushed_the_end_out_of_the_field() -> None:
    naming = name_texts(["0000000000000002"], ["HOSPA-0000000000"], "SH")
    assert naming == Naming(
        "value.prefixed-truncated",
        (),
        "prefix “HOSPA-”, then cut at 16 characters",
        (("prefix", "HOSPA-"), ("characters", 16)),
    )


def test_overlong_takes_the_place_of_replaced_and_goes_beside_other_kinds() -> None:
    assert named("A1", "This is longer than sixteen", "SH") == ("value.overlong",)
    assert named("A1", "GENERAL-HOSPITAL-A1", "SH") == ("value.prefixed", "value.overlong")
    assert named("Another text beyond the limit", "This is longer than sixteen", "SH") == ("value.replaced",)


def test_person_names_are_compared_by_component() -> None:
    assert named("Doe^John", "John^Doe", "PN") == ("value.reordered",)
    assert named("Doe^John", "DOE JOHN", "PN") == ("value.case", "value.whitespace", "value.punctuation")
    assert named("Doe^John", "Roe^Jane", "PN") == ("value.replaced",)
    assert named("Doe^John", "John Doe", "PN") == ("value.reordered", "value.punctuation")
    assert named("Doe^John", "JOHN, DOE", "PN") == ("value.reordered", "value.case", "value.punctuation")
    assert named("Doe^John", "John Doe", "LO") == ("value.replaced",)


def test_several_values_are_replaced_if_one_of_them_is() -> None:
    assert named("ORIGINAL\\PRIMARY", "original\\primary", "CS") == ("value.case",)
    assert named("ORIGINAL\\PRIMARY", "original\\SECONDARY", "CS") == ("value.replaced",)
    assert named("AB\\12", "ab\\0012", "LO") == ("value.case", "value.zero-padded")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("0.48828125", "0.4883", "value.rounded"),
        ("0.48828125", "0.4882", "value.rounded"),  # cut
        ("-1.25", "-1.3", "value.rounded"),
        ("1234", "1200", "value.number"),
        ("0.5", "0", "value.number"),  # nothing is left of it
        ("0.5", "0.25", "value.number"),
        ("99.5", "1E2", "value.rounded"),
        ("12.5", "1E3", "value.number"),  # up from anything
        ("12.5", "1e999999999", "value.number"),
        ("1e999999998", "1e999999999", "value.rounded"),
        ("1e-999999999", "1e-999999998", "value.rounded"),
        ("1\\2\\3", "1\\3", "value.multiplicity"),
        ("1\\2", "3", "value.number"),
    ],
)
def test_names_what_was_done_to_a_decimal_string(before: str, after: str, expected: str) -> None:
    naming = name_number_texts(before.split("\\"), after.split("\\"))
    assert naming is not None
    assert naming.kind == expected


def test_a_text_that_is_no_number_is_judged_as_text() -> None:
    assert name_number_texts(["1.5"], ["one"]) is None
    before, after = (
        build.file(build.ct(), raw={0x00180050: ("DS", b"1.5 ")}),
        build.file(build.ct(), raw={0x00180050: ("DS", b"1,5 ")}),
    )
    assert kinds(before, after) == [("(0018,0050)", "value.punctuation")]


def test_binary_numbers() -> None:
    assert name_numbers((1, 2), (1, 3), "US").kind == "value.number"
    assert name_numbers((1, 2, 3), (1, 3), "US").kind == "value.multiplicity"
    assert name_numbers((0.1,), (0.10000000149011612,), "FD").kind == "value.rounded"
    assert name_numbers((0.1,), (0.2,), "FD").kind == "value.number"
    assert name_numbers((0.5, 0.6), (0.6, 0.5), "FD").kind == "value.reordered"


def test_numbers_in_another_order_and_the_digits_that_are_left() -> None:
    swapped = name_number_texts(["0.5", "0.60"], ["0.6", "0.5"])
    assert swapped == Naming("value.reordered", detail="the same values in another order")
    told = [name_number_texts(["123.456"], [after]) for after in ("123.46", "123.5", "123")]
    assert [naming.detail for naming in told if naming] == ["to 2 decimals", "to 1 decimal", "to a whole number"]


def test_modality_has_a_kind_of_its_own() -> None:
    assert kinds(build.file(build.ct()), build.file(build.ct(Modality="CR"))) == [("(0008,0060)", "modality.remapped")]


def test_a_change_tells_all_that_a_reader_needs() -> None:
    before = build.file(build.ct(AccessionNumber="2024-0815"))
    after = build.file(build.ct(AccessionNumber="GH-2024-0815"))
    (change,) = changes(before, after)
    assert change.keyword == "AccessionNumber"
    assert (change.before, change.after) == ("2024-0815", "GH-2024-0815")
    assert (change.capture_before, change.capture, change.file_before, change.file_after) == ("a", "b", "0", "0")
    assert change.detail == "prefix “GH-”"
    assert change.evidence == (("prefix", "GH-"),)
    assert change.impact == "breaks"
    assert change.declared == "no"
    assert change.writer == "BUILDER_1"


def test_insignificant_padding_is_encoding() -> None:
    before = build.file(build.ct(), raw={0x00081030: ("LO", b"CT Thorax "), 0x00100010: ("PN", b"Doe^Ann ")})
    after = build.file(build.ct(), raw={0x00081030: ("LO", b"  CT Thorax "), 0x00100010: ("PN", b"Doe^Ann^^^ ")})
    assert kinds(before, after) == []
    assert encodings(before, after) == [("(0008,1030)", "encoding.padding", 1), ("(0010,0010)", "encoding.padding", 1)]


def test_padding_around_letters_beyond_ascii_is_padding() -> None:
    before = build.file(build.ct(), raw={0x00100010: ("PN", "Jérôme^Buc^^ ".encode("latin-1"))})
    after = build.file(build.ct(), raw={0x00100010: ("PN", "Jérôme^Buc".encode("latin-1"))})
    assert kinds(before, after) == []
    assert encodings(before, after) == [("(0010,0010)", "encoding.padding", 1)]


def test_leading_spaces_of_long_texts_mean_something() -> None:
    before = build.file(build.ct(), raw={0x00104000: ("LT", b"see note")})
    after = build.file(build.ct(), raw={0x00104000: ("LT", b"  see note")})
    assert kinds(before, after) == [("(0010,4000)", "value.whitespace")]


def test_a_word_of_unknown_sign_is_a_number() -> None:
    before, after = (
        build.file(build.ct(SmallestImagePixelValue=value), syntax=build.IMPLICIT_LITTLE) for value in (0, 1)
    )
    assert kinds(before, after) == [("(0028,0106)", "value.number")]


hostile = st.text(alphabet=st.sampled_from("0123456789.+-eE \\^=AZaz’é\x1b\0"), max_size=60)


@given(before=hostile, after=hostile, vr=st.sampled_from(sorted(STRING_VRS)))
@settings(max_examples=300, deadline=None)
def test_no_text_makes_a_classifier_fail(before: str, after: str, vr: str) -> None:
    tag = next(tag for tag, known in TAGS.items() if known == vr)
    files = [build.file(build.ct(), raw={tag: (vr, text.encode())}) for text in (before, after)]
    found = [kind for path, kind in kinds(*files)]
    assert len(found) <= 1
    assert set(found) <= set(KINDS)


@given(before=st.decimals(allow_nan=False, allow_infinity=False), places=st.integers(0, 30))
@settings(deadline=None)
def test_a_rounded_number_is_called_rounded_or_equal(before: Decimal, places: int) -> None:
    with localcontext() as context:
        context.prec = 200
        try:
            after = round(before, places)
        except InvalidOperation:
            return
    naming = name_number_texts([str(before)], [str(after)])
    assert naming is not None
    if before != after and after:
        assert naming.kind == "value.rounded"
