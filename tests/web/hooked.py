"""A role of the program whose scanner can be made slow or deadly: ``python -m tests.web.hooked worker``.

The hooks are in the process that is tested, and nowhere in the program.
"""

import os
import signal
import time
from pathlib import Path

from validator.engine import header

PAUSE = float(os.environ.get("TEST_PAUSE", "0"))
"""Seconds that each file takes longer."""
POISON = b"THIS FILE KILLS ITS READER"
ENDLESS = b"THIS FILE IS NEVER READ TO ITS END"
scan = header.scan


def hooked(source: header.Source, **options: object) -> object:
    if isinstance(source, Path):
        content = source.read_bytes()
        if POISON in content:
            os.kill(os.getpid(), signal.SIGKILL)
        if ENDLESS in content:
            time.sleep(3600)
        time.sleep(PAUSE)
    return scan(source, **options)


if __name__ == "__main__":
    # Before anything imports the function by its name.
    header.scan = hooked
    from dicomcheck.supervisor.roles import main

    main()
