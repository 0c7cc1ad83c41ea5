"""One mistake at a time, put into files that are known: the same mistakes in every run.

What can be done to an element depends on its VR: ``OPERATIONS`` says it. Which elements of a file get which mistake is
decided by a digest of the file's name, the operation and the path, so that a sample of any size is the same each time
and a larger sample contains the smaller one.
"""

import hashlib
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import NamedTuple

from tests.differential.tree import META_GROUP, Node, Tree

Operation = Callable[[list[Node], int], None]

_TEXT = frozenset(
    {"AE", "AS", "CS", "DA", "DS", "DT", "IS", "LO", "LT", "PN", "SH", "ST", "TM", "UC", "UI", "UR", "UT"}
)
_SINGLE = frozenset({"LT", "ST", "UR", "UT"})
_WIDTH = {"US": 2, "SS": 2, "UL": 4, "SL": 4, "FL": 4, "FD": 8, "AT": 4}
_LONGEST = {
    "AE": 16,
    "AS": 4,
    "CS": 16,
    "DA": 8,
    "DS": 16,
    "DT": 26,
    "IS": 12,
    "LO": 64,
    "PN": 64,
    "SH": 16,
    "TM": 14,
    "UI": 64,
}
_BAD = {
    "AE": "A\tB",
    "AS": "33",
    "CS": "lower case",
    "DA": "20241301",
    "DS": "12,5",
    "DT": "2024-01-01",
    "IS": "1.5",
    "PN": "A^B^C^D^E^F",
    "TM": "256199",
    "UI": "1.2.03.abc",
}
_OTHER_VR = {
    "CS": "LO",
    "DS": "LO",
    "IS": "DS",
    "UI": "LO",
    "DA": "LO",
    "TM": "SH",
    "PN": "LO",
    "LO": "SH",
    "SH": "LO",
    "US": "SS",
    "FD": "FL",
    "UL": "US",
}
_NOT_TO_TOUCH = frozenset({0x7FE00010, 0x00020010})
"""Pixel Data and Transfer Syntax UID: what is wrong with them is another matter than what stands in a header."""


class Mutation(NamedTuple):
    """One mistake in one file."""

    source: str
    operation: str
    path: str

    def __str__(self) -> str:
        return f"{self.source} {self.operation} {self.path}"


def _delete(nodes: list[Node], place: int) -> None:
    del nodes[place]


def _empty(nodes: list[Node], place: int) -> None:
    node = nodes[place]
    node.value = b""
    if node.items is not None:
        node.items = []


def _write(nodes: list[Node], place: int, text: str) -> None:
    pad = b"\0" if nodes[place].vr == "UI" else b" "
    raw = text.encode("ascii")
    nodes[place].value = raw + pad * (len(raw) % 2)


def _unknown_term(nodes: list[Node], place: int) -> None:
    old = nodes[place].value.decode("latin-1").strip(" \0").split("\\")
    _write(nodes, place, "\\".join(["WRONG_TERM", *old[1:]]))


def _unknown_number(nodes: list[Node], place: int) -> None:
    node = nodes[place]
    node.value = (77).to_bytes(_WIDTH[node.vr], "little") + node.value[_WIDTH[node.vr] :]


def _extra_value(nodes: list[Node], place: int) -> None:
    node = nodes[place]
    if node.vr in _WIDTH:
        node.value += node.value[-_WIDTH[node.vr] :]
        return
    old = node.value.decode("latin-1").rstrip(" \0")
    raw = f"{old}\\{old.rsplit(chr(92), 1)[-1]}".encode("latin-1")
    node.value = raw + (b"\0" if node.vr == "UI" else b" ") * (len(raw) % 2)


def _other_vr(nodes: list[Node], place: int) -> None:
    nodes[place].vr = _OTHER_VR[nodes[place].vr]


def _bad_form(nodes: list[Node], place: int) -> None:
    _write(nodes, place, _BAD[nodes[place].vr])


def _too_long(nodes: list[Node], place: int) -> None:
    vr = nodes[place].vr
    longest = _LONGEST[vr]
    _write(nodes, place, f"1.2.3.{'4' * longest}" if vr == "UI" else "1" * (longest + 3))


def _negative(nodes: list[Node], place: int) -> None:
    _write(nodes, place, "-1")


def _zero(nodes: list[Node], place: int) -> None:
    node = nodes[place]
    if node.vr in _WIDTH:
        node.value = bytes(len(node.value))
    else:
        _write(nodes, place, "0")


def _extra_item(nodes: list[Node], place: int) -> None:
    items = nodes[place].items
    assert items is not None
    items.append(deepcopy(items[-1]))


def _empty_item(nodes: list[Node], place: int) -> None:
    items = nodes[place].items
    assert items is not None
    items[-1] = []


OPERATIONS: dict[str, tuple[Callable[[Node], bool], Operation]] = {
    "delete": (lambda node: True, _delete),
    "empty": (lambda node: bool(node.value or node.items), _empty),
    "unknown-term": (lambda node: node.vr == "CS" and bool(node.value), _unknown_term),
    "unknown-number": (lambda node: node.vr == "US" and bool(node.value), _unknown_number),
    "extra-value": (
        lambda node: bool(node.value) and node.vr not in _SINGLE and node.vr in {*_TEXT, *_WIDTH},
        _extra_value,
    ),
    "other-vr": (lambda node: node.vr in _OTHER_VR, _other_vr),
    "bad-form": (lambda node: node.vr in _BAD, _bad_form),
    "too-long": (lambda node: node.vr in _LONGEST, _too_long),
    "negative": (lambda node: node.vr in ("DS", "IS") and bool(node.value), _negative),
    "zero": (lambda node: node.vr in ("DS", "IS", "US", "UL", "FD", "FL") and bool(node.value), _zero),
    "extra-item": (lambda node: bool(node.items), _extra_item),
    "empty-item": (lambda node: bool(node.items), _empty_item),
}
"""By name: to which elements it can be done, and how."""


def mutations(source: str, tree: Tree, *, limit: int | None = None) -> list[Mutation]:
    """What can be done to this file, at most ``limit`` mistakes; ``source`` is the name of the file."""
    every = sorted(_all(source, tree), key=_rank)
    return every if limit is None else every[:limit]


def mutated(tree: Tree, mutation: Mutation) -> bytes:
    """The file with this mistake in it."""
    copy = tree.copy(mutation.path)
    nodes, place = next((nodes, place) for path, nodes, place in copy.walk() if path == mutation.path)
    OPERATIONS[mutation.operation][1](nodes, place)
    return copy.to_bytes()


def _all(source: str, tree: Tree) -> Iterator[Mutation]:
    for path, nodes, place in tree.walk():
        node = nodes[place]
        if node.tag in _NOT_TO_TOUCH or (node.tag >> 16) & 1 or node.encapsulated:
            continue
        for name, (fits, _operation) in OPERATIONS.items():
            if fits(node) and not (name == "other-vr" and node.tag >> 16 == META_GROUP):
                yield Mutation(source, name, path)


def _rank(mutation: Mutation) -> bytes:
    return hashlib.sha256(str(mutation).encode()).digest()
