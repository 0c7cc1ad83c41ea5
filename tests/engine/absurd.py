"""Chains of real files with elements put in that are sound in encoding and absurd in content."""

import json
import random
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.build import UNDEFINED, element, encapsulated, item, sequence
from tests.engine.header.mutations import damaged, undamaged_contents
from validator.commandline.comparison import Comparison
from validator.commandline.instances import Capture
from validator.commandline.troubles import Troubles
from validator.engine.contract import Expectations
from validator.engine.header import scan
from validator.engine.model.header import EXPLICIT_LITTLE
from validator.engine.report import FORMATS

LONG = 65_534
UIDS = (
    b"1.2.3", b"", b"1.2.3.4\0", b"9" * LONG, b"1." * (LONG // 2), b"1.2.3\\1.2.4\\", b"..", b"\xff\xfe", b"\x1b$B",
    b" 1 ", b"1.2.840.10008.5.1.4.1.1.2\0",
)  # fmt: skip
CHARSETS = (
    b"ISO_IR 192", b"", b"\\ISO 2022 IR 87", b"GB18030 ", b"ISO_IR 999", b"\\\\\\\\", b"utf-8 ", b"\xff\xff", b"rot13 ",
    b"ISO_IR 100\\ISO_IR 192 ", b"ISO_IR 100" + b"\\ISO 2022 IR 149" * 500,
)  # fmt: skip
TEXTS = (
    b"", b"\0", b"\x1b", b"\x1b$B", b"A" * LONG, b"^" * 200, b"=" * 60, b"\\" * 5000, b"a^b^c^d^e^f=h=i=j", b"\xff\xfe",
    "Ünï\u202e".encode(), b"\xc3\x83\xc2\xbc" * 50, b"???", b"<script>alert(1)</script>", b"=cmd|' /C calc'!A0",
    b"(a+)+$", "e\u0301\u0301".encode() * 300, b"0" * 500, "\U0001f600".encode() * 20, b"\xed\xa0\x80", b"%s{0}",
    b"\r\n\t\x0c",
)  # fmt: skip
NUMBERS = (
    b"1e999999999", b"1e999999998", b"nan", b"inf", b"9" * 4000, b"0x10", b"1_000", b"1e-999999999", b"-0", b".",
    b"--1", b"\xd9\xa1", b"\\" * 3000, b"1E309", b"9223372036854775808", b"sNaN", b"12.5", b"1\\2\\3",
)  # fmt: skip
DATES = (
    b"00000000", b"99999999", b"20240230", b"00010101", b"99991231", b"2024", b"", b"20240101-20240102",
    b"99991231235959.999999+1400", b"00010101000000-1200", b"20240229101500.000000+9999", b"240000", b"235960",
    b"+0100",
)  # fmt: skip
WORDS = (0, 1, 3, 7, 8, 12, 16, 32, 64, 255, 65535)
PLAIN = {
    "UI": UIDS, "DS": NUMBERS, "IS": NUMBERS, "DA": DATES, "TM": DATES, "DT": DATES, "CS": CHARSETS + TEXTS[:8],
    "SH": TEXTS, "LO": TEXTS, "PN": TEXTS, "LT": TEXTS, "UT": TEXTS, "AS": TEXTS,
    "US": tuple(struct.pack("<H", word) for word in WORDS),
    "FD": tuple(struct.pack("<Q", 0x7FF << at) for at in (0, 51, 52)),
}  # fmt: skip
ATTRIBUTES = {
    0x00080005: "CS", 0x00080008: "CS", 0x00080012: "DA", 0x00080013: "TM", 0x00080016: "UI", 0x00080018: "UI",
    0x00080020: "DA", 0x00080030: "TM", 0x0008002A: "DT", 0x00080050: "SH", 0x00080060: "CS", 0x00080070: "LO",
    0x00080090: "PN", 0x00080201: "SH", 0x00081030: "LO", 0x00100010: "PN", 0x00100020: "LO", 0x00100021: "LO",
    0x00100030: "DA", 0x00101010: "AS", 0x00104000: "LT", 0x00120062: "CS", 0x00120063: "LO", 0x00180050: "DS",
    0x00189087: "FD", 0x0020000D: "UI", 0x0020000E: "UI", 0x00200011: "IS", 0x00200013: "IS", 0x00200032: "DS",
    0x00200037: "DS", 0x00200052: "UI", 0x00280002: "US", 0x00280004: "CS", 0x00280006: "US", 0x00280008: "IS",
    0x00280010: "US", 0x00280011: "US", 0x00280100: "US", 0x00280101: "US", 0x00280102: "US", 0x00280103: "US",
    0x00280303: "CS", 0x00282112: "DS", 0x0040A032: "DT", 0x0040A160: "UT",
}  # fmt: skip

Files = Mapping[str, bytes]


class Absurd(NamedTuple):
    """A chain: by label the contents of each capture by file name."""

    name: str
    captures: Mapping[str, Files]


def absurd_chains(seed: int, count: int) -> Iterator[Absurd]:
    """The same seed gives the same chains."""
    contents = {name: content for name, content in undamaged_contents().items() if scan(content).is_dicom}
    for number in range(count):
        rng = random.Random(f"{seed}/{number}")
        names = rng.choices(sorted(contents), k=rng.choice((1, 1, 2, 3)))
        files = [contents[name] for name in names]
        uids = [*UIDS, *(found.value for content in files if (found := scan(content).get(0x00080018)) and found.value)]
        captures = {}
        for label in ("source", "=router", "archive")[: rng.choice((2, 3))]:
            captures[label] = {f"{at}.dcm": content for at, content in enumerate(files)}
            files = [changed(content, rng, uids) for content in files]
            if rng.random() < 0.2:
                files.append(rng.choice(files))
        yield Absurd(f"{seed}/{number} {names}", captures)


def compared_document(chain: Absurd, folder: Path, *, backwards: bool = False) -> Any:
    """The chain compared as the command line does, in every format; the JSON document without its run."""
    captures = []
    for position, (label, files) in enumerate(chain.captures.items()):
        paths = {name: folder / f"{position}-{name}" for name in sorted(files, reverse=backwards)}
        for name, path in paths.items():
            path.write_bytes(files[name])
        captures.append(Capture(label, paths))
    with Comparison(captures, Troubles(), Expectations()) as comparison:
        texts = {name: "".join(form.compare(comparison.report(level=None, run={}))) for name, form in FORMATS.items()}
    assert all(texts.values())
    return json.loads(texts["json"])


def changed(content: bytes, rng: random.Random, uids: list[bytes]) -> bytes:
    """The content with absurd elements, or damage, or both."""
    dice = rng.random()
    if dice < 0.75:
        make = _Maker(rng, uids)
        content = _with_elements(content, [make.element() for _ in range(rng.choice((1, 1, 2, 4, 12)))])
    return damaged(content, rng) if dice > 0.55 else content


def _with_elements(content: bytes, added: list[tuple[int, bytes]]) -> bytes:
    header = scan(content)
    if header.encoding != EXPLICIT_LITTLE or not header.elements:
        return content
    offsets = [found.offset for found in header.elements]
    parts = [
        (found.tag, content[start:end])
        for found, start, end in zip(header.elements, offsets, [*offsets[1:], len(content)], strict=True)
    ]
    parts = [part for part in parts if part[0] not in dict(added)] + added
    return content[: offsets[0]] + b"".join(part for _, part in sorted(parts, key=lambda part: part[0]))


class _Maker:
    """Makes absurd elements that cite some UIDs."""

    def __init__(self, rng: random.Random, uids: list[bytes]) -> None:
        self._rng = rng
        self._uids = uids
        self._made = {
            0x00081115: self._series,
            0x00081140: lambda: item(self._reference()),
            0x0018A001: lambda: item(*self._some(3), sequence(0x0040A170, item(element(0x00080100, "SH", b"109104")))),
            0x04000561: lambda: item(sequence(0x04000550, item(*self._some(4))), *self._some(2)),
            0x0040A730: self._deep,
            0x52009230: lambda: item(sequence(0x00209113, item(*self._some(1)))),
        }
        """By sequence: how to make one of its items."""

    def element(self) -> tuple[int, bytes]:
        """Its tag, and its bytes."""
        tag = self._rng.choice((*self._made, 0x00091001, 0x7FE00010, *ATTRIBUTES))
        if tag in self._made:
            items = [self._made[tag]()] * self._rng.choice((1, 2, 40))
            return tag, sequence(tag, *items, length=self._rng.choice((None, UNDEFINED)))
        if tag == 0x00091001:
            return tag, self._private()
        return tag, self._pixels() if tag == 0x7FE00010 else self._plain(tag)

    def _plain(self, tag: int) -> bytes:
        return element(tag, ATTRIBUTES[tag], self._rng.choice(PLAIN[ATTRIBUTES[tag]]))

    def _some(self, count: int) -> list[bytes]:
        return [self._plain(tag) for tag in sorted(self._rng.sample(sorted(ATTRIBUTES), count))]

    def _reference(self) -> bytes:
        uid = element(0x00081155, "UI", self._rng.choice(self._uids))
        return uid + element(0x00081160, "IS", b"1\\-1\\x\\999999999")

    def _series(self) -> bytes:
        of = element(0x0020000E, "UI", self._rng.choice(self._uids))
        return item(sequence(0x00081199, item(self._reference())), of)

    def _deep(self) -> bytes:
        inner = item(*self._some(2))
        for _ in range(self._rng.choice((1, 40, 90))):
            inner = item(self._reference(), sequence(0x0040A730, inner))
        return inner

    def _private(self) -> bytes:
        creators = [element(0x00090010 + at, "LO", self._rng.choice(TEXTS)) for at in range(2)]
        vrs, values = ("UN", "LO", "SQ", "DS"), (b"", b"ab", *TEXTS[4:6])
        count = self._rng.choice((1, 200))
        return b"".join(creators) + b"".join(
            element(0x00091001 + at, self._rng.choice(vrs), self._rng.choice(values)) for at in range(count)
        )

    def _pixels(self) -> bytes:
        bare = element(
            0x7FE00010, self._rng.choice(("UN", "SQ", "LO", "OF")), self._rng.choice((b"ab", item(b"x" * 40)))
        )
        endless = element(0x7FE00010, "OW", b"", length=UNDEFINED)
        return self._rng.choice((bare, endless, encapsulated(self._rng.randbytes(50))))
