"""Equal values once: what the tables repeat a hundred times becomes a number."""

import json
from typing import Any


class Interned:
    """Numbers values by their content, in the order of their first appearance."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._values: list[Any] = []

    def number(self, value: Any) -> int:
        """The number of this value."""
        text = json.dumps(value, separators=(",", ":"))
        if text not in self._numbers:
            self._numbers[text] = len(self._values)
            self._values.append(value)
        return self._numbers[text]

    def all(self) -> list[Any]:
        return self._values
