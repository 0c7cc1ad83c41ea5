"""UID010, UID012 and UID021."""

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


def test_one_uid_for_study_and_series():
    (finding,) = flags(build.ct(SeriesInstanceUID=f"{ROOT}.2.1"), ("UID012", "(0020,000E)"))
    assert "is the same UID as (0020,000D) Study Instance UID" in finding.message
    allows("UID012", GOOD)


def test_one_uid_for_everything_is_reported_at_each_level_below_the_first():
    flags(
        build.ct(StudyInstanceUID=f"{ROOT}.4.1", SeriesInstanceUID=f"{ROOT}.4.1"),
        ("UID012", "(0020,000E)"),
        ("UID012", "(0008,0018)"),
    )


@pytest.mark.parametrize("level", [("2.1", "(0020,000D)"), ("3.1", "(0020,000E)"), ("4.1", "(0008,0018)")])
def test_a_frame_of_reference_with_the_uid_of_a_level(level: tuple[str, str]):
    uid, path = level
    (finding,) = flags(build.ct(FrameOfReferenceUID=f"{ROOT}.{uid}"), ("UID021", path))
    assert "is also the (0020,0052) Frame of Reference UID" in finding.message
    allows("UID021", GOOD)
