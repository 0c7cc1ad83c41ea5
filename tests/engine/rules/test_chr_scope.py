"""CHR030 and CHR031."""

from pydicom import Dataset

from tests import build
from tests.engine.rules.harness import allows, collection_allows, collection_flags, flags


def instance(number: int, charset: str | None, study: int = 1):
    return build.ct(
        SOPInstanceUID=f"{build.ROOT}.4.{number}",
        InstanceNumber=number,
        SpecificCharacterSet=charset,
        StudyInstanceUID=f"{build.ROOT}.2.{study}",
        SeriesInstanceUID=f"{build.ROOT}.3.{study}",
        AccessionNumber=f"A{study}",
        StudyID=str(study),
    )


def test_the_instances_that_differ_from_most_are_named():
    (finding,) = collection_flags(
        [("a", instance(1, "ISO_IR 100")), ("b", instance(2, "ISO_IR 192")), ("c", instance(3, "ISO_IR 100"))],
        ("CHR030", "(0008,0005)", ("b",)),
    )
    assert "uses 2 character sets, most of it ISO_IR 100" in finding.message


def test_instances_without_a_label_and_other_studies_do_not_count():
    collection_allows(
        "CHR030",
        [("a", instance(1, "ISO_IR 100")), ("b", instance(2, None)), ("c", instance(3, "ISO_IR 192", study=2))],
    )


def requesting(description: str, charset: str | None) -> Dataset:
    """A CT in ISO_IR 100 with one item in Request Attributes Sequence."""
    step = Dataset()
    if charset is not None:
        step.SpecificCharacterSet = charset
    step.RequestedProcedureDescription = description
    return build.ct(RequestAttributesSequence=[step])


def test_an_item_whose_texts_need_another_set():
    (finding,) = flags(requesting("Schädel", "ISO_IR 192"), ("CHR031", "(0040,0275)[0].(0008,0005)"))
    assert "the item is in ISO_IR 192, what holds it in ISO_IR 100" in finding.message


def test_items_that_read_the_same_either_way():
    allows("CHR031", requesting("Schädel", None))
    allows("CHR031", requesting("Schädel", "ISO_IR 100"))
    allows("CHR031", requesting("Thorax", "ISO_IR 192"))
