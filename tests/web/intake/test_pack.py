"""Packs of headers: what goes in comes out, alone, and costs little beside its neighbours."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validator.intake import pack
from validator.intake.pack import Entry, PackDamaged

Packed = tuple[bytes, list[int]]


def packed(entries: Iterable[tuple[int, Packed]]) -> bytes:
    found: list[bytes] = []
    writer = pack.Writer(found.append)
    for ordinal, (content, cuts) in entries:
        writer.add(Entry(ordinal, content, cuts))
    writer.finish()
    return b"".join(found)


def unpacked(path: Path) -> dict[int, bytes]:
    return {ordinal: pack.read_block(path, place).content(ordinal) for ordinal, place in pack.read_index(path).items()}


def header(number: int) -> Packed:
    """A hundred elements of which two are different from instance to instance."""
    elements = [b"%04d element, " % at * 4 for at in range(100)]
    elements[17], elements[61] = b"1.2.3.%d" % number, b"%016x" % (number * 7919)
    ends = [sum(map(len, elements[:at])) for at in range(1, 100)]
    return b"".join(elements), ends


@given(
    st.dictionaries(
        st.integers(0, 2**32 - 1),
        st.tuples(st.binary(max_size=60), st.lists(st.integers(0, 70), max_size=8).map(sorted)),
        max_size=80,
    )
)
def test_what_goes_in_comes_out(tmp_path_factory: pytest.TempPathFactory, entries: dict[int, Packed]) -> None:
    path = tmp_path_factory.getbasetemp() / "pack"
    path.write_bytes(packed(entries.items()))
    assert unpacked(path) == {ordinal: content for ordinal, (content, _) in entries.items()}


def test_neighbours_share_what_they_have_in_common(tmp_path: Path) -> None:
    headers = {number: header(number) for number in range(200)}
    path = tmp_path / "pack"
    path.write_bytes(packed(headers.items()))
    assert unpacked(path) == {number: content for number, (content, _) in headers.items()}
    assert path.stat().st_size < 60 * 200
    blocks = {place.offset: pack.read_block(path, place) for place in pack.read_index(path).values()}
    assert len(blocks) == 4
    # The memory that they take, though each of them says 5,600 bytes.
    assert sum(block.size for block in blocks.values()) < 1200 * 200


def test_large_headers_get_blocks_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "pack"
    contents = [bytes([number]) * pack.MOST_BYTES for number in range(3)]
    path.write_bytes(packed((number, (content, [])) for number, content in enumerate(contents)))
    assert {place.ordinals for place in pack.read_index(path).values()} == {(0,), (1,), (2,)}
    assert list(unpacked(path).values()) == contents


def test_the_same_headers_give_the_same_pack() -> None:
    headers = [(number, header(number)) for number in range(70)]
    assert packed(headers) == packed(headers)


@pytest.mark.parametrize("cut", [0, 3, 12, 40, -1, -30])
def test_a_pack_that_is_cut_off_is_told_as_damaged(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "pack"
    path.write_bytes(packed((number, header(number)) for number in range(3))[:cut])
    with pytest.raises(PackDamaged):
        unpacked(path)


def test_a_pack_with_another_byte_anywhere_is_told_as_damaged(tmp_path: Path) -> None:
    path = tmp_path / "pack"
    whole = packed((number, header(number)) for number in range(3))
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(PackDamaged):
            unpacked(path)
