"""OPS001 to OPS007: what an instance is, whose and when, where it is not said.

Patient ID, Accession Number, Study and Series Instance UID are looked after in IDN.
"""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.classes import MEDIA_STORAGE_DIRECTORY, SECONDARY_CAPTURE, is_standard
from validator.engine.rules.ops.absence import missing
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import (
    MODALITY,
    PATIENT_BIRTH_DATE,
    PATIENT_NAME,
    SOP_CLASS_UID,
    SOP_INSTANCE_UID,
    STUDY_DATE,
    STUDY_TIME,
)


@rule(
    "OPS001",
    "SOP Class UID is missing",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is missing or empty: no system can tell what kind of object this is.",
    reference="PS3.3 C.12.1",
)
def sop_class(data_set: DataSet) -> Iterator[Hit]:
    """Every instance names its SOP Class.

    Why it matters
    The class is what two systems agree on before they transfer an instance. Without it the sender cannot offer it and
    the archive rejects it.

    Example
    A data set written by a script that sets patient and pixels only.

    How to fix
    Find out which class the object belongs to, and write its UID here and in the File Meta Information.
    """
    if data_set.sop_class != MEDIA_STORAGE_DIRECTORY and data_set.header.elements:
        yield from missing(data_set, SOP_CLASS_UID)


@rule(
    "OPS002",
    "SOP Instance UID is missing",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is missing or empty: the instance cannot be stored or found again.",
    reference="PS3.3 C.12.1",
)
def sop_instance(data_set: DataSet) -> Iterator[Hit]:
    """Every instance has a UID of its own.

    Why it matters
    It is the key under which the archive stores the object. Without it the instance is rejected.

    Example
    De-identification that removed all UIDs instead of replacing them.

    How to fix
    Take the UID from the source, or make a new one where there is none.
    """
    if data_set.sop_class != MEDIA_STORAGE_DIRECTORY and data_set.header.elements:
        yield from missing(data_set, SOP_INSTANCE_UID)


@rule(
    "OPS003",
    "Patient's Name is missing",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is missing or empty: lists show a blank line, and nobody can check whose images these are.",
    reference="PS3.3 C.7.1.1",
)
def patient_name(data_set: DataSet) -> Iterator[Hit]:
    """The standard permits an empty name where the patient is not known.

    Why it matters
    The name is what people compare. A blank entry is taken for a fault of the viewer, or for the patient above it.

    Example
    An emergency examination under a number only.

    How to fix
    Reconcile the study with its order. De-identified data should carry a pseudonym, not nothing.
    """
    if data_set.is_patients:
        yield from missing(data_set, PATIENT_NAME)


@rule(
    "OPS004",
    "Patient's Birth Date is missing",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="{attribute} is missing or empty: matching with other records has only name and number to go by.",
    reference="PS3.3 C.7.1.1",
)
def birth_date(data_set: DataSet) -> Iterator[Hit]:
    """The standard permits an empty birth date where it is not known.

    Why it matters
    Imports of foreign studies are matched by name, birth date and sex. Without the date they are queued for a person
    to decide. Growth and dose calculations use it too.

    Example
    A CD from another hospital whose export leaves the date out.

    How to fix
    Take the date from the hospital's index while importing.
    """
    if data_set.is_patients:
        yield from missing(data_set, PATIENT_BIRTH_DATE)


@rule(
    "OPS005",
    "Study Date is missing",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is missing or empty: the study sorts to the end of every list and is no prior of any other.",
    reference="PS3.3 C.7.2.1",
)
def study_date(data_set: DataSet) -> Iterator[Hit]:
    """The standard permits an empty study date.

    Why it matters
    Queries ask for dates, prefetching and hanging protocols look for the study before, and retention counts from it.
    A study without a date is in none of them.

    Example
    A converted film without a date.

    How to fix
    Write the date of the examination, from the order or from the acquisition.
    """
    if data_set.is_patients:
        yield from missing(data_set, STUDY_DATE)


@rule(
    "OPS006",
    "Study Time is missing",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="{attribute} is missing or empty: two studies of one day have no order.",
    reference="PS3.3 C.7.2.1",
)
def study_time(data_set: DataSet) -> Iterator[Hit]:
    """The standard permits an empty study time.

    Why it matters
    Where a patient has two studies on one day, worklists and comparisons put them in an order that is left to chance.

    Example
    A converter that knows the day only.

    How to fix
    Write the time at which the examination began.
    """
    if data_set.is_patients:
        yield from missing(data_set, STUDY_TIME)


@rule(
    "OPS007",
    "Modality is missing",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is missing or empty: routing, worklists and hanging protocols go by it.",
    reference="PS3.3 C.7.3.1",
)
def modality(data_set: DataSet) -> Iterator[Hit]:
    """Every series names its modality; only Secondary Capture may leave it out, and what vendors define themselves.

    Why it matters
    Rules for routing and retention, worklists by department and hanging protocols all ask for the modality. The study
    is stored, and appears nowhere.

    Example
    A converter that writes the SOP Class and no modality.

    How to fix
    Write the term of PS3.3 C.7.3.1.1.1 for the equipment that made the data: OT where there is none.
    """
    if data_set.is_patients and data_set.sop_class not in SECONDARY_CAPTURE and is_standard(data_set.sop_class):
        yield from missing(data_set, MODALITY)
