"""Levels are held against what the modules list: types, conditions, terms, items."""

from typing import Any

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.rules.conformance.tables import (
    ALWAYS,
    IS_CT,
    NEVER,
    SILENT,
    UNKNOWN,
    data_set,
    deviations,
    iod,
    module,
    row,
    table,
    tag,
    terms,
    unlisted,
    walked,
)
from validator.engine.rules.conformance.deviation import Difference

NAME, SEQUENCE = "(0018,0010)", "(0008,1140)"
"""Contrast/Bolus Agent (LO) and Referenced Image Sequence, which stand for any attribute and any sequence."""
SEX = ["present", [0, tag("PatientSex")]]


def agent(type_: str, required: list[Any] | None = None, otherwise: list[Any] = SILENT) -> Any:
    return iod(module("own", row("ContrastBolusAgent", type_, required, otherwise=otherwise)))


def images(type_: str, required: list[Any] | None = None, otherwise: list[Any] = SILENT) -> Any:
    return iod(module("own", row("ReferencedImageSequence", type_, required, otherwise=otherwise)))


@pytest.mark.parametrize(
    ("type_", "missing", "empty"),
    [
        ("1", Difference.TYPE_1_MISSING, Difference.TYPE_1_EMPTY),
        ("2", Difference.TYPE_2_MISSING, None),
        ("3", None, None),
    ],
)
def test_types_without_a_condition(type_: str, missing: Difference | None, empty: Difference | None):
    assert deviations(agent(type_), data_set()) == ([(missing, NAME)] if missing else [])
    assert deviations(agent(type_), data_set(ContrastBolusAgent="")) == ([(empty, NAME)] if empty else [])
    assert deviations(agent(type_), data_set(ContrastBolusAgent="IODINE")) == []


@pytest.mark.parametrize(
    ("type_", "missing", "empty"),
    [
        ("1", Difference.TYPE_1_MISSING, Difference.TYPE_1_NO_ITEM),
        ("2", Difference.TYPE_2_MISSING, None),
        ("3", None, None),
    ],
)
def test_types_of_sequences(type_: str, missing: Difference | None, empty: Difference | None):
    assert deviations(images(type_), data_set()) == ([(missing, SEQUENCE)] if missing else [])
    none = data_set(ReferencedImageSequence=Sequence())
    assert deviations(images(type_), none) == ([(empty, SEQUENCE)] if empty else [])
    one = data_set(ReferencedImageSequence=Sequence([Dataset()]))
    assert deviations(images(type_), one) == []


@pytest.mark.parametrize(
    ("type_", "required", "missing", "empty"),
    [
        ("1C", ALWAYS, Difference.TYPE_1C_MISSING, Difference.TYPE_1C_EMPTY),
        ("1C", UNKNOWN, Difference.UNDECIDED, Difference.TYPE_1C_EMPTY),
        ("2C", ALWAYS, Difference.TYPE_2C_MISSING, None),
        ("2C", UNKNOWN, Difference.UNDECIDED, None),
    ],
)
@pytest.mark.parametrize("otherwise", [ALWAYS, NEVER, SILENT, UNKNOWN])
def test_types_whose_condition_holds_or_is_not_known(
    type_: str, required: list[Any], missing: Difference, empty: Difference | None, otherwise: list[Any]
):
    listed = agent(type_, required, otherwise)
    assert deviations(listed, data_set()) == [(missing, NAME)]
    assert deviations(listed, data_set(ContrastBolusAgent="")) == ([(empty, NAME)] if empty else [])
    assert deviations(listed, data_set(ContrastBolusAgent="IODINE")) == []


@pytest.mark.parametrize(
    ("type_", "otherwise", "empty", "filled"),
    [
        ("1C", NEVER, Difference.NOT_ALLOWED, Difference.NOT_ALLOWED),
        ("1C", SILENT, Difference.NOT_MENTIONED, Difference.NOT_MENTIONED),
        ("1C", ALWAYS, Difference.TYPE_1C_EMPTY, None),
        ("1C", UNKNOWN, Difference.TYPE_1C_EMPTY, None),
        ("2C", NEVER, Difference.NOT_ALLOWED, Difference.NOT_ALLOWED),
        ("2C", SILENT, Difference.NOT_MENTIONED, Difference.NOT_MENTIONED),
        ("2C", ALWAYS, None, None),
        ("2C", UNKNOWN, None, None),
    ],
)
def test_types_whose_condition_does_not_hold(
    type_: str, otherwise: list[Any], empty: Difference | None, filled: Difference | None
):
    listed = agent(type_, IS_CT, otherwise)
    assert deviations(listed, data_set(Modality="MR")) == []
    assert deviations(listed, data_set(Modality="MR", ContrastBolusAgent="")) == ([(empty, NAME)] if empty else [])
    assert deviations(listed, data_set(Modality="MR", ContrastBolusAgent="X")) == ([(filled, NAME)] if filled else [])


def test_a_sequence_of_type_1c_without_items_is_empty():
    source = data_set(ReferencedImageSequence=Sequence())
    assert deviations(images("1C", ALWAYS), source) == [(Difference.TYPE_1C_EMPTY, SEQUENCE)]
    assert deviations(images("2C", ALWAYS), source) == []


@pytest.mark.parametrize("modality", [None, ""])
def test_what_a_condition_forbids_is_not_blamed_where_the_condition_rests_on_a_gap(modality: str | None):
    source = data_set(Modality=modality, ContrastBolusAgent="IODINE")
    assert deviations(agent("1C", IS_CT, NEVER), source) == []


def test_nor_where_it_rests_on_a_value_that_is_wrong_itself():
    listed = iod(
        module(
            "own",
            row("Modality", "1", None, terms("CT", "MR")),
            row("ContrastBolusAgent", "1C", IS_CT, otherwise=NEVER),
        )
    )
    source = data_set(Modality="ZZ", ContrastBolusAgent="IODINE")
    assert deviations(listed, source) == [(Difference.NOT_ENUMERATED, "(0008,0060)")]


def test_nor_where_it_rests_on_the_presence_of_what_it_asks_for():
    named_and_not_ct = ["all", ["filled", [0, 0x00080060]], ["is-not", [0, 0x00080060], 0, ["CT"]]]
    listed = agent("1C", named_and_not_ct, NEVER)
    assert deviations(listed, data_set(Modality=None, ContrastBolusAgent="IODINE")) == []
    assert deviations(listed, data_set(Modality="CT", ContrastBolusAgent="X")) == [(Difference.NOT_ALLOWED, NAME)]


def test_a_reason_is_the_condition_that_was_met_or_was_not():
    (missing,) = walked(agent("1C", IS_CT), data_set(Modality="CT"))
    (unwanted,) = walked(agent("1C", IS_CT), data_set(Modality="MR", ContrastBolusAgent="X"))
    assert missing.because == unwanted.because == IS_CT


def test_what_the_first_control_point_needs_is_not_missed_in_another_that_has_its_number():
    first = ["number", [0, 0x300A0112], "=", 0]
    points = table(row("ControlPointIndex", "1"), row("GantryAngle", "1C", first))
    listed = iod(module("own", row("ControlPointSequence", "1", table=points)))

    def plan(*numbers: int) -> Dataset:
        items = [Dataset() for _ in numbers]
        for item, number in zip(items, numbers, strict=True):
            item.ControlPointIndex = str(number)
        return data_set(ControlPointSequence=Sequence(items))

    missing = (Difference.TYPE_1C_MISSING, "(300A,0111)[0].(300A,011E)")
    assert deviations(listed, plan(0, 1)) == [missing]
    assert deviations(listed, plan(0, 0)) == [missing]


def test_of_several_modules_the_strictest_demand_is_told():
    listed = iod(
        module("loose", row("ContrastBolusAgent", "2")),
        module("strict", row("ContrastBolusAgent", "1")),
        module("free", row("ContrastBolusAgent", "3")),
    )
    (deviation,) = walked(listed, data_set())
    assert (deviation.difference, deviation.module and deviation.module.key) == (Difference.TYPE_1_MISSING, "strict")


def test_what_one_module_forbids_another_may_allow():
    forbidding = module("forbidding", row("ContrastBolusAgent", "1C", IS_CT, otherwise=NEVER))
    source = data_set(Modality="MR", ContrastBolusAgent="IODINE")
    assert deviations(iod(forbidding), source) == [(Difference.NOT_ALLOWED, NAME)]
    assert deviations(iod(forbidding, module("free", row("ContrastBolusAgent", "3"))), source) == []


def test_items_are_levels_of_their_own():
    items = table(row("ReferencedSOPClassUID", "1"), row("PurposeOfReferenceCodeSequence", "3", table=CODES))
    listed = iod(module("own", row("ReferencedImageSequence", "3", table=items)))
    image = Dataset()
    image.ReferencedSOPClassUID = build.CT_IMAGE
    other = Dataset()
    other.PurposeOfReferenceCodeSequence = Sequence([build.changed(build.code("1", "DCM", "a"), CodeMeaning="")])
    source = data_set(ReferencedImageSequence=Sequence([image, other]))
    assert deviations(listed, source) == [
        (Difference.TYPE_1_MISSING, f"{SEQUENCE}[1].(0008,1150)"),
        (Difference.TYPE_1_EMPTY, f"{SEQUENCE}[1].(0040,A170)[0].(0008,0104)"),
    ]


CODES = table(row("CodeValue", "1"), row("CodeMeaning", "1"))


def test_a_table_may_hold_itself():
    content = table(row("ValueType", "1"))
    content.rows = (*content.rows, row("ContentSequence", "3", table=content))
    listed = iod(module("own", *content.rows))
    leaf, branch = Dataset(), Dataset()
    branch.ValueType = "CONTAINER"
    branch.ContentSequence = Sequence([leaf])
    source = data_set(ValueType="CONTAINER", ContentSequence=Sequence([branch, branch]))
    assert deviations(listed, source) == [
        (Difference.TYPE_1_MISSING, "(0040,A730)[0].(0040,A730)[0].(0040,A040)"),
        (Difference.TYPE_1_MISSING, "(0040,A730)[1].(0040,A730)[0].(0040,A040)"),
    ]


@pytest.mark.parametrize(
    ("values", "chosen", "position"),
    [
        (terms("A", "B"), "A\\B\\A", None),
        (terms("A", "B"), "A\\C", 2),
        (terms("A", "B"), "C", 0),
        (terms("A", "B", position=1), "A\\C", None),
        (terms("A", "B", position=2), "C\\A", None),
        (terms("A", "B", position=2), "A\\C", 2),
        (terms("A", "B", position=3), "A\\C", None),
        (terms("A", "B"), "", None),
        (terms("A", "B"), "A\\", None),
        (terms("A", condition=IS_CT), "B", 0),
        (terms("A", condition=UNKNOWN), "B", None),
        (terms("A", condition=["not", IS_CT]), "B", None),
    ],
)
@pytest.mark.parametrize("kind", ["enumerated", "defined"])
def test_terms_by_position_and_condition(values: Any, chosen: str, position: int | None, kind: str):
    listed = iod(module("own", row("ImageType", "3", None, values._replace(kind=kind))))
    found = walked(listed, data_set(Modality="CT", ImageType=chosen.split("\\") if chosen else ""))
    difference = Difference.NOT_ENUMERATED if kind == "enumerated" else Difference.NOT_DEFINED
    expected = [] if position is None else [(difference, "(0008,0008)", position)]
    assert [(one.difference, one.path, one.position) for one in found] == expected


@pytest.mark.parametrize(
    ("value", "is_wrong"),
    [(b"1 ", False), (b"1.0 ", False), (b"+1", False), (b"1e0 ", False), (b"2 ", True), (b"one ", False), (b"", False)],
)
def test_decimal_strings_are_compared_as_numbers(value: bytes, is_wrong: bool):
    """What is no number at all is the business of the VRV family."""
    listed = iod(module("own", row("RescaleSlope", "3", None, terms("1"))))
    source = build.file(data_set(), raw={0x00281053: ("DS", value)})
    assert deviations(listed, source) == ([(Difference.NOT_ENUMERATED, "(0028,1053)")] if is_wrong else [])


@pytest.mark.parametrize("syntax", [build.IMPLICIT_LITTLE, build.EXPLICIT_LITTLE, build.EXPLICIT_BIG])
def test_binary_numbers_and_tags_are_compared_as_the_tables_write_them(syntax: str):
    listed = iod(
        module(
            "own",
            row("BitsAllocated", "3", None, terms("8", "16")),
            row("FrameIncrementPointer", "3", None, terms("00181063")),
        )
    )
    good = data_set(BitsAllocated=16, FrameIncrementPointer=0x00181063)
    bad = data_set(BitsAllocated=4096, FrameIncrementPointer=0x00181065)
    assert deviations(listed, build.file(good, syntax=syntax)) == []
    assert deviations(listed, build.file(bad, syntax=syntax)) == [
        (Difference.NOT_ENUMERATED, "(0028,0009)"),
        (Difference.NOT_ENUMERATED, "(0028,0100)"),
    ]


@pytest.mark.parametrize(
    ("items", "count", "difference"),
    [
        ((1, 1), 1, None),
        ((1, 1), 2, Difference.TOO_MANY_ITEMS),
        ((1, None), 9, None),
        ((2, None), 1, Difference.TOO_FEW_ITEMS),
        ((2, 2), 2, None),
        ((2, 2), 0, None),
        ((0, 1), 0, None),
        (None, 9, None),
    ],
)
def test_numbers_of_items(items: tuple[int, int | None] | None, count: int, difference: Difference | None):
    """A sequence that has no item at all is empty, which the types are about."""
    listed = iod(module("own", row("ReferencedImageSequence", "3", items=items)))
    source = data_set(ReferencedImageSequence=Sequence([Dataset() for _ in range(count)]))
    assert deviations(listed, source) == ([(difference, SEQUENCE)] if difference else [])


def test_terms_count_for_modules_in_use_only():
    listed = iod(
        module("unused", row("Modality", "3", None, terms("XX")), usage="U"),
        module("used", row("Modality", "3", None, terms("CT"))),
    )
    assert deviations(listed, data_set(Modality="CT")) == []


def test_what_is_in_no_module_is_told_by_its_kind():
    private = {0x00090010: ("LO", b"EXAMPLE "), 0x00091001: ("LO", b"DONE"), 0x00080000: ("UL", bytes(4))}
    image = Dataset()
    image.PatientID = "P-4711"
    dataset = data_set(EchoTime="3", TableTopPitchAngle=1.0, ReferencedImageSequence=Sequence([image]))
    source = build.file(dataset, raw={**private, 0x00280005: ("US", b"\2\0"), 0xFFFCFFFC: ("OB", bytes(2))})
    items = table(row("ReferencedSOPClassUID"))
    listed = iod(
        module("own", row("SOPClassUID"), row("SOPInstanceUID"), row("ReferencedImageSequence", table=items)),
        retired=[0x300A0140],
    )
    assert {(one.difference, one.path) for one in unlisted(listed, source)} == {
        (Difference.NOT_IN_IOD, "(0018,0081)"),
        (Difference.MOVED, "(300A,0140)"),
        (Difference.NOT_IN_ITEM, f"{SEQUENCE}[0].(0010,0020)"),
        (Difference.RETIRED, "(0028,0005)"),
    }


def test_items_of_sequences_that_no_table_tells_of_are_not_judged():
    image = Dataset()
    image.PatientID = "P-4711"
    listed = iod(module("own", row("SOPClassUID"), row("SOPInstanceUID"), row("ReferencedImageSequence")))
    assert unlisted(listed, build.file(data_set(ReferencedImageSequence=Sequence([image])))) == []


def test_behind_the_end_of_a_damaged_file_nothing_is_missing():
    listed = iod(module("own", row("AccessionNumber", "1"), row("ContrastBolusAgent", "1"), row("Rows", "1C", IS_CT)))
    source = data_set(ContrastBolusAgent="", PatientID="P")
    assert deviations(listed, source, is_cut=True) == [
        (Difference.TYPE_1_MISSING, "(0008,0050)"),
        (Difference.TYPE_1_EMPTY, NAME),
    ]


@pytest.mark.parametrize(
    ("required", "reason"),
    [
        (["any", IS_CT, ["present", [0, tag("ImageType")]], ["present", [0, tag("PatientSex")]]], ["all", IS_CT, SEX]),
        (["any", IS_CT, ["present", [0, tag("ImageType")]]], IS_CT),
        (["all", IS_CT, ["any", ["never"], SEX]], ["all", IS_CT, SEX]),
    ],
)
def test_of_a_reason_only_what_holds_is_told(required: list[Any], reason: list[Any]):
    (deviation,) = walked(agent("1C", required), data_set(Modality="CT", PatientSex="M"))
    assert deviation.because == reason


def test_terms_count_where_no_module_that_has_the_attribute_is_in_use():
    """The attribute itself is the use of a module that demands nothing."""
    listed = iod(module("unused", row("PregnancyStatus", "3", None, terms("1", "2")), usage="U"))
    source = data_set(PregnancyStatus=7)
    assert deviations(listed, source) == [(Difference.NOT_ENUMERATED, "(0010,21C0)")]


def test_of_what_has_to_hold_together_one_part_that_is_surely_false_is_enough():
    both = ["all", IS_CT, ["is", [0, tag("BodyPartExamined")], 0, ["CHEST"]]]
    listed = agent("1C", both, NEVER)
    assert deviations(listed, data_set(Modality="MR", ContrastBolusAgent="X")) == [(Difference.NOT_ALLOWED, NAME)]
    assert deviations(listed, data_set(Modality="CT", ContrastBolusAgent="X")) == []
    assert deviations(listed, data_set(BodyPartExamined="CHEST", ContrastBolusAgent="X")) == []
