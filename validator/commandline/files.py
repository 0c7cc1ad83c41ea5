"""Which files an argument means, in an order that does not depend on the file system, and how they are named."""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from validator.commandline.errors import CommandError
from validator.commandline.troubles import Troubles
from validator.engine.kept import Kept


class Source(NamedTuple):
    """One file to read, and the name that reports cite."""

    path: str
    name: str


def files_of(path: Path, troubles: Troubles) -> Iterator[Source]:
    """The file itself, or every regular file under the folder; named relative to the folder.

    Linked folders are not followed, since they may lead in circles. What cannot be looked at is noted as a trouble.
    """
    if not path.is_dir():
        yield Source(str(path), shown_name(path.name))
        return
    start = start_of(path)
    waiting = [start]
    while waiting:
        folder = waiting.pop()
        folders: list[str] = []
        try:
            with os.scandir(folder or ".") as found:
                entries = sorted(found, key=attrgetter("name"))
        except OSError as error:
            troubles.note(shown_name(folder), error)
            continue
        for entry in entries:
            path_there = folder + entry.name
            if entry.is_dir(follow_symlinks=False):
                folders.append(path_there + os.sep)
            elif _is_regular(entry, troubles):
                yield Source(path_there, shown_name(path_there[len(start) :]))
        waiting += reversed(folders)


def start_of(folder: Path) -> str:
    """What stands before the names of files in a folder: ``scans/``, nothing for the folder in which we are."""
    return "" if folder == Path() else f"{folder}{os.sep}"


def _is_regular(entry: "os.DirEntry[str]", troubles: Troubles) -> bool:
    """Whether it is a file, or a link to one; a link to nothing is noted as a trouble."""
    if not entry.is_symlink():
        return entry.is_file()
    try:
        return stat.S_ISREG(entry.stat().st_mode)
    except OSError as error:
        troubles.note(shown_name(entry.path), error)
        return False


class Listing(Mapping[str, str]):
    """The paths of files by the names that reports cite, kept on disk: very many of them take no memory.

    A name that stands for several files means the first of them.
    """

    def __init__(self, sources: Iterable[Source], start: str) -> None:
        """``start`` is what nearly all paths are made of before their names."""
        self._start = start
        self._names = Kept(Source)
        self._others: dict[str, str] = {}
        for path, name in sources:
            self._names.append(Source("", name))
            if path != start + name:
                self._others.setdefault(name, path)

    def __getitem__(self, name: str) -> str:
        """The path of a file that was listed; not whether it was."""
        return self._others.get(name) or self._start + name

    def __iter__(self) -> Iterator[str]:
        return (source.name for source in self._names)

    def __len__(self) -> int:
        return len(self._names)


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
