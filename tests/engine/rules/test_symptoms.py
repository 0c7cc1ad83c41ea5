"""The operational tags and the symptoms that findings explain."""

import pytest

from validator.engine.catalogue import RULES
from validator.engine.rules.operational import FIRST, OPERATIONAL
from validator.engine.rules.symptoms import BY_CODE, SYMPTOMS, symptoms_of
from validator.engine.standard import dictionary

KEYS = {symptom.key for symptom in SYMPTOMS}


def test_the_five_that_break_most_come_first():
    assert tuple(OPERATIONAL)[:5] == FIRST
    assert [dictionary.keyword(tag) for tag in FIRST] == [
        "PatientID",
        "AccessionNumber",
        "StudyInstanceUID",
        "SeriesInstanceUID",
        "TransferSyntaxUID",
    ]


def test_there_are_twenty_six_operational_tags_of_the_standard():
    assert len(OPERATIONAL) == 26
    assert [tag for tag in OPERATIONAL if dictionary.lookup(tag) is None] == []


@pytest.mark.parametrize("tag", OPERATIONAL)
def test_every_operational_tag_has_a_page_symptoms_and_rules(tag: int):
    entry = OPERATIONAL[tag]
    assert entry.breaks.endswith(".")
    assert set(entry.symptoms) <= KEYS
    assert entry.symptoms
    assert set(entry.rules) - set(RULES) == set()
    assert entry.rules


def test_symptoms_are_told_by_the_beginnings_of_codes():
    assert {key for keys in BY_CODE.values() for key in keys} <= KEYS
    assert {key for code in BY_CODE for key in BY_CODE[code]} == KEYS


@pytest.mark.parametrize(
    ("code", "path", "symptoms"),
    [
        ("UID032", "(0020,000D)", ("not-visible", "query-odd", "study-split", "order-unmatched")),
        ("PIX052", "(7FE0,0010)", ("picture-wrong", "frames-missing")),
        ("CHR010", "(0010,0010)", ("not-visible", "names-garbled")),
        ("CHR010", "(0040,0275)[0].(0040,0007)", ("names-garbled",)),
        ("FIL011", "(0002,0000)", ("import-rejected",)),
        ("VRV025", "(0008,0030)", ("query-odd",)),
        ("FIL004", "", ()),
        ("ENG001", "", ()),
    ],
)
def test_what_a_finding_may_explain(code: str, path: str, symptoms: tuple[str, ...]):
    assert symptoms_of(code, path) == symptoms
