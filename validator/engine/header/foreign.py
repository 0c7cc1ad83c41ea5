"""What a file is that is no DICOM, by its first bytes."""

from validator.engine.header.excerpt import MAGIC

SIGNATURE_SIZE = 512
"""Bytes that tell the kind of a file."""
SIGNATURES = (
    (0, MAGIC, "broken excerpt of a DICOM file"),
    (0, b"\xff\xd8\xff", "JPEG image"),
    (0, b"\x89PNG\r\n\x1a\n", "PNG image"),
    (0, b"GIF8", "GIF image"),
    (0, b"BM", "BMP image"),
    (0, b"II*\x00", "TIFF image"),
    (0, b"MM\x00*", "TIFF image"),
    (0, b"\x00\x00\x00\x0cjP  ", "JPEG 2000 image"),
    (0, b"\xff\x4f\xff\x51", "JPEG 2000 codestream"),
    (0, b"%PDF-", "PDF document"),
    (0, b"PK\x03\x04", "ZIP archive"),
    (0, b"PK\x05\x06", "empty ZIP archive"),
    (0, b"\x1f\x8b", "gzip archive"),
    (0, b"BZh", "bzip2 archive"),
    (0, b"\xfd7zXZ\x00", "xz archive"),
    (0, b"7z\xbc\xaf'\x1c", "7-Zip archive"),
    (0, b"Rar!\x1a\x07", "RAR archive"),
    (257, b"ustar", "tar archive"),
    (0, b"MSH|", "HL7 message"),
    (0, b"\x0bMSH|", "HL7 message"),
    (0, b"MZ", "Windows program"),
    (0, b"\x7fELF", "Linux program"),
    (0, b"SQLite format 3\x00", "SQLite database"),
    (0, b"\x5c\x01\x00\x00", "NIfTI image"),
    (4, b"ftyp", "MP4 video"),
    (0, b"NRRD", "NRRD image"),
    (0, b"{\\rtf", "RTF document"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Microsoft Office document"),
)
_TEXT_STARTS = (
    (b"<?xml", "XML document"),
    (b"<!doctype html", "HTML page"),
    (b"<html", "HTML page"),
    (b"{", "JSON document"),
    (b"[", "JSON document"),
)


def foreign_kind(head: bytes) -> str:
    """Name the kind of a file by its first ``SIGNATURE_SIZE`` bytes: ``"JPEG image"``, ``"empty file"``, ``"text"``."""
    if not head:
        return "empty file"
    for offset, signature, kind in SIGNATURES:
        if head.startswith(signature, offset):
            return kind
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:32].lower()
    for signature, kind in _TEXT_STARTS:
        if start.startswith(signature):
            return kind
    if not any(byte < 9 or 13 < byte < 32 for byte in head):
        return "text"
    return "unknown data"
