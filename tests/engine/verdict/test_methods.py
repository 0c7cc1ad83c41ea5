"""What the way of taking a capture may itself have changed, and where that is said."""

import pytest

from validator.engine.catalogue import KINDS
from validator.engine.model import ChangeGroup, Evidence
from validator.engine.verdict.methods import METHODS, Remark, doubt, method_of, remarks

ARCHIVE = "archive"


def group(kind: str, path: str = "") -> ChangeGroup:
    return ChangeGroup(ARCHIVE, path, kind, 3)


def what(method: str, *groups: ChangeGroup) -> list[tuple[str, tuple[str, ...]]]:
    return [(remark.what, remark.kinds) for remark in remarks(ARCHIVE, method, groups)]


def test_a_listener_makes_the_sender_transcode() -> None:
    pixels = group("encoding.pixel-lossless", "(7FE0,0010)")
    remark = Remark(
        ARCHIVE,
        "c-store",
        "Transfer syntax",
        "A listener accepts only some transfer syntaxes, and the sender transcodes into one of them.",
        "Let the listener accept the transfer syntax in which the sender stores, compressed ones too, and send again.",
        ("encoding.pixel-lossless", "pixel.lossy"),
    )
    assert remarks(ARCHIVE, "c-store", [group("pixel.lossy", "(7FE0,0010)"), pixels]) == (remark,)


def test_a_retrieval_may_coerce_patient_and_order_but_no_geometry() -> None:
    patient, thickness = group("value.replaced", "(0010,0020)"), group("value.replaced", "(0018,0050)")
    assert what("c-move", patient) == [("Patient, study and order data", ("value.replaced",))]
    assert what("c-move", thickness) == []
    nested = group("value.replaced", "(0040,0275)[*].(0008,0050)")
    assert what("wado", nested) == [("Patient, study and order data", ("value.replaced",))]


def test_a_retrieval_may_bring_other_uids_and_a_copy_does_not() -> None:
    uid = group("uid.regenerated", "(0020,000D)")
    assert what("c-move", uid) == [("UIDs", ("uid.regenerated",))]
    assert what("c-store", uid) == []
    assert what("export", uid) == [("De-identification", ("uid.regenerated",))]


def test_over_the_network_the_receiver_is_named_as_the_writer() -> None:
    meta = group("encoding.file-meta", "(0002,0012)")
    assert what("c-store", meta) == what("c-move", meta) == [("Writer", ("encoding.file-meta",))]
    assert what("folder", meta) == what("wado", meta) == []


def test_what_is_missing_may_have_been_left_behind() -> None:
    assert what("manifest", group("instance.missing")) == [("What is there", ("instance.missing",))]
    assert what("media", group("instance.missing"), group("instance.added")) == [
        ("What is there", ("instance.added", "instance.missing"))
    ]


def test_nothing_is_remarked_where_the_way_is_not_said() -> None:
    assert what("unknown", group("pixel.lossy", "(7FE0,0010)")) == []
    assert method_of("by carrier pigeon") == method_of("unknown")


def test_the_clause_of_the_verdict() -> None:
    taken = ((ARCHIVE, "c-move"), ("router", "export"))
    patient = Evidence(ARCHIVE, "value.replaced", "(0010,0020)")
    thickness = Evidence(ARCHIVE, "value.replaced", "(0018,0050)")
    removed = Evidence(ARCHIVE, "value.removed", "(0018,1030)")
    assert doubt([patient], taken) == "may stem from how archive was taken: retrieved (C-MOVE or C-GET)"
    assert doubt([patient, thickness], taken) == (
        "may in part stem from how archive was taken: retrieved (C-MOVE or C-GET)"
    )
    assert doubt([removed], taken) == "may stem from how router was taken: exported by the system"
    assert doubt([removed], taken[:1]) == doubt([], taken) == ""


@pytest.mark.parametrize("method", METHODS)
def test_every_way_speaks_of_kinds_that_exist(method: str) -> None:
    for influence in METHODS[method].influences:
        for beginning in influence.kinds:
            assert any(kind.startswith(beginning) for kind in KINDS), beginning
