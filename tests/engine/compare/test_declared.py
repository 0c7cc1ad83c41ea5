"""What the records of coercion say of changes: at every depth, by whom, why, and whether it is so."""

from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.compare.harness import changes
from validator.engine.model import Change

PLAIN = build.file(build.ct())


def dataset(**attributes: object) -> Dataset:
    return build.changed(Dataset(), **attributes)


def record(*originals: Dataset, **more: object) -> Dataset:
    item = dataset(ModifiedAttributesSequence=Sequence(originals), **more)
    item.AttributeModificationDateTime = "20240301120000"
    return item


def nonconforming(tag: int, value: bytes) -> Sequence:
    return Sequence([dataset(SelectorAttribute=tag, NonconformingDataElementValue=value)])


def declared(before: bytes, after: bytes) -> dict[str, str]:
    return {change.path: change.declared for change in changes(before, after) if change.declared != "no"}


def change_of(path: str, before: bytes, after: bytes) -> Change:
    (found,) = (change for change in changes(before, after) if change.path == path)
    return found


def coerced(*records: Dataset, **attributes: object) -> bytes:
    return build.file(build.ct(PatientID="X-1", OriginalAttributesSequence=Sequence(records), **attributes))


def test_the_record_tells_the_system_and_the_reason() -> None:
    original = record(
        dataset(PatientID="P-4711"),
        ModifyingSystem="ARCHIVE",
        ReasonForTheAttributeModification="COERCE",
        SourceOfPreviousValues="MODALITY",
    )
    change = change_of("(0010,0020)", PLAIN, coerced(original))
    assert (change.declared, change.evidence) == (
        "yes",
        (
            ("modifying_system", "ARCHIVE"),
            ("reason", "COERCE"),
            ("source_of_previous", "MODALITY"),
            ("modified_at", "20240301120000"),
        ),
    )


def test_a_change_without_record_has_no_facts_of_one() -> None:
    after = coerced(record(dataset(PatientID="P-4711"), ModifyingSystem="ARCHIVE"), AccessionNumber="B-1")
    change = change_of("(0008,0050)", PLAIN, after)
    assert (change.declared, change.evidence) == ("no", ())


def test_of_two_records_of_one_hop_the_true_one_counts() -> None:
    first, second = record(dataset(PatientID="P-4711")), record(dataset(PatientID="TEMP-7"))
    assert declared(PLAIN, coerced(first, second)) == {"(0010,0020)": "yes"}
    assert declared(PLAIN, coerced(second, first)) == {"(0010,0020)": "yes"}
    assert declared(PLAIN, coerced(second)) == {"(0010,0020)": "false-record"}


def test_only_what_is_new_in_the_record_is_judged() -> None:
    old, new = record(dataset(AccessionNumber="OLD")), record(dataset(PatientID="P-4711"))
    before = build.file(build.ct(OriginalAttributesSequence=Sequence([old])))
    assert declared(before, coerced(old, new, AccessionNumber="B-1")) == {"(0010,0020)": "yes"}


def test_a_nonconforming_original_is_held_against_what_it_was() -> None:
    empty = dataset(PatientID="")
    true = record(empty, NonconformingModifiedAttributesSequence=nonconforming(0x00100020, b"P-4711"))
    false = record(empty, NonconformingModifiedAttributesSequence=nonconforming(0x00100020, b"P-9999"))
    assert declared(PLAIN, coerced(true)) == {"(0010,0020)": "yes"}
    assert declared(PLAIN, coerced(false)) == {"(0010,0020)": "false-record"}
    assert declared(PLAIN, coerced(record(empty))) == {"(0010,0020)": "yes"}


def ordered(*requests: Dataset) -> bytes:
    return build.file(build.ct(RequestAttributesSequence=Sequence(requests)))


def request(number: int, description: str, **more: object) -> Dataset:
    return dataset(AccessionNumber=f"R-{number}", ScheduledProcedureStepDescription=description, **more)


def test_a_record_inside_an_item_tells_of_that_item() -> None:
    before = ordered(request(1, "Knee"), request(2, "Hip"))
    true = Sequence([record(dataset(ScheduledProcedureStepDescription="Hip"), ModifyingSystem="RIS")])
    after = ordered(request(1, "Leg"), request(2, "Pelvis", OriginalAttributesSequence=true))
    assert declared(before, after) == {"(0040,0275)[1].(0040,0007)": "yes"}
    change = change_of("(0040,0275)[1].(0040,0007)", before, after)
    assert dict(change.evidence)["modifying_system"] == "RIS"


def test_a_record_inside_an_item_that_is_not_so() -> None:
    before = ordered(request(1, "Knee"))
    false = Sequence([record(dataset(ScheduledProcedureStepDescription="Hip"))])
    after = ordered(request(1, "Leg", OriginalAttributesSequence=false))
    assert declared(before, after) == {"(0040,0275)[0].(0040,0007)": "false-record"}


def test_a_record_in_an_item_that_is_new_tells_nothing() -> None:
    new = request(3, "Leg", OriginalAttributesSequence=Sequence([record(dataset(AccessionNumber="R-1"))]))
    assert declared(ordered(request(1, "Knee")), ordered(request(1, "Knee"), new)) == {}
