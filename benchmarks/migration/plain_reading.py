"""Reads the headers of all files below some folders with pydicom alone, and prints how many it could.

``python -m benchmarks.migration.plain_reading FOLDER…`` is what any program costs that reads headers in Python and does
nothing with them. A file that pydicom refuses is passed over.
"""

import sys
from pathlib import Path

import pydicom
from pydicom.errors import InvalidDicomError


def main() -> None:
    count = 0
    for folder in sys.argv[1:]:
        for path in sorted(Path(folder).rglob("*.dcm")):
            try:
                pydicom.dcmread(path, stop_before_pixels=True)
            except InvalidDicomError:
                continue
            count += 1
    print(count)


if __name__ == "__main__":
    main()
