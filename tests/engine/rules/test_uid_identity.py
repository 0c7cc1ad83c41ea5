"""UID010 to UID012, UID021."""

import pytest

from tests import build
from tests.engine.rules.harness import allows, flags

GOOD = build.file(build.ct())
ROOT = build.ROOT


@pytest.mark.parametrize(
    ("uid", "kind"),
    [
        ("1.2.276.0.7230010.3.1.4", "a root with nothing behind it"),
        ("20240229", "a root with nothing behind it"),
        ("1.2.3.4.5", "an example from documentation"),
        ("2.999.1", "an example from documentation"),
    ],
)
def test_roots_and_examples(uid: str, kind: str):
    (finding,) = flags(build.ct(StudyInstanceUID=uid), ("UID010", "(0020,000D)"))
    assert kind in finding.message


@pytest.mark.parametrize("uid", ["1.2.276.0.7230010.3.1.4.1787205428.166.1117461927.10", "1.2.30.4", "2.25.4711"])
def test_uids_made_under_such_roots(uid: str):
    allows("UID010", build.ct(StudyInstanceUID=uid))


def test_the_root_of_the_standard_is_not_for_instances():
    flags(build.ct(StudyInstanceUID="1.2.840.10008.20240229.1"), ("UID011", "(0020,000D)"))
    allows("UID011", build.ct(StudyInstanceUID="1.2.840.100080.1"))


def test_a_frame_of_reference_may_be_one_of_the_standard():
    allows("UID011", build.ct(FrameOfReferenceUID="1.2.840.10008.1.4.1.1"))


def test_one_uid_for_study_and_series():
    (finding,) = flags(build.ct(SeriesInstanceUID=f"{ROOT}.2.1"), ("UID012", "(0020,000E)"))
    assert "is the same UID as (0020,000D) Study Instance UID" in finding.message
    allows("UID012", GOOD)


def test_one_uid_for_everything_is_reported_at_each_level():
    flags(
        build.ct(StudyInstanceUID=f"{ROOT}.4.1", SeriesInstanceUID=f"{ROOT}.4.1"),
        ("UID012", "(0020,000D)"),
        ("UID012", "(0020,000E)"),
    )


@pytest.mark.parametrize("level", ["2.1", "3.1", "4.1"])
def test_a_frame_of_reference_with_the_uid_of_a_level(level: str):
    flags(build.ct(FrameOfReferenceUID=f"{ROOT}.{level}"), ("UID021", "(0020,0052)"))
    allows("UID021", GOOD)
