"""Every file of the captures in a few numbers; its outline is read again only where they do not suffice."""

from array import array
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from validator.engine.compare.outline import Cited, Outline
from validator.engine.compare.units import Unit, unit_of
from validator.engine.kept import DIGEST, NONE, Buckets, digest_of


class Belonging(NamedTuple):
    """What instances have in common; there are few of them. Named as in ``Outline``."""

    study: str
    series: str
    frame_of_reference: str
    sop_class: str


class Roll:
    """The files of one capture, numbered from 0 as they come: 22 bytes for each, beside its outline."""

    def __init__(self, outlines: Sequence[Outline]) -> None:
        self.outlines = outlines
        self.belongs = array("I")
        """By file: the number of its ``Belonging``."""
        self.is_instance = bytearray()
        self.is_citing = bytearray()
        """By file: whether it cites any UID."""
        self._uids = bytearray()

    def __len__(self) -> int:
        return len(self.belongs)

    def uid(self, file: int) -> bytes:
        """The digest of its SOP Instance UID; ``NONE`` where it has none."""
        return bytes(self._uids[file * DIGEST : (file + 1) * DIGEST])

    def enter(self, outline: Outline, belonging: int) -> None:
        """Add the next file."""
        self.belongs.append(belonging)
        self.is_instance.append(outline.is_instance)
        self._uids += digest_of(outline.sop_instance)
        self.is_citing.append(bool(outline.cited))

    @cached_property
    def versions(self) -> dict[int, tuple[int, ...]]:
        """The files of each instance that several have, by the first of them; see ``unit_of``."""
        doubled: dict[bytes, list[int]] = {}
        entries = ((file, self.uid(file)) for file, is_instance in enumerate(self.is_instance) if is_instance)
        for bucket in Buckets(entries):
            first: dict[bytes, int] = {}
            for file, uid in bucket:
                earlier = first.setdefault(uid, file)
                if earlier != file:
                    doubled.setdefault(uid, [earlier]).append(file)
        found = {}
        for files in doubled.values():
            number = {self.outlines[file].file: file for file in files}
            ordered = tuple(number[outline.file] for outline in unit_of(self.outlines[file] for file in files))
            found[ordered[0]] = ordered
        return found

    @cached_property
    def heads(self) -> array[int]:
        """For each instance the first of its files, in their order."""
        followers = {file for head, files in self.versions.items() for file in files if file != head}
        return array("I", (file for file, is_one in enumerate(self.is_instance) if is_one and file not in followers))

    def unit(self, head: int) -> Unit:
        """All files of an instance."""
        return tuple(self.outlines[file] for file in self.files(head))

    def files(self, head: int) -> tuple[int, ...]:
        """The numbers of all files of an instance."""
        return self.versions.get(head, (head,))


class Census:
    """The files of all captures, counted once."""

    def __init__(self, captures: Sequence[tuple[str, Sequence[Outline]]]) -> None:
        self.rolls = [Roll(outlines) for _, outlines in captures]
        self.belongings: list[Belonging] = []
        self.cited: set[bytes] = set()
        """The digests of all UIDs that are cited."""
        numbers: dict[tuple[str, str, str, str], int] = {}
        texts: dict[str, str] = {}
        for roll in self.rolls:
            cited: Cited = ()
            for outline in roll.outlines:
                key = outline.study, outline.series, outline.frame_of_reference, outline.sop_class
                number = numbers.get(key)
                if number is None:
                    number = numbers[key] = len(numbers)
                    self.belongings.append(Belonging(*(texts.setdefault(text, text) for text in key)))
                roll.enter(outline, number)
                if outline.cited != cited:  # the images of a series mostly cite the same
                    cited = outline.cited
                    self.cited.update(map(digest_of, cited))

    def belonging(self, position: int, file: int) -> Belonging:
        """Of a file of a capture."""
        return self.belongings[self.rolls[position].belongs[file]]

    def is_cited(self, position: int, file: int) -> bool:
        """Whether any file of any capture cites the SOP Instance UID of this one."""
        uid = self.rolls[position].uid(file)
        return uid != NONE and uid in self.cited
