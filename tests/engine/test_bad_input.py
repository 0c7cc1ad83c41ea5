"""Input that is broken, hostile or too much: what becomes of it in the engine, from the bytes to every report."""

import json
import tracemalloc
import zlib

import pytest

from tests import build
from tests.build import DEFLATED, UNDEFINED, element, implicit
from tests.engine.absurd import absurd_chains, compared_document
from tests.engine.damaged_chains import check_and_compare, crashes, damaged_chains
from validator.engine.compare import outline, pair
from validator.engine.header import scan
from validator.engine.model import CheckedFile, State
from validator.engine.report import FORMATS, CheckReport, check_document
from validator.engine.rules import check_collection, check_header, check_path, identify

MIB = 1024 * 1024
SCRIPT = "<script>alert(1)</script>"
FORMULA = "=cmd|' /C calc'!A0"
ESCAPES = "\x1b]0;owned\x07"
PROGRAM = b"MZ\x90\x00this is the payload of a program"


def checked(content: bytes, file: str = "test.dcm") -> CheckedFile:
    return check_header(scan(content), file=file)


def codes(one: CheckedFile) -> list[tuple[str, str]]:
    return [(finding.code, finding.path) for finding in one.findings]


def rendered(files: list[CheckedFile]) -> dict[str, str]:
    """The check report in every format."""
    return {name: "".join(form.check(CheckReport(files, [], "test"))) for name, form in FORMATS.items()}


def deflated(content: bytes, times: int = 1) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = b"".join(packer.compress(content) for _ in range(times)) + packer.flush()
    meta = build.with_group_length(element(0x00020010, "UI", DEFLATED.encode()))
    return build.part10(packed, meta=meta)


def nested(depth: int) -> bytes:
    """A CT image with sequences of undefined length inside one another, none of them ended."""
    level = element(0x00400275, "SQ", b"", length=UNDEFINED) + implicit(0xFFFEE000, b"", length=UNDEFINED)
    return build.file(build.ct(PixelData=None)) + level * depth


def test_files_of_other_kinds_are_named_and_the_others_go_on():
    contents = {
        "report.pdf": b"%PDF-1.7\n" + bytes(400),
        "ct.dcm": build.file(build.ct()),
        "photo.jpg": b"\xff\xd8\xff\xe0" + bytes(400),
        "order.hl7": b"MSH|^~\\&|RIS|HOSPITAL|PACS|",
        "study.zip": b"PK\x03\x04" + bytes(400),
        "empty.dcm": b"",
    }
    files = [checked(content, file=name) for name, content in contents.items()]
    document = json.loads("".join(check_document(CheckReport(files, [], "test"))))
    assert [(file["file"], file["state"], file.get("kind")) for file in document["files"]] == [
        ("report.pdf", "not-dicom", "PDF document"),
        ("ct.dcm", "checked", None),
        ("photo.jpg", "not-dicom", "JPEG image"),
        ("order.hl7", "not-dicom", "HL7 message"),
        ("study.zip", "not-dicom", "ZIP archive"),
        ("empty.dcm", "not-dicom", "empty file"),
    ]
    assert [codes(file) for file in files if file.state is State.NOT_DICOM] == [[("FIL001", "")]] * 5


def test_a_damaged_file_is_checked_as_far_as_it_can_be_read():
    whole = build.file(build.ct(), raw={0x0020000D: ("UI", b"1.02.3")})
    cut = whole.index(b"MONOCHROME2") + 4
    damaged = checked(whole[:cut])
    assert damaged.state is State.DAMAGED
    assert ("UID003", "(0020,000D)") in codes(damaged)
    (truncation,) = [finding for finding in damaged.findings if finding.code == "FIL056"]
    assert (truncation.path, truncation.offset) == ("(0028,0004)", cut - 4 - 8)


def test_damaged_chains_are_checked_and_compared_without_a_crash():
    for _name, chain in damaged_chains(seed=20_261, count=100):
        checked, compared = check_and_compare(chain)
        assert crashes(checked) == []
        assert [capture["files"] for capture in compared["captures"]] == [1, 1, 1]


def test_absurd_chains_go_all_the_way_whatever_the_order_of_their_files(tmp_path):
    for chain in absurd_chains(seed=20_261, count=40):
        assert compared_document(chain, tmp_path, backwards=True) == compared_document(chain, tmp_path), chain.name


def test_bytes_that_cannot_be_read_are_counted_and_what_follows_is_checked():
    good = build.ct()
    start = build.body(good).index(element(0x0020000D, "UI", f"{build.ROOT}.2.1".encode()))
    body = build.body(good, raw={0x00200010: ("SH", b"S1"), 0x00200013: ("IS", b"1 ")})
    broken = body[:start] + b"\xff" * 32 + body[start:]
    meta = build.file(good)[: -len(build.body(good))]
    damaged = checked(meta + broken)
    assert damaged.state is State.DAMAGED
    assert [finding.offset for finding in damaged.findings if finding.code == "FIL057"] == [len(meta) + start]
    assert damaged.sop_instance == f"{build.ROOT}.4.1"


@pytest.mark.parametrize("depth", [100, 100_000])
def test_deep_nesting_reaches_every_room_without_recursion(depth):
    content = nested(depth)
    header = scan(content)
    one = check_header(header, file="deep.dcm")
    assert one.state is State.DAMAGED
    assert "ENG003" in {finding.code for finding in one.findings}
    assert identify(header, file="deep.dcm").sop_instance == f"{build.ROOT}.4.1"
    assert outline(header, content, file="deep.dcm").sop_instance == f"{build.ROOT}.4.1"
    assert all("deep.dcm" in text for text in rendered([one]).values())


def test_a_deflate_bomb_is_read_up_to_its_limit_and_named():
    # 200 MiB of Image Comments in 64 KiB values; the file has 200 KiB.
    one = checked(deflated(element(0x00204000, "LT", bytes(65_534)) * 16, 200))
    assert one.state is State.DAMAGED
    assert "ENG005" in {finding.code for finding in one.findings}


def test_a_file_of_4_gib_is_checked_in_bounded_memory(tmp_path):
    path = tmp_path / "huge.dcm"
    length = 4 * 1024 * MIB - 2
    with path.open("wb") as file:
        file.write(build.file(build.ct(PixelData=None)))
        file.write(element(0x7FE00010, "OW", b"", length=length))
        file.truncate(file.tell() + length)
    tracemalloc.start()
    one = check_path(path, file="huge.dcm")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert one.state is State.CHECKED
    assert peak < 8 * MIB


def test_many_files_are_reported_in_memory_that_does_not_grow_with_them():
    finding = checked(build.file(build.ct(PatientID=""))).findings[0]
    one = CheckedFile("", State.CHECKED, "1.2", "1.2.3", None, None, (finding,))
    for name, form in FORMATS.items():
        files = (one._replace(file=f"{number}.dcm") for number in range(8_000))
        tracemalloc.start()
        length = sum(len(chunk) for chunk in form.check(CheckReport(files, [], "test")))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < MIB, name
        assert length > 500, name


def test_hostile_values_are_inert_in_every_format():
    content = build.file(
        build.ct(),
        raw={
            0x00100020: ("LO", FORMULA.encode()),
            0x00081030: ("LO", SCRIPT.encode() + b" "),
            0x00080050: ("SH", ESCAPES.encode() + b" "),
            0x0020000D: ("UI", f"1.0{SCRIPT}".encode()),
            0x0020000E: ("UI", FORMULA.encode() + b"\0"),
            0x00080018: ("UI", ESCAPES.encode() + b"\0"),
        },
    )
    one = checked(content, file=f"{SCRIPT}{FORMULA}{ESCAPES}.dcm")
    values = {finding.value for finding in one.findings}
    assert {f"1.0{SCRIPT}", FORMULA} <= values
    for name, text in rendered([one, one._replace(file=FORMULA)]).items():
        assert "\x1b" not in text, name
        assert "\x07" not in text, name
        if name in ("html", "junit"):
            assert "<script" not in text, name
        if name == "csv":
            assert "\n=" not in text
            assert ",=" not in text
            assert ',"=' not in text


def test_a_program_in_the_preamble_is_flagged_and_never_given_back():
    content = PROGRAM.ljust(128, b"\0") + build.file(build.ct())[128:]
    one = checked(content)
    assert ("FIL003", "") in codes(one)
    assert [name for name, text in rendered([one]).items() if "payload of a program" in text] == []


def test_the_same_file_twice_is_said_to_be_so():
    content = build.file(build.ct())
    header = scan(content)
    joint = check_collection([identify(header, file=name) for name in ("a.dcm", "b.dcm")])
    assert [(finding.code, finding.files) for finding in joint] == [("UID031", ("a.dcm", "b.dcm"))]
    before = [outline(header, content, file="a.dcm")]
    after = [outline(header, content, file=name) for name in ("a.dcm", "b.dcm")]
    pairing = pair([("source", before), ("archive", after)])
    assert [(entry.capture, entry.kind, entry.file) for entry in pairing.presence] == [
        ("archive", "instance.duplicated", "b.dcm")
    ]
