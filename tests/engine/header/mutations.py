"""Real files damaged at random, reproducibly: bytes changed, removed and put in, and telling patterns."""

import random
from collections.abc import Iterator
from functools import cache

from tests.engine.header.samples import sample_files

LARGEST = 40_000
"""Bytes of a file that is damaged: in a larger one most damage would fall into pixels."""
HEAD = 3_000
"""Where most of the damage falls, in bytes from the start."""
PATTERNS = (
    b"\xff\xff\xff\xff",
    b"\x00\x00\x00\x00",
    b"\xfe\xff\x00\xe0",
    b"\xfe\xff\x0d\xe0",
    b"\xfe\xff\xdd\xe0",
    b"SQ",
    b"UN\x00\x00\xff\xff\xff\xff",
)


def damaged_files(seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """Damaged contents with the name of the file they were; the same seed gives the same bytes."""
    rng = random.Random(seed)
    contents = undamaged_contents()
    names = sorted(contents)
    for _ in range(count):
        name = rng.choice(names)
        yield name, damaged(contents[name], rng)


@cache
def undamaged_contents() -> dict[str, bytes]:
    """The real files that are small enough, by name."""
    return {
        name: path.read_bytes()
        for name, path in sample_files().items()
        if path.suffix != ".py" and 0 < path.stat().st_size <= LARGEST
    }


def damaged(content: bytes, rng: random.Random) -> bytes:
    """The content with one to sixteen places damaged."""
    changed = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        end = min(len(changed), HEAD) if rng.random() < 0.7 else len(changed)
        at = rng.randrange(end) if end else 0
        length = rng.randrange(1, 9)
        match rng.randrange(5):
            case 0:
                changed[at : at + 1] = rng.randbytes(1)
            case 1:
                pattern = rng.choice(PATTERNS)
                changed[at : at + len(pattern)] = pattern
            case 2:
                del changed[at : at + length]
            case 3:
                changed[at:at] = rng.randbytes(length)
            case _:
                del changed[at:]
    return bytes(changed)
