"""``python -m validator`` and, once installed, ``dicomcheck``: the command line over the engine."""

import sys

from validator.commandline import main

if __name__ == "__main__":
    sys.exit(main())
