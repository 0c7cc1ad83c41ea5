"""UID013 to UID016."""

from tests import build
from tests.engine.rules.harness import allows, flags

GOOD = build.file(build.ct())


def test_a_class_that_no_edition_knows():
    flags(build.ct(SOPClassUID="1.2.840.10008.5.1.4.1.1.2222"), ("UID013", "(0008,0016)"))
    allows("UID013", GOOD)


def test_a_class_that_is_not_stored():
    (finding,) = flags(build.ct(SOPClassUID="1.2.840.10008.1.1"), ("UID014", "(0008,0016)"))
    assert "is Verification SOP Class" in finding.message
    allows("UID014", build.sr())


def test_a_retired_class():
    (finding,) = flags(build.ct(SOPClassUID="1.2.840.10008.5.1.4.1.1.5"), ("UID015", "(0008,0016)"))
    assert "(Nuclear Medicine Image Storage)" in finding.message
    allows("UID015", GOOD)


def test_a_class_of_a_vendor():
    flags(build.ct(SOPClassUID="1.3.12.2.1107.5.9.1"), ("UID016", "(0008,0016)"))
    allows("UID016", GOOD)
