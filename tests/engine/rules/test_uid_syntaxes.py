"""UID017 to UID020."""

from tests import build
from tests.engine.rules.harness import allows, flags

GOOD = build.file(build.ct())


def test_a_syntax_that_no_edition_knows():
    flags(build.file(build.ct(), TransferSyntaxUID="1.2.840.10008.1.2.44"), ("UID017", "(0002,0010)"))
    allows("UID017", GOOD)


def test_a_class_where_the_syntax_belongs():
    (finding,) = flags(build.file(build.ct(), TransferSyntaxUID=build.CT_IMAGE), ("UID018", "(0002,0010)"))
    assert "is CT Image Storage" in finding.message
    allows("UID018", GOOD)


def test_a_retired_syntax():
    flags(build.file(build.ct(), syntax=build.EXPLICIT_BIG), ("UID019", "(0002,0010)"))
    allows("UID019", build.file(build.ct(), syntax=build.IMPLICIT_LITTLE))


def test_a_syntax_of_a_vendor():
    flags(build.file(build.ct(), TransferSyntaxUID="1.2.840.113619.5.2"), ("UID020", "(0002,0010)"))
    allows("UID020", GOOD)
