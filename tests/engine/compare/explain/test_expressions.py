"""Rules in the words of dcm4chee's ``merge-attrs:``."""

import pytest

from validator.engine.compare.explain.characters import Case, Letters
from validator.engine.compare.explain.ends import Pad, Prefix, RemovePrefix, RemoveSuffix, Suffix
from validator.engine.compare.explain.expressions import expressions_of
from validator.engine.compare.explain.moves import Add, ShiftDays
from validator.engine.compare.explain.parts import Component, First
from validator.engine.compare.explain.replacements import Constant, Remove, Table
from validator.engine.compare.explain.rule import Rule
from validator.engine.compare.explain.steps import Step

PATIENT_ID = "(0010,0020)"
MADE, BACK = "dcm4chee: reproduce", "dcm4chee: undo"


@pytest.mark.parametrize(
    ("steps", "expressions"),
    [
        (
            [Prefix("GH-")],
            [(MADE, "PatientID=GH-{PatientID}"), (f"{BACK} where PatientID=GH-.*", "PatientID={PatientID,slice,3}")],
        ),
        (
            [Suffix(".X")],
            [(MADE, "PatientID={PatientID}.X"), (rf"{BACK} where PatientID=.*\.X", "PatientID={PatientID,slice,0,-2}")],
        ),
        ([First(16)], [(MADE, "PatientID={PatientID,slice,0,16}")]),
        ([Prefix("GH-"), First(16)], [(MADE, "PatientID=GH-{PatientID,slice,0,13}")]),
        ([First(10), Prefix("N")], [(MADE, "PatientID=N{PatientID,slice,0,10}")]),
        ([Prefix("gh-"), Case(Letters.UPPER)], [(MADE, "PatientID=GH-{PatientID,upper}")]),
        ([RemovePrefix("GH-")], [(f"{MADE} where PatientID=GH-.*", "PatientID={PatientID,slice,3}")]),
        ([RemoveSuffix("-R")], [(f"{MADE} where PatientID=.*-R", "PatientID={PatientID,slice,0,-2}")]),
        ([Constant("ANON")], [(MADE, "PatientID=ANON")]),
        ([Constant("")], [(MADE, "PatientID=")]),
        ([Remove()], [(MADE, "PatientID!")]),
        ([Pad(8, "0")], []),
        ([Case(Letters.LOWER)], []),
        ([First(4), Case(Letters.UPPER)], []),
        ([Prefix("O'")], [(f"{BACK} where PatientID=O'.*", "PatientID={PatientID,slice,2}")]),
        ([Constant("{x}")], []),
        ([Table.of([("A", "B")])], []),
    ],
)
def test_a_step_as_dcm4chee_would_write_it(steps: list[Step], expressions: list[tuple[str, str]]) -> None:
    assert list(expressions_of(Rule(tuple(steps), "LO"), PATIENT_ID, several=False)) == expressions


def test_dates_are_moved_by_a_period() -> None:
    assert expressions_of(Rule((ShiftDays(-37),), "DA"), "(0008,0020)", several=False) == (
        (MADE, "StudyDate={StudyDate,date-P37D,yyyyMMdd}"),
        (BACK, "StudyDate={StudyDate,date+P37D,yyyyMMdd}"),
    )
    assert expressions_of(Rule((ShiftDays(-37),), "DT"), "(0008,002A)", several=False) == ()


def test_whole_numbers_get_an_offset() -> None:
    assert expressions_of(Rule((Add(1000),), "IS"), "(0020,0011)", several=False)[0] == (
        MADE,
        "SeriesNumber={SeriesNumber,offset,1000}",
    )


def test_one_of_several_values_is_reached_by_its_index() -> None:
    rule = Rule((Component("\\", 2),), "CS")
    assert expressions_of(rule, "(0008,0008)", several=True) == ((MADE, "ImageType={ImageType[1]}"),)


def test_several_values_at_once_cannot_be_written() -> None:
    assert expressions_of(Rule((Prefix("A"),), "LO"), PATIENT_ID, several=True) == ()


def test_another_attribute_is_named() -> None:
    rule = Rule((Prefix("E"),), "SH", "(0020,0010)")
    assert expressions_of(rule, "(0008,0050)", several=False) == ((MADE, "AccessionNumber=E{StudyID}"),)


@pytest.mark.parametrize("path", ["(0040,0275)[*].(0008,0050)", "(0009,1001)"])
def test_attributes_in_items_and_private_ones_cannot_be_written(path: str) -> None:
    assert expressions_of(Rule((Prefix("A"),), "LO"), path, several=False) == ()
