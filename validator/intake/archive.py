"""ZIP archives, unpacked entry by entry under limits; nothing is ever written under a name from inside.

An archive that breaks a limit is refused as a whole and says which one; the other files are not affected.
Real bytes are counted: what an archive says about its sizes is not believed.
"""

import errno
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from validator.intake.names import from_zip, printable
from validator.intake.spool import HEAD, Part

CHUNK = 1024 * 1024
SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
OFFICE_MARKS = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF")
"""First entries of ZIP files that are documents or programs: listed as what they are, never unpacked."""
UTF8_FLAG, ENCRYPTED_FLAG = 0x800, 0x1
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""The others come out in pieces whose size nobody can bound: a few bytes of bzip2 or LZMA may fill the memory."""
DAMAGED = "It is damaged: not every entry could be read."
UNREADABLE = "It is compressed in a way that is not read here: use Deflate, the usual one."
END, END_64 = b"PK\x05\x06", b"PK\x06\x06"
LONGEST_END = 22 + 65_535 + 20 + 56
"""The end record with the longest comment, and before it the locator and the record of ZIP64."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one archive that was received may cost, with all archives in it."""

    entries: int = 200_000
    bytes: int = 64 * 1024**3
    """Of all entries together, unpacked."""
    ratio: int = 200
    """Unpacked bytes for each packed one …"""
    free: int = 256 * 1024**2
    """… once so many have been unpacked: an empty image shrinks a thousandfold and is no attack."""
    depth: int = 2
    """Archives in archives: the one that was received is at depth 1."""
    directory: int = 512 * 1024**2
    """Bytes of the list of entries, which is held in memory: about 2,600 for the name of each of 200,000."""


class Budget:
    """What is left of the limits while an archive, and those in it, are unpacked."""

    def __init__(self, packed: int, limits: Limits | None = None) -> None:
        """``packed`` is the size of the archive that was received."""
        self.limits = limits or Limits()
        self.bytes = min(self.limits.bytes, max(self.limits.free, self.limits.ratio * packed))
        self.entries = self.limits.entries


class ArchiveRefused(Exception):
    """Which limit the archive breaks: a sentence, without a name from inside."""


class IsDocument(Exception):
    """A ZIP file only on the outside: an office document or a program."""


def is_archive(head: bytes) -> bool:
    """Whether a file that begins so is a ZIP archive, and not a DICOM file with one in its preamble."""
    return head.startswith(SIGNATURES) and head[128:HEAD] != b"DICM"


def entries(path: Path, *, depth: int, budget: Budget) -> Iterator[tuple[str, Part]]:
    """Each file of the archive: its printable name and its bytes as a part, which the caller keeps or discards.

    Raises ``IsDocument``, ``ArchiveRefused`` and ``SpoolFull``.
    """
    limits = budget.limits
    if depth > limits.depth:
        raise ArchiveRefused(f"It is nested too deep: archives are unpacked to {limits.depth} levels.")
    if directory_size(path) > limits.directory:
        raise ArchiveRefused(f"Its list of entries is longer than {limits.directory:,} bytes.")
    try:
        with zipfile.ZipFile(path) as archive:
            for info in examine(archive.infolist(), budget):
                part = unpack(archive, info, budget.bytes)
                budget.bytes -= part.size
                yield name_of(info), part
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, struct.error) as error:
        raise ArchiveRefused(DAMAGED) from error
    except OSError as error:
        # An entry before the beginning of the file; anything else is no fault of the archive.
        if error.errno != errno.EINVAL:
            raise
        raise ArchiveRefused(DAMAGED) from error
    except NotImplementedError as error:
        raise ArchiveRefused(UNREADABLE) from error


def directory_size(path: Path) -> int:
    """How many bytes the list of entries claims, before anybody reads it into memory; 0 where there is no such claim.

    From the end of central directory record, or from its ZIP64 form (APPNOTE 4.3.14, 4.3.16).
    """
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - LONGEST_END))
        end = file.read()
    place = end.rfind(END)
    claimed = end[place + 12 : place + 16]
    if place < 0 or len(claimed) < 4:
        return 0
    if claimed != b"\xff\xff\xff\xff":
        return int.from_bytes(claimed, "little")
    place = end.rfind(END_64)
    return 0 if place < 0 else int.from_bytes(end[place + 40 : place + 48], "little")


def examine(infos: list[zipfile.ZipInfo], budget: Budget) -> list[zipfile.ZipInfo]:
    """The entries that are files. Raises for what can be seen before any is unpacked."""
    if infos and infos[0].filename in OFFICE_MARKS:
        raise IsDocument
    if len(infos) > budget.entries:
        raise ArchiveRefused(f"It has more than {budget.limits.entries:,} entries, with those of archives in it.")
    budget.entries -= len(infos)
    for info in infos:
        if info.flag_bits & ENCRYPTED_FLAG:
            raise ArchiveRefused("It is encrypted.")
        if stat.S_ISLNK(info.external_attr >> 16):
            raise ArchiveRefused("It contains a symbolic link.")
        if info.compress_type not in METHODS:
            raise ArchiveRefused(UNREADABLE)
        parts = name_of(info).split("/")
        if ".." in parts or name_of(info).startswith("/") or parts[0].endswith(":"):
            raise ArchiveRefused("It contains a name that leads outside the archive.")
    return [info for info in infos if not info.is_dir()]


def unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, allowed: int) -> Part:
    """One entry, as far as it stays below so many real bytes."""
    part = Part()
    try:
        with archive.open(info) as source:
            while chunk := source.read(CHUNK):
                if part.size + len(chunk) > allowed:
                    raise ArchiveRefused("It is a bomb: it unpacks to far more bytes than any set of images would.")
                part.write(chunk)
        part.close()
    except BaseException:
        part.discard()
        raise
    return part


def name_of(info: zipfile.ZipInfo) -> str:
    is_utf8 = bool(info.flag_bits & UTF8_FLAG)
    # zipfile cuts a name at NUL and has decoded it already; what was read can be encoded back without loss.
    raw = info.orig_filename.encode("utf-8" if is_utf8 else "cp437")
    return printable(from_zip(raw, is_utf8=is_utf8))
