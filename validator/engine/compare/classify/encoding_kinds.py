"""The kinds of change that leave the meaning alone: counted and shown, never alarming."""

from validator.engine.catalogue import kind
from validator.engine.model import Level

FILE_META = kind(
    "encoding.file-meta",
    Level.ENCODING,
    title="File Meta Information",
    phrase="written by another system",
    page="""An element of the File Meta Information (group 0002) differs.

    Whoever writes a file writes this group anew: it tells of the writer, not of the instance. The Transfer Syntax UID
    tells how the data set is encoded, and the Media Storage SOP Instance UID repeats that of the instance.

    Why it matters
    It names the system that wrote the file, and the transfer syntax of what follows.

    Example
    Implementation Version Name changes from SIEMENS_MR to OFFIS_DCMTK_367.

    How to fix
    Nothing to fix. Look here when you want to know which system wrote a file.
    """,
)
GROUP_LENGTH = kind(
    "encoding.group-length",
    Level.ENCODING,
    title="Group length",
    phrase="computed anew by the writer",
    page="""A Group Length element (gggg,0000) was added, removed or computed anew.

    Why it matters
    In the data set group lengths are retired (PS3.5 7.2); in the File Meta Information (0002,0000) is required (PS3.10
    7.1). Either only tells that the file was written again.

    Example
    (0008,0000) with the value 442 is gone.

    How to fix
    Nothing to fix.
    """,
)
TRAILING_PADDING = kind(
    "encoding.trailing-padding",
    Level.ENCODING,
    title="Data Set Trailing Padding",
    phrase="filler at the end of the file",
    page="""(FFFC,FFFC) Data Set Trailing Padding was added, removed or made of other bytes.

    Why it matters
    It fills the file up to a length that suits a medium. No receiver may give it a meaning.

    Example
    A converter pads the file to a multiple of 512 bytes.

    How to fix
    Nothing to fix. Padding that holds more than filler may carry what someone wanted to hide: look at it once.
    """,
)
PADDING = kind(
    "encoding.padding",
    Level.ENCODING,
    title="Padding",
    phrase="only filler differs",
    page="""Only spaces or NUL bytes differ that the VR calls insignificant (PS3.5 6.2), or empty components at the end
    of a person name.

    Why it matters
    Systems that compare bytes see two different values where the standard sees one.

    Example
    Doe^Archibald becomes Doe^Archibald^^^.

    How to fix
    Nothing to fix. If a system behind this hop fails to match, let it trim values before it compares them.
    """,
)
VR = kind(
    "encoding.vr",
    Level.ENCODING,
    title="VR written differently",
    phrase="other VR, same value",
    page="""The value is the same; its Value Representation is written differently, or on one side not at all.

    Where a whole data set changed between explicit and implicit VR, one entry counts its elements.

    Why it matters
    Receivers that trust the written VR may take a signed number for an unsigned one, or bytes for words.

    Example
    OW becomes OB for 8 bit pixel data.

    How to fix
    Nothing to fix as long as the VR is one that PS3.6 allows for the attribute.
    """,
)
VR_UNKNOWN = kind(
    "encoding.vr-unknown",
    Level.ENCODING,
    title="VR unknown",
    phrase="VR lost or found again",
    page="""The same bytes with the VR UN, or with a VR again after having been UN.

    Implicit VR does not carry the VR of private attributes; a system that does not know them can only write UN.

    Why it matters
    Viewers and vendor software behind this hop may no longer read these attributes although not a byte is missing.

    Example
    A private attribute (0019,1002) with VR SL arrives as UN after a hop in Implicit VR Little Endian.

    How to fix
    Let the hop negotiate Explicit VR Little Endian, or give the converting system a private dictionary.
    """,
)
NUMBER_FORMAT = kind(
    "encoding.number-format",
    Level.ENCODING,
    title="Number format",
    phrase="the same number",
    page="""A decimal or integer string is written otherwise; it is exactly the same number. So is a binary -0 for 0.

    Why it matters
    Only for those who compare texts. It shows that this hop reads numbers and writes them again.

    Example
    -125.000000 becomes -125.

    How to fix
    Nothing to fix.
    """,
)
DATE_FORMAT = kind(
    "encoding.date-format",
    Level.ENCODING,
    title="Date format",
    phrase="the same day",
    page="""A date is written otherwise; it is the same day.

    Why it matters
    The form with dots is that of ACR-NEMA and illegal today (PS3.5 6.2): some receivers reject or ignore it.

    Example
    1993.08.22 becomes 19930822.

    How to fix
    Nothing to fix when the new form is the one without dots.
    """,
)
TIME_FORMAT = kind(
    "encoding.time-format",
    Level.ENCODING,
    title="Time format",
    phrase="the same instant",
    page="""A time, or a date with time, is written otherwise; it is the same instant.

    Why it matters
    The form with colons is that of ACR-NEMA and illegal today (PS3.5 6.2). Appended zeros claim a precision that was
    not there.

    Example
    101500 becomes 101500.000000.

    How to fix
    Nothing to fix.
    """,
)
PIXEL_LOSSLESS = kind(
    "encoding.pixel-lossless",
    Level.ENCODING,
    title="Pixel data, other encoding",
    phrase="other encoding, the same pixels",
    page="""Pixel Data are encoded otherwise, and every sample is proven to be the same.

    Where a picture that was compressed with loss is decompressed, decoders may round otherwise (by up to 2, or 6 in
    RGB), and so may who converts YBR_FULL to RGB (by 1): that is the same picture too, and the detail says so.

    Why it matters
    The picture is the same. The new transfer syntax must be one that every receiver behind this hop supports.

    Example
    Explicit VR Big Endian becomes Explicit VR Little Endian.

    How to fix
    Nothing to fix. If a viewer fails to open the images, look at the transfer syntaxes that it accepts.
    """,
)
SEQUENCE_LENGTH = kind(
    "encoding.sequence-length",
    Level.ENCODING,
    title="Sequence lengths",
    phrase="lengths defined or undefined",
    page="""Sequences or items changed between a defined length and an undefined one that a delimiter ends (PS3.5 7.5).

    Why it matters
    It means nothing; every receiver must read both.

    Example
    A toolkit writes all sequences with undefined length.

    How to fix
    Nothing to fix.
    """,
)
BYTE_ORDER = kind(
    "encoding.byte-order",
    Level.ENCODING,
    title="Byte order",
    phrase="the other byte order",
    page="""The data set changed between little and big endian; the values are the same.

    Why it matters
    Explicit VR Big Endian is retired; many systems no longer read it.

    Example
    A data set of 1998 in Explicit VR Big Endian is written again in Explicit VR Little Endian.

    How to fix
    Nothing to fix when the new order is little endian.
    """,
)
ITEM_ORDER = kind(
    "encoding.item-order",
    Level.ENCODING,
    title="Item order",
    phrase="the same items in another order",
    page="""The items of a sequence stand in another order. In this sequence the order carries no meaning.

    Why it matters
    Only for software that finds items by their place.

    Example
    Referenced Image Sequence lists the same images, sorted by UID.

    How to fix
    Nothing to fix.
    """,
)
