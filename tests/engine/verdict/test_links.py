"""Every sentence links to exactly the lines of the report that it speaks of: none is missing, none told twice."""

import pytest

from tests import build
from tests.engine.compare.harness import Capture, trace
from tests.engine.verdict.telling import ROOT, files, verdict_of
from validator.engine.compare import pattern_of
from validator.engine.compare.classify.encoding_kinds import VR_UNKNOWN
from validator.engine.model import Evidence, Level


def lines(*captures: Capture) -> set[Evidence]:
    """The lines that a report has of these captures, without those of encoding."""
    traced = trace(*captures)
    changes = {
        Evidence(change.capture, change.kind, pattern_of(change.path))
        for change in traced.changes
        if change.level is Level.MEANING or change.kind == VR_UNKNOWN
    }
    return changes | {Evidence(entry.capture, entry.kind, "") for entry in traced.pairing.presence}


def texts(label: str, name: bytes) -> bytes:
    return build.file(
        build.ct(SOPInstanceUID=f"{ROOT}.4.50"), raw={0x00080005: ("CS", label.encode()), 0x00100010: ("PN", name)}
    )


NAMES = dict.fromkeys(
    ("PatientID", "AccessionNumber", "StudyDescription", "SeriesDescription", "InstitutionName", "StudyID"), "X"
)
MESSY = [
    (files(3), files(3, **NAMES)),
    (files(3, AccessionNumber="A{}"), [*files(2, AccessionNumber="GH-A{}"), files(3, AccessionNumber="B")[2]]),
    (files(5), [*files(3), files(3)[0], *files(7)[5:]], files(2, PatientID="Z")),
    (files(3), files(3, SeriesInstanceUID="2.25.1{}", StudyInstanceUID="2.25.2"), files(3, PatientName="Y")),
    ([texts("ISO_IR 192", "Ä^Ö".encode())], [texts("ISO_IR 100", "Ä^Ö".encode())], [texts("ISO_IR 100", b"?^?")]),
    tuple(files(2, PatientID=f"P{at}", StudyDescription=f"S{at}", InstitutionName=f"I{at}") for at in range(9)),
]


@pytest.mark.parametrize("captures", MESSY)
def test_every_line_of_the_report_is_linked_once(captures: tuple[Capture, ...]) -> None:
    told = verdict_of(*captures)
    linked = [line for sentence in told for line in sentence.evidence]
    assert len(told) <= 7
    assert sorted(linked) == sorted(lines(*captures))
