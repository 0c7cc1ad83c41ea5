"""What a process remembers of what it read: bounded, and only of what never changes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Memory(Generic[Value]):
    """What was made lately, as much as there is room for; the threads of a process share it."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._held: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._taken = 0
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Value], *, size: Callable[[Value], int]) -> Value:
        """What is held under a key, else what ``make`` makes; two threads may both make it."""
        with self._lock:
            held = self._held.get(key)
            if held is not None:
                self._held.move_to_end(key)
                return held[0]
        value = make()
        with self._lock:
            former = self._held.pop(key, None)
            self._held[key] = value, size(value)
            self._taken += self._held[key][1] - (former[1] if former else 0)
            while self._taken > self._room and len(self._held) > 1:
                self._taken -= self._held.popitem(last=False)[1][1]
        return value

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._held.clear()
            self._taken = 0
