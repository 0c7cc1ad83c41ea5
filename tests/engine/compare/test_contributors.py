"""Devices that entered themselves as contributors: evidence on the changes of the hop, and who wrote it."""

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.compare.harness import changes
from validator.engine.model import Change

SCANNER = ("109101", "Acquisition Equipment")
MODIFIER = ("109103", "Modifying Equipment")


def equipment(purpose: tuple[str, str] | None = MODIFIER, **attributes: object) -> Dataset:
    item = build.changed(Dataset(), **attributes)
    if purpose:
        item.PurposeOfReferenceCodeSequence = Sequence([build.code(purpose[0], "DCM", purpose[1])])
    return item


GATEWAY = equipment(
    Manufacturer="ACME",
    ManufacturerModelName="Gateway",
    SoftwareVersions="3.1",
    StationName="ROUTER1",
    ContributionDateTime="20240301120000",
    ContributionDescription="for Mr Winter",
)


def routed(*items: Dataset, **attributes: object) -> bytes:
    sequence = Sequence(items) if items else None
    return build.file(build.ct(ContributingEquipmentSequence=sequence, **attributes))


def change_of(path: str, before: bytes, after: bytes) -> Change:
    (found,) = (change for change in changes(before, after) if change.path == path)
    return found


def test_a_new_contributor_stands_with_every_change_of_the_hop() -> None:
    change = change_of("(0010,0020)", routed(), routed(GATEWAY, PatientID="X-1"))
    assert (change.declared, change.evidence) == (
        "no",
        (("contributing_equipment", "Modifying Equipment: ACME Gateway 3.1 (ROUTER1), 20240301120000"),),
    )


@pytest.mark.parametrize(
    ("item", "writer"),
    [
        (GATEWAY, "ACME Gateway 3.1 (ROUTER1) · BUILDER_1"),
        (equipment(StationName="ROUTER1"), "ROUTER1 · BUILDER_1"),
        (equipment(SCANNER, Manufacturer="ACME"), "BUILDER_1"),
        (equipment(None, Manufacturer="ACME"), "BUILDER_1"),
        (equipment(), "BUILDER_1"),
    ],
)
def test_a_device_that_says_it_changes_instances_is_named_as_the_writer(item: Dataset, writer: str) -> None:
    assert change_of("(0010,0020)", routed(), routed(item, PatientID="X-1")).writer == writer


def test_a_contributor_of_an_earlier_hop_did_nothing_here() -> None:
    scanner = equipment(SCANNER, Manufacturer="Example Imaging")
    change = change_of("(0010,0020)", routed(GATEWAY), routed(GATEWAY, PatientID="X-1"))
    assert (change.writer, change.evidence) == ("BUILDER_1", ())
    added = change_of("(0010,0020)", routed(scanner), routed(scanner, GATEWAY, PatientID="X-1"))
    assert [name for name, _ in added.evidence] == ["contributing_equipment"]


def test_a_coercion_datetime_is_weaker_evidence() -> None:
    change = change_of("(0010,0020)", routed(), routed(PatientID="X-1", InstanceCoercionDateTime="20240301"))
    assert (change.declared, change.evidence) == ("no", (("coerced_at", "20240301"),))


def test_differences_of_encoding_carry_no_evidence_of_that_kind() -> None:
    implicit = build.file(build.ct(ContributingEquipmentSequence=Sequence([GATEWAY])), syntax=build.IMPLICIT_LITTLE)
    assert [change.path for change in changes(routed(), implicit)] == ["(0018,A001)"]
