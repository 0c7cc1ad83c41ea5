"""A role of the program that some files make slow or deadly: ``python -m tests.web.hooked worker``.

The hooks are in the process that is tested, and nowhere in the program.
"""

import os
import signal
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from validator.engine import header
from validator.engine.compare import explain
from validator.engine.model import Header

PAUSE = float(os.environ.get("TEST_PAUSE", "0"))
"""Seconds that each file takes longer."""
POISON = b"THIS FILE KILLS ITS READER"
ENDLESS = b"THIS FILE IS NEVER READ TO ITS END"
UNEXPLAINED = b"KILLS IF"
"""A value that kills who looks for the rules behind changes, though it was compared."""
scan, observe = header.scan, explain.observe


def hooked(source: header.Source, **options: object) -> object:
    if isinstance(source, Path):
        content = source.read_bytes()
        if POISON in content:
            os.kill(os.getpid(), signal.SIGKILL)
        if ENDLESS in content:
            time.sleep(3600)
        time.sleep(PAUSE)
    return scan(source, **options)


def hooked_observe(lineage: Any, headers: Mapping[str, Header], *args: Any, **options: Any) -> Iterator[Any]:
    if any(element.value == UNEXPLAINED for each in headers.values() for element in each.elements):
        os.kill(os.getpid(), signal.SIGKILL)
    return observe(lineage, headers, *args, **options)


if __name__ == "__main__":
    # Before anything imports the functions by their names.
    header.scan = hooked
    explain.observe = hooked_observe
    from dicomcheck.supervisor.roles import main

    main()
