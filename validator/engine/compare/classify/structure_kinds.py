"""The kinds of change of private attributes and of sequences."""

from validator.engine.catalogue import kind
from validator.engine.model import Level

PRIVATE_REMOVED = kind(
    "private.removed",
    Level.MEANING,
    title="Private attribute removed",
    phrase="no longer there",
    page="""A private attribute is no longer there.

    Why it matters
    Vendor workstations need private attributes for diffusion, perfusion, fusion and dose. They also may hold patient
    data that was removed on purpose.

    Example
    A gateway removes all private groups.

    How to fix
    Where the vendor's applications fail, let the hop pass private attributes of that creator.
    """,
)
PRIVATE_BLOCK_MOVED = kind(
    "private.block-moved",
    Level.MEANING,
    title="Private block moved",
    phrase="same creator, other block",
    page="""A private block was given another number; its creator and its values are the same.

    Why it matters
    Legal: blocks are found by their creator (PS3.5 7.8.1). Software that looks for fixed tags no longer finds them.

    Example
    (0021,1108) of creator ACME becomes (0021,1008) of creator ACME.

    How to fix
    Nothing to fix in the objects. Software that expects a fixed block must look for the creator.
    """,
)
PRIVATE_CREATOR_LOST = kind(
    "private.creator-lost",
    Level.MEANING,
    title="Private creator lost",
    phrase="block without owner",
    page="""The element that names the owner of a private block is gone; the attributes of the block are still there.

    Why it matters
    Nobody can tell any more what they mean, and another system may take the block for its own.

    Example
    A filter removes (0029,0010) Private Creator and keeps (0029,1010).

    How to fix
    Let the filter keep the creator together with its block, or remove both.
    """,
)
PRIVATE_ADDED = kind(
    "private.added",
    Level.MEANING,
    title="Private attribute added",
    phrase="was not there before",
    page="""A private attribute is there that was not there before.

    Why it matters
    A system left its own notes. They travel with the object and may hold more than is meant to leave the house.

    Example
    The archive adds a block with its internal study key.

    How to fix
    Nothing to fix unless the attribute disturbs a receiver or tells too much.
    """,
)
ITEM_ADDED = kind(
    "sequence.item-added",
    Level.MEANING,
    title="Item added",
    phrase="one more item",
    page="""A sequence has an item that it did not have before.

    Why it matters
    It may be a record of the hop itself (an original value, a contributing device), or a claim that others contradict.

    Example
    Original Attributes Sequence gets an item that tells of a coerced Patient ID.

    How to fix
    Read the item: it often says who added it and why.
    """,
)
ITEM_REMOVED = kind(
    "sequence.item-removed",
    Level.MEANING,
    title="Item removed",
    phrase="one item less",
    page="""A sequence lacks an item that it had before.

    Why it matters
    A finding, a region, a reference or a code is lost.

    Example
    Of two items of Request Attributes Sequence only the first is left.

    How to fix
    Some systems keep the first item of each sequence only: look for such a limit at this hop.
    """,
)
ITEM_REORDERED = kind(
    "sequence.item-reordered",
    Level.MEANING,
    title="Items reordered",
    phrase="items in another order",
    page="""The items of a sequence whose order carries meaning stand in another order.

    Why it matters
    Sentences of a report, frames or control points follow each other in the order of their items.

    Example
    The items of Content Sequence are sorted by concept.

    How to fix
    Let the hop keep the order of items.
    """,
)
SEQUENCE_REMOVED = kind(
    "sequence.removed",
    Level.MEANING,
    title="Sequence removed",
    phrase="no longer there",
    page="""A sequence is no longer there, with all that it held.

    Why it matters
    Orders, references, codes and functional groups are sequences; a gateway that only knows flat attributes loses them.

    Example
    Request Attributes Sequence is gone, and the study no longer matches its order.

    How to fix
    Let the hop pass sequences on. An empty sequence that is removed is harmless where its type is 3.
    """,
)
SEQUENCE_ADDED = kind(
    "sequence.added",
    Level.MEANING,
    title="Sequence added",
    phrase="was not there before",
    page="""A sequence is there that was not there before.

    Why it matters
    It may be a record of what was changed at this hop, or new content that others do not know.

    Example
    Contributing Equipment Sequence is added by a gateway.

    How to fix
    Nothing to fix unless its content is wrong.
    """,
)
DEIDENTIFICATION_MARKER = kind(
    "deidentification.marker",
    Level.MEANING,
    title="De-identification marker",
    phrase="marked as de-identified",
    page="""One of the attributes that tell of de-identification changed: (0012,0062) to (0012,0064).

    Why it matters
    Patient Identity Removed = YES lets everyone behind this hop treat the object as free of patient data.

    Example
    An anonymiser adds Patient Identity Removed and the method that it used.

    How to fix
    Check that what the marker claims was done.
    """,
)
DEIDENTIFIED = kind(
    "deidentified",
    Level.MEANING,
    title="De-identified",
    phrase="treated as PS3.15 Annex E demands",
    page="""A hop treated the identifying attributes of an instance so that no patient can be read from them.

    It is said once for a hop, with the options of the Basic Application Level Confidentiality Profile that explain
    most of what was done, and with the attributes that were treated otherwise. Each attribute has its own kind besides.
    The pattern decides, not the marker: Patient's Name and Patient ID were treated, and most of what no option
    lets pass. A new Patient ID or new UIDs alone are no de-identification. Burned-in text, faces and what free text
    tells are not looked at.

    Why it matters
    What was kept by oversight leaves the house with every object. What was taken away by oversight (dates, device,
    UIDs that others refer to) is missed by the study that the data are for.

    Example
    An export replaces the name, the ID and all UIDs and empties the birth date, but keeps Referring Physician's Name.

    How to fix
    Go through the deviations with the one who set up the export. PS3.15 Table E.1-1 says what each attribute needs.
    """,
)
