"""``check``: every file against the rules, then all of them together."""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from validator.commandline.errors import CommandError
from validator.commandline.files import Source, files_of, require_readable, shown_name
from validator.commandline.output import progress
from validator.commandline.rendering import require_writable, write_check
from validator.commandline.troubles import Troubles
from validator.engine.header import scan
from validator.engine.model import CheckedFile, CollectionFinding, Header, Severity
from validator.engine.pixels.digest import digest_left_on_disk
from validator.engine.report import CheckReport, fails
from validator.engine.rules import Identity, check_collection, check_header, identify, undecided
from validator.engine.standard.dictionary import EDITION


class Checking:
    """One run over some files: its report is computed while it is read, and ``found`` is known after that."""

    def __init__(
        self, sources: Iterable[Source], *, fail_on: Severity, troubles: Troubles, says_undecided: bool = False
    ) -> None:
        self.found = False
        self.files = 0
        self._sources = sources
        self._fail_on = fail_on
        self._troubles = troubles
        self._says_undecided = says_undecided
        self._identities: list[Identity] = []
        self._paths: dict[str, Path] = {}
        self._first: dict[str, int] = {}
        """By SOP Instance UID, the index of the first identity that has it."""

    def report(self) -> CheckReport:
        return CheckReport(self._files(), self._collection(), EDITION, self._fail_on)

    def _files(self) -> Iterator[CheckedFile]:
        for source in self._sources:
            try:
                header = scan(source.path)
            except OSError as error:
                self._troubles.note(source.name, error)
                continue
            checked = check_header(header, file=source.name)
            if self._says_undecided:
                checked = checked._replace(undecided=undecided(header))
            if header.is_dicom:
                self._enter(header, source)
            self.files += 1
            self._judge(finding.severity for finding in checked.findings)
            yield checked

    def _enter(self, header: Header, source: Source) -> None:
        """Note the identity of a file; with a digest only where another has the same SOP Instance UID."""
        identity = identify(header, file=source.name, digested=False)
        self._paths[source.name] = source.path
        earlier = self._first.setdefault(identity.sop_instance or "", len(self._identities))
        if identity.sop_instance and earlier < len(self._identities):
            identity = identify(header, file=source.name)
            if not self._identities[earlier].digest:
                self._digest(earlier)
        self._identities.append(identity)

    def _digest(self, earlier: int) -> None:
        """Read a file again whose digest is needed after all."""
        file = self._identities[earlier].file
        try:
            self._identities[earlier] = identify(scan(self._paths[file]), file=file)
        except OSError as error:
            self._troubles.note(file, error)

    def _collection(self) -> Iterator[CollectionFinding]:
        findings = check_collection(self._identities, content=self._content)
        self._judge(finding.severity for finding in findings)
        yield from findings

    def _content(self, file: str) -> str | None:
        """A digest of what was left on disk of a file, which is read again for it."""
        path = self._paths[file]
        try:
            return digest_left_on_disk(path, scan(path))
        except OSError as error:
            self._troubles.note(file, error)
            return None

    def _judge(self, severities: Iterable[Severity]) -> None:
        self.found = self.found or any(fails(severity, fail_on=self._fail_on) for severity in severities)


def run(options: argparse.Namespace) -> bool:
    """Write the report; whether something at or above ``--fail-on`` was found."""
    if options.contract:
        raise CommandError("--contract: site contracts cannot be checked yet; leave the option out")
    require_writable(options.format, options.output)
    for path in options.paths:
        require_readable(path)
    troubles = Troubles()
    streaming = options.format not in ("text", "html") and options.output is None
    sources = progress(_sources(options.paths, troubles), "Files checked:", streaming=streaming)
    checking = Checking(sources, fail_on=Severity(options.fail_on), troubles=troubles, says_undecided=options.undecided)
    write_check(checking.report(), options.format, options.output)
    troubles.settle()
    if not checking.files:
        raise CommandError(f"{', '.join(shown_name(str(path)) for path in options.paths)}: there are no files in it")
    return checking.found


def _sources(paths: Iterable[Path], troubles: Troubles) -> Iterator[Source]:
    """The files of all arguments, named by the argument and the place under it."""
    for path in paths:
        for source in files_of(path, troubles):
            yield source._replace(name=shown_name(source.path.as_posix()))
