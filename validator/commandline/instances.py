"""The files of the captures as the engine reads them: outlined once, and looked at whenever a lineage is."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from validator.commandline.headers import Headers
from validator.commandline.output import progress
from validator.commandline.troubles import Troubles
from validator.engine.compare import Outline, outline
from validator.engine.model import FaultKind, Header, Lineage


class Capture(NamedTuple):
    """The instances taken at one point of the chain."""

    label: str
    paths: Mapping[str, Path]
    """By the name that reports cite."""


class Files(NamedTuple):
    """What is compared of one lineage, by capture label; captures that lack it, or cannot be read, are left out."""

    paths: dict[str, Path]
    headers: dict[str, Header]
    outlines: dict[str, Outline]


class Instances:
    """All files of all captures; what cannot be read is noted among the troubles."""

    def __init__(self, captures: Sequence[Capture], troubles: Troubles) -> None:
        self._captures = captures
        self._troubles = troubles
        self._headers = Headers()
        self._outlines = [{one.file: one for one in self._outlined(capture)} for capture in captures]

    def outlines(self) -> list[tuple[str, list[Outline]]]:
        """For each capture its label and the outlines of what is DICOM."""
        return [
            (capture.label, list(known.values())) for capture, known in zip(self._captures, self._outlines, strict=True)
        ]

    def of(self, lineage: Lineage) -> Files:
        """The files of one lineage that are compared: at each capture the first."""
        files = Files({}, {}, {})
        for capture, known, names in zip(self._captures, self._outlines, lineage.files, strict=True):
            if not names:
                continue
            path = capture.paths[names[0]]
            try:
                files.headers[capture.label] = self._headers.read(path)
            except OSError as error:
                self._troubles.note(f"{capture.label}/{names[0]}", error)
                continue
            files.paths[capture.label], files.outlines[capture.label] = path, known[names[0]]
        return files

    def _outlined(self, capture: Capture) -> Iterator[Outline]:
        for name, path in progress(capture.paths.items(), f"{capture.label}: files read:"):
            try:
                header = self._headers.read(path)
                if header.is_dicom:
                    yield outline(header, path, file=name)
                else:
                    kind = next(fault.detail for fault in header.faults if fault.kind is FaultKind.NOT_DICOM)
                    self._troubles.mention(f"{capture.label}/{name}", f"not DICOM ({kind})")
            except OSError as error:
                self._troubles.note(f"{capture.label}/{name}", error)
