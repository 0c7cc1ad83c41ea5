"""What the rules must know of a SOP Class: whether the standard defines it, whether it belongs to a patient, and
whether it must hold pixels."""

from functools import lru_cache

from validator.engine.standard.uids import uid

MEDIA_STORAGE_DIRECTORY = "1.2.840.10008.1.3.10"
WITHOUT_PATIENT = frozenset(
    {
        MEDIA_STORAGE_DIRECTORY,
        "1.2.840.10008.5.1.4.38.1",  # Hanging Protocol
        "1.2.840.10008.5.1.4.39.1",  # Color Palette
        "1.2.840.10008.5.1.4.43.1",  # Generic Implant Template
        "1.2.840.10008.5.1.4.44.1",  # Implant Assembly Template
        "1.2.840.10008.5.1.4.45.1",  # Implant Template Group
        "1.2.840.10008.5.1.4.1.1.200.1",  # CT Defined Procedure Protocol
        "1.2.840.10008.5.1.4.1.1.200.3",  # Protocol Approval
        "1.2.840.10008.5.1.4.1.1.200.7",  # XA Defined Procedure Protocol
        "1.2.840.10008.5.1.4.1.1.201.1",  # Inventory
    }
)
"""Stored objects that have neither patient nor study (PS3.3 A.1, table A.1-1)."""
DICOS = "1.2.840.10008.5.1.4.1.1.501."
"""Security imaging: baggage has an owner, no patient."""
SECONDARY_CAPTURE = frozenset(f"1.2.840.10008.5.1.4.1.1.7{suffix}" for suffix in ("", ".1", ".2", ".3", ".4"))
"""Secondary Capture, and its multi-frame forms."""
PIXELS_WITHOUT_IMAGE = frozenset(
    {
        "1.2.840.10008.5.1.4.1.1.6.2",  # Enhanced US Volume
        "1.2.840.10008.5.1.4.1.1.30",  # Parametric Map
        "1.2.840.10008.5.1.4.1.1.66.4",  # Segmentation
        "1.2.840.10008.5.1.4.1.1.66.7",  # Label Map Segmentation
        "1.2.840.10008.5.1.4.1.1.77.1.5.8",  # Ophthalmic OCT B-scan Volume Analysis
        "1.2.840.10008.5.1.4.1.1.81.1",  # Ophthalmic Thickness Map
        "1.2.840.10008.5.1.4.1.1.82.1",  # Corneal Topography Map
    }
)
"""Classes with pixel data whose name does not say "Image"."""


def is_standard(sop_class: str) -> bool:
    """Whether the standard defines this class; those of vendors, and words that are no UID, it does not."""
    return uid(sop_class) is not None


def belongs_to_patient(sop_class: str) -> bool:
    """Whether an instance of this class of the standard has the patient and study modules."""
    return sop_class not in WITHOUT_PATIENT and not sop_class.startswith(DICOS)


@lru_cache(maxsize=1024)
def must_hold_pixels(sop_class: str) -> bool:
    """Whether an instance of this class is nothing without pixel data; false for unknown and private classes."""
    entry = uid(sop_class)
    return sop_class in PIXELS_WITHOUT_IMAGE or (entry is not None and "Image Storage" in entry.name)
