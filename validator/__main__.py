"""``python -m validator`` and, once installed, ``dicomcheck``: the command line over the engine."""

import gc
import sys

COLLECTION = (50_000, 20, 100)
"""So many new objects, and collections, are waited for before memory is searched for circles. What a run makes is
nearly all of it let go without: with the usual thresholds a sixth of its time went there."""


def main() -> int:
    """Run one command as a process of its own, and return its exit status."""
    gc.set_threshold(*COLLECTION)
    from validator.commandline import main as run

    status = run()
    gc.freeze()  # The process ends: there is nothing worth searching any more.
    return status


if __name__ == "__main__":
    sys.exit(main())
