"""Facts about the Value Representations (PS3.5 6.2, 7.3)."""

WORD_SIZES = {
    "US": 2, "SS": 2, "OW": 2, "AT": 2, "UL": 4, "SL": 4, "FL": 4, "OF": 4, "OL": 4,
    "FD": 8, "OD": 8, "UV": 8, "SV": 8, "OV": 8,
}  # fmt: skip
"""Bytes of what is turned round between byte orders; of every other VR the bytes stay in their order."""


def word_size(vr: str) -> int:
    """How many bytes of this VR, which may be ambiguous (``US or SS``), are turned round together."""
    return 2 if vr.startswith("US or") or vr == "OB or OW" else WORD_SIZES.get(vr, 1)


def little_endian(value: bytes, vr: str, *, little: bool) -> bytes:
    """The bytes as they would stand in a little endian data set; ``little`` tells whether they do already."""
    size = 1 if little else word_size(vr)
    if size == 1 or len(value) % size:
        return value
    return b"".join(value[at : at + size][::-1] for at in range(0, len(value), size))
