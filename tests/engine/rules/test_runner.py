"""The runner: memo, order, bounds, crashes, and where it looks for values."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pydicom
import pytest

from tests import build
from tests.engine.rules.harness import identity
from validator.engine.catalogue import RULES, Rule, Scope
from validator.engine.header import scan
from validator.engine.model import Finding, Severity, State
from validator.engine.rules import check_header, check_path
from validator.engine.rules.collection import Collection
from validator.engine.rules.findings import FINDINGS_PER_RULE
from validator.engine.rules.runner import REMEMBERED_BYTES, Runner
from validator.engine.rules.subject import CollectionHit, DataSet, Hit, Value

PATIENT_ID = 0x00100020


def made(code: str, check: Callable, scope: Scope, *, message: str = "{attribute} is odd.") -> Rule:
    return Rule(code, "Made up", Severity.WARNING, scope, message, "PS3.5 1", check, "A made-up rule.")


def findings_of(source: bytes, *rules: Rule) -> tuple[Finding, ...]:
    return Runner(rules).check_header(scan(source), file="a.dcm").findings


def test_an_element_rule_sees_tag_vr_bytes_charset_and_byte_order():
    seen = []

    def look(value: Value) -> Iterator[Hit]:
        seen.append(value)
        return iter(())

    findings_of(build.file(build.ct(SpecificCharacterSet=["", "ISO 2022 IR 100"])), made("VRV999", look, Scope.ELEMENT))
    assert [value for value in seen if value.tag == PATIENT_ID] == [
        Value(PATIENT_ID, "LO", "LO", b"P-4711", ("", "ISO 2022 IR 100"), True)
    ]


def test_the_charset_of_an_item_is_its_own_or_that_of_its_parent():
    seen = {}

    def look(value: Value) -> Iterator[Hit]:
        if value.tag == 0x00080104:
            seen[value.raw] = value.charset
        return iter(())

    inherits, brings = build.code("1", "DCM", "in"), build.code("1", "DCM", "own ")
    brings.SpecificCharacterSet = "ISO_IR 192"
    source = build.file(build.ct(ProcedureCodeSequence=[inherits, brings], AnatomicRegionSequence=[inherits]))
    findings_of(source, made("VRV999", look, Scope.ELEMENT))
    assert seen == {b"in": ("ISO_IR 100",), b"own ": ("ISO_IR 192",)}


def test_repeated_values_are_judged_once():
    calls = []

    def look(value: Value) -> Iterator[Hit]:
        calls.append(value)
        yield Hit()

    runner = Runner([made("VRV999", look, Scope.ELEMENT)])
    header = scan(build.file(build.ct()))
    first = runner.check_header(header, file="a.dcm")
    count = len(calls)
    assert runner.check_header(header, file="a.dcm") == first
    assert len(calls) == count == len(first.findings)


def test_long_values_are_judged_but_not_remembered():
    calls = []

    def look(value: Value) -> Iterator[Hit]:
        if value.vr == "UT":
            calls.append(len(value.raw))
        return iter(())

    runner = Runner([made("VRV999", look, Scope.ELEMENT)])
    header = scan(build.file(build.ct(), raw={0x00102180: ("UT", b"x" * (REMEMBERED_BYTES + 2))}))
    runner.check_header(header, file="a.dcm")
    runner.check_header(header, file="a.dcm")
    assert calls == [REMEMBERED_BYTES + 2] * 2


def test_what_is_left_of_a_cut_value_is_not_judged():
    seen = []

    def look(value: Value) -> Iterator[Hit]:
        seen.append(value.tag)
        return iter(())

    whole = build.file(build.ct())
    findings_of(whole[: whole.index(b"P-4711") + 3], made("VRV999", look, Scope.ELEMENT))
    assert 0x00100010 in seen
    assert PATIENT_ID not in seen


def test_findings_carry_path_offset_value_and_a_message_with_the_attribute():
    def third_byte(value: Value) -> Iterator[Hit]:
        if value.tag == 0x00080102:
            yield Hit(offset=2)

    source = build.file(build.ct(ProcedureCodeSequence=[build.code("1", "DCM", "one")]))
    offset = source.index(b"\x08\x00\x02\x01SH")
    assert findings_of(source, made("VRV999", third_byte, Scope.ELEMENT)) == (
        Finding(
            "VRV999",
            Severity.WARNING,
            "(0008,1032)[0].(0008,0102)",
            offset + 8 + 2,
            "(0008,0102) Coding Scheme Designator is odd.",
            "DCM",
        ),
    )


def test_findings_come_by_offset_then_code_whatever_the_order_of_the_rules():
    def two(data_set: DataSet) -> Iterator[Hit]:
        yield data_set.at(PATIENT_ID)
        yield data_set.at(0x00080018)
        yield data_set.at(0x00080064)

    rules = [made(code, two, Scope.DATA_SET) for code in ("OPS998", "IDN999")]
    found = findings_of(build.file(build.ct()), *rules)
    assert found == findings_of(build.file(build.ct()), *reversed(rules))
    assert [(finding.code, finding.path) for finding in found] == [
        ("IDN999", "(0008,0064)"),
        ("OPS998", "(0008,0064)"),
        ("IDN999", "(0008,0018)"),
        ("OPS998", "(0008,0018)"),
        ("IDN999", "(0010,0020)"),
        ("OPS998", "(0010,0020)"),
    ]


@pytest.mark.parametrize("scope", [Scope.ELEMENT, Scope.DATA_SET])
def test_a_rule_that_crashes_is_one_finding_and_quotes_nothing(scope: Scope, caplog: pytest.LogCaptureFixture):
    def crash(subject: Value | DataSet) -> Iterator[Hit]:
        if isinstance(subject, Value) and subject.tag != PATIENT_ID:
            return
        raise ValueError("Winter^Tim")
        yield

    def sound(data_set: DataSet) -> Iterator[Hit]:
        yield data_set.at(0x00080018)

    rules = (made("VRV999", crash, scope), made("IDN999", sound, Scope.DATA_SET))
    found = findings_of(build.file(build.ct()), *rules)
    assert sorted(finding.code for finding in found) == ["ENG001", "IDN999"]
    crashed = next(finding for finding in found if finding.code == "ENG001")
    assert crashed.message.startswith("The rule VRV999 stopped with ValueError at test_runner.py:")
    assert "Winter" not in crashed.message + caplog.text
    assert "VRV999" in caplog.text


def test_a_collection_rule_that_crashes_is_one_finding():
    def crash(collection: Collection) -> Iterator[CollectionHit]:
        raise KeyError("P-4711")
        yield

    runner = Runner([made("IDN999", crash, Scope.COLLECTION)])
    (finding,) = runner.check_collection([identity(build.ct(), file="a.dcm")])
    assert (finding.code, finding.files) == ("ENG001", ())
    assert "P-4711" not in finding.message


def test_a_rule_without_end_is_cut_and_counted():
    def everywhere(data_set: DataSet) -> Iterator[Hit]:
        for number in range(FINDINGS_PER_RULE + 7):
            yield Hit(path="(0010,0020)", offset=number)

    found = findings_of(build.file(build.ct()), made("IDN999", everywhere, Scope.DATA_SET))
    assert [finding.code for finding in found] == ["ENG002"] + ["IDN999"] * FINDINGS_PER_RULE
    assert found[0].message == "IDN999 was found 7 more times in this file; the first 100 are listed."


def test_what_is_not_dicom_is_named_and_judged_by_nothing_else(tmp_path):
    path = tmp_path / "preview.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(600))
    checked = check_path(path, file="preview.jpg")
    assert (checked.state, checked.kind, checked.actual_syntax) == (State.NOT_DICOM, "JPEG image", None)
    assert [finding.code for finding in checked.findings] == ["FIL001"]


def test_a_damaged_file_is_called_damaged():
    source = build.file(build.ct())
    assert check_header(scan(source), file="a.dcm").state is State.CHECKED
    assert check_header(scan(source[:-10]), file="a.dcm").state is State.DAMAGED


def test_the_result_names_class_instance_and_syntaxes():
    checked = check_header(scan(build.file(build.ct(), syntax=build.DEFLATED)), file="a.dcm")
    assert checked.file == "a.dcm"
    assert checked.sop_class == build.CT_IMAGE
    assert checked.sop_instance == f"{build.ROOT}.4.1"
    assert (checked.declared_syntax, checked.actual_syntax) == (build.DEFLATED, build.DEFLATED)


def test_the_rules_of_events_are_registered():
    assert {"ENG001", "ENG002"} <= set(RULES)


def test_collection_findings_list_the_values_but_keep_them_out_of_the_message():
    def disagree(collection: Collection) -> Iterator[CollectionHit]:
        yield CollectionHit(files=("a.dcm",), path="(0010,0010)", values=("Winter^Tim", *map(str, range(20))))

    runner = Runner([made("IDN999", disagree, Scope.COLLECTION)])
    (finding,) = runner.check_collection([identity(build.ct(), file="a.dcm")])
    assert finding.values == ("Winter^Tim", *map(str, range(9)))
    assert finding.message == "(0010,0010) Patient's Name is odd."


def test_a_message_whose_words_are_missing_is_a_crash_of_the_rule():
    def silent(data_set: DataSet) -> Iterator[Hit]:
        yield data_set.at(PATIENT_ID)

    (finding,) = findings_of(
        build.file(build.ct()), made("IDN999", silent, Scope.DATA_SET, message="{attribute} has {length} bytes.")
    )
    assert (finding.code, finding.path) == ("ENG001", "(0010,0020)")
    assert finding.message.startswith("The rule IDN999 stopped with KeyError")


def test_the_first_places_of_a_file_are_listed_whatever_their_depth():
    def every_code(value: Value) -> Iterator[Hit]:
        if value.tag == 0x00080100:
            yield Hit()

    items = [build.code(str(number), "DCM", "number") for number in range(FINDINGS_PER_RULE + 20)]
    found = findings_of(build.file(build.ct(ProcedureCodeSequence=items)), made("VRV999", every_code, Scope.ELEMENT))
    assert [finding.path for finding in found if finding.code == "VRV999"] == [
        f"(0008,1032)[{number}].(0008,0100)" for number in range(FINDINGS_PER_RULE)
    ]


def test_a_dicomdir_is_named_by_its_file_meta() -> None:
    path = Path(pydicom.__file__).parent / "data" / "test_files" / "dicomdirtests" / "DICOMDIR"
    checked = check_path(path, file="DICOMDIR")
    assert checked.sop_class == "1.2.840.10008.1.3.10"
