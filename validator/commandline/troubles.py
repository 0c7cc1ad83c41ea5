"""Files that could not be read: said at once on standard error, and remembered for the exit status."""

import sys
from typing import NamedTuple

from validator.commandline.errors import CommandError
from validator.engine.report.inert import visible


class Trouble(NamedTuple):
    """What keeps a file from taking part."""

    name: str
    what: str
    is_serious: bool
    """Whether the report is not complete without the file."""


class Troubles:
    """Collects what went wrong with single files while the others go on."""

    def __init__(self) -> None:
        self._count = 0

    def note(self, name: str, error: OSError) -> None:
        self.tell([unread(name, error)])

    def tell(self, troubles: list[Trouble]) -> None:
        """Say what a worker met."""
        for name, what, is_serious in troubles:
            self._count += is_serious
            print(f"dicomcheck: {visible(name)}: {what}; left out", file=sys.stderr)

    def lose(self, name: str) -> None:
        """Say that a process came to its end over a file."""
        self.tell([Trouble(name, "the process that read it ended without a word", is_serious=True)])

    def settle(self) -> None:
        """Raise ``CommandError`` if anything could not be read: the report is not complete."""
        if self._count:
            files = "one file or folder" if self._count == 1 else f"{self._count:,} files or folders"
            raise CommandError(f"{files} could not be read; the report is about the others only")


def unread(name: str, error: OSError) -> Trouble:
    """A file that could not be read."""
    return Trouble(name, str(error.strerror or error), is_serious=True)


def passed_over(name: str, what: str) -> Trouble:
    """A file that takes no part, without the report being incomplete for it."""
    return Trouble(name, what, is_serious=False)
