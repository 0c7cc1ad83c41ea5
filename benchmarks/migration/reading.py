"""Reads the headers of all files below some folders in one of three ways, and prints how many it could read.

``python -m benchmarks.migration.reading pydicom|scan|outline FOLDER…``, in one process: ``pydicom.dcmread`` up to the
pixel data, what any program costs that reads headers in Python and does nothing with them; our scan; our scan and all
that pairing needs, the digest of the pixel data among it. A file that pydicom fails at is passed over.
"""

import gc
import sys
from collections.abc import Callable
from pathlib import Path

from validator.__main__ import COLLECTION


def _with_pydicom(path: Path) -> bool:
    import pydicom

    try:
        pydicom.dcmread(path, stop_before_pixels=True)
    except Exception:  # noqa: BLE001  (of damaged files it may raise anything)
        return False
    return True


def _scanned(path: Path) -> bool:
    from validator.engine.header import scan

    return bool(scan(path).elements)


def _outlined(path: Path) -> bool:
    from validator.engine.compare import outline
    from validator.engine.header import scan

    return outline(scan(path), path, file=path.name) is not None


WAYS: dict[str, Callable[[Path], bool]] = {"pydicom": _with_pydicom, "scan": _scanned, "outline": _outlined}


def main() -> None:
    gc.set_threshold(*COLLECTION)
    way, *folders = sys.argv[1:]
    read = WAYS[way]
    print(sum(read(path) for folder in folders for path in sorted(Path(folder).rglob("*.dcm"))))


if __name__ == "__main__":
    main()
