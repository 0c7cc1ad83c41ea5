"""IDN001, IDN002, IDN009, IDN010: by what an instance finds its patient, study and series."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import (
    PATIENT_ID,
    SERIES_INSTANCE_UID,
    STUDY_INSTANCE_UID,
)


@rule(
    "IDN001",
    "Patient ID is missing",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is missing: it must be there in every instance, even if it is empty.",
    reference="PS3.3 C.7.1.1",
)
def patient_id_missing(data_set: DataSet) -> Iterator[Hit]:
    """The Patient module requires the attribute; it may be empty where the patient is not known.

    Why it matters
    The archive cannot file the instance under a patient. It is rejected, or stored where no query finds it: received,
    but not visible.

    Example
    A converted photograph without (0010,0020).

    How to fix
    Let the writing system take the Patient ID from the worklist, and reconcile the instance with its order.
    """
    if data_set.is_patients and data_set.lacks(PATIENT_ID):
        yield data_set.at(PATIENT_ID)


@rule(
    "IDN002",
    "Patient ID is empty",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is empty: the archive cannot tell whose instance this is. Reconcile it with its order.",
    reference="PS3.3 C.7.1.1",
)
def patient_id_empty(data_set: DataSet) -> Iterator[Hit]:
    """The attribute is there and has no value, which the standard permits for unknown patients.

    Why it matters
    Archives put such instances into a holding area, or under one patient together with all others that have no ID.

    Example
    An emergency examination that was never reconciled.

    How to fix
    Reconcile the study with its order. De-identified data should carry a pseudonym, not nothing.
    """
    if data_set.is_patients and data_set.is_empty(PATIENT_ID):
        yield data_set.at(PATIENT_ID)


@rule(
    "IDN009",
    "Study Instance UID is missing",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is missing or empty: without it the instance belongs to no study.",
    reference="PS3.3 C.7.2.1",
)
def study_missing(data_set: DataSet) -> Iterator[Hit]:
    """Every instance of a patient names the study that it belongs to.

    Why it matters
    Archives reject the instance, or make up a study of their own for each one.

    Example
    De-identification that removed all UIDs instead of replacing them.

    How to fix
    Take the UID from the source. Where there is none, give all instances of the study the same new one.
    """
    if data_set.is_patients and (data_set.lacks(STUDY_INSTANCE_UID) or data_set.is_empty(STUDY_INSTANCE_UID)):
        yield data_set.at(STUDY_INSTANCE_UID)


@rule(
    "IDN010",
    "Series Instance UID is missing",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is missing or empty: without it the instance belongs to no series.",
    reference="PS3.3 C.7.3.1",
)
def series_missing(data_set: DataSet) -> Iterator[Hit]:
    """Every instance of a patient names the series that it belongs to.

    Why it matters
    Archives reject the instance, or show each image as a series of its own.

    Example
    A converter that knows patient and study only.

    How to fix
    Take the UID from the source. Where there is none, give all instances of the series the same new one.
    """
    if data_set.is_patients and (data_set.lacks(SERIES_INSTANCE_UID) or data_set.is_empty(SERIES_INSTANCE_UID)):
        yield data_set.at(SERIES_INSTANCE_UID)
