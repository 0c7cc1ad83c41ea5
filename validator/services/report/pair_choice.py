"""What a reader chose on the page of a pair: which two files, how they stand, and how much of them."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from validator.services.report.filters import number_of

BESIDE, INLINE = "beside", "inline"
CHANGES, ALL = "changes", "all"


class PairChoice(NamedTuple):
    """The parameters of the address."""

    hop: int | None = None
    """The position of the capture that the hop leads to; ``None`` with two files chosen, or for all captures."""
    before: int | None = None
    after: int | None = None
    """Ordinals of two files of the lineage, where two copies are compared."""
    view: str = BESIDE
    show: str = CHANGES
    first: int = 0
    """The first line that is shown."""
    at: str = ""
    """The line whose bytes are shown, by its path."""
    run: int | None = None

    @property
    def of_copies(self) -> bool:
        return self.before is not None and self.after is not None

    def address(self, **changes: Any) -> str:
        """The query string with some of the parameters changed; another choice begins at its first line."""
        chosen = PairChoice(**{**self._asdict(), "first": 0, "at": "", **changes})
        default = PairChoice()
        told = {
            NAMES.get(name, name): value
            for name, value in chosen._asdict().items()
            if value is not None and value != getattr(default, name)
        }
        return f"?{urlencode(told)}" if told else "?"


NAMES = {"first": "from"}
"""Fields whose name in the address is another."""


def parse_pair(query: Mapping[str, str]) -> PairChoice:
    """The choice of an address. What is not understood is left out: an old link still opens."""
    before, after = number_of(query.get("before")), number_of(query.get("after"))
    of_copies = before is not None and after is not None
    return PairChoice(
        hop=None if of_copies else number_of(query.get("hop")),
        before=before if of_copies else None,
        after=after if of_copies else None,
        view=INLINE if query.get("view") == INLINE else BESIDE,
        show=ALL if query.get("show") == ALL else CHANGES,
        first=number_of(query.get("from")) or 0,
        at=query.get("at", ""),
        run=number_of(query.get("run")),
    )
