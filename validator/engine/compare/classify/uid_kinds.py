"""The kinds of change of an instance's own identity."""

from validator.engine.catalogue import kind
from validator.engine.model import Level

REGENERATED = kind(
    "uid.regenerated",
    Level.MEANING,
    title="Regenerated",
    phrase="a new UID in its place",
    page="""A UID was replaced by a new one, and wherever the old one stood, the same new one stands now.

    Why it matters
    For every system behind this hop it is another study, series or instance: priors are not found, orders do not
    match, and what is sent again is stored twice.

    Example
    All 512 instances of a study leave the router with one new Study Instance UID.

    How to fix
    Find the rule or tag morphing at this hop that generates UIDs. Where it is wanted (de-identification, merging of
    archives), keep the table from old to new.
    """,
)
SPLIT = kind(
    "uid.split",
    Level.MEANING,
    title="Split",
    phrase="one became several",
    page="""Instances that shared a UID have different ones now: one study, series or frame of reference became several.

    Why it matters
    Viewers show fragments: a series of 200 slices becomes 200 series. Volumes cannot be reconstructed.

    Example
    An archive modifies instance by instance and gives each its own new Series Instance UID.

    How to fix
    Let the hop modify at the level of the study, or keep the UIDs.
    """,
)
MERGED = kind(
    "uid.merged",
    Level.MEANING,
    title="Merged",
    phrase="several became one",
    page="""Instances with different UIDs have the same one now: several studies, series or frames of reference became
    one.

    Why it matters
    What was kept apart can no longer be told apart. Images of different acquisitions or even patients show up as one.

    Example
    A hop writes a constant Study Instance UID from its configuration.

    How to fix
    Find the rule that writes the UID. The original division can only be taken from an earlier capture.
    """,
)
REVERTED = kind(
    "uid.reverted",
    Level.MEANING,
    title="Reverted",
    phrase="back to an earlier value",
    page="""A UID went back to a value that an earlier capture had.

    Why it matters
    One hop undoes what another did. Whoever received the instance in between knows it by another name.

    Example
    A router maps UIDs on the way to the workstation and back on the way to the archive.

    How to fix
    Nothing to fix where it is meant so. Check that what came from the hop in between was mapped back as well.
    """,
)
SOP_CLASS_CHANGED = kind(
    "sop-class.changed",
    Level.MEANING,
    title="SOP Class changed",
    phrase="another kind of object",
    page="""The SOP Class is another one: the instance claims to be another kind of object.

    Why it matters
    Receivers accept, display and process by SOP Class. An instance of another class must have other attributes, and a
    new SOP Instance UID.

    Example
    An Enhanced CT Image becomes a Secondary Capture Image.

    How to fix
    Let the hop forward the original object. Where a conversion is wanted, it must give new SOP Instance UIDs.
    """,
)
