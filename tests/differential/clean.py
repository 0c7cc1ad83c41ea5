"""The files on which nothing is wrong, listed with digests: no error of ours may be false there.

The list was written before the rules of the IOD, MFR, GEO, SRD and PRV families were. A file is on it if dciodvfy
took it for an IOD, came to its end and reported no error. dicom-validator has no say: it reads the DocBook sources of
the standard, which no package brings along, and ends with "Invalid DICOM edition" where it cannot download them.

``python -m tests.differential.clean`` writes the list anew; what is on it already stays.
"""

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pydicom

from tests.differential.oracle import examine

LIST = Path(__file__).with_name("clean.csv")
BUNDLED = Path(pydicom.__file__).parent / "data"
CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
ORIGINS = {"pydicom": BUNDLED, "corpus": CORPUS}
_OTHER_THINGS = frozenset({".csv", ".dump", ".gz", ".icc", ".json", ".md", ".py", ".pyc", ".txt"})


class CleanFile(NamedTuple):
    """One line of the list."""

    origin: str
    name: str
    """Its path below the folder of its origin."""
    sha256: str
    iod: str
    """As dciodvfy calls it."""

    @property
    def path(self) -> Path:
        return ORIGINS[self.origin] / self.name


def real_files() -> Iterator[tuple[str, Path]]:
    """Every DICOM file that is bundled with pydicom, and of the corpus where there is one, with its origin."""
    for origin, folder in ORIGINS.items():
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix not in _OTHER_THINGS and path.name != "README":
                yield origin, path


def clean_files() -> list[CleanFile]:
    """The list."""
    with LIST.open(encoding="utf-8", newline="") as lines:
        return [CleanFile(**line) for line in csv.DictReader(lines)]


def main() -> None:
    listed = {(file.origin, file.name): file for file in clean_files()} if LIST.exists() else {}
    for origin, path in real_files():
        opinion = examine(path)
        if opinion.iod and not opinion.stopped and not opinion.errors:
            name = path.relative_to(ORIGINS[origin]).as_posix()
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            listed.setdefault((origin, name), CleanFile(origin, name, digest, opinion.iod))
    with LIST.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(CleanFile._fields)
        writer.writerows(sorted(listed.values()))


if __name__ == "__main__":
    main()
