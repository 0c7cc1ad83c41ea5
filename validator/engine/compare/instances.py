"""Outlines that still look for a partner: read when they are asked for, and held once they are few."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence

from validator.engine.compare.outline import Outline

HELD = 8192
"""So many outlines are held in memory, some 1.2 KB each; of more of them each is read whenever it is looked at."""


class Instances:
    """Some instances, by numbers that sort them."""

    def __init__(
        self, numbers: Sequence[int], read: Callable[[int], Outline], is_named: Callable[[int], bool] | None = None
    ) -> None:
        self.numbers = numbers
        """Ascending."""
        self._read = read
        self._is_named = is_named
        self._held: dict[int, Outline] | None = None

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[int]:
        return iter(self.numbers)

    def __getitem__(self, number: int) -> Outline:
        if self._held is None:
            if len(self.numbers) > HELD:
                return self._read(number)
            self._held = {each: self._read(each) for each in self.numbers}
        return self._held[number]

    def items(self) -> Iterator[tuple[int, Outline]]:
        """Each number with its outline."""
        return ((number, self[number]) for number in self.numbers)

    def among(self, numbers: Iterable[int]) -> "Instances":
        """Those of them with these numbers, ascending."""
        return Instances(
            array("I", numbers), self.__getitem__ if self._held is not None else self._read, self._is_named
        )

    def nameless(self) -> "Instances":
        """Those without a SOP Instance UID."""
        return self.among(number for number in self.numbers if not self._named(number))

    def _named(self, number: int) -> bool:
        return self._is_named(number) if self._is_named else bool(self[number].sop_instance)
