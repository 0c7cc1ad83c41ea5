"""The spool: bytes by their SHA-256, written while they arrive, kept only when they are safely on disk.

A file arrives as a *part* in a private folder of this machine. ``keep`` makes many parts durable at once, so that a
request has one point after which nothing it acknowledged can be lost.
"""

import errno
import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages

HEAD = 132
"""How many of the first bytes are remembered: enough for a preamble and ``DICM`` (PS3.10 7.1)."""
PART_LIFETIME = 24 * 3600
"""Seconds after which a part belongs to a request that died."""
SYNCS = 8
"""Waits for the disk at a time."""
FEW = 2
"""Waits that are over before the threads for them have started."""
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
LEAST_ROOM = 16 * 1024**2
"""Bytes; with less than that on the disk no worker begins anything, and no file is kept."""


class SpoolFull(Exception):
    """There is no room for what is arriving."""


class FolderStorage(FileSystemStorage):
    """The spool as a folder: parts are moved into place instead of copied."""

    def adopt(self, part: Path, key: str) -> Path:
        """Move a part, already on disk, to its key; the folder whose entry changed."""
        place = Path(self.path(key))
        if not place.parent.exists():
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.replace(place)
        return place.parent


def storage() -> Storage:
    return storages["spool"]


def key(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"


def incoming() -> Path:
    """Where parts grow: on the spool's own disk, so that keeping one is a rename."""
    backend = storage()
    root = Path(backend.location) if isinstance(backend, FolderStorage) else settings.DATA
    folder = root / "incoming"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


class Part:
    """One file while it arrives: written to disk and digested, chunk by chunk."""

    def __init__(self) -> None:
        self.path = incoming() / secrets.token_hex(16)
        self.size = 0
        self.head = b""
        self.is_whole = True
        """Whether there was room for all of it."""
        self._digest = hashlib.sha256()
        self._file: BinaryIO | None = None

    def write(self, chunk: bytes) -> None:
        """Raises ``SpoolFull``."""
        if len(self.head) < HEAD:
            self.head = (self.head + chunk)[:HEAD]
        self._digest.update(chunk)
        self.size += len(chunk)
        with self._marked():
            self._open().write(chunk)

    def close(self) -> None:
        """Raises ``SpoolFull``."""
        with self._marked():
            self._open().close()

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def discard(self) -> None:
        """Forget it, whether or not it was kept."""
        if self._file is not None:
            # What is still in its buffer may find no room; it is not wanted any more.
            with suppress(OSError):
                self._file.close()
        self.path.unlink(missing_ok=True)

    def _open(self) -> BinaryIO:
        if self._file is None:
            self._file = os.fdopen(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        return self._file

    @contextmanager
    def _marked(self) -> Iterator[None]:
        try:
            with no_room_said():
                yield
        except SpoolFull:
            self.is_whole = False
            raise


@contextmanager
def no_room_said() -> Iterator[None]:
    """Turn the system's "no space" into ``SpoolFull``."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise SpoolFull from error
        raise


def keep(parts: Iterable[Part]) -> set[str]:
    """Make the parts durable; the digests that the spool held before, whose parts are left as they are.

    Returns only when bytes and names are on disk (or with the storage service). Raises ``SpoolFull``.
    """
    backend = storage()
    fresh: dict[str, Part] = {}
    known = set()
    for part in parts:
        part.close()
        if part.sha256 in fresh:
            continue
        if backend.exists(key(part.sha256)):
            known.add(part.sha256)
        else:
            fresh[part.sha256] = part
    if fresh and is_full():
        # What is left is for the rows that say so.
        raise SpoolFull
    with no_room_said():
        if isinstance(backend, FolderStorage):
            _move_in(backend, list(fresh.values()))
        else:
            _send_in(backend, fresh.values())
    return known


def _move_in(backend: FolderStorage, parts: Sequence[Part]) -> None:
    """All bytes first, then all names, then the folders: mixed, each file would wait for the disk three times."""
    sync_all([part.path for part in parts])
    folders = {backend.adopt(part.path, key(part.sha256)) for part in parts}
    # A new name lasts once its folder is on disk, and a new folder once its parent is.
    sync_all([*folders, *{folder.parent for folder in folders}])


def _send_in(backend: Storage, parts: Iterable[Part]) -> None:
    for part in parts:
        with part.path.open("rb") as file:
            backend.save(key(part.sha256), File(file))
        part.discard()


def sync_all(paths: Sequence[Path]) -> None:
    """Wait until all of these are on disk; for many of them beside each other, which the disk does in one go."""
    if len(paths) <= FEW:
        for path in paths:
            sync(path)
        return
    with ThreadPoolExecutor(SYNCS) as pool:
        list(pool.map(sync, paths))


def sync(path: Path) -> None:
    """Wait until a file's bytes, or a folder's entries, are on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def local(sha256: str) -> Iterator[Path]:
    """The bytes as a file of this machine, for as long as the block lasts.

    Raises ``FileNotFoundError`` where the spool does not hold them any more.
    """
    backend = storage()
    if isinstance(backend, FolderStorage):
        yield Path(backend.path(key(sha256)))
        return
    copy = incoming() / secrets.token_hex(16)
    try:
        with backend.open(key(sha256)) as source, copy.open("xb") as target:
            shutil.copyfileobj(source, target, 1024 * 1024)
        yield copy
    finally:
        copy.unlink(missing_ok=True)


def sweep() -> int:
    """Delete the parts of requests that died; how many."""
    swept = 0
    for part in incoming().iterdir():
        # A part may become a file of the spool at any moment.
        with suppress(FileNotFoundError):
            if part.stat().st_mtime < time.time() - PART_LIFETIME:
                part.unlink()
                swept += 1
    return swept


def is_full() -> bool:
    """Whether the disk on which files arrive has no room left."""
    return shutil.disk_usage(incoming()).free < LEAST_ROOM
