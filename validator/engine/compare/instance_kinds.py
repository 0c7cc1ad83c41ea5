"""The kinds of change of whole instances: missing, added, doubled, in conflict."""

from validator.engine.catalogue import kind
from validator.engine.model import Level

MISSING = kind(
    "instance.missing",
    Level.MEANING,
    title="Instance missing",
    phrase="missing here",
    page="""An instance that the capture before had is not in this one.

    Why it matters
    Images were lost, or not sent, not accepted, or not exported.

    Example
    The association was aborted before the last two images.

    How to fix
    Look for the SOP Instance UID in the receiving system first: the capture itself may be incomplete. Then read the
    logs of both sides for rejected or failed stores, and send the instance again.
    """,
)
ADDED = kind(
    "instance.added",
    Level.MEANING,
    title="Instance added",
    phrase="new here",
    page="""An instance is in this capture that no earlier one had.

    Why it matters
    A system made it (a report, a secondary capture, a presentation state), or it belongs elsewhere.

    Example
    A workstation adds a snapshot to the study.

    How to fix
    Nothing to fix where a system is meant to add objects. Otherwise check that it belongs to this study, and whether
    it is a copy of another instance under a new UID.
    """,
)
DUPLICATED = kind(
    "instance.duplicated",
    Level.MEANING,
    title="Instance duplicated",
    phrase="here more than once",
    page="""A capture holds the same instance more than once, with the same data set.

    Why it matters
    Counts no longer agree. Otherwise harmless: the same SOP Instance UID is the same instance.

    Example
    An export writes an instance into two folders.

    How to fix
    Nothing to fix in the instance. Look at how the capture was taken.
    """,
)
CONFLICT = kind(
    "instance.conflict",
    Level.MEANING,
    title="Instance in two versions",
    phrase="same UID, other content",
    page="""A capture holds two data sets with the same SOP Instance UID and different content.

    Why it matters
    Only one of them can be right. Archives keep the first or the last one, each by its own rule, and viewers show
    whichever they meet.

    Example
    A corrected image is sent again without a new SOP Instance UID.

    How to fix
    Find out which system changed the object without giving it a new SOP Instance UID (PS3.4 B.4.1), and which version
    is to be kept.
    """,
)
