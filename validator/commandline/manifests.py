"""Lists from an archive's index among the captures: told apart from folders, and held against their files."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Self

from validator.commandline.errors import CommandError
from validator.commandline.instances import Capture
from validator.commandline.output import progress
from validator.commandline.troubles import Troubles
from validator.engine.header import scan
from validator.engine.manifest import Holding, ManifestError, Reconciler, Told, holding_of
from validator.engine.model import Facts
from validator.engine.report import CaptureSize, CompareReport
from validator.engine.report.inert import visible
from validator.engine.rules import identify
from validator.engine.verdict import Case, verdict

ENDINGS = frozenset({".csv", ".tsv", ".txt"})
"""How the name of a file ends that is a list."""
Mappings = Mapping[str, Mapping[str, str]]


class Divided(NamedTuple):
    """What was given as captures, each with its label."""

    lists: list[tuple[str, Path]]
    folders: list[tuple[str, Path]]


def divided(captures: Sequence[tuple[str, Path]]) -> Divided:
    """Lists apart from what holds files. Raises ``CommandError`` where nothing holds any."""
    lists = [(label, path) for label, path in captures if path.suffix.lower() in ENDINGS and path.is_file()]
    folders = [capture for capture in captures if capture not in lists]
    if not folders:
        raise CommandError("a list from an index is held against files: give one capture as LABEL=DIR")
    return Divided(lists, folders)


def parse_columns(arguments: Sequence[str], labels: Sequence[str]) -> Mappings:
    """``[LABEL:]KEYWORD=COLUMN``, several times, as columns by keyword of each list. Raises ``CommandError``."""
    mappings: dict[str, dict[str, str]] = {label: {} for label in labels}
    for argument in arguments:
        left, separator, column = argument.partition("=")
        label, named, keyword = left.rpartition(":")
        if not separator or not keyword:
            raise CommandError(f"{argument!r}: a column is given as KEYWORD=COLUMN or LABEL:KEYWORD=COLUMN")
        if named and label not in mappings:
            raise CommandError(f"{argument!r}: there is no list {label!r}; a list is a capture given as LABEL=FILE.csv")
        for one in [label] if named else labels:
            mappings[one][keyword] = column
    return mappings


class Manifests:
    """Some lists, open while the report is written, for ``with``. Raises ``CommandError`` where one cannot be read."""

    def __init__(self, lists: Sequence[tuple[str, Path]], mappings: Mappings) -> None:
        self.found = False
        """Whether anything does not agree; known once they were held against files."""
        self._are_there = bool(lists)
        self._reconciler = Reconciler()
        for label, path in lists:
            try:
                _say(self._reconciler.add_list(label, path, mappings[label]))
            except (ManifestError, OSError) as error:
                self._reconciler.close()
                raise CommandError(f"{visible(label)}: {visible(str(error))}") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._reconciler.close()

    def facts(self, captures: Sequence[Capture], troubles: Troubles | None = None) -> Facts:
        """What lists and files do not agree in; without ``troubles`` somebody else tells of unreadable files."""
        if not self._are_there:
            return Facts()
        for capture in captures:
            self._reconciler.add_files(capture.label, _holdings(capture, troubles))
        reconciled, discrepancies = self._reconciler.reconcile()
        self.found = bool(discrepancies)
        return Facts(reconciled=tuple(reconciled), discrepancies=discrepancies)


def list_report(capture: Capture, facts: Facts, run: Mapping[str, Any]) -> CompareReport:
    """The report where lists are held against the files of one capture, and nothing is compared."""
    return CompareReport(
        captures=(CaptureSize(capture.label, len(capture.paths)),),
        lineages=(),
        changes=(),
        presence=(),
        groups=(),
        sentences=verdict(Case([capture.label], (), ()), facts),
        run=run,
        facts=facts,
    )


def _holdings(capture: Capture, troubles: Troubles | None) -> Iterator[Holding]:
    for name, path in progress(capture.paths.items(), f"{capture.label}: files identified:"):
        try:
            header = scan(Path(path))
        except OSError as error:
            if troubles is not None:
                troubles.note(f"{capture.label}/{name}", error)
            continue
        if header.is_dicom:
            yield holding_of(identify(header, file=name, digested=False))


def _say(told: Told) -> None:
    """How a list was understood, on standard error: what was assumed is never silent."""
    columns = told.listing.columns.all
    used = ", ".join(f"{column.head or f'#{column.place}'} as {column.keyword}" for column in columns if column.keyword)
    unused = ", ".join(f"{column.head or f'#{column.place}'} ({column.reason})" for column in columns if column.reason)
    writing = told.listing.writing
    remarks = [
        f"{_lines(told.lines)}, {writing.name}; columns: {used}",
        f"columns left out: {unused}" if unused else "",
        writing.guessed,
        _repeated(told) if told.repeated else "",
        f"{_lines(told.unusable)} cannot be used" if told.unusable else "",
    ]
    for remark in filter(None, remarks):
        print(f"dicomcheck: {visible(told.label)}: {visible(remark)}", file=sys.stderr)


def _repeated(told: Told) -> str:
    first = ", ".join(f"{uid} (first in line {line:,})" for uid, line in told.repeats[:3])
    verb = "repeats" if told.repeated == 1 else "repeat"
    return f"{_lines(told.repeated)} {verb} what an earlier one lists: {first}; it counts once"


def _lines(number: int) -> str:
    return f"{number:,} line{'' if number == 1 else 's'}"
