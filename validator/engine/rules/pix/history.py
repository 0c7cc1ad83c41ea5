"""PIX116 to PIX118: what is told of lossy compression."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.pixels.codestream import Coding
from validator.engine.pixels.syntaxes import CODECS, ROOT, syntax_name
from validator.engine.rules.pix.stream import first_stream
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import (
    LOSSY_IMAGE_COMPRESSION,
    LOSSY_IMAGE_COMPRESSION_METHOD,
    LOSSY_IMAGE_COMPRESSION_RATIO,
)

NOT_LOSSY = "00"
METHODS = {
    **dict.fromkeys((f"{ROOT}.4.50", f"{ROOT}.4.51"), "ISO_10918_1"),
    f"{ROOT}.4.81": "ISO_14495_1",
    **dict.fromkeys((f"{ROOT}.4.91", f"{ROOT}.4.93", f"{ROOT}.4.203"), "ISO_15444_1"),
    **{f"{ROOT}.4.{number}{suffix}": "ISO_13818_2" for number in (100, 101) for suffix in ("", ".1")},
    **{f"{ROOT}.4.{number}{suffix}": "ISO_14496_10" for number in range(102, 107) for suffix in ("", ".1")},
    **dict.fromkeys((f"{ROOT}.4.107", f"{ROOT}.4.108"), "ISO_23008_2"),
}
"""The term for the last step of compression, by the Transfer Syntaxes that lose or may lose detail."""


@rule(
    "PIX116",
    "Ratios and methods of compression do not pair",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="(0028,2112) Lossy Image Compression Ratio has {ratios} and (0028,2114) Lossy Image Compression Method "
    "{methods}: there is one of each for every step.",
    reference="PS3.3 C.7.6.1.1.5",
)
def pairs(data_set: DataSet) -> Iterator[Hit]:
    """Each step of lossy compression adds one ratio and one method, in the same order.

    Why it matters
    How much detail was lost in which step, and whether an image is good enough to be read, can no longer be told.

    Example
    Two ratios and one method, after an archive that adds the first only.

    How to fix
    Let the system that compresses add both. Where the method of an earlier step is not known, its value is left empty
    between the backslashes.
    """
    ratios = len(data_set.values(LOSSY_IMAGE_COMPRESSION_RATIO))
    methods = len(data_set.values(LOSSY_IMAGE_COMPRESSION_METHOD))
    if ratios and methods and ratios != methods:
        tag = LOSSY_IMAGE_COMPRESSION_METHOD if ratios > methods else LOSSY_IMAGE_COMPRESSION_RATIO
        yield data_set.at(tag, ratios=_values(ratios), methods=_values(methods))


@rule(
    "PIX117",
    "Method of compression against the Transfer Syntax",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} does not end with {right}, although the pixels are compressed with {syntax}.",
    reference="PS3.3 C.7.6.1.1.5",
)
def method(data_set: DataSet) -> Iterator[Hit]:
    """The last method in the list is the one by which the pixels are compressed now.

    Why it matters
    The list tells what happened to the image. A method that contradicts the pixels makes all of it doubtful.

    Example
    ISO_10918_1 (JPEG) in an image that an archive compressed again with JPEG 2000.

    How to fix
    Let the system that compresses add its method to the list.
    """
    syntax = data_set.header.declared_syntax or ""
    right = METHODS.get(syntax)
    methods = data_set.values(LOSSY_IMAGE_COMPRESSION_METHOD)
    if right is None or not methods or not methods[-1] or data_set.pixels is None:
        return
    stream = first_stream(data_set)
    # A syntax that leaves it open may carry what was lost earlier, by another method.
    loses = CODECS[syntax].lossy or (stream is not None and stream.coding is Coding.IRREVERSIBLE)
    if loses and methods[-1] != right:
        yield data_set.at(LOSSY_IMAGE_COMPRESSION_METHOD, right=right, syntax=syntax_name(syntax))


@rule(
    "PIX118",
    "Ratio of a compression that is denied",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} has a value, but (0028,2110) says that the image was never compressed with loss.",
    reference="PS3.3 C.7.6.1.1.5",
)
def denied(data_set: DataSet) -> Iterator[Hit]:
    """Ratio and method tell of lossy compression; the mark says that there was none. Once it is 01 it is never reset.

    Why it matters
    The mark on the screen is missing, although detail is.

    Example
    An archive that decompresses, sets the mark to 00 and leaves the ratio.

    How to fix
    Find the system that reset the mark, and restore 01.
    """
    codec = CODECS.get(data_set.header.declared_syntax or "")
    if codec is not None and codec.lossy:
        return  # that the mark is wrong shows in the compression itself
    if data_set.text(LOSSY_IMAGE_COMPRESSION) == NOT_LOSSY:
        for tag in (LOSSY_IMAGE_COMPRESSION_RATIO, LOSSY_IMAGE_COMPRESSION_METHOD):
            if data_set.text(tag):
                yield data_set.at(tag)


def _values(count: int) -> str:
    return f"{count} value{'' if count == 1 else 's'}"
