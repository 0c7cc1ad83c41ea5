"""Folders of the server, read in place: which are allowed, what is in them, and one file of them opened.

Nothing below an allowed folder is reached through a symbolic link: each part of a path is opened by itself, without
following links (``O_NOFOLLOW``), so that a link put there between two looks leads nowhere either.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from django.conf import settings

from validator.intake import names

NOT_OFFERED = (
    "This folder cannot be read: it is not there, or not below a folder that the administrator allowed "
    "(DICOMCHECK_IMPORT_FOLDERS)."
)
PASSED_OVER = frozenset({"lost+found"})
"""Folders that belong to the file system and not to who filled it."""
LINK_MET = {errno.ELOOP, errno.EMLINK}
"""What systems answer to ``O_NOFOLLOW`` where a link stands."""
BUFFER = 64 * 1024
"""Bytes read at once where less is asked for; most headers end within them."""


class FolderRefused(Exception):
    """The text says what to do. It is the same whether or not anything is there outside the allowed folders."""


class NotAsListed(FileNotFoundError):
    """The file cannot be read as it was listed: changed, gone, a link, closed to the server. The text says which."""


class Listed(NamedTuple):
    """One regular file below a folder."""

    name: str
    """Its path from there: see ``names.of_path``."""
    size: int
    modified_ns: int
    """When it was changed last, in nanoseconds since 1970."""


class Below(NamedTuple):
    """The folders right below a folder."""

    names: tuple[str, ...]
    """As text: see ``names.of_path``."""
    is_cut: bool
    """Whether there are more than were asked for."""


class Walk:
    """All regular files below a folder, one folder at a time, so that memory holds names of folders only.

    Links and devices are passed over and counted; ``unreadable`` counts folders that could not be looked into.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self.passed_over = 0
        self.unreadable = 0

    def __iter__(self) -> Iterator[Listed]:
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            found: list[str] = []
            yield from self._in(folder, found)
            waiting += sorted(found, reverse=True)

    def _in(self, folder: str, found: list[str]) -> Iterator[Listed]:
        """The files of one folder; the folders in it are added to ``found``."""
        try:
            descriptor = _open_beneath(self._root, folder, os.O_DIRECTORY)
        except OSError:
            if not folder:
                raise
            self.unreadable += 1
            return
        try:
            with os.scandir(descriptor) as entries:
                for entry in entries:
                    path = f"{folder}{entry.name}"
                    try:
                        status = entry.stat(follow_symlinks=False)
                    except FileNotFoundError:
                        continue  # it went while it was looked at
                    if stat.S_ISREG(status.st_mode):
                        yield Listed(names.of_path(path), status.st_size, status.st_mtime_ns)
                    elif stat.S_ISDIR(status.st_mode) and entry.name not in PASSED_OVER:
                        found.append(f"{path}/")
                    else:
                        self.passed_over += 1
        finally:
            os.close(descriptor)


def are_offered() -> bool:
    """Whether this installation reads folders of the server at all."""
    return bool(settings.IMPORT_FOLDERS)


def offered() -> tuple[str, ...]:
    """The allowed folders, as text."""
    return tuple(names.of_path(str(folder)) for folder in settings.IMPORT_FOLDERS)


def resolve(text: str) -> Path:
    """The real folder that a path names. Raises ``FolderRefused`` unless it is an allowed one or below one."""
    path = Path(names.to_path(text))
    allowed = [*settings.IMPORT_FOLDERS, *(folder.resolve() for folder in settings.IMPORT_FOLDERS)]
    # What does not even seem to be below an allowed folder is not looked at, so that nothing is told of it.
    if "\0" in str(path) or ".." in path.parts or not any(map(path.is_relative_to, allowed)):
        raise FolderRefused(NOT_OFFERED)
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise FolderRefused(NOT_OFFERED) from error
    if not any(map(real.is_relative_to, allowed)) or not real.is_dir():
        raise FolderRefused(NOT_OFFERED)
    return real


def below(text: str, *, most: int) -> Below:
    """The folders right below an allowed one, to choose among; links are not shown. Raises ``FolderRefused``."""
    found: list[str] = []
    try:
        with os.scandir(resolve(text)) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False) and entry.name not in PASSED_OVER:
                    found.append(names.of_path(entry.name))
                if len(found) > most:
                    break
    except PermissionError as error:
        raise FolderRefused("The server may not look into this folder: let its user read it.") from error
    except OSError as error:
        raise FolderRefused(NOT_OFFERED) from error
    return Below(tuple(sorted(found[:most])), is_cut=len(found) > most)


@contextmanager
def opened(root: str, listed: Listed) -> Iterator[BinaryIO]:
    """One file as it was listed. Raises ``NotAsListed``, before and after, and the ``OSError`` of the disk.

    What was read of a file that was changed meanwhile is nothing that anybody has sent.
    """
    try:
        descriptor = _open_beneath(resolve(root), names.to_path(listed.name), os.O_NONBLOCK)
    except FolderRefused as refusal:
        raise NotAsListed("Its folder is not there any more, or not allowed any more.") from refusal
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotAsListed("It is not in its folder any more, since it was listed.") from error
    except PermissionError as error:
        raise NotAsListed("The server may not read it in its folder: let its user read it.") from error
    except OSError as error:
        if error.errno not in LINK_MET:
            raise
        raise NotAsListed("It is a link now, and links are not followed.") from error
    with os.fdopen(descriptor, "rb", BUFFER) as file:
        _require_same(descriptor, listed)
        yield file
        _require_same(descriptor, listed)


def _require_same(descriptor: int, listed: Listed) -> None:
    status = os.fstat(descriptor)
    is_same = (status.st_size, status.st_mtime_ns) == (listed.size, listed.modified_ns)
    if not stat.S_ISREG(status.st_mode) or not is_same:
        raise NotAsListed("It was changed in its folder since it was listed.")


def _open_beneath(root: Path, path: str, flags: int) -> int:
    """A descriptor of what stands at a path below ``root``, which is opened part by part and through no link."""
    parts = [part for part in path.split("/") if part]
    descriptor = os.open(root, os.O_RDONLY | os.O_CLOEXEC | (flags if not parts else os.O_DIRECTORY))
    for number, part in enumerate(parts, 1):
        around = descriptor
        own = flags if number == len(parts) else os.O_DIRECTORY
        try:
            descriptor = os.open(part, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | own, dir_fd=around)
        finally:
            os.close(around)
    return descriptor
