"""Asserts exactly what the rules say of one file or of a few."""

from collections.abc import Iterable

from pydicom import Dataset

from tests import build
from validator.engine.catalogue import RULES
from validator.engine.header import Limits, scan
from validator.engine.model import CheckedFile, CollectionFinding, Finding
from validator.engine.pixels.digest import digest_left_on_disk
from validator.engine.rules import Identity, check_collection, check_header, identify

USUAL = Limits()
Flag = tuple[str, str]
"""A code and a path: ``("UID003", "(0008,0018)")``."""


def check(source: Dataset | bytes, *, limits: Limits = USUAL) -> CheckedFile:
    """What the rules find in a data set (written to a file first) or in the bytes of a file."""
    return check_header(scan(content(source), limits=limits), file="test.dcm")


def flags(source: Dataset | bytes, *expected: Flag, limits: Limits = USUAL) -> tuple[Finding, ...]:
    """Assert that the rules report exactly these codes at these paths, in any order; give the findings back.

    What an instance lacks by its IOD counts only where the case is about that (an IOD code is expected): the instances
    of other families' cases are cut down to what their rule looks at.
    """
    findings = check(source, limits=limits).findings
    if not any(code.startswith("IOD") for code, _ in expected):
        findings = tuple(finding for finding in findings if not finding.code.startswith("IOD"))
    assert sorted((finding.code, finding.path) for finding in findings) == sorted(expected), findings
    return findings


def allows(code: str, source: Dataset | bytes, *expected: Flag) -> None:
    """The good case of a rule: assert that it stays quiet, and that nothing but the ``expected`` is reported."""
    assert code in RULES, code
    assert code not in {flag[0] for flag in expected}
    if code.startswith("IOD"):
        conforms(source, *expected)
    else:
        flags(source, *expected)


def conforms(source: Dataset | bytes, *expected: Flag) -> None:
    """Assert that an instance has all that its IOD demands, and that nothing but the ``expected`` is reported."""
    findings = check(source).findings
    assert sorted((finding.code, finding.path) for finding in findings) == sorted(expected), findings


def collection_flags(
    instances: Iterable[tuple[str, Dataset | bytes]], *expected: tuple[str, str, tuple[str, ...]]
) -> list[CollectionFinding]:
    """Assert that together these named instances are reported with exactly these (code, path, files)."""
    data = {name: content(source) for name, source in instances}
    findings = check_collection(
        (identify(scan(source), file=name) for name, source in data.items()),
        content=lambda file: digest_left_on_disk(data[file], scan(data[file])),
    )
    assert sorted((finding.code, finding.path, finding.files) for finding in findings) == sorted(expected), findings
    return findings


def collection_allows(
    code: str, instances: Iterable[tuple[str, Dataset | bytes]], *expected: tuple[str, str, tuple[str, ...]]
) -> None:
    """The good case of a rule over a collection, as in ``allows``."""
    assert code in RULES, code
    assert code not in {flag[0] for flag in expected}
    collection_flags(instances, *expected)


def identity(source: Dataset | bytes, *, file: str) -> Identity:
    """The identity of a data set or of the bytes of a file."""
    return identify(scan(content(source)), file=file)


def content(source: Dataset | bytes) -> bytes:
    """The bytes of a file, which a data set becomes first."""
    return source if isinstance(source, bytes) else build.file(source)
