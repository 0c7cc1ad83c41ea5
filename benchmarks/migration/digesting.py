"""Digests the pixel data of all files below a folder, and prints their bytes and the CPU seconds it took.

``python -m benchmarks.migration.digesting FOLDER``; reading the bytes is part of it, scanning the header is not.
"""

import sys
import time
from pathlib import Path

from validator.engine.header import scan
from validator.engine.pixels.digest import digest_pixels


def main() -> None:
    seconds, size = 0.0, 0
    for path in sorted(Path(sys.argv[1]).rglob("*.dcm")):
        header = scan(path)
        started = time.process_time()
        digest_pixels(path, header)
        seconds += time.process_time() - started
        size += path.stat().st_size
    print(size, seconds)


if __name__ == "__main__":
    main()
