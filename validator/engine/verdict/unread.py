"""The sentences about what could not be read at all: they stand first, since nothing is known of it."""

from collections.abc import Iterable
from typing import NamedTuple

from validator.engine.model import Impact, Sentence, Topic
from validator.engine.verdict.wording import counted


class Unread(NamedTuple):
    """How much of one capture was not read."""

    capture: str
    files: int
    """Of the capture, whatever became of them."""
    refused: int = 0
    """Archives that could not be unpacked."""
    crashed: int = 0
    """Files on which the program failed."""
    foreign: int = 0
    """Files that are not DICOM."""


def unread_sentences(captures: Iterable[Unread]) -> list[Sentence]:
    """One sentence a capture and reason, the gravest first."""
    captures = list(captures)
    return [
        *_sentences(
            [(one.capture, one.refused, one.files) for one in captures],
            Impact.BREAKS,
            ("archive that could not be unpacked", "archives that could not be unpacked"),
            "what is inside is missing from this report",
        ),
        *_sentences(
            [(one.capture, one.crashed, one.files) for one in captures],
            Impact.BREAKS,
            ("file that could not be read", "files that could not be read"),
            "reading them was given up after several attempts; the list of files says which",
        ),
        *_sentences(
            [(one.capture, one.foreign, one.files) for one in captures],
            Impact.COSMETIC,
            ("file that is not DICOM", "files that are not DICOM"),
            "",
        ),
    ]


def uncompared_sentences(lineages: int, total: int) -> list[Sentence]:
    """What is said of instances that were read but on whose comparison the program failed."""
    if not lineages:
        return []
    text = f"{counted(lineages, 'instance')} could not be compared"
    return [Sentence(Impact.BREAKS, None, text, lineages, total, topic=Topic.UNREAD)]


def _sentences(
    counts: list[tuple[str, int, int]], impact: Impact, nouns: tuple[str, str], detail: str
) -> list[Sentence]:
    return [
        Sentence(
            impact, capture, f"{capture} holds {count:,} {nouns[count != 1]}", count, files, detail, topic=Topic.UNREAD
        )
        for capture, count, files in counts
        if count
    ]
