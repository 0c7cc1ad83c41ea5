"""The digest of what was compared: which files, under which names, at which capture."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from validator.engine.compare.outline import Outline


class InputsDigest:
    """Takes the digest of captures while their outlines go by, each capture in the order of its names.

    Over label, name and the digest of the data set with its pixel data: two files that differ in padding, lengths,
    byte order and written VRs alone count as the same. What is not DICOM is not in it.
    """

    def __init__(self) -> None:
        self._hash = sha256()

    def passing(self, label: str, outlines: Iterable[Outline]) -> Iterator[Outline]:
        """Pass the outlines of a capture on; to be read to the end before those of the next."""
        self._note(label)
        for outline in outlines:
            self._note(outline.file)
            self._note(outline.data_set_digest)
            yield outline

    def hexdigest(self) -> str:
        """SHA-256 in hexadecimal."""
        return self._hash.hexdigest()

    def _note(self, text: str) -> None:
        data = text.encode("utf-8", "surrogatepass")
        self._hash.update(len(data).to_bytes(4, "little") + data)
