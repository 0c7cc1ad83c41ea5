"""What a lossy compression did to the samples, and whether the instance says so (PS3.3 C.7.6.1.1.5)."""

from typing import Any, NamedTuple

from validator.engine.compare.classify.presence import LOSSY_IMAGE_COMPRESSION
from validator.engine.compare.step import Step
from validator.engine.model import Header, SampleComparison, SampleOutcome

RATIO, METHOD, IMAGE_TYPE = 0x00282112, 0x00282114, 0x00080008
BITS_STORED = 0x00280101
Evidence = tuple[tuple[str, Any], ...]


class Declaration(NamedTuple):
    """What the later instance tells of a lossy compression."""

    declared: bool
    """Lossy Image Compression is 01."""
    ratio: bool
    """Lossy Image Compression Ratio has a value."""
    method: bool
    """Lossy Image Compression Method has a value."""
    derived: bool
    """Image Type is not ORIGINAL."""
    renewed: bool
    """The SOP Instance UID is another one than before."""

    @property
    def words(self) -> list[str]:
        """What is missing."""
        missing = [word for word, there in (("ratio", self.ratio), ("method", self.method)) if not there]
        told = [f"declared without {' and '.join(missing)}"] if missing else []
        return [
            *(told if self.declared else ["not declared in Lossy Image Compression"]),
            *([] if self.derived else ["Image Type stays ORIGINAL"]),
            *([] if self.renewed else ["kept its SOP Instance UID"]),
        ]


def declares_loss(header: Header) -> bool:
    return _text(header, LOSSY_IMAGE_COMPRESSION) == "01"


def declaration(step: Step) -> Declaration:
    """How the hop's later instance tells of a loss."""
    one, other = step.outlines
    return Declaration(
        declares_loss(step.after),
        ratio=bool(_text(step.after, RATIO)),
        method=bool(_text(step.after, METHOD)),
        derived=_text(step.after, IMAGE_TYPE).partition("\\")[0].strip() != "ORIGINAL",
        renewed=one.sop_instance != other.sop_instance,
    )


def figures(samples: SampleComparison) -> str:
    """How far the samples lie apart: ``largest difference 12, mean 0.84, PSNR 46.2 dB``."""
    noise = "" if samples.psnr is None else f", PSNR {samples.psnr:.1f} dB"
    return f"largest difference {_short(samples.largest)}, mean {_short(samples.mean)}{noise}"


def places(samples: SampleComparison) -> str:
    """Where samples differ: ``12 of 4,096 samples differ, in 1 of 5 frames, the first is frame 3``."""
    told = f"{samples.samples_differing:,} of {samples.samples:,} samples differ"
    if samples.frames == 1:
        return told
    return (
        f"{told}, in {samples.frames_differing:,} of {samples.frames:,} frames, "
        f"the first is frame {samples.first_frame:,}"
    )


def evidence(samples: SampleComparison) -> Evidence:
    """The figures for later rooms; empty where the samples were not compared one by one."""
    if samples.outcome is SampleOutcome.UNDECIDED or not samples.samples or samples.rescaled:
        return ()
    return (
        ("largest", _whole(samples.largest)),
        ("mean", samples.mean),
        *((("psnr", samples.psnr),) if samples.psnr is not None else ()),
        ("samples", samples.samples),
        ("samples_differing", samples.samples_differing),
        ("frames", samples.frames),
        ("frames_differing", samples.frames_differing),
        ("first_frame", samples.first_frame),
    )


def scale(step: Step) -> str:
    """Why differences of samples are differences of scale."""
    stored = [_word(header, BITS_STORED) for header in (step.before, step.after)]
    if stored[0] != stored[1]:
        return f"Bits Stored {stored[0]} became {stored[1]}"
    return "Pixel Representation changed"


def _short(number: float) -> str:
    """A number in about three digits, without an exponent where it is not very small."""
    if number >= 100 or number.is_integer():
        return f"{number:,.0f}"
    return f"{number:.3g}"


def _whole(number: float) -> float | int:
    return int(number) if number.is_integer() else number


def _text(header: Header, tag: int) -> str:
    element = header.get(tag)
    return (element.value or b"").decode("latin-1").strip(" \0") if element else ""


def _word(header: Header, tag: int) -> int:
    element = header.get(tag)
    return int.from_bytes((element.value or b"")[:2] if element else b"", "little" if header.encoding.little else "big")
