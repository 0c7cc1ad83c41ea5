"""The kinds of change of what an instance cites."""

from validator.engine.catalogue import kind
from validator.engine.model import Level

REMAPPED = kind(
    "reference.remapped",
    Level.MEANING,
    title="Reference remapped",
    phrase="follows its target",
    page="""A reference changed together with its target: it points to the new UID of what it meant before.

    Why it matters
    The link still works. It shows that this hop rewrites UIDs with care.

    Example
    The router regenerates SOP Instance UIDs and the presentation state cites the new ones.

    How to fix
    Nothing to fix in the reference. See the UID that it follows.
    """,
)
DANGLING = kind(
    "reference.dangling",
    Level.MEANING,
    title="Dangling reference",
    phrase="its target is gone",
    page="""A reference leads nowhere: what it cited was in the case, and at this capture it is gone or has another UID.

    Also reported where nobody touched the reference but its target changed: then both values are the same.

    Why it matters
    Presentation states, segmentations, reports and key images lose their images: nothing is drawn, measured or found.

    Example
    The archive regenerates the UIDs of the CT images; the segmentation still cites the old ones.

    How to fix
    Let the hop that regenerates UIDs map the references of the whole study as well, or keep the UIDs.
    """,
)
CONTEXT_STALE = kind(
    "reference.context-stale",
    Level.MEANING,
    title="Stale context",
    phrase="the study or series cited is not the parent",
    page="""The instance that is cited exists, but the Study or Series cited around it is not the one it belongs to.

    Why it matters
    Viewers that follow a reference from study to series to instance find nothing; those that search by SOP Instance
    UID alone still do.

    Example
    A series got a new UID; Referenced Series Sequence of the presentation state keeps the old one.

    How to fix
    Let the hop that changes Study or Series UIDs change them in references too.
    """,
)
REMOVED = kind(
    "reference.removed",
    Level.MEANING,
    title="Reference removed",
    phrase="no longer cited",
    page="""A reference to another instance is gone.

    Why it matters
    The link between the objects is lost; what depends on it (overlays, measurements, synchronised scrolling) fails.

    Example
    A gateway drops Referenced SOP Instance UID from Referenced Image Sequence.

    How to fix
    Let the hop pass sequences on as they are.
    """,
)
OUTSIDE = kind(
    "reference.outside",
    Level.MEANING,
    title="Reference outside the case",
    phrase="its target was never in the case",
    page="""A reference changed whose target, before and after, is in no capture of the case.

    Why it matters
    Whether it still leads to the right instance cannot be told from here.

    Example
    Referenced Performed Procedure Step Sequence cites another UID than before.

    How to fix
    Add the instances that are cited to the case, or check the reference in the system that holds them.
    """,
)
