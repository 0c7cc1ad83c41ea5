"""What happened to the pixel data: by their digests, else by their decoded samples."""

from validator.engine.compare.classify.encoding_kinds import PIXEL_LOSSLESS
from validator.engine.compare.classify.loss import declaration, declares_loss, evidence, figures, places, scale
from validator.engine.compare.classify.naming import Naming
from validator.engine.compare.classify.pixel_kinds import (
    ALTERED,
    LOSSY,
    TRUNCATED,
    UNVERIFIED,
)
from validator.engine.compare.difference import Difference
from validator.engine.compare.equality import vr_equality
from validator.engine.compare.outline import Outline
from validator.engine.compare.step import NOT_DECODED, Step
from validator.engine.model import PLAIN_SYNTAXES, Element, Header, SampleComparison, SampleOutcome
from validator.engine.pixels.codestream import Coding
from validator.engine.pixels.digest import describe, described_length
from validator.engine.pixels.syntaxes import CODECS, syntax_name

ARRANGEMENT_TAGS = (0x00280004, 0x00280006, 0x00280100)
"""When one of these changed, other bytes may still be the same samples."""


DECODERS_DIFFER = 2
"""Between the samples of two decoders: each may be off by one (ISO/IEC 10918-2 of JPEG, 15444-4 of JPEG 2000)."""
CONVERTED_DIFFER = 6
"""The same once it went into RGB: 2 of luma, 1.772 times 2 of chroma (PS3.3 C.7.6.3.1.2), and rounding."""
ROUNDED = 1
"""Between two roundings of one conversion to RGB."""


def name_pixels(difference: Difference, step: Step) -> Naming | None:
    """What happened to Pixel Data; ``None`` where not even their encoding changed."""
    before, after = difference.before, difference.after
    if before is None or after is None:
        return None
    syntaxes, digests = step.syntaxes, [outline.pixel_digest for outline in step.outlines]
    if digests[0] == digests[1]:
        if syntaxes[0] != syntaxes[1]:
            return Naming(PIXEL_LOSSLESS, detail=_transition(syntaxes))
        if _lengths(before) != _lengths(after):
            return Naming(PIXEL_LOSSLESS, detail="the same compressed data in other fragments")
        return _name_same_bytes(before, after)
    if before.fragments is None and after.fragments is None:
        return _name_native(before, after, step)
    may_prove = not (any(map(_is_lossy, step.outlines)) or _newly_declares_loss(step))
    if may_prove and (between := step.round_trip()) is not None:
        return Naming(PIXEL_LOSSLESS, detail=f"{between[1]} has the very pixels of {between[0]}")
    samples = step.samples
    if samples.outcome is SampleOutcome.EQUAL:
        return Naming(PIXEL_LOSSLESS, detail=f"{_transition(syntaxes)}; {_equality(samples)}")
    if samples.outcome is SampleOutcome.DIFFERENT:
        return _name_different(step, samples)
    return _name_undecided(step, samples)


def _name_same_bytes(before: Element, after: Element) -> Naming | None:
    kind = vr_equality(before, after)
    return Naming(kind) if kind else None


def _name_native(before: Element, after: Element, step: Step) -> Naming | None:
    described, lengths = described_length(step.after), (_held(before, step.before), _held(after, step.after))
    if lengths[1] < lengths[0] and described is not None and lengths[1] < described:
        return Naming(TRUNCATED, detail=f"{lengths[1]:,} of {described:,} bytes")
    samples = step.samples
    if samples.same_bytes:
        return _name_same_bytes(before, after)
    if samples.outcome is SampleOutcome.EQUAL:
        return Naming(PIXEL_LOSSLESS, detail=_equality(samples))
    if samples.outcome is SampleOutcome.DIFFERENT:
        return _name_different(step, samples)
    if any(_differs(step.before, step.after, tag) for tag in ARRANGEMENT_TAGS):
        return Naming(UNVERIFIED, detail=f"samples are stored in another way than before; {samples.reason}")
    if lengths[0] != lengths[1]:
        return Naming(ALTERED, detail=f"{lengths[0]:,} bytes became {lengths[1]:,}")
    return Naming(ALTERED)


def _held(element: Element, header: Header) -> int:
    """How many bytes of a value its file has: fewer than its length says where the file was cut."""
    return element.length if header.encoding.deflated else min(element.length, header.size - element.value_offset)


def _name_different(step: Step, samples: SampleComparison) -> Naming:
    """Other samples: by decoding what was lossy, by a lossy compression, by converting colours, or by neither."""
    one, other = step.outlines
    proof, transition = evidence(samples), _transition(step.syntaxes)
    if _is_lossy(one) and not _is_lossy(other) and _decoders_agree(samples):
        detail = f"{transition}; decoded, the same as far as decoders agree ({figures(samples)})"
        return Naming(PIXEL_LOSSLESS, detail=detail, evidence=proof)
    if _may_lose(other) or _newly_declares_loss(step):
        return _name_loss(step, samples)
    told = samples.reason or f"{places(samples)}; {figures(samples)}"
    if not samples.reason and _may_lose(one) and _may_decode_otherwise(samples, is_lossy=_is_lossy(one)):
        detail = f"{transition}; decoders differ in what {syntax_name(step.syntaxes[0])} leaves out ({told})"
        return Naming(UNVERIFIED, detail=detail, evidence=proof)
    if samples.converted:
        spaces = [describe(header).photometric for header in (step.before, step.after)]
        if samples.largest <= ROUNDED and spaces[1] == "RGB":
            detail = f"{spaces[0]} converted to RGB as it is for display, the same but for rounding"
            return Naming(PIXEL_LOSSLESS, detail=detail, evidence=proof)
        told = f"{spaces[0]} converted to {spaces[1]}, which rounds; {told}"
    return Naming(ALTERED, detail=told, evidence=proof)


def _decoders_agree(samples: SampleComparison) -> bool:
    """Whether the samples are those of the compressed picture within what decoders of it may differ by."""
    bound = CONVERTED_DIFFER if samples.converted else DECODERS_DIFFER
    return bool(samples.samples) and samples.largest <= bound


def _may_decode_otherwise(samples: SampleComparison, *, is_lossy: bool) -> bool:
    """Whether another decoder may well have made other samples of the compressed picture.

    It may where it has to invent chroma, but then luma is the same, or parts of a wavelet that were left out.
    """
    return not is_lossy or (samples.upsampled and samples.largest_luma <= DECODERS_DIFFER)


def _name_loss(step: Step, samples: SampleComparison) -> Naming:
    told = declaration(step)
    return Naming(
        LOSSY,
        detail="; ".join([syntax_name(step.syntaxes[1]), *_measured(step, samples), *told.words]),
        evidence=(*evidence(samples), *told._asdict().items()),
    )


def _measured(step: Step, samples: SampleComparison) -> list[str]:
    """How much was lost, or why that is not known."""
    if samples.reason:
        return [] if samples.reason == NOT_DECODED else [f"not measured: {samples.reason}"]
    return [f"values scaled anew, {scale(step)}"] if samples.rescaled else [figures(samples)]


def _name_undecided(step: Step, samples: SampleComparison) -> Naming:
    """What the codestream and the header alone tell."""
    one, other = step.outlines
    is_repeated = step.syntaxes[0] == step.syntaxes[1] and _is_lossy(one)
    if (_is_lossy(other) and not is_repeated) or _newly_declares_loss(step):
        return _name_loss(step, samples)
    return Naming(UNVERIFIED, detail=f"{_transition(step.syntaxes)}; {samples.reason}")


def _is_lossy(outline: Outline) -> bool:
    """Whether the pixel data were compressed with loss: by the codestream where it tells, else by the syntax."""
    if outline.coding:
        return outline.coding == Coding.IRREVERSIBLE
    codec = CODECS.get(outline.transfer_syntax)
    return codec is not None and bool(codec.lossy)


def _may_lose(outline: Outline) -> bool:
    """Whether the compression may have lost something: a reversible JPEG 2000 does where parts were left out."""
    codec = CODECS.get(outline.transfer_syntax)
    return _is_lossy(outline) or (codec is not None and codec.lossy is None)


def _newly_declares_loss(step: Step) -> bool:
    """Whether compressed pixel data are told to have lost something at this hop."""
    is_compressed = step.syntaxes[1] not in PLAIN_SYNTAXES
    return is_compressed and declares_loss(step.after) and not declares_loss(step.before)


def _equality(samples: SampleComparison) -> str:
    if samples.unused_bits_differ:
        return "all samples are equal, bits outside Bits Stored differ"
    return "all samples are equal"


def _differs(before: Header, after: Header, tag: int) -> bool:
    one, other = before.get(tag), after.get(tag)
    return (one.value if one else None) != (other.value if other else None)


def _lengths(element: Element) -> list[int]:
    return [fragment.length for fragment in element.fragments or ()]


def _transition(syntaxes: tuple[str, str]) -> str:
    if syntaxes[0] == syntaxes[1]:
        return f"compressed anew ({syntax_name(syntaxes[1])})"
    return f"{syntax_name(syntaxes[0])} to {syntax_name(syntaxes[1])}"
