"""Which files an argument means, in an order that does not depend on the file system, and how they are named."""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from validator.commandline.errors import CommandError
from validator.commandline.troubles import Troubles


class Source(NamedTuple):
    """One file to read, and the name that reports cite."""

    path: Path
    name: str


def files_of(path: Path, troubles: Troubles) -> Iterator[Source]:
    """The file itself, or every regular file under the folder; named relative to the folder.

    Linked folders are not followed, since they may lead in circles. What cannot be looked at is noted as a trouble.
    """
    if not path.is_dir():
        yield Source(path, shown_name(path.name))
        return
    for folder, folders, names in os.walk(path, onerror=_noting(troubles)):
        folders.sort()
        for name in sorted(names):
            file = Path(folder, name)
            try:
                regular = stat.S_ISREG(file.stat().st_mode)
            except OSError as error:
                troubles.note(shown_name(str(file)), error)
                continue
            if regular:
                yield Source(file, shown_name(file.relative_to(path).as_posix()))


def require_readable(path: Path) -> None:
    """Raise ``CommandError`` unless the path is a folder or a regular file that may be read."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no path"
        raise CommandError(f"{shown_name(str(path))}: {reason}") from None
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise CommandError(f"{shown_name(str(path))}: neither a file nor a folder")
    if not os.access(path, os.R_OK | (os.X_OK if stat.S_ISDIR(mode) else 0)):
        raise CommandError(f"{shown_name(str(path))}: Permission denied")


def shown_name(name: str) -> str:
    r"""A file name as text: bytes that are no UTF-8 are written as ``\xff``."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _noting(troubles: Troubles) -> Callable[[OSError], None]:
    def note(error: OSError) -> None:
        troubles.note(shown_name(os.fsdecode(error.filename)), error)

    return note
