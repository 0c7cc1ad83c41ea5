"""Files that could not be read: said at once on standard error, and remembered for the exit status."""

import sys

from validator.commandline.errors import CommandError
from validator.engine.report.inert import visible


class Troubles:
    """Collects what went wrong with single files while the others go on."""

    def __init__(self) -> None:
        self._count = 0

    def note(self, name: str, error: OSError) -> None:
        self._count += 1
        print(f"dicomcheck: {visible(name)}: {error.strerror or error}; left out", file=sys.stderr)

    def mention(self, name: str, what: str) -> None:
        """Say why a file takes no part, without calling the report incomplete."""
        print(f"dicomcheck: {visible(name)}: {what}; left out", file=sys.stderr)

    def settle(self) -> None:
        """Raise ``CommandError`` if anything could not be read: the report is not complete."""
        if self._count:
            files = "one file or folder" if self._count == 1 else f"{self._count:,} files or folders"
            raise CommandError(f"{files} could not be read; the report is about the others only")
