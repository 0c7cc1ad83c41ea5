"""What each Transfer Syntax allows pixel data to be (PS3.5 8.2, annex A)."""

from typing import NamedTuple

from validator.engine.model import PLAIN_SYNTAXES
from validator.engine.pixels.description import MONOCHROME, RETIRED
from validator.engine.standard.uids import uid

ROOT = "1.2.840.10008.1.2"
GREY_OR_PALETTE = (*MONOCHROME, "PALETTE COLOR")
NATIVE_PHOTOMETRICS = frozenset({*GREY_OR_PALETTE, "RGB", "YBR_FULL", "YBR_FULL_422", *RETIRED})


class Codec(NamedTuple):
    """One way to compress frames."""

    name: str
    photometrics: frozenset[str]
    """The Photometric Interpretations of PS3.5 8.2 for it."""
    lossy: bool | None
    """``None`` where the Transfer Syntax leaves it open."""
    allocated: frozenset[int] = frozenset()
    """The Bits Allocated that it can carry; empty where there is no bound to check."""
    is_video: bool = False
    """Whether all frames are one stream."""
    is_remote: bool = False
    """Whether the pixels are elsewhere and the data set holds their address only (JPIP)."""


def _codec(name: str, *photometrics: str, lossy: bool | None, allocated: tuple[int, ...] = ()) -> Codec:
    return Codec(name, frozenset(photometrics), lossy, frozenset(allocated))


_JPEG = _codec("JPEG Baseline", *MONOCHROME, "RGB", "YBR_FULL_422", lossy=True, allocated=(8,))
_EXTENDED = _JPEG._replace(name="JPEG Extended", allocated=frozenset({8, 16}))
_LOSSLESS = _codec("JPEG Lossless", *GREY_OR_PALETTE, "RGB", "YBR_FULL", lossy=False, allocated=(8, 16))
_LS = _codec("JPEG-LS Lossless", *GREY_OR_PALETTE, "RGB", "YBR_FULL", lossy=False, allocated=(8, 16))
_LS_NEAR = _codec("JPEG-LS Near-Lossless", *MONOCHROME, "RGB", "YBR_FULL", lossy=True, allocated=(8, 16))
_J2K = _codec("JPEG 2000 Lossless", *GREY_OR_PALETTE, "RGB", "YBR_FULL", "YBR_RCT", lossy=False)
_J2K_ANY = _codec("JPEG 2000", *MONOCHROME, "RGB", "YBR_FULL", "YBR_RCT", "YBR_ICT", lossy=None)
_JPIP = Codec("JPIP", _J2K_ANY.photometrics | {"PALETTE COLOR"}, None, is_remote=True)
_MPEG = Codec("MPEG", frozenset({*MONOCHROME, "YBR_PARTIAL_420"}), True, frozenset({8}), is_video=True)
_HEVC = _MPEG._replace(name="HEVC", allocated=frozenset({8, 16}))
_XL = _codec("JPEG XL Lossless", *GREY_OR_PALETTE, "RGB", "YBR_FULL", lossy=False)
_RLE = _codec("RLE Lossless", *GREY_OR_PALETTE, "RGB", "YBR_FULL", lossy=False, allocated=(1, 8, 16, 32))
_FRAMES = _codec("frames without compression", *NATIVE_PHOTOMETRICS, lossy=False)
CODECS: dict[str, Codec] = {
    f"{ROOT}.1.98": _FRAMES,
    f"{ROOT}.4.50": _JPEG,
    f"{ROOT}.4.51": _EXTENDED,
    f"{ROOT}.4.57": _LOSSLESS,
    f"{ROOT}.4.70": _LOSSLESS,
    f"{ROOT}.4.80": _LS,
    f"{ROOT}.4.81": _LS_NEAR,
    **dict.fromkeys((f"{ROOT}.4.90", f"{ROOT}.4.92", f"{ROOT}.4.201", f"{ROOT}.4.202"), _J2K),
    **dict.fromkeys((f"{ROOT}.4.91", f"{ROOT}.4.93", f"{ROOT}.4.203"), _J2K_ANY),
    **dict.fromkeys((f"{ROOT}.4.94", f"{ROOT}.4.95", f"{ROOT}.4.204", f"{ROOT}.4.205"), _JPIP),
    **dict.fromkeys((f"{ROOT}.4.{number}" for number in range(100, 107)), _MPEG),
    **dict.fromkeys((f"{ROOT}.4.{number}.1" for number in range(100, 107)), _MPEG),
    **dict.fromkeys((f"{ROOT}.4.107", f"{ROOT}.4.108"), _HEVC),
    f"{ROOT}.4.110": _XL,
    f"{ROOT}.4.111": _JPEG._replace(name="JPEG XL Recompression", photometrics=_JPEG.photometrics | {"YBR_FULL"}),
    f"{ROOT}.4.112": Codec("JPEG XL", _XL.photometrics | {"XYB"}, None),
    f"{ROOT}.5": _RLE,
    f"{ROOT}.8.1": _codec("Deflated Image Frame", *NATIVE_PHOTOMETRICS, lossy=False),
}
"""By Transfer Syntax UID; retired and private ones are left out, so nothing is claimed about them."""


def is_native(syntax: str) -> bool:
    """Whether pixel data stand uncompressed and without fragments in this Transfer Syntax."""
    return syntax in PLAIN_SYNTAXES


def syntax_name(syntax: str) -> str:
    """A transfer syntax in the words that reports use: its codec, else its name, else the UID itself."""
    if syntax in CODECS:
        return CODECS[syntax].name
    entry = uid(syntax)
    return entry.name.split(":")[0] if entry else syntax
