"""What is remembered of a series never changes what is found."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pydicom
import pytest

from benchmarks.migration.generate import generate
from tests import build
from validator.engine.catalogue import RULES, Rule, Scope
from validator.engine.header import scan
from validator.engine.model import Element, Finding, Header, Severity
from validator.engine.rules.runner import Runner
from validator.engine.rules.series import FOLLOWED, MOST_DIFFERENT, SIGHTINGS
from validator.engine.rules.subject import DataSet, Hit, Value, text_of

DATA = Path(pydicom.__file__).parent / "data"
LARGEST = 40_000
"""Bytes of a file that is tried."""
VARIANTS = 4
"""Of each file."""
PATIENT_ID, PATIENT_NAME, WINDOW = 0x00100020, 0x00100010, 0x00281050


def real_files() -> list[Path]:
    return [
        path
        for path in sorted(DATA.rglob("*"))
        if path.is_file() and path.suffix in ("", ".dcm") and path.stat().st_size <= LARGEST
    ]


@pytest.mark.parametrize("path", real_files(), ids=lambda path: path.name)
def test_files_of_a_series_are_judged_as_if_each_were_alone(path: Path):
    content = path.read_bytes()
    warm, forgetful = Runner(RULES.values()), Runner(RULES.values(), knows_series=False)
    choice = random.Random(path.name)
    for source in (*[content] * (SIGHTINGS + 1), *variants(content, choice), content):
        header = scan(source)
        alone = forgetful.check_header(header, file="a.dcm")
        assert warm.check_header(header, file="a.dcm") == alone


def test_the_files_of_a_migration_are_judged_as_if_each_were_alone(tmp_path: Path):
    generate(tmp_path, instances=300, seed=1)
    warm, forgetful = Runner(RULES.values()), Runner(RULES.values(), knows_series=False)
    for path in sorted(path for path in tmp_path.rglob("*") if path.suffix != ".ndjson" and path.is_file()):
        header = scan(path)
        assert warm.check_header(header, file="a.dcm") == forgetful.check_header(header, file="a.dcm"), path


def variants(content: bytes, choice: random.Random) -> Iterator[bytes]:
    """The file with another value here and there, of the same length and longer, at every depth."""
    header = scan(content)
    held = [element for element in everywhere(header) if element.value and element.fragments is None]
    for _ in range(VARIANTS if held and not header.encoding.deflated else 0):
        changed = content
        for element in sorted(choice.sample(held, min(3, len(held))), key=lambda element: -element.offset):
            changed = replaced(changed, element, choice)
        yield changed


def everywhere(header: Header) -> list[Element]:
    return [*header.meta, *(element for _, element in header.walk())]


def replaced(content: bytes, element: Element, choice: random.Random) -> bytes:
    start = element.value_offset
    value = element.value or b""
    way = choice.randrange(4)
    if way == 0 and element.vr_written in ("LO", "SH", "CS", "UI", "DS", "IS", "PN") and value < b"\xff":
        longer = (len(value) + 2).to_bytes(2, "little")
        return content[: start - 2] + longer + value + b"1 " + content[start + len(value) :]
    if way == 1:
        value = b" " * len(value)
    elif way == 2:
        value = value[1:] + value[:1]
    else:
        value = bytes([value[0] ^ 1]) + value[1:]
    return content[:start] + value + content[start + len(value) :]


def made(check: Callable[..., Any], *, message: str = "{attribute} is odd.") -> Rule:
    return Rule("OPS999", "Made up", Severity.INFO, Scope.DATA_SET, message, "PS3.5 1", check, "A made-up rule.")


def series(*names: str, **others: object) -> list[Header]:
    return [scan(build.file(build.ct(PatientName=name, **others))) for name in names]


def found(rule: Rule, headers: list[Header]) -> list[tuple[Finding, ...]]:
    runner = Runner([rule])
    return [runner.check_header(header, file="a.dcm").findings for header in headers]


def test_a_rule_is_called_again_only_where_what_it_asked_for_differs():
    calls = []

    def look(data_set: DataSet) -> Iterator[Hit]:
        calls.append(data_set.text(PATIENT_ID))
        return iter(())

    found(made(look), series(*["Doe^Jim"] * SIGHTINGS, "Doe^Tom", "Roe^Tom"))
    assert len(calls) == SIGHTINGS
    calls.clear()
    found(made(look), series(*["Doe^Jim"] * SIGHTINGS) + series("Doe^Jim", PatientID="P-4712"))
    assert calls == ["P-4711"] * SIGHTINGS + ["P-4712"]


def test_what_is_found_is_told_with_the_value_and_the_place_of_each_file():
    def flag(data_set: DataSet) -> Iterator[Hit]:
        yield data_set.at(PATIENT_NAME)
        yield data_set.at(WINDOW)

    headers = series(*["Doe^Jim"] * SIGHTINGS, "Doe^Tom", "Longer^Doe^Tom")
    for header, findings in zip(headers, found(made(flag), headers), strict=True):
        name, window = header.get(PATIENT_NAME), header.get(WINDOW)
        assert name is not None
        assert window is not None
        assert [finding.offset for finding in findings] == [name.offset, window.offset]
        assert findings[0].value == (name.value or b"").decode().strip()


def test_a_rule_that_goes_through_all_elements_is_noted_with_what_it_reads():
    calls = []

    def first_name(data_set: DataSet) -> Iterator[Hit]:
        names = [element.value for element in data_set.top.elements if element.tag == PATIENT_NAME]
        calls.append(names[0])
        return iter(())

    headers = series(*["Doe^Jim"] * SIGHTINGS) + series("Doe^Jim", PatientID="P-4712") + series("Doe^Tom")
    found(made(first_name), headers)
    assert calls == [b"Doe^Jim "] * SIGHTINGS + [b"Doe^Tom "]


def test_a_rule_that_reads_items_is_called_again_where_one_of_them_differs():
    def flag(data_set: DataSet) -> Iterator[Hit]:
        for item in data_set.top.items(0x00081032):
            yield item.at(0x00080104, value=item.text(0x00080104))

    headers = [
        scan(build.file(build.ct(ProcedureCodeSequence=[build.code("1", "DCM", meaning)])))
        for meaning in [*["Head"] * SIGHTINGS, "Neck"]
    ]
    values = [finding.value for findings in found(made(flag), headers) for finding in findings]
    assert values == [*["Head"] * SIGHTINGS, "Neck"]


def test_an_instance_that_differs_in_much_is_judged_in_full():
    calls = []

    def look(data_set: DataSet) -> Iterator[Hit]:
        calls.append(data_set.text(PATIENT_ID))
        return iter(())

    usual = scan(build.file(build.ct()))
    other = {
        element.tag: (element.vr_written, b"1" * len(element.value))
        for element in usual.elements
        if element.value and element.vr_written in ("LO", "SH", "DS", "IS", "CS", "DA", "TM", "PN", "UI", "US")
    }
    assert len(other) > MOST_DIFFERENT
    found(made(look), [usual] * SIGHTINGS + [scan(build.file(build.ct(), raw=other))])
    assert len(calls) == SIGHTINGS + 1


def coded(meaning: str, *, name: str) -> Header:
    sequence = [build.code("1", "DCM", meaning)]
    return scan(build.file(build.ct(PatientName=name, ProcedureCodeSequence=sequence, SeriesDescription=name)))


def test_items_that_only_stand_elsewhere_are_not_read_again():
    calls = []

    def look(data_set: DataSet) -> Iterator[Hit]:
        calls.append([item.text(0x00080104) for item in data_set.top.items(0x00081032)])
        return iter(())

    headers = [coded("Head", name=name) for name in [*["Doe^Jim"] * SIGHTINGS, *["Longer^Jim"] * 4]]
    found(made(look), [*headers, coded("Neck", name="Longer^Jim")])
    assert calls == [["Head"]] * SIGHTINGS + [["Neck"]]


def test_the_place_of_an_item_and_of_what_it_holds_is_that_in_each_file():
    def flag(data_set: DataSet) -> Iterator[Hit]:
        for item in data_set.top.items(0x00081032):
            yield item.at(0x00080104)
            yield item.at(0x00080106)

    headers = [coded("Head", name=name) for name in [*["Doe^Jim"] * SIGHTINGS, *["Longer^Jim"] * 4]]
    for header, findings in zip(headers, found(made(flag), headers), strict=True):
        (item,) = header.by_tag[0x00081032].items or ()
        meaning = next(element for element in item.elements if element.tag == 0x00080104)
        assert [finding.offset for finding in findings] == [item.offset, meaning.offset]


def test_of_an_instance_that_is_longer_only_what_it_concerns_is_learnt_anew():
    calls = []

    def look(data_set: DataSet) -> Iterator[Hit]:
        calls.append(data_set.text(PATIENT_ID))
        return iter(())

    found(made(look), series(*["Doe^Jim"] * SIGHTINGS, *["Longer^Doe^Tom"] * 2 * SIGHTINGS))
    assert len(calls) == SIGHTINGS


def test_what_a_new_series_has_in_common_is_judged_for_a_few_instances_only():
    calls = []

    def look(data_set: DataSet) -> Iterator[Hit]:
        calls.append(data_set.text(PATIENT_ID))
        return iter(())

    headers = series(*["Doe^Jim"] * SIGHTINGS)
    for number in range(2 * FOLLOWED):
        headers += series(f"Doe^{number:03}", PatientID="P-4712")
    found(made(look), headers)
    assert calls == ["P-4711"] * SIGHTINGS + ["P-4712"] * (FOLLOWED + 1)


def test_what_reads_otherwise_under_another_character_set_is_told_so():
    def flag(data_set: DataSet) -> Iterator[Hit]:
        yield data_set.at(PATIENT_NAME)

    name = "Müller^Jörg".encode("latin-1")
    raw = {PATIENT_NAME: ("PN", name)}
    files = [build.file(build.ct(SpecificCharacterSet=label), raw=raw) for label in (*["ISO_IR 100"] * 3, "ISO_IR 101")]
    values = [finding.value for findings in found(made(flag), [*map(scan, files)]) for finding in findings]
    assert values[:SIGHTINGS] == ["Müller^Jörg"] * SIGHTINGS
    assert values[SIGHTINGS] == name.decode("iso8859-2")


def test_what_rules_share_is_noted_for_each_of_them():
    meanings: list[list[str | None]] = []

    def read(data_set: DataSet) -> list[str | None]:
        return [text_of(element) for path, element in data_set.places if path.endswith("(0008,0104)")]

    def first(data_set: DataSet) -> Iterator[Hit]:
        data_set.places  # noqa: B018  it is worked out for this rule, not for ``read``
        meanings.append(data_set.once(read))
        return iter(())

    def second(data_set: DataSet) -> Iterator[Hit]:
        meanings.append(data_set.once(read))
        return iter(())

    runner = Runner([made(first), made(second)._replace(code="OPS998")])
    for meaning in [*["Head"] * SIGHTINGS, "Neck"]:
        runner.check_header(coded(meaning, name="Doe^Jim"), file="a.dcm")
    assert meanings == [["Head"]] * 2 * SIGHTINGS + [["Neck"]] * 2


def test_a_rule_that_asks_for_the_length_of_the_file_is_called_again_where_it_differs():
    calls = []

    def look(data_set: DataSet) -> Iterator[Hit]:
        calls.append(data_set.header.size)
        return iter(())

    headers = series(*["Doe^Jim"] * SIGHTINGS, "Doe^Jim", "Longer^Doe^Jim")
    found(made(look), headers)
    assert calls == [header.size for header in [*headers[:SIGHTINGS], headers[-1]]]


def test_an_element_rule_that_looks_at_the_tag_only_is_called_once_for_all_values():
    calls = []

    def named(value: Value) -> Iterator[Hit]:
        calls.append(value.vr)
        if value.tag == PATIENT_NAME:
            yield Hit()

    def written(value: Value) -> Iterator[Hit]:
        if value.tag == PATIENT_NAME and value.raw.startswith(b"Roe"):
            yield Hit()

    rules = [made(named)._replace(scope=Scope.ELEMENT), made(written)._replace(scope=Scope.ELEMENT, code="OPS998")]
    runner = Runner(rules)
    names = ["Doe^Jim", "Roe^Tom", "Doe^Tom"]
    codes = [
        [finding.code for finding in runner.check_header(header, file="a.dcm").findings] for header in series(*names)
    ]
    assert codes == [["OPS999"], ["OPS998", "OPS999"], ["OPS999"]]
    assert calls.count("PN") == 2  # Patient's Name and Referring Physician's Name
