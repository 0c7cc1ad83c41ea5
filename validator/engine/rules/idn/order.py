"""IDN004 to IDN008: by what a study finds its order."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity, tag_text
from validator.engine.rules.subject import DataSet, Hit, text_of
from validator.engine.rules.tags import (
    ACCESSION_NUMBER,
    FILLER_ORDER_NUMBER,
    PLACER_ORDER_NUMBER,
    REQUEST_ATTRIBUTES_SEQUENCE,
)

ORDER_NUMBERS = (PLACER_ORDER_NUMBER, FILLER_ORDER_NUMBER)
"""Of the Imaging Service Request."""
ACCESSION_LIMIT = 16
"""Characters of a value of SH (PS3.5 6.2)."""


@rule(
    "IDN004",
    "Accession Number is missing",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is missing: it must be there in every instance, even if it is empty.",
    reference="PS3.3 C.7.2.1",
)
def accession_missing(data_set: DataSet) -> Iterator[Hit]:
    """The General Study module requires the attribute; it may be empty where there was no order.

    Why it matters
    The study cannot be matched with its order: it stays unread in the archive while the order stays open.

    Example
    A converter that writes only the attributes that it knows.

    How to fix
    Let the writing system take the number from the worklist, and reconcile the study with its order.
    """
    if data_set.is_patients and data_set.lacks(ACCESSION_NUMBER):
        yield data_set.at(ACCESSION_NUMBER)


@rule(
    "IDN005",
    "Accession Number is empty",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is empty: the study cannot be matched with its order. Reconcile it.",
    reference="PS3.3 C.7.2.1",
)
def accession_empty(data_set: DataSet) -> Iterator[Hit]:
    """The attribute is there and has no value, which the standard permits for studies without an order.

    Why it matters
    Reading worklists, report links and billing go by the Accession Number. A study without one does not appear on the
    list of what is to be read.

    Example
    An examination that was started by hand because the worklist was down.

    How to fix
    Reconcile the study with its order. Studies that never had one (imports, research) are fine as they are.
    """
    if data_set.is_patients and data_set.is_empty(ACCESSION_NUMBER):
        yield data_set.at(ACCESSION_NUMBER)


@rule(
    "IDN006",
    "Accession Number longer than its limit",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {length} characters: systems that keep the permitted 16 will cut it, and no longer find "
    "the order.",
    reference="PS3.5 6.2, PS3.3 C.7.2.1",
)
def accession_overlong(data_set: DataSet) -> Iterator[Hit]:
    """A Short String has at most 16 characters.

    Why it matters
    One of the next systems cuts the number. Orders whose numbers differ only at the end become one, and the reports
    of two patients meet.

    Example
    The order system gives out numbers of 20 characters, of which the archive keeps 16.

    How to fix
    Have the order system give out shorter numbers for DICOM, and map between the two in one place only.
    """
    length = len(data_set.text(ACCESSION_NUMBER) or "")
    if length > ACCESSION_LIMIT:
        yield data_set.at(ACCESSION_NUMBER, length=length)


@rule(
    "IDN007",
    "Accession Number was cut",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is only the beginning of the number at {place}: some system cut it. Find the one that did.",
    reference="PS3.3 C.7.2.1, 10.6",
)
def accession_cut(data_set: DataSet) -> Iterator[Hit]:
    """The same data set holds a longer number of the order that begins with the Accession Number.

    Why it matters
    The study no longer matches its order, and two orders may have become one.

    Example
    Accession Number "RAD-2024-0000081" beside Filler Order Number "RAD-2024-000008151".

    How to fix
    Compare with the order and with the captures before this one, to find the hop that cuts. Then correct its limit.
    """
    accession = data_set.text(ACCESSION_NUMBER)
    if not accession:
        return
    for path, text in _order_numbers(data_set, at_limit=len(accession) == ACCESSION_LIMIT):
        if text.startswith(accession) and len(text) > len(accession):
            yield data_set.at(ACCESSION_NUMBER, place=path)
            return


@rule(
    "IDN008",
    "Accession Number fills its limit",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="{attribute} has exactly 16 characters, the most that are permitted: compare it with the order, it may "
    "have been cut.",
    reference="PS3.5 6.2",
)
def accession_at_limit(data_set: DataSet) -> Iterator[Hit]:
    """A number that is exactly as long as the limit is often the rest of a longer one.

    Why it matters
    A cut number looks like a sound one. Only the order shows that something is missing.

    Example
    "HOSP1-RAD-202400" in every study, where the order continues with "815".

    How to fix
    Compare one such number with its order. If it is complete, nothing is wrong.
    """
    if len(data_set.text(ACCESSION_NUMBER) or "") == ACCESSION_LIMIT:
        yield data_set.at(ACCESSION_NUMBER)


def _order_numbers(data_set: DataSet, *, at_limit: bool) -> Iterator[tuple[str, str]]:
    """The places of other numbers of the order; those of another kind only beside a number that fills its limit."""
    request = data_set.get(REQUEST_ATTRIBUTES_SEQUENCE)
    for index, item in enumerate(request.items or () if request else ()):
        for element in item.elements:
            if element.tag == ACCESSION_NUMBER and (text := text_of(element)):
                yield f"{tag_text(REQUEST_ATTRIBUTES_SEQUENCE)}[{index}].{tag_text(ACCESSION_NUMBER)}", text
    for tag in ORDER_NUMBERS if at_limit else ():
        if text := data_set.text(tag):
            yield tag_text(tag), text
