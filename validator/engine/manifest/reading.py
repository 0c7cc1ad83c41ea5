"""How a list is to be read: its encoding, its separator, its head line and what its columns are."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from validator.engine.manifest.cells import cleaned, uid_fault
from validator.engine.manifest.columns import UIDS, Columns, check_mapping, recognise
from validator.engine.manifest.errors import ManifestError, UnknownColumns
from validator.engine.manifest.lines import HEADS, Line, Writing, encoding_of, lines, separators

NO_HEAD = (
    f"No head line was found in the first {HEADS} lines: one column must be called StudyInstanceUID, SeriesInstanceUID "
    "or SOPInstanceUID (or Study UID, study_iuid, 0020000D and the like). Where it has another name, or the list has "
    "no head line, say which column it is."
)
NO_LINES = "The list has a head line and nothing below it: export it again."


class Listing(NamedTuple):
    """What was understood of a list before its lines are read."""

    writing: Writing
    head: int
    """The number of the head line; 0 where there is none."""
    columns: Columns


class Preview(NamedTuple):
    """The beginning of a list as it will be read."""

    listing: Listing
    lines: tuple[Line, ...]


def look_at(path: Path, mapping: Mapping[str, str] | None = None) -> Listing:
    """Find out how a list is written. ``mapping`` says by keyword which column it is, by head or place (``#3``).

    An empty column leaves the attribute out. Raises ``ManifestError`` where it cannot be read as a list.
    """
    mapping = mapping or {}
    check_mapping(mapping)
    encoding, guessed = encoding_of(path)
    found: list[Listing] = []
    misfits: list[ManifestError] = []
    for separator in separators(path, encoding):
        writing = Writing(encoding, separator, guessed)
        try:
            heads = list(_heads(list(islice(lines(path, writing), HEADS)), writing, mapping))
        except ManifestError as error:
            misfits.append(error)
        else:
            found += heads
            misfits += [] if heads else [UnknownColumns(NO_HEAD)]
    if not found:
        raise misfits[0]
    return max(found, key=lambda listing: len(listing.columns.places))


def data_lines(path: Path, listing: Listing) -> Iterator[Line]:
    """The lines below the head. Raises ``ManifestError`` at one that cannot be read."""
    return (line for line in lines(path, listing.writing) if line.number > listing.head)


def preview(path: Path, mapping: Mapping[str, str] | None = None, *, most: int) -> Preview:
    """The first lines of a list. Raises ``ManifestError``."""
    listing = look_at(path, mapping)
    first = tuple(islice(data_lines(path, listing), most))
    if not first:
        raise ManifestError(NO_LINES)
    return Preview(listing, first)


def beginning(path: Path, *, most: int) -> Preview:
    """The first lines of a list of which no column is known, for somebody to say which one is what.

    Raises ``ManifestError``.
    """
    encoding, guessed = encoding_of(path)
    writing = Writing(encoding, separators(path, encoding)[0], guessed)
    first = tuple(islice(lines(path, writing), most))
    width = max((len(line.cells) for line in first), default=0)
    return Preview(Listing(writing, 0, recognise([""] * width, {})), first)


def _heads(first: Sequence[Line], writing: Writing, mapping: Mapping[str, str]) -> Iterator[Listing]:
    """The first line that may be the head, or the list without one. Raises ``ManifestError`` for the mapping."""
    misfit: ManifestError | None = None
    for line in first:
        heads = [cleaned(cell) for cell in line.cells]
        try:
            columns = recognise(heads, mapping)
        except ManifestError as error:
            misfit = misfit or error
            continue
        if not columns.levels:
            continue
        if any(not uid_fault(heads[at]) for keyword, at in columns.places.items() if keyword in UIDS):
            yield Listing(writing, 0, recognise([""] * len(heads), mapping))
        else:
            yield Listing(writing, line.number, columns)
        return
    if misfit is not None:
        raise misfit
