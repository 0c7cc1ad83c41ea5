"""What a reader may narrow a report to: the parameters of its address, parsed once."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

LEVELS = ("meaning", "encoding", "expected", "all")
"""Of changes: those of meaning and of encoding that nothing allows, those that are expected, and all."""
ORDERS = ("severity", "symptom", "hop", "study")


class Filters(NamedTuple):
    """All of them; an empty one does not narrow."""

    hop: int | None = None
    """The position of the capture that the hop leads to."""
    capture: int | None = None
    kind: str = ""
    rule: str = ""
    impact: str = ""
    severity: str = ""
    level: str = "meaning"
    state: str = ""
    presence: str = ""
    by: str = "severity"
    """How findings are sorted: by severity, by what people notice (``symptom``), or by what each hop did (``hop``);
    among instances ``study`` lists studies and series instead."""
    group: int | None = None
    said: int | None = None
    """The number of a sentence of the verdict, counted from 1: only the changes it speaks of."""
    sought: str = ""
    row: str = ""
    """Which line is open in the side panel."""
    unfold: str = ""
    """Which folded section is open."""
    page: int = 1
    run: int | None = None

    @property
    def narrowed(self) -> bool:
        """Whether anything but the open line, the page and the run is chosen."""
        plain = Filters(by=self.by, row=self.row, unfold=self.unfold, page=self.page, run=self.run)
        return self != plain

    def paged(self, total: int, *, size: int) -> tuple[int, int]:
        """The page to be shown of so many rows, and how many pages there are; both at least 1."""
        pages = max(1, -(-total // size))
        return min(self.page, pages), pages

    def address(self, **changes: Any) -> str:
        """The query string with some of the parameters changed: ``?hop=2&kind=uid.regenerated``."""
        changed = Filters(**{**self._asdict(), "page": 1, **changes})
        default = Filters()
        chosen = {
            NAMES.get(name, name): value
            for name, value in changed._asdict().items()
            if value not in (None, "", getattr(default, name))
        }
        return f"?{urlencode(chosen)}" if chosen else "?"


NAMES = {"sought": "q"}
"""Fields whose name in the address is another."""


def parse(query: Mapping[str, str]) -> Filters:
    """The filters of an address. What is not understood does not narrow: an old link still opens."""
    level = query.get("level", "meaning")
    return Filters(
        hop=number_of(query.get("hop")),
        capture=number_of(query.get("capture")),
        kind=query.get("kind", ""),
        rule=query.get("rule", ""),
        impact=query.get("impact", ""),
        severity=query.get("severity", ""),
        level=level if level in LEVELS else "meaning",
        state=query.get("state", ""),
        presence=query.get("presence", ""),
        by=by if (by := query.get("by", "")) in ORDERS else "severity",
        group=number_of(query.get("group")),
        said=number_of(query.get("said")),
        sought=query.get("q", "").strip(),
        row=query.get("row", ""),
        unfold=query.get("unfold", ""),
        page=max(1, number_of(query.get("page")) or 1),
        run=number_of(query.get("run")),
    )


def number_of(text: str | None) -> int | None:
    """A number of an address; ``None`` where there is none, or something else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else None
