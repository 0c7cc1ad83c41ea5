"""The kinds of change of pixel data, of their description, and of what tells of their derivation."""

from validator.engine.catalogue import kind
from validator.engine.model import Level

LOSSY = kind(
    "pixel.lossy",
    Level.MEANING,
    title="Lossy compression",
    phrase="compressed with loss",
    page="""Pixel Data were compressed by a method that loses information.

    The detail says by how much the decoded samples differ from those before (largest and mean absolute difference,
    PSNR), and what the instance fails to say of it.

    Why it matters
    The original samples are gone. The object must say so (Lossy Image Compression = 01) and needs a new SOP Instance
    UID (PS3.3 C.7.6.1.1.5); in some countries such images may not be used for diagnosis.

    Example
    The router compresses with JPEG baseline to save bandwidth.

    How to fix
    Choose a lossless transfer syntax at this hop, or allow lossy ones only towards systems that are not for diagnosis.
    """,
)
ALTERED = kind(
    "pixel.altered",
    Level.MEANING,
    title="Pixel data altered",
    phrase="other pixels",
    page="""Samples of the pixel data differ although nothing was compressed with loss.

    The detail says how many, in which frames, and by how much. Compared are the bits up to High Bit, with their sign;
    YBR_FULL is converted to RGB where the other side is RGB, as every display does. Converting RGB to YBR_FULL rounds,
    and is told here.

    Why it matters
    It is another picture: something was burnt in, masked, rescaled, inverted or damaged.

    Example
    A de-identification tool blackens the corner with the patient's name.

    How to fix
    Look at both pictures. Where it was not meant so, find the processing step at this hop.
    """,
)
DESCRIPTION = kind(
    "pixel.description",
    Level.MEANING,
    title="Pixel description",
    phrase="description of the pixels changed",
    page="""An attribute changed that says how Pixel Data are to be read: photometric interpretation, bits, planes or
    size.

    Why it matters
    It must fit the pixel data. If it was changed without them, the picture is wrong or cannot be shown; a codec
    changes both together.

    Example
    Photometric Interpretation RGB becomes YBR_FULL_422 with JPEG compression.

    How to fix
    Nothing to fix where the pixel data were encoded anew to match. Otherwise restore the attribute.
    """,
)
TRUNCATED = kind(
    "pixel.truncated",
    Level.MEANING,
    title="Pixel data truncated",
    phrase="pixels missing at the end",
    page="""Pixel Data are shorter than before and than their description demands.

    Why it matters
    The lower part of the picture, or the last frames, are gone.

    Example
    An export was interrupted and the file ends early.

    How to fix
    Export or send the instance again.
    """,
)
REMOVED = kind(
    "pixel.removed",
    Level.MEANING,
    title="Pixel data removed",
    phrase="no pixels",
    page="""Pixel Data are no longer there.

    Why it matters
    There is no picture.

    Example
    A gateway forwards headers only.

    How to fix
    Let the hop pass the complete object.
    """,
)
UNVERIFIED = kind(
    "pixel.unverified",
    Level.MEANING,
    title="Pixel data unverified",
    phrase="could not be compared",
    page="""Pixel Data are encoded otherwise, and whether the samples are the same was not proven here.

    The detail says what stood in the way: a method that is not decoded here, a damaged codestream, a limit, or decoders
    that do not agree on a picture that was compressed with loss.

    Why it matters
    It is probably the same picture; no one has checked.

    Example
    Explicit VR Little Endian becomes MPEG-4.

    How to fix
    Open both in a viewer, or decompress both with a toolkit and compare again.
    """,
)
DERIVATION_DECLARED = kind(
    "derivation.declared",
    Level.MEANING,
    title="Derivation declared",
    phrase="tells of a new encoding",
    page="""An attribute was updated that tells of compression or derivation, at the hop where the pixel data changed.

    Why it matters
    It is the right thing to do. Image Type DERIVED and Lossy Image Compression 01 decide what the image may be used
    for.

    Example
    Derivation Description tells of Lossless JPEG compression.

    How to fix
    Nothing to fix.
    """,
)
DERIVATION_ERASED = kind(
    "derivation.erased",
    Level.MEANING,
    title="Derivation erased",
    phrase="no longer tells of lossy compression",
    page="""Lossy Image Compression said 01 and does not any more.

    Once an image was compressed with loss, it stays so, whatever transfer syntax it has later (PS3.3 C.7.6.1.1.5).

    Why it matters
    The image passes for an original that it is not.

    Example
    An archive decompresses a JPEG image and writes Lossy Image Compression = 00.

    How to fix
    Let the hop keep (0028,2110), (0028,2112) and (0028,2114). Restore them from an earlier capture.
    """,
)
