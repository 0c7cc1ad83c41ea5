"""Our decoding against pydicom's, on every text beyond ASCII in its files (and in a corpus, where there is one)."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import pydicom
import pytest
from pydicom.charset import convert_encodings, decode_bytes
from pydicom.valuerep import TEXT_VR_DELIMS, PersonName

from validator.engine.header import scan
from validator.engine.model import Element
from validator.engine.text import DEFAULT, TEXT_VRS, CharacterSet, charset_of, decode

BUNDLED = Path(pydicom.__file__).parent / "data"
CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
Place = tuple[Element, CharacterSet]


def foreign_texts(path: Path) -> Iterator[Place]:
    """The texts of a file that hold more than ASCII, each with the set in force."""
    stack = [(scan(path).elements, DEFAULT)]
    while stack:
        elements, inherited = stack.pop()
        charset = charset_of(elements, inherited)
        for element in elements:
            stack += [(item.elements, charset) for item in element.items or ()]
            raw = element.value or b""
            if element.vr in TEXT_VRS and (not raw.isascii() or b"\x1b" in raw):
                yield element, charset


def by_pydicom(element: Element, charset: CharacterSet) -> str:
    raw = (element.value or b"").rstrip(b" \0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        encodings = convert_encodings(list(charset.label))
        if element.vr == "PN":
            return str(PersonName(raw, encodings))
        return decode_bytes(raw, encodings, TEXT_VR_DELIMS)


def ours(element: Element, charset: CharacterSet) -> str:
    text = decode((element.value or b"").rstrip(b" \0"), charset, element.vr).text
    # pydicom drops a trailing = of a name; it is in the bytes.
    return text.rstrip("=") if element.vr == "PN" else text


def compare(folder: Path) -> dict[str, int]:
    """Texts compared, by file; asserts that each reads the same."""
    compared: dict[str, int] = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        for element, charset in foreign_texts(path):
            assert ours(element, charset) == by_pydicom(element, charset), path.name
            compared[path.name] = compared.get(path.name, 0) + 1
    return compared


def test_texts_of_the_bundled_files_read_as_in_pydicom():
    compared = compare(BUNDLED)
    assert {
        "chrArab.dcm", "chrFren.dcm", "chrFrenMulti.dcm", "chrGerm.dcm", "chrGreek.dcm", "chrH31.dcm", "chrH32.dcm",
        "chrHbrw.dcm", "chrI2.dcm", "chrJapMulti.dcm", "chrJapMultiExplicitIR6.dcm", "chrKoreanMulti.dcm",
        "chrRuss.dcm", "chrSQEncoding.dcm", "chrSQEncoding1.dcm", "chrX1.dcm", "chrX2.dcm",
    } <= set(compared)  # fmt: skip


def test_texts_of_the_corpus_read_as_in_pydicom():
    if not CORPUS.is_dir():
        pytest.skip(f"no corpus at {CORPUS}")
    assert compare(CORPUS)
