"""Patient, study, series, instance: which UID names which of them, and who cites whom."""

from validator.engine.hierarchy.citations import Citation, citations, cited_uids
from validator.engine.hierarchy.entities import CLASS_TAGS, IDENTITIES, REFERENCE_TAGS, is_standard_uid, uids_of

__all__ = [
    "CLASS_TAGS",
    "IDENTITIES",
    "REFERENCE_TAGS",
    "Citation",
    "citations",
    "cited_uids",
    "is_standard_uid",
    "uids_of",
]
