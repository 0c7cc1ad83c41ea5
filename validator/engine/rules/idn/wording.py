"""IDN011 to IDN013: what should not stand in a Patient ID or Accession Number."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import ACCESSION_NUMBER, PATIENT_ID

PLACEHOLDERS = frozenset(
    {"0", "00000000", "NONE", "NULL", "N/A", "NA", "UNKNOWN", "UNK", "TEST", "XXX", "XXXX", "?", "-", ".", "NOID"}
)


@rule(
    "IDN011",
    "A placeholder as identifier",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} holds a placeholder: everything with the same one ends up under one patient or order.",
    reference="PS3.3 C.7.1.1, C.7.2.1",
)
def placeholder(data_set: DataSet) -> Iterator[Hit]:
    """Patient ID or Accession Number is a word for "not known" instead of being empty.

    Why it matters
    To an archive it is an identifier like any other. Studies of different people are merged under it.

    Example
    Patient ID "UNKNOWN" or Accession Number "0".

    How to fix
    Reconcile the study. Where the identifier is really not known, leave it empty: that is what empty is for.
    """
    for tag in (PATIENT_ID, ACCESSION_NUMBER):
        if (data_set.text(tag) or "").upper() in PLACEHOLDERS:
            yield data_set.at(tag)


@rule(
    "IDN012",
    "An identifier begins with a space",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} begins with a space: some systems keep it and no longer find the value without it.",
    reference="PS3.5 6.2",
)
def leading_space(data_set: DataSet) -> Iterator[Hit]:
    """Leading spaces mean nothing in an identifier, but not every system knows that.

    Why it matters
    A database that compares the bytes sees another patient or another order: the study is split or stays unmatched.

    Example
    Patient ID "  4711", filled up to a width on the left.

    How to fix
    Correct the system that fills up with spaces.
    """
    for tag in (PATIENT_ID, ACCESSION_NUMBER):
        element = data_set.get(tag)
        if element is not None and (element.value or b"").startswith(b" ") and data_set.text(tag):
            yield data_set.at(tag)


@rule(
    "IDN013",
    "An identifier with a wildcard in it",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} contains {sign}, which a query takes for a wildcard: asking for it returns others as well.",
    reference="PS3.4 C.2.2.2.4",
)
def wildcard(data_set: DataSet) -> Iterator[Hit]:
    """In a query, * stands for any characters and ? for one.

    Why it matters
    A query for this Patient ID or Accession Number matches those of others. A retrieve that follows fetches the
    studies of other patients.

    Example
    Patient ID "4711*", the mark of a department for preliminary numbers.

    How to fix
    Give out identifiers of letters, digits and hyphens only.
    """
    for tag in (PATIENT_ID, ACCESSION_NUMBER):
        sign = next((sign for sign in "*?" if sign in (data_set.text(tag) or "")), None)
        if sign and (data_set.text(tag) or "").upper() not in PLACEHOLDERS:
            yield data_set.at(tag, sign=sign)
