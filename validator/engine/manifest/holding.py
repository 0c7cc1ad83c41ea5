"""What one file is, as far as a list can be held against it."""

from collections.abc import Mapping
from typing import NamedTuple

from validator.engine.manifest.columns import ATTRIBUTES
from validator.engine.rules.identity import PATIENT_ATTRIBUTES, SERIES_ATTRIBUTES, STUDY_ATTRIBUTES, Identity
from validator.engine.standard import dictionary


class Holding(NamedTuple):
    """One file of a capture; its UIDs are empty where it has none."""

    study: str
    series: str
    instance: str
    values: Mapping[str, str]
    """By keyword, without padding; empty where the file does not say it."""


_GROUPS = tuple(
    tuple(dictionary.keyword(tag) for tag in group)
    for group in (PATIENT_ATTRIBUTES, STUDY_ATTRIBUTES, SERIES_ATTRIBUTES)
)
"""The keywords of an identity's values, in their order."""


def holding_of(identity: Identity) -> Holding:
    """What is known of one instance, ready to be compared with a list."""
    values = {
        "PatientID": identity.patient_id,
        "IssuerOfPatientID": identity.issuer,
        "AccessionNumber": identity.accession,
        "SOPClassUID": identity.sop_class,
        "InstanceNumber": identity.instance_number,
    }
    for keywords, found in zip(
        _GROUPS, (identity.patient_values, identity.study_values, identity.series_values), strict=True
    ):
        values.update(zip(keywords, found, strict=True))
    values["ModalitiesInStudy"] = values["Modality"]
    said = {keyword: value or "" for keyword, value in values.items() if keyword in ATTRIBUTES}
    return Holding(identity.study or "", identity.series or "", identity.sop_instance or "", said)
