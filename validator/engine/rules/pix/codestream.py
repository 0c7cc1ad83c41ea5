"""PIX080 to PIX084: the codestream against the Transfer Syntax."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.pixels.codestream import FIRST_ORDER, JPEG, JPEG2000, Coding, Kind
from validator.engine.pixels.syntaxes import CODECS, syntax_name
from validator.engine.rules.pix.stream import Stream, first_stream
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import PIXEL_DATA

ROOT = "1.2.840.10008.1.2.4"
BASELINE, EXTENDED, LOSSLESS, FIRST_ORDER_LOSSLESS = f"{ROOT}.50", f"{ROOT}.51", f"{ROOT}.57", f"{ROOT}.70"
PROCESSES = {BASELINE: (0xC0,), EXTENDED: (0xC0, 0xC1), LOSSLESS: (0xC3,), FIRST_ORDER_LOSSLESS: (0xC3,)}
"""The frame markers of the processes that a Transfer Syntax of JPEG allows; the extended one contains baseline."""
JPEG_LS = (f"{ROOT}.80", f"{ROOT}.81")
JPEG_2000 = tuple(f"{ROOT}.{number}" for number in (90, 91, 92, 93, 201, 202, 203))
JPEG_XL = tuple(f"{ROOT}.{number}" for number in (110, 111, 112))
KINDS: dict[str, Kind] = {
    **dict.fromkeys(PROCESSES, Kind.JPEG),
    **dict.fromkeys(JPEG_LS, Kind.JPEG_LS),
    **dict.fromkeys(JPEG_2000, Kind.JPEG_2000),
    **dict.fromkeys(JPEG_XL, Kind.JPEG_XL),
}
"""What a frame is under each Transfer Syntax whose codestreams begin with a signature."""
SIGNATURES = {Kind.JPEG: JPEG, Kind.JPEG_LS: JPEG, Kind.JPEG_2000: JPEG2000}
NAMED = frozenset({Kind.JPEG, Kind.JPEG_LS, Kind.JPEG_2000, Kind.JPEG_XL, Kind.VIDEO})
NAMES = {
    0xC0: "baseline",
    0xC1: "extended sequential",
    0xC2: "progressive",
    0xC3: "lossless",
    0xF7: "JPEG-LS",
}
"""Of processes; the rest are arithmetic or hierarchical."""


@rule(
    "PIX080",
    "Another compression than the Transfer Syntax says",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} holds {found}, but the Transfer Syntax is {syntax}: decoders will fail.",
    reference="PS3.5 A.4, 8.2",
)
def other_compression(data_set: DataSet) -> Iterator[Hit]:
    """The first bytes of the first frame belong to another compression than the Transfer Syntax UID names.

    Why it matters
    The viewer calls the wrong decoder. Some look at the bytes and show the image all the same, so that the fault
    surfaces in the next system.

    Example
    JPEG 2000 under the Transfer Syntax UID of JPEG Lossless, after a router that offers the same one for everything.

    How to fix
    Correct the Transfer Syntax UID; the message says which compression it is.
    """
    stream = first_stream(data_set)
    if stream is None or stream.kind not in NAMED:
        return
    syntax = data_set.header.declared_syntax or ""
    codec = CODECS.get(syntax)
    expected = KINDS.get(syntax) or (Kind.VIDEO if codec and codec.is_video else None)
    is_undecided = stream.kind is Kind.JPEG and not stream.marker and expected is Kind.JPEG_LS
    is_other = expected is not None and stream.kind is not expected and not is_undecided
    if is_other or (expected is None and codec is not None and codec.name == "RLE Lossless"):
        yield data_set.at(PIXEL_DATA, found=stream.kind, syntax=syntax_name(syntax))


@rule(
    "PIX081",
    "Another process of JPEG than the Transfer Syntax says",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} holds {found} JPEG, but the Transfer Syntax is {syntax}: decoders for it may fail.",
    reference="PS3.5 A.4.1, 10",
)
def other_process(data_set: DataSet) -> Iterator[Hit]:
    """Each Transfer Syntax of JPEG stands for certain processes of ISO/IEC 10918-1; the codestream is of another one.

    Why it matters
    Hospitals' viewers often have a decoder for each process. And whether the image lost detail is told by the Transfer
    Syntax: a baseline stream under a lossless one passes for the original.

    Example
    Baseline JPEG under the UID of JPEG Lossless, First-Order Prediction; lossless JPEG with predictor 6 under it.

    How to fix
    Correct the Transfer Syntax UID to that of the process, and with it (0028,2110) where detail was lost.
    """
    stream = first_stream(data_set)
    found = _process(stream, data_set.header.declared_syntax or "") if stream is not None else ""
    if found:
        yield data_set.at(PIXEL_DATA, found=found, syntax=syntax_name(data_set.header.declared_syntax or ""))


@rule(
    "PIX082",
    "A JP2 file in place of a codestream",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} begins with the header of a JP2 file: only the bare JPEG 2000 codestream may stand there.",
    reference="PS3.5 A.4.4",
)
def file_header(data_set: DataSet) -> Iterator[Hit]:
    """JPEG 2000 has a file format around its codestream. In DICOM the attributes say what that header would say.

    Why it matters
    Decoders that expect a codestream find none. Those that skip the header may apply its colour space as well as the
    Photometric Interpretation.

    Example
    A converter that writes the whole JP2 file which its library made.

    How to fix
    Let the converter write codestreams (often an option called J2K). The header can be cut off without loss.
    """
    stream = first_stream(data_set)
    if stream is not None and stream.kind is Kind.JP2 and KINDS.get(data_set.header.declared_syntax or ""):
        yield data_set.at(PIXEL_DATA)


@rule(
    "PIX083",
    "Frame that does not begin with a codestream",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="Frame {number} of {attribute}{others} does not begin with the signature of {syntax}{blank}: it cannot be "
    "decoded.",
    reference="PS3.5 A.4",
)
def no_codestream(data_set: DataSet) -> Iterator[Hit]:
    """Where each frame is one fragment, each fragment begins with the signature of its compression.

    Why it matters
    Playback freezes at the frame, or the viewer gives up the whole series.

    Example
    A fragment of zeros, where the storage lost a block or the compressor failed.

    How to fix
    Fetch the instance again from its source, or have it compressed again from the original.
    """
    expected = KINDS.get(data_set.header.declared_syntax or "")
    signature = SIGNATURES.get(expected) if expected else None
    pixels, description = data_set.pixels, data_set.description
    if signature is None or pixels is None or description is None or not pixels.fragments:
        return
    fragments = pixels.fragments[1:]
    stream = first_stream(data_set)
    if stream is None or stream.kind is Kind.JP2 or stream.kind in NAMED - {expected}:
        return  # that all frames are of another compression is said elsewhere
    begins = fragments if len(fragments) == description.frames else fragments[:1]
    lost = [
        number
        for number, fragment in enumerate(begins, 1)
        if fragment.length and not fragment.head.startswith(signature[:4]) and fragment.head
    ]
    if lost:
        more = len(lost) - 1
        blank = ", but with zeros" if not begins[lost[0] - 1].head.strip(b"\0") else ""
        others = f" (and {more} more)" if more else ""
        hit = data_set.at(PIXEL_DATA, number=lost[0], others=others, syntax=expected, blank=blank)
        yield hit._replace(offset=begins[lost[0] - 1].offset)


@rule(
    "PIX084",
    "Loss in a compression without loss",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} was compressed with loss, by what its codestream says, but {syntax} stands for compression "
    "without: the image passes for the original.",
    reference="PS3.5 8.2.3, 8.2.4, A.4",
)
def loss_in_lossless(data_set: DataSet) -> Iterator[Hit]:
    """JPEG 2000 with the 9-7 wavelet, JPEG-LS with a NEAR above 0 and lossless JPEG with a point transform do not give
    back the samples that they were made of.

    Why it matters
    Nobody is told that detail is missing: no mark on the screen, no ratio, and the image is compressed once more in
    good faith.

    Example
    A compressor set to "lossless" by its Transfer Syntax, with the parameters for quality left at 90 %.

    How to fix
    Fetch the images again from a source that has the original. Otherwise write the Transfer Syntax that allows loss,
    and (0028,2110) with 01.
    """
    stream = first_stream(data_set)
    syntax = data_set.header.declared_syntax or ""
    codec = CODECS.get(syntax)
    if stream is None or codec is None or codec.lossy is not False or stream.coding is not Coding.IRREVERSIBLE:
        return
    if stream.kind in (KINDS.get(syntax), Kind.JP2) and not _process(stream, syntax):
        yield data_set.at(PIXEL_DATA, syntax=syntax_name(syntax))


def _process(stream: Stream, syntax: str) -> str:
    """How the process is called that the Transfer Syntax does not allow; empty where it does, or where none is said."""
    allowed = PROCESSES.get(syntax)
    if allowed is None or stream.kind is not Kind.JPEG or not stream.marker:
        return ""
    if stream.marker not in allowed:
        return NAMES.get(stream.marker, "arithmetic or hierarchical")
    if syntax == FIRST_ORDER_LOSSLESS and stream.predictor not in (0, FIRST_ORDER):
        return f"lossless (predictor {stream.predictor})"
    return ""
