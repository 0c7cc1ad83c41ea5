"""Offset tables and the fragments that they lead to."""

import struct

import pytest

from validator.engine.model import Fragment
from validator.engine.pixels.fragments import basic_offsets, extended_offsets, starts, wrong_offset

FRAGMENTS = (Fragment(1000, 8), Fragment(1016, 100), Fragment(1124, 60), Fragment(1192, 2))
"""The Basic Offset Table and three fragments."""


def test_offsets_count_from_the_first_fragment():
    assert starts(FRAGMENTS) == (0, 108, 176)
    assert starts(FRAGMENTS[:1]) == ()
    assert starts(()) == ()


def test_tables_are_read_in_whole_entries():
    assert basic_offsets(struct.pack("<2I", 0, 108)) == (0, 108)
    assert basic_offsets(b"") == ()
    assert basic_offsets(bytes(6)) is None
    assert extended_offsets(struct.pack("<2Q", 0, 1 << 40)) == (0, 1 << 40)
    assert extended_offsets(bytes(12)) is None


@pytest.mark.parametrize(
    ("offsets", "wrong"),
    [
        ((0, 108, 176), None),
        ((0, 176), None),
        ((), None),
        ((108, 176), 0),
        ((0, 109), 1),
        ((0, 108, 108), 2),
        ((0, 176, 108), 2),
        ((0, 0), 1),
    ],
)
def test_the_first_entry_that_leads_nowhere(offsets: tuple[int, ...], wrong: int | None):
    assert wrong_offset(offsets, starts(FRAGMENTS)) == wrong
