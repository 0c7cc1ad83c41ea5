"""One instance after the other: its outline at every capture."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, overload

from validator.engine.compare.census import Belonging, Census
from validator.engine.compare.homes import Home, find_homes
from validator.engine.compare.outline import Outline
from validator.engine.kept import NONE
from validator.engine.model import Lineage

if TYPE_CHECKING:
    from validator.engine.compare.pairing import Pairing

Captures = Sequence[tuple[str, Sequence[Outline]]]
"""From left to right: the label of each capture, and the outlines of its instances."""
Chain = tuple[Outline | None, ...]
"""One instance at each capture, ``None`` where it is not."""
ABSENT = -1
"""Instead of the number of a file."""


class Strand(NamedTuple):
    """Instances that belong to the same study, series and frame of reference as each other, at every capture."""

    members: tuple[Belonging | None, ...]
    """At each capture, ``None`` where they are not."""
    first: int
    """The index of the first of them."""
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks of it
    """How many they are."""
    home: Home


class Chains(Sequence[Chain]):
    """The outline that stands for each lineage at each capture, in the order of the lineages; read when asked for.

    For each lineage 4 bytes are held, and 4 more for each capture.
    """

    def __init__(self, captures: Captures, census: Census) -> None:
        self.captures = captures
        self.census = census
        self.files = [array("i") for _ in captures]
        """By capture and lineage: the number of the file, or ``ABSENT``."""
        self.copies: dict[tuple[int, int], int] = {}
        """By position and index, where it is more than one: the number of files."""

    def add(self, files: Sequence[int], counts: Iterable[int]) -> None:
        """The next lineage: at each capture the file that stands for it, and how many files there are."""
        index = len(self)
        for position, (file, count) in enumerate(zip(files, counts, strict=True)):
            self.files[position].append(file)
            if count > 1:
                self.copies[position, index] = count

    def __len__(self) -> int:
        return len(self.files[0]) if self.files else 0

    @overload
    def __getitem__(self, index: int) -> Chain: ...

    @overload
    def __getitem__(self, index: slice) -> list[Chain]: ...

    def __getitem__(self, index: int | slice) -> Chain | list[Chain]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        return tuple(
            None if files[index] == ABSENT else roll.outlines[files[index]]
            for files, roll in zip(self.files, self.census.rolls, strict=True)
        )

    def first(self, index: int) -> Outline:
        """The outline of a lineage at the first capture that holds it."""
        position, file = next((at, files[index]) for at, files in enumerate(self.files) if files[index] != ABSENT)
        return self.census.rolls[position].outlines[file]

    def uid(self, position: int, index: int) -> bytes:
        """The digest of its SOP Instance UID at a capture; ``NONE`` where it is not there, or has none."""
        file = self.files[position][index]
        return NONE if file == ABSENT else self.census.rolls[position].uid(file)

    def cited(self) -> Iterator[int]:
        """The lineages whose SOP Instance UID at any capture is cited by anyone."""
        if not self.census.cited:
            return
        for index, files in enumerate(zip(*self.files, strict=True)):
            if any(file != ABSENT and self.census.is_cited(at, file) for at, file in enumerate(files)):
                yield index

    def citing(self) -> Iterator[int]:
        """The lineages that cite any UID at any capture."""
        flags = [roll.is_citing for roll in self.census.rolls]
        if any(map(any, flags)):
            for index, files in enumerate(zip(*self.files, strict=True)):
                if any(file != ABSENT and flag[file] for file, flag in zip(files, flags, strict=True)):
                    yield index

    @property
    def strands(self) -> list[Strand]:
        """Where lineages belong, in the order of the first lineage of each."""
        return self._strands[0]

    @property
    def strand_of(self) -> "array[int]":
        """By lineage: the number of its strand."""
        return self._strands[1]

    @cached_property
    def _strands(self) -> "tuple[list[Strand], array[int]]":
        numbers: dict[tuple[int, ...], int] = {}
        firsts: list[int] = []
        strand_of = array("I")
        columns = [
            array("i", (ABSENT if file == ABSENT else roll.belongs[file] for file in files))
            for files, roll in zip(self.files, self.census.rolls, strict=True)
        ]
        for index, key in enumerate(zip(*columns, strict=True)):
            number = numbers.get(key)
            if number is None:
                number = numbers[key] = len(numbers)
                firsts.append(index)
            strand_of.append(number)
        counts = [0] * len(numbers)
        for number in strand_of:
            counts[number] += 1
        known = self.census.belongings
        members = [tuple(None if at == ABSENT else known[at] for at in key) for key in numbers]
        homes = find_homes(members, counts)
        return [*map(Strand, members, firsts, counts, homes)], strand_of


def chains_of(captures: Captures, pairing: "Pairing") -> Chains:
    """The chains of captures that were paired: as pairing left them, or by the names of the files."""
    if pairing.chains is not None and pairing.chains.captures is captures:
        return pairing.chains
    chains = Chains(captures, Census(captures))
    number_of = [_numbers(outlines) for _, outlines in captures]
    for lineage in pairing.lineages:
        chains.add([*_first_files(lineage, number_of)], map(len, lineage.files))
    return chains


def _numbers(outlines: Iterable[Outline]) -> Callable[[str], int]:
    return {outline.file: number for number, outline in enumerate(outlines)}.__getitem__


def _first_files(lineage: Lineage, number_of: Iterable[Callable[[str], int]]) -> Iterator[int]:
    return (number(files[0]) if files else ABSENT for number, files in zip(number_of, lineage.files, strict=True))
