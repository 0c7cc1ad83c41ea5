"""No content makes the scanner raise, hang or grow; each runs in a child process whose memory is measured."""

import json
import struct
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.build import DEFLATED, EXPLICIT_LITTLE, IMPLICIT_LITTLE, UNDEFINED, element, implicit
from tests.engine.header.mutations import damaged_files
from tests.engine.header.test_faults import dicom, meta
from tests.yardstick import bare_walk
from validator.engine.header import Limits, scan
from validator.engine.model import Header

MIB = 1024 * 1024
LONGEST = 4.0
"""What a file may cost which is real or was before it was damaged, in bare walks over a million heads."""
LONGEST_AT_LIMIT = 12.0
"""What one may cost that was made to run into ``Limits.elements``, in the same: real ones come near that number."""
LARGEST_AT_LIMIT = 300
"""MiB that the process may hold then."""
SAMPLE = 400
ITEM = implicit(0xFFFEE000, b"", length=UNDEFINED)
SEQUENCE = element(0x00400275, "SQ", b"", length=UNDEFINED)

CHILD = """
import json, sys, time
from pathlib import Path
from tests.engine.header.memory import peak_mib
from validator.engine.header import scan
scan(b"")
started = time.process_time()
header = scan(Path(sys.argv[1]))
seconds = time.process_time() - started
mib = peak_mib()
from tests.yardstick import bare_walk
print(json.dumps({
    "walks": seconds / max(bare_walk() for _ in range(3)),
    "mib": mib,
    "faults": sorted({fault.kind for fault in header.faults}),
}))
"""


def measured(path: Path) -> dict:
    """Scan a file in a child process: its cost in bare walks, peak memory, and the kinds of fault in it."""
    done = subprocess.run([sys.executable, "-c", CHILD, path], capture_output=True, text=True, check=True, timeout=60)
    return json.loads(done.stdout)


def every_element_lies_in_its_place(header: Header) -> bool:
    """Whether each value begins behind its head and is as long as written, or shorter in a file with faults."""
    for _path, one in header.walk():
        if one.value_offset < one.offset + 8:
            return False
        if one.value is None or one.fragments is not None:
            continue
        if len(one.value) > one.length or (len(one.value) < one.length and not header.faults):
            return False
    return True


def deflate(content: bytes, times: int = 1) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return b"".join(packer.compress(content) for _ in range(times)) + packer.flush()


HOSTILE = {
    "300,000 sequences inside one another": lambda: dicom((SEQUENCE + ITEM) * 300_000),
    "1,000,000 empty items": lambda: dicom(SEQUENCE, implicit(0xFFFEE000, b"") * 1_000_000),
    "1,000,000 equal tags": lambda: dicom(element(0x00100010, "PN", b"") * 1_000_000),
    "1,000,000 fragments": lambda: dicom(
        element(0x7FE00010, "OB", b"", length=UNDEFINED), implicit(0xFFFEE000, b"") * 1_000_000
    ),
    "8 MiB of FF": lambda: dicom(b"\xff" * (8 * MIB)),
    "8 MiB of zeros": lambda: dicom(bytes(8 * MIB)),
    "8 MiB of zeros, implicit": lambda: dicom(bytes(8 * MIB), syntax=IMPLICIT_LITTLE),
    "1,000,000 item tags": lambda: dicom(ITEM * MIB),
    "dates whose length is a lie": lambda: dicom(b"\x08\x00\x20\x00DA\xff\xff" * MIB),
    "sequences cut by one another": lambda: dicom(struct.pack("<HH2sHI", 0x40, 0x275, b"SQ", 0, 8) * (MIB // 2)),
    "1 GiB of zeros deflated": lambda: dicom(deflate(bytes(MIB), 1024), syntax=DEFLATED),
    "128 MiB of equal tags deflated": lambda: dicom(
        deflate(element(0x00100010, "PN", b"") * (MIB // 8), 128), syntax=DEFLATED
    ),
    "64 MiB in values of 64 KiB": lambda: dicom(*[element(0x00104000, "OB", bytes(65_536))] * 1024),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_crafted_files_cost_at_most_the_limits(name, tmp_path):
    path = tmp_path / "hostile.dcm"
    path.write_bytes(HOSTILE[name]())
    cost = measured(path)
    assert cost["faults"] != []
    assert cost["walks"] < (LONGEST_AT_LIMIT if "limit-elements" in cost["faults"] else LONGEST)
    assert cost["mib"] < LARGEST_AT_LIMIT


def test_a_sparse_file_of_4_gib_is_read_without_its_pixels(tmp_path):
    path = tmp_path / "huge.dcm"
    pixels = 4 * 1024 * MIB - 2
    with path.open("wb") as file:
        file.write(dicom(element(0x00100020, "LO", b"P-4711"), element(0x7FE00010, "OW", b"", length=pixels)))
        file.write(b"\x01\x02")
        file.truncate(file.tell() - 2 + pixels)
    cost = measured(path)
    assert cost["faults"] == []
    assert cost["walks"] < LONGEST
    assert cost["mib"] < 64


def test_damaged_files_never_raise_and_never_hang():
    slowest = 0.0
    for _name, content in damaged_files(seed=20_260, count=SAMPLE):
        started = time.process_time()
        header = scan(content)
        slowest = max(slowest, time.process_time() - started)
        assert every_element_lies_in_its_place(header)
    assert slowest < LONGEST * bare_walk()


@settings(max_examples=200, deadline=5000)
@given(st.binary(max_size=2000))
def test_any_bytes_can_be_scanned(content):
    assert scan(content).size == len(content)


@settings(max_examples=300, deadline=5000)
@given(st.sampled_from([EXPLICIT_LITTLE, IMPLICIT_LITTLE, DEFLATED, "1.2.840.10008.1.2.2"]), st.binary(max_size=2000))
def test_any_bytes_can_follow_the_file_meta(syntax, content):
    header = scan(bytes(128) + b"DICM" + meta(syntax) + content)
    assert header.declared_syntax == syntax
    assert every_element_lies_in_its_place(header)


PIECES = st.sampled_from(
    [
        *(element(tag, vr, b"1.2 ") for tag in (0x00080005, 0x00080018, 0x00100010, 0x00400275) for vr in ("LO", "UN")),
        *(implicit(0xFFFEE000, b"", length=length) for length in (0, 4, 20, UNDEFINED)),
        *(element(0x00400275, vr, b"", length=length) for vr in ("SQ", "UN") for length in (0, 30, UNDEFINED)),
        implicit(0xFFFEE00D, b""),
        implicit(0xFFFEE0DD, b""),
        element(0x7FE00010, "OB", b"", length=UNDEFINED),
        element(0x7FE00010, "OW", b"\x00\x01"),
        implicit(0x00100020, b"P1"),
        b"\x00",
        b"\xff\xff\xff\xff",
    ]
)


@settings(max_examples=500, deadline=5000)
@given(st.lists(PIECES, max_size=40))
def test_any_order_of_well_known_pieces_can_be_scanned(pieces):
    header = scan(dicom(*pieces), limits=Limits(depth=8, elements=100, faults=50))
    assert every_element_lies_in_its_place(header)
