"""Specific Character Set: what it means and what is wrong with it."""

import pytest

from validator.engine.model import Element
from validator.engine.text import DEFAULT, CharacterSet, LabelProblem, LabelProblemKind, character_set, charset_of


def charset(*values: str) -> CharacterSet:
    return character_set(values)


def labelled(raw: bytes) -> Element:
    return Element(0x00080005, "CS", "CS", len(raw), 0, 8, raw)


@pytest.mark.parametrize(
    ("values", "terms"),
    [
        ((), ()),
        (("",), ("",)),
        (("ISO_IR 100",), ("ISO_IR 100",)),
        (("ISO_IR 192 ",), ("ISO_IR 192",)),
        (("GB18030",), ("GB18030",)),
        (("", "ISO 2022 IR 87"), ("", "ISO 2022 IR 87")),
        (("ISO 2022 IR 13", "ISO 2022 IR 87"), ("ISO 2022 IR 13", "ISO 2022 IR 87")),
    ],
)
def test_labels_of_the_standard_have_no_problem(values: tuple[str, ...], terms: tuple[str, ...]):
    parsed = charset(*values)
    assert (parsed.terms, parsed.problems) == (terms, ())


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ISO-IR 192", "ISO_IR 192"),
        ("ISO-IR 100", "ISO_IR 100"),
        ("ISO_IR_100", "ISO_IR 100"),
        ("ISOIR100", "ISO_IR 100"),
        ("IR 100", "ISO_IR 100"),
        ("iso_ir 144", "ISO_IR 144"),
        ("UTF-8", "ISO_IR 192"),
        ("utf8", "ISO_IR 192"),
        ("ISO 2022 IR 192", "ISO_IR 192"),
        ("ISO-8859-1", "ISO_IR 100"),
        ("ISO8859-15", "ISO_IR 203"),
        ("Latin1", "ISO_IR 100"),
        ("GB 18030", "GB18030"),
        ("ISO 2022 GBK", "GBK"),
        ("US-ASCII", ""),
    ],
)
def test_misspelt_terms_are_read_as_what_they_mean(written: str, meant: str):
    parsed = charset(written)
    assert parsed.terms == (meant,)
    assert parsed.problems == (LabelProblem(LabelProblemKind.MISSPELT, written, meant),)


@pytest.mark.parametrize("value", ["windows-1252", "ISO_IR 1000", "ISO_IR 42", "8", "ISO"])
def test_an_unknown_term_is_read_as_the_default_repertoire(value: str):
    parsed = charset(value)
    assert parsed.problems == (LabelProblem(LabelProblemKind.UNKNOWN, value),)
    assert (parsed.codec, parsed.upper, parsed.extended) == ("", None, False)


@pytest.mark.parametrize(
    ("values", "kinds"),
    [
        (("ISO_IR 6",), [LabelProblemKind.DEFAULT_NAMED]),
        (("ISO 2022 IR 100",), [LabelProblemKind.FORM]),
        (("ISO_IR 100", "ISO 2022 IR 87"), [LabelProblemKind.FORM]),
        (("ISO 2022 IR 149",), [LabelProblemKind.MULTIBYTE_FIRST]),
        (("ISO 2022 IR 87", "ISO 2022 IR 159"), [LabelProblemKind.MULTIBYTE_FIRST]),
        (("ISO 2022 IR 100", "ISO_IR 192"), [LabelProblemKind.NOT_ALONE]),
        (("GB18030", "ISO_IR 192"), [LabelProblemKind.NOT_ALONE, LabelProblemKind.NOT_ALONE]),
        (("", "ISO 2022 IR 87", "ISO 2022 IR 87"), [LabelProblemKind.REPEATED]),
        (("ISO 2022 IR 100", ""), [LabelProblemKind.EMPTY_LATER]),
    ],
)
def test_illegal_combinations_and_forms(values: tuple[str, ...], kinds: list[LabelProblemKind]):
    assert [problem.kind for problem in charset(*values).problems] == kinds


def test_two_byte_sets_in_first_place_leave_ascii_for_the_delimiters():
    parsed = charset("ISO 2022 IR 149")
    assert (parsed.lower.name, parsed.upper.name if parsed.upper else None) == ("ISO-IR 6", "ISO-IR 149")


def test_only_the_first_of_sets_that_stand_alone_counts():
    assert charset("ISO_IR 192", "ISO 2022 IR 87").codec == "utf-8"
    assert charset("ISO 2022 IR 87", "ISO_IR 192").codec == ""


def test_equal_labels_are_the_same_object():
    assert charset("ISO_IR 100") is charset("ISO_IR 100")


def test_messages_name_a_set_in_defined_terms():
    assert str(charset("UTF-8")) == "ISO_IR 192"
    assert str(charset("", "ISO 2022 IR 87")) == "\\ISO 2022 IR 87"
    assert str(charset("Winter^Tim")) == "the default repertoire"
    assert str(DEFAULT) == "the default repertoire"


def test_an_item_inherits_the_set_unless_it_has_its_own():
    parent = charset("ISO_IR 100")
    assert charset_of((), parent) is parent
    assert charset_of((labelled(b"ISO_IR 192"),), parent) is charset("ISO_IR 192")
    assert charset_of((labelled(b"\\ISO 2022 IR 87"),)).terms == ("", "ISO 2022 IR 87")


def test_an_empty_label_in_an_item_means_the_default_repertoire():
    assert charset_of((labelled(b""),), charset("ISO_IR 100")).upper is None
