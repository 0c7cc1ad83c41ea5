"""Damaged and hostile files: comparing them gives changes, never an exception."""

import random
import tracemalloc
from pathlib import Path

import pydicom
import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.compare.harness import trace
from validator.engine.compare import outline
from validator.engine.header import scan

FILES = Path(pydicom.__file__).parent / "data"
SAMPLES = [
    "test_files/CT_small.dcm",
    "test_files/reportsi.dcm",
    "charset_files/chrH31.dcm",
    "test_files/MR_small_RLE.dcm",
]


def mutated(content: bytes, rng: random.Random) -> bytes:
    """Some bytes set, cut out or doubled; the preamble is left alone."""
    data = bytearray(content)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(132, len(data))
        match rng.randrange(3):
            case 0:
                data[at] = rng.randrange(256)
            case 1:
                del data[at : at + rng.randrange(1, 9)]
            case _:
                data[at:at] = data[at : at + rng.randrange(1, 9)]
    return bytes(data)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_mutation_of_a_file_is_compared_with_the_original(name: str) -> None:
    content = (FILES / name).read_bytes()
    rng = random.Random(name)
    for _ in range(60):
        damaged = mutated(content, rng)
        forth, back = trace(content, damaged), trace(damaged, content)
        assert len(forth.pairing.lineages) == len(back.pairing.lineages) <= 2


def test_deep_nesting_is_compared_without_recursion() -> None:
    def nested(text: str) -> bytes:
        dataset = Dataset()
        dataset.CodeMeaning = text
        for _ in range(60):
            outer = Dataset()
            outer.ConceptCodeSequence = Sequence([dataset])
            dataset = outer
        return build.file(build.ct(ContentSequence=Sequence([dataset])))

    (change,) = trace(nested("a"), nested("b")).changes
    assert change.path.count("[") == 61
    assert change.kind == "value.replaced"


def test_many_items_without_keys_are_compared_in_time() -> None:
    def listed(count: int) -> bytes:
        items = [build.changed(Dataset(), TextValue=f"sentence {number}") for number in range(count)]
        return build.file(build.sr(ContentSequence=Sequence(items)))

    found = trace(listed(2000), listed(1999)).of_meaning()
    assert found == [("b", "0", "(0040,A730)[1999]", "sequence.item-removed")]


def test_the_same_tag_twice_is_compared_in_its_order() -> None:
    first, second = build.element(0x00100020, "LO", b"A1"), build.element(0x00100020, "LO", b"B2")
    head = build.element(0x00080018, "UI", b"1.2.3.4 ")
    meta = build.with_group_length(build.element(0x00020010, "UI", b"1.2.840.10008.1.2.1\0"))
    other = build.element(0x00100020, "LO", b"C3")
    before, after = (build.part10(head + first + last, meta=meta) for last in (second, other))
    assert trace(before, after).of_meaning() == [("b", "0", "(0010,0020)", "value.replaced")]


@pytest.mark.parametrize("start", [b"", b"\xfe\xff\x00\xe0"], ids=["bytes", "items"])
def test_a_private_value_of_any_size_is_digested_in_bounded_memory(tmp_path: Path, start: bytes) -> None:
    size = 256 * 1024 * 1024
    path = tmp_path / "large.dcm"
    head = build.file(build.ct()) + build.element(0x7FE10010, "LO", b"VENDOR")
    head += build.element(0x7FE11010, "UN", b"", length=size)
    with path.open("wb") as file:
        file.write(head + start)
        file.truncate(len(head) + size)
    header = scan(path)
    tracemalloc.start()
    try:
        found = outline(header, path, file="large.dcm")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [place for place, _ in found.bulk] == ["(7FE1,1010)"]
    assert peak < 32 * 1024 * 1024
