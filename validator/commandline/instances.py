"""The files of the captures as the engine reads them: outlined once, then compared lineage by lineage."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from os import PathLike, fspath
from pathlib import Path
from typing import NamedTuple

from validator.commandline.output import progress
from validator.commandline.troubles import Trouble, Troubles, passed_over, unread
from validator.commandline.workers import chunked, work_off
from validator.engine.compare import InputsDigest, Outline, outline
from validator.engine.header import scan
from validator.engine.kept import Kept
from validator.engine.model import FaultKind, Header

CHUNK = 256
"""Files that a worker is given at a time."""


class Capture(NamedTuple):
    """The instances taken at one point of the chain."""

    label: str
    paths: Mapping[str, str | PathLike[str]]
    """By the name that reports cite."""


class Instance(NamedTuple):
    """One file of one capture."""

    label: str
    name: str
    path: str


class Outlined(NamedTuple):
    """What was read of some files."""

    outlines: list[Outline]
    troubles: list[Trouble]


class OutlineFiles:
    """Reads files, and says of each what pairing needs."""

    def __call__(self, items: Sequence[Instance], said: None) -> Outlined:
        outlined = Outlined([], [])
        for label, name, path in items:
            try:
                header = scan(Path(path))
                if header.is_dicom:
                    outlined.outlines.append(outline(header, Path(path), file=name))
                else:
                    outlined.troubles.append(passed_over(f"{label}/{name}", f"not DICOM ({_kind(header)})"))
            except OSError as error:
                outlined.troubles.append(unread(f"{label}/{name}", error))
        return outlined

    def close(self) -> None:
        """Nothing is open."""


def outlines_of(
    captures: Sequence[Capture], troubles: Troubles, *, jobs: int, inputs: InputsDigest
) -> list[tuple[str, Kept[Outline]]]:
    """For each capture its label and the outlines of what is DICOM, kept on disk, in the order of the names."""
    return [
        (capture.label, Kept(Outline, inputs.passing(capture.label, _outlined(capture, troubles, jobs))))
        for capture in captures
    ]


def _outlined(capture: Capture, troubles: Troubles, jobs: int) -> Iterator[Outline]:
    names = progress(capture.paths, f"{capture.label}: files read:", total=len(capture.paths))
    instances = (Instance(capture.label, name, fspath(capture.paths[name])) for name in names)
    results = work_off(OutlineFiles(), chunked(instances, CHUNK), jobs=jobs, lost=partial(_lose, troubles))
    for outlined in results:
        troubles.tell(outlined.troubles)
        yield from outlined.outlines


def _lose(troubles: Troubles, instance: Instance) -> None:
    troubles.lose(f"{instance.label}/{instance.name}")


def _kind(header: Header) -> str:
    return next(fault.detail for fault in header.faults if fault.kind is FaultKind.NOT_DICOM)
