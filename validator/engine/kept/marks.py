"""Which of very many numbers are marked."""

from collections.abc import Iterator

CHUNK = 4096
"""Bytes that are looked through at a time."""


class Marks:
    """Numbers from 0, one bit for each up to the greatest."""

    __slots__ = ("_bits",)

    def __init__(self) -> None:
        self._bits = bytearray()

    def add(self, number: int) -> None:
        """Mark a number; as often as one likes."""
        byte, bit = divmod(number, 8)
        if byte >= len(self._bits):
            self._bits.extend(bytes(byte + 1 - len(self._bits)))
        self._bits[byte] |= 1 << bit

    def __contains__(self, number: int) -> bool:
        byte, bit = divmod(number, 8)
        return byte < len(self._bits) and bool(self._bits[byte] >> bit & 1)

    def __len__(self) -> int:
        """How many are marked."""
        return self.bits.bit_count()

    def __iter__(self) -> Iterator[int]:
        """Those that are marked, ascending."""
        for start in range(0, len(self._bits), CHUNK):
            for at, byte in enumerate(self._bits[start : start + CHUNK], start=start):
                if byte:
                    yield from (at * 8 + bit for bit in range(8) if byte >> bit & 1)

    @property
    def bits(self) -> int:
        """All of them as one number, with which those of others can be united."""
        return int.from_bytes(self._bits, "little")
