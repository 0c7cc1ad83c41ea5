"""Who owns which part of the tree of UIDs."""

from validator.engine.hierarchy.entities import STANDARD_ROOT

BARE_ROOTS = frozenset(
    {
        "1.2.826.0.1.3680043",
        "1.2.826.0.1.3680043.8.498",
        "1.2.276.0.7230010.3",
        "1.2.276.0.7230010.3.1.2",
        "1.2.276.0.7230010.3.1.3",
        "1.2.276.0.7230010.3.1.4",
        "1.2.826.0.1.3680043.2.1143",
        "1.2.40.0.13.1",
        "2.25",
    }
)
"""Roots of widespread toolkits, to which something must be added to make a UID."""
EXAMPLE_ROOTS = ("1.2.3.", "2.999.", "1.2.840.99999.")
"""Arcs that documentation uses; 2.999 is reserved for it (ITU-T X.660)."""


def is_standard(uid: str) -> bool:
    """Whether a UID is the standard's to give out, whether it did or not."""
    return f"{uid}.".startswith(STANDARD_ROOT)


def is_example(uid: str) -> bool:
    """Whether a UID lies under an arc that documentation uses."""
    return f"{uid}.".startswith(EXAMPLE_ROOTS)
