"""SRD140 and SRD141: codes of DCM, the standard's own concepts (PS3.16 annex D)."""

from collections.abc import Iterator
from functools import cache

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.srd import tags
from validator.engine.rules.srd.build_concepts import DATA
from validator.engine.rules.srd.coded_entries import at, coded_entries
from validator.engine.rules.subject import DataSet, Hit


@rule(
    "SRD140",
    "Unknown code of DICOM",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is none of the codes in DCM that this edition knows; {count} entries have it.",
    reference="PS3.16 D",
)
def unknown_code(data_set: DataSet) -> Iterator[Hit]:
    """The scheme DCM is the standard's own, and its codes are listed in PS3.16. Codes newer than all that this edition
    knows are not reported.

    Why it matters
    No other system knows the concept: a measurement or a finding without a name is shown as such, or left out.

    Example
    A code that a project made up, with DCM in place of a designator of its own.

    How to fix
    Look the concept up in PS3.16. Concepts of one's own belong into a scheme that begins with 99.
    """
    for entry, places in coded_entries(data_set).items():
        if entry.scheme == "DCM" and entry.value and entry.value not in _known():
            if entry.value.isascii() and entry.value.isdigit() and int(entry.value) > _newest():
                continue
            yield at(data_set, places, tags.CODE_VALUE)


@rule(
    "SRD141",
    "Code of DICOM with the meaning of another",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is that of another code of DCM: this one means {meaning}. {count} entries have it.",
    reference="PS3.16 D, PS3.3 8.3",
)
def other_meaning(data_set: DataSet) -> Iterator[Hit]:
    """The meaning beside a code is for people, the code for programs, and both say the same. Other words for the same
    concept, and other languages, are allowed.

    Why it matters
    People read one thing and programs another: a dose or a finding is counted as something else.

    Example
    121071 is "Finding"; beside it stands "Impression", which is 121072.

    How to fix
    Have the system take code and meaning from one table.
    """
    for entry, places in coded_entries(data_set).items():
        if entry.scheme == "DCM" and entry.meaning and entry.value in _known():
            meaning = _known()[entry.value]
            if entry.meaning.lower() != meaning.lower() and _is_another(entry.meaning, entry.value):
                yield at(data_set, places, tags.CODE_MEANING, meaning=f'"{meaning}"')


def _is_another(meaning: str, code: str) -> bool:
    """Whether the meaning is that of other codes, and not of this one."""
    codes = _by_meaning().get(meaning.lower())
    return codes is not None and code not in codes


@cache
def _known() -> dict[str, str]:
    """The meaning of each code of DCM."""
    lines = (DATA / "dcm.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))


@cache
def _newest() -> int:
    return max(int(code) for code in _known() if code.isdigit())


@cache
def _by_meaning() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for code, meaning in _known().items():
        found.setdefault(meaning.lower(), set()).add(code)
    return found
