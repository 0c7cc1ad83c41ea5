"""Archives: each way to harm is refused by name; what is fine is unpacked without touching a path."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from validator.intake import archive
from validator.intake.archive import ArchiveRefused, Budget, IsDocument, Limits
from validator.intake.spool import incoming

pytestmark = pytest.mark.django_db


def write(path: Path, entries: dict[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return path


def unpacked(path: Path, *, depth: int = 1, limits: Limits | None = None) -> dict[str, bytes]:
    found = {}
    for name, part in archive.entries(path, depth=depth, budget=Budget(path.stat().st_size, limits)):
        found[name] = part.path.read_bytes()
        part.discard()
    return found


def test_files_come_out_with_their_paths_and_bytes(tmp_path: Path) -> None:
    path = write(tmp_path / "a.zip", {"ST1/IM1": b"one", "ST1/": b"", "ST1/IM2": b"two"})
    assert unpacked(path) == {"ST1/IM1": b"one", "ST1/IM2": b"two"}


@pytest.mark.parametrize("name", ["../outside", "a/../../outside", "/etc/passwd", "C:/windows", "..\\outside"])
def test_a_name_that_leads_outside_refuses_the_archive(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / "a.zip", {"fine": b"1", name: b"2"})
    with pytest.raises(ArchiveRefused, match=r"^It contains a name that leads outside the archive\.$"):
        unpacked(path)


def test_a_symbolic_link_refuses_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(link, "/etc/passwd")
    with pytest.raises(ArchiveRefused, match=r"^It contains a symbolic link\.$"):
        unpacked(path)


def test_an_encrypted_entry_refuses_the_archive(tmp_path: Path) -> None:
    path = write(tmp_path / "a.zip", {"secret": b"x"})
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    path.write_bytes(content)
    with pytest.raises(ArchiveRefused, match=r"^It is encrypted\.$"):
        unpacked(path)


def test_a_bomb_is_stopped_by_the_bytes_that_really_come_out(tmp_path: Path) -> None:
    path = write(tmp_path / "a.zip", {"zeros": bytes(5_000_000)})
    content = bytearray(path.read_bytes())
    # It claims to be small: both the local header and the directory say 10 bytes.
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = content.index(signature) + offset
        content[place : place + 4] = (10).to_bytes(4, "little")
    path.write_bytes(content)
    with pytest.raises(ArchiveRefused):
        unpacked(path, limits=Limits(free=1_000_000))
    honest = write(tmp_path / "b.zip", {"zeros": bytes(5_000_000)})
    with pytest.raises(ArchiveRefused, match="^It is a bomb"):
        unpacked(honest, limits=Limits(free=1_000_000))
    assert list(incoming().iterdir()) == []


def test_many_small_entries_are_one_bomb_together(tmp_path: Path) -> None:
    path = write(tmp_path / "a.zip", {f"{number}": bytes(300_000) for number in range(10)})
    with pytest.raises(ArchiveRefused, match="^It is a bomb"):
        unpacked(path, limits=Limits(free=1_000_000))


def test_too_many_entries_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.zip", {f"{number}": b"" for number in range(11)})
    with pytest.raises(ArchiveRefused, match=r"^It has more than 10 entries, with those of archives in it\.$"):
        unpacked(path, limits=Limits(entries=10))


def test_an_archive_too_deep_in_others_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveRefused, match=r"^It is nested too deep: archives are unpacked to 2 levels\.$"):
        unpacked(write(tmp_path / "a.zip", {"a": b"1"}), depth=3)


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.zip", {"a": b"1" * 1000}, compression=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"1111", b"2111", 1))
    with pytest.raises(ArchiveRefused, match=r"^It is damaged: not every entry could be read\.$"):
        unpacked(path)


DAMAGED = r"^It is damaged: not every entry could be read\.$"


@pytest.mark.parametrize("part", [slice(0, -30), slice(200, None), slice(0, 3000)])
def test_an_archive_that_is_cut_is_refused(tmp_path: Path, part: slice) -> None:
    entries = {f"{number}": bytes([number]) * 500 for number in range(20)}
    path = write(tmp_path / "a.zip", entries, compression=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes()[part])
    with pytest.raises(ArchiveRefused, match=DAMAGED):
        unpacked(path)


def test_entries_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.zip", {"a": bytes(90_000), "b": bytes(90_000)})
    with zipfile.ZipFile(path) as file:
        first, second = (info.header_offset for info in file.infolist())
    content = path.read_bytes()
    # The directory sends both names to the same place, as bombs do that unpack to petabytes.
    place = content.rindex(b"PK\x01\x02") + 42
    assert content[place : place + 4] == second.to_bytes(4, "little")
    path.write_bytes(content[:place] + first.to_bytes(4, "little") + content[place + 4 :])
    with pytest.raises(ArchiveRefused, match=DAMAGED):
        unpacked(path)


def test_compressed_bytes_that_are_nonsense_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.zip", {"a": b"some words, and some more words" * 50})
    content = bytearray(path.read_bytes())
    content[50:70] = b"\xff" * 20
    path.write_bytes(content)
    with pytest.raises(ArchiveRefused, match=DAMAGED):
        unpacked(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, 9, 97])
def test_a_method_whose_output_cannot_be_bounded_is_refused(tmp_path: Path, method: int) -> None:
    path = write(tmp_path / "a.zip", {"a": b"x"}, compression=zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        content[content.index(signature) + offset] = method
    path.write_bytes(content)
    with pytest.raises(ArchiveRefused, match=r"^It is compressed in a way that is not read here: use Deflate"):
        unpacked(path)


@pytest.mark.parametrize("is_64", [False, True])
def test_a_list_of_entries_that_would_fill_the_memory_is_not_read(tmp_path: Path, is_64: bool) -> None:
    path = write(tmp_path / "a.zip", {"a": b"1"})
    content = path.read_bytes()
    end = content.index(b"PK\x05\x06")
    if is_64:
        record = b"PK\x06\x06" + bytes(36) + (2**40).to_bytes(8, "little") + bytes(8)
        locator = b"PK\x06\x07" + bytes(4) + end.to_bytes(8, "little") + bytes(4)
        tail = record + locator + content[end : end + 12] + b"\xff" * 4 + content[end + 16 :]
    else:
        tail = content[end : end + 12] + (2**31).to_bytes(4, "little") + content[end + 16 :]
    path.write_bytes(content[:end] + tail)
    with pytest.raises(ArchiveRefused, match=r"^Its list of entries is longer than 536,870,912 bytes\.$"):
        unpacked(path)


def test_an_archive_with_sizes_of_64_bits_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as file, file.open("a", "w", force_zip64=True) as entry:
        entry.write(b"one")
    assert unpacked(path) == {"a": b"one"}


def test_a_budget_is_shared_with_the_archives_inside(tmp_path: Path) -> None:
    inner = write(tmp_path / "inner.zip", {"zeros": bytes(600_000)})
    budget = Budget(1000, Limits(free=1_000_000, entries=5))
    for _, part in archive.entries(inner, depth=2, budget=budget):
        part.discard()
    with pytest.raises(ArchiveRefused, match="^It is a bomb"):
        list(archive.entries(inner, depth=2, budget=budget))
    assert budget.entries == 3
    assert list(incoming().iterdir()) == []


def test_an_office_document_is_not_unpacked(tmp_path: Path) -> None:
    with pytest.raises(IsDocument):
        unpacked(write(tmp_path / "a.docx", {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}))


def test_what_an_archive_is_the_first_bytes_say() -> None:
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as file:
        file.writestr("a", b"1" * 200)
    assert archive.is_archive(plain.getvalue()[:132])
    assert not archive.is_archive(b"PK\x03\x04".ljust(128, b"\0") + b"DICM")
    assert not archive.is_archive(b"%PDF-1.7")
