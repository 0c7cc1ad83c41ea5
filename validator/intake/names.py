"""Names of received files: data to show, never paths to open."""

import hashlib
import re
import unicodedata

LONGEST = 4096
ESCAPED = re.compile(rb"\\x([0-9a-f]{2})")


def printable(name: str) -> str:
    r"""The name with every control character and lone surrogate written as ``\x00``, cut at 4,096 characters.

    Databases refuse NUL, UTF-8 has no surrogates, and a line feed in a list of names invents another file.
    """
    shown = "".join(
        f"\\x{ord(character):02x}" if unicodedata.category(character) in {"Cc", "Cs"} else character
        for character in name.replace("\\", "/")
    )
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"


def digest(name: str) -> str:
    """What stands for a name in an index: 128 bits in hexadecimal."""
    return hashlib.blake2b(name.encode("utf-8"), digest_size=16).hexdigest()


def numbered(name: str, number: int) -> str:
    """``a/b.dcm`` as ``a/b (2).dcm``, for another file of the same name."""
    folder, slash, last = name.rpartition("/")
    stem, dot, suffix = last.rpartition(".")
    if not stem:
        stem, dot, suffix = last, "", ""
    return f"{folder}{slash}{stem} ({number}){dot}{suffix}"


def from_zip(raw: bytes, *, is_utf8: bool) -> str:
    """A name as an archive holds it: UTF-8 where it says or looks so, else Shift-JIS where that fits, else CP437."""
    for encoding in ("utf-8",) if is_utf8 else ("utf-8", "shift_jis"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")


def of_path(path: str) -> str:
    r"""A path below a folder of the server as text that leads back to it: what cannot be shown is written as ``\x00``.

    Bytes that are no UTF-8, control characters and the backslash itself; see ``to_path``.
    """
    if path.isprintable() and "\\" not in path:
        return path
    return "".join(
        character
        if unicodedata.category(character) not in {"Cc", "Cs"} and character != "\\"
        else "".join(f"\\x{byte:02x}" for byte in character.encode("utf-8", "surrogateescape"))
        for character in path
    )


def to_path(text: str) -> str:
    """The path that ``of_path`` made a text of, as Python names files."""
    if "\\" not in text:
        return text
    raw = ESCAPED.sub(lambda found: bytes.fromhex(found[1].decode()), text.encode("utf-8", "replace"))
    return raw.decode("utf-8", "surrogateescape")
