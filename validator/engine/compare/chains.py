"""One instance after the other: its outline at every capture."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from validator.engine.compare.outline import Outline

if TYPE_CHECKING:
    from validator.engine.compare.pairing import Pairing

Captures = Sequence[tuple[str, Sequence[Outline]]]
"""From left to right: the label of each capture, and the outlines of its instances."""
Chain = tuple[Outline | None, ...]
"""One instance at each capture, ``None`` where it is not."""


def chains_of(captures: Captures, pairing: "Pairing") -> Sequence[Chain]:
    """The outline that stands for each lineage at each capture, in the order of the lineages."""
    by_file = [{outline.file: outline for outline in outlines} for _, outlines in captures]
    return [
        tuple(known[files[0]] if files else None for known, files in zip(by_file, lineage.files, strict=True))
        for lineage in pairing.lineages
    ]
