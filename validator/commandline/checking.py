"""``check``: every file against the rules, then all of them together."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from validator.commandline.errors import CommandError
from validator.commandline.files import Source, files_of, require_readable, shown_name
from validator.commandline.identities import Identities
from validator.commandline.output import progress
from validator.commandline.rendering import require_writable, write_check
from validator.commandline.troubles import Trouble, Troubles, unread
from validator.commandline.workers import chunked, usable_cores, work_off
from validator.engine.header import scan
from validator.engine.model import CheckedFile, CollectionFinding, Severity
from validator.engine.report import CheckReport, fails
from validator.engine.rules import Identity, check_collection, check_header, identify, undecided
from validator.engine.standard.dictionary import EDITION

CHUNK = 256
"""Files that a worker is given at a time."""


class Checked(NamedTuple):
    """What was found in some files."""

    files: list[CheckedFile]
    identities: list[Identity]
    """Of those that are DICOM."""
    troubles: list[Trouble]


class CheckFiles:
    """Reads files and judges each by itself."""

    def __init__(self, *, says_undecided: bool) -> None:
        self._says_undecided = says_undecided

    def __call__(self, items: Sequence[Source], said: None) -> Checked:
        checked = Checked([], [], [])
        for path, name in items:
            try:
                header = scan(Path(path))
            except OSError as error:
                checked.troubles.append(unread(name, error))
                continue
            file = check_header(header, file=name)
            if self._says_undecided:
                file = file._replace(undecided=undecided(header))
            checked.files.append(file)
            if header.is_dicom:
                checked.identities.append(identify(header, file=name, digested=False))
        return checked

    def close(self) -> None:
        """Nothing is open."""


class Checking:
    """One run over some files: its report is computed while it is read, and ``found`` is known after that."""

    def __init__(
        self,
        sources: Iterable[Source],
        *,
        fail_on: Severity,
        troubles: Troubles,
        says_undecided: bool = False,
        jobs: int = 1,
    ) -> None:
        self.found = False
        self.files = 0
        self._sources = sources
        self._fail_on = fail_on
        self._troubles = troubles
        self._says_undecided = says_undecided
        self._jobs = jobs
        self._identities = Identities(troubles)

    def report(self) -> CheckReport:
        return CheckReport(self._files(), self._collection(), EDITION, self._fail_on)

    def _files(self) -> Iterator[CheckedFile]:
        sources = map(self._identities.listed, self._sources)
        for checked in work_off(
            CheckFiles(says_undecided=self._says_undecided),
            chunked(sources, CHUNK),
            jobs=self._jobs,
            lost=lambda source: self._troubles.lose(source.name),
        ):
            self._troubles.tell(checked.troubles)
            self._identities.enter(checked.identities)
            self.files += len(checked.files)
            for file in checked.files:
                if not self.found:
                    self._judge(finding.severity for finding in file.findings)
                yield file

    def _collection(self) -> Iterator[CollectionFinding]:
        findings = check_collection(self._identities.all(jobs=self._jobs), content=self._identities.content)
        self._judge(finding.severity for finding in findings)
        yield from findings

    def _judge(self, severities: Iterable[Severity]) -> None:
        self.found = self.found or any(map(partial(fails, fail_on=self._fail_on), severities))


def run(options: argparse.Namespace) -> bool:
    """Write the report; whether something at or above ``--fail-on`` was found."""
    if options.contract:
        raise CommandError("--contract: site contracts cannot be checked yet; leave the option out")
    require_writable(options.format, options.output)
    for path in options.paths:
        require_readable(path)
    troubles = Troubles()
    streaming = options.format not in ("text", "html") and options.output is None
    checking = Checking(
        _sources(options.paths, troubles),
        fail_on=Severity(options.fail_on),
        troubles=troubles,
        says_undecided=options.undecided,
        jobs=options.jobs or usable_cores(),
    )
    report = checking.report()
    shown = progress(report.files, "Files checked:", streaming=streaming)
    write_check(report._replace(files=shown), options.format, options.output)
    troubles.settle()
    if not checking.files:
        raise CommandError(f"{', '.join(shown_name(str(path)) for path in options.paths)}: there are no files in it")
    return checking.found


def _sources(paths: Iterable[Path], troubles: Troubles) -> Iterator[Source]:
    """The files of all arguments, named by the argument and the place under it."""
    for path in paths:
        for source in files_of(path, troubles):
            yield source._replace(name=shown_name(source.path))
