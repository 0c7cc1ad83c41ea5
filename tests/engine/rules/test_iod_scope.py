"""What of an instance is held against its IOD, and when."""

import struct

import pytest

from tests import build
from tests.build import Raw
from tests.engine.rules.documents import container, number, report, text
from tests.engine.rules.harness import allows, check, flags

CONTENT = "(0040,A730)"


def overlay(group: int, **changes: tuple[str, bytes] | None) -> dict[int, tuple[str, bytes]]:
    """An overlay of 4 rows and 6 columns in this group; a value of ``None`` leaves an element out."""
    elements = {
        "rows": (0x0010, ("US", struct.pack("<H", 4))),
        "columns": (0x0011, ("US", struct.pack("<H", 6))),
        "type": (0x0040, ("CS", b"G ")),
        "origin": (0x0050, ("SS", struct.pack("<hh", 1, 1))),
        "allocated": (0x0100, ("US", struct.pack("<H", 1))),
        "position": (0x0102, ("US", struct.pack("<H", 0))),
        "data": (0x3000, ("OW", bytes(4))),
    }
    chosen = {group << 16 | number: changes.get(name, written) for name, (number, written) in elements.items()}
    return {tag: written for tag, written in chosen.items() if written is not None}


def with_overlays(*overlays: Raw) -> bytes:
    return build.file(build.ct(), raw={tag: written for each in overlays for tag, written in each.items()})


def test_content_items_at_every_depth():
    deep = text()
    for _ in range(4):
        deep = container(deep)
    leaf = deep
    while "ContentSequence" in leaf:
        leaf = leaf.ContentSequence[0]
    build.changed(leaf, TextValue=None)
    leaf.ConceptNameCodeSequence[0].CodeMeaning = ""
    path = ".".join([f"{CONTENT}[0]"] * 5)
    findings = flags(report(deep), ("IOD010", f"{path}.(0040,A160)"), ("IOD002", f"{path}.(0040,A043)[0].(0008,0104)"))
    assert "because Value Type is TEXT" in next(one.message for one in findings if one.code == "IOD010")


def test_each_content_item_by_its_own_value_type():
    allows("IOD010", report(container(text(), number(), container(text(number(relationship="HAS PROPERTIES"))))))


def test_enumerated_values_deep_in_a_document():
    deep = container(container(text(ValueType="PROSE")))
    flags(report(deep), ("IOD030", f"{CONTENT}[0].{CONTENT}[0].{CONTENT}[0].(0040,A040)"))


def test_each_overlay_is_asked():
    flags(with_overlays(overlay(0x6000), overlay(0x6002, type=None)), ("IOD001", "(6002,0040)"))
    flags(with_overlays(overlay(0x6000, origin=("SS", b"")), overlay(0x6002)), ("IOD002", "(6000,0050)"))
    flags(with_overlays(overlay(0x6004), overlay(0x601E, type=("CS", b"X "))), ("IOD030", "(601E,0040)"))


@pytest.mark.parametrize("groups", [(0x6000,), (0x6002,), (0x6000, 0x6002, 0x601E)])
def test_overlays_that_have_all_they_need(groups: tuple[int, ...]):
    allows("IOD001", with_overlays(*map(overlay, groups)))


def test_a_file_that_is_cut_off_lacks_nothing_behind_the_end():
    whole = build.file(build.ct(KVP=None, PixelSpacing=None))
    end = whole.index(build.element(0x0020000D, "UI", b"")[:4]) + 20
    flags(whole[:end], ("IOD004", "(0018,0060)"), ("FIL056", "(0020,000D)"))


@pytest.mark.parametrize("left", [0, 2])
def test_a_value_that_is_cut_off_is_not_empty(left: int):
    whole = build.file(report(text(TextValue=None)))
    end = whole.index(b"Finding") + left
    flags(whole[:end], ("FIL056", CONTENT))
    assert not any(finding.code.startswith("IOD") for finding in check(whole[:end]).findings)


@pytest.mark.parametrize(
    ("sop_class", "told"),
    [
        (f"{build.ROOT}.9.1", ("UID016", "(0008,0016)")),
        ("1.2.840.10008.5.1.4.1.1.999", ("UID013", "(0008,0016)")),
    ],
)
def test_instances_of_private_and_unknown_classes_are_judged_by_all_other_rules(sop_class: str, told: tuple[str, str]):
    findings = check(build.ct(SOPClassUID=sop_class, PixelSpacing=None, PatientSex="X", BitsStored=17)).findings
    flags_of = {(finding.code, finding.path) for finding in findings}
    assert told in flags_of
    assert ("PIX013", "(0028,0101)") in flags_of
    assert not any(code.startswith("IOD") for code, _ in flags_of)


def test_an_instance_without_a_class_is_held_against_that_of_its_file_meta():
    source = build.file(build.ct(SOPClassUID=None, PixelSpacing=None))
    flags(source, ("IOD001", "(0028,0030)"), ("OPS001", "(0008,0016)"))


def test_a_message_names_no_value():
    source = build.ct(PatientSex="SECRET", ImageType=["SECRET", "SECRET", "SECRET"], EchoTime="3")
    findings = flags(
        source,
        ("IOD030", "(0008,0008)"),
        ("IOD030", "(0008,0008)"),
        ("IOD031", "(0008,0008)"),
        ("IOD030", "(0010,0040)"),
        ("IOD040", "(0018,0081)"),
    )
    assert not any("SECRET" in finding.message for finding in findings)
