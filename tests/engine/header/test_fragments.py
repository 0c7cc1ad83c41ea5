"""What is kept of the bytes of compressed frames."""

from tests import build
from validator.engine.header import scan
from validator.engine.header.fragments import FIRST_HEAD, LATER_HEAD

TAG = 0x7FE00010


def _heads(source: bytes) -> tuple[bytes, ...]:
    element = scan(source).get(TAG)
    assert element is not None
    return tuple(fragment.head for fragment in element.fragments or ())


def test_the_first_fragment_keeps_its_parameters_and_the_others_their_marker():
    long = bytes(range(256)) * 8
    assert _heads(build.compressed(long, b"\xff\xd8\xff\xe0later", b"\xff\xd8", offsets=bytes(4))) == (
        b"",
        long[:FIRST_HEAD],
        b"\xff\xd8\xff\xe0"[:LATER_HEAD],
        b"\xff\xd8",
    )


def test_no_more_is_kept_than_the_fragment_has():
    assert _heads(build.compressed(b"\xff\xd8\xff\xd9", b"")) == (b"", b"\xff\xd8\xff\xd9", b"")


def test_a_fragment_that_is_cut_keeps_what_is_there():
    source = build.compressed(bytes(64))
    assert _heads(source[: len(source) - 48]) == (b"", bytes(24))
