"""Who shares a digest with whom, without a table of them all."""

from array import array
from collections.abc import Iterable, Iterator
from hashlib import blake2b

DIGEST = 16
"""Bytes: two texts of a case have the same digest with a probability of less than 1 : 10²⁴."""
NONE = bytes(DIGEST)
"""Instead of the digest of an empty text."""
BUCKETS = 64
"""So that what is looked up at one time is a small part."""


def digest_of(text: str) -> bytes:
    """Of an empty text ``NONE``."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST).digest() if text else NONE


class Buckets:
    """Numbers, each with a digest, in buckets: equal digests are in the same one. 20 bytes for each."""

    def __init__(self, entries: Iterable[tuple[int, bytes]]) -> None:
        self._numbers = [array("I") for _ in range(BUCKETS)]
        self._digests = [bytearray() for _ in range(BUCKETS)]
        numbers, digests = self._numbers, self._digests
        for number, digest in entries:
            if digest != NONE:
                at = digest[0] % BUCKETS
                numbers[at].append(number)
                digests[at] += digest

    def __iter__(self) -> Iterator[Iterator[tuple[int, bytes]]]:
        """Bucket by bucket the numbers and their digests, in the order in which they came."""
        return (self._bucket(at) for at in range(BUCKETS))

    def _bucket(self, at: int) -> Iterator[tuple[int, bytes]]:
        digests = bytes(self._digests[at])
        for number, start in zip(self._numbers[at], range(0, len(digests), DIGEST), strict=True):
            yield number, digests[start : start + DIGEST]
