"""The command line over the engine: check, compare, rules, explain. Knows no web and needs none.

Each command is a module with a function ``run(options) -> bool`` (whether something was found), imported only when
it is asked for: ``--help`` answers at once.
"""

import sys
from collections.abc import Sequence
from importlib import import_module

from validator.commandline.arguments import build_parser
from validator.commandline.errors import CommandError
from validator.commandline.output import discard_output, set_up_output

FINE, FOUND, FAILED = 0, 1, 2
"""The exit statuses: nothing found, something found, could not run (to the end). Never a count."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = build_parser().parse_args(arguments)
    set_up_output()
    try:
        found: bool = import_module(f"{__name__}.{options.command}").run(options)
        sys.stdout.flush()
    except CommandError as error:
        print(f"dicomcheck: {error}", file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        # Whoever reads has seen enough (`… | head`): nobody is left to tell.
        discard_output()
        return FAILED
    except KeyboardInterrupt:
        discard_output()
        print("dicomcheck: interrupted", file=sys.stderr)
        return FAILED
    except Exception:  # noqa: BLE001  a mistake of ours must not end with the status of a finding
        import traceback

        traceback.print_exc()
        print("dicomcheck: this is a mistake in dicomcheck; the report is not complete", file=sys.stderr)
        return FAILED
    return FOUND if found else FINE
