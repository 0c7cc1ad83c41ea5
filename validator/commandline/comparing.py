"""``compare``: follow every instance through the captures and tell what each hop did to it."""

import argparse
import platform
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from validator import __version__
from validator.commandline.comparison import Comparison
from validator.commandline.errors import CommandError
from validator.commandline.expectations import cited_list, read_expectations
from validator.commandline.files import Listing, files_of, require_readable, start_of
from validator.commandline.instances import Capture
from validator.commandline.manifests import Manifests, divided, list_report, parse_columns
from validator.commandline.rendering import require_writable, write_compare
from validator.commandline.troubles import Troubles
from validator.commandline.workers import usable_cores
from validator.engine.contract import Expectations
from validator.engine.model import Level
from validator.engine.report import Provenance
from validator.engine.standard.dictionary import EDITION


def run(options: argparse.Namespace) -> bool:
    """Write the report; whether anything was found that nothing allows, or something required did not happen."""
    started = datetime.now(UTC)
    require_writable(options.format, options.output)
    troubles = Troubles()
    lists, folders = divided(parse_captures(options.captures))
    labels = [label for label, _ in folders]
    if options.expect and len(folders) < 2:
        raise CommandError("expectations are about hops: they need two captures or more that are folders")
    columns = parse_columns(options.columns, [label for label, _ in lists])
    expectations = read_expectations(options.expect, labels) if options.expect else Expectations()
    captures = captures_of(folders, troubles)
    with Manifests(lists, columns) as manifests:
        if len(captures) == 1:
            facts = manifests.facts(captures, troubles)
            write_compare(list_report(captures[0], facts, _run(started)), options.format, options.output)
            found = manifests.found
        else:
            jobs = options.jobs or usable_cores()
            with Comparison(captures, troubles, expectations, manifests, jobs=jobs) as comparison:
                level = Level.MEANING if options.level == "meaning" else None
                report = comparison.report(level=level, run=_run(started))
                provenance = Provenance(__version__, EDITION, "", cited_list(options.expect), comparison.inputs_digest)
                write_compare(report._replace(provenance=provenance), options.format, options.output)
            found = comparison.found
    troubles.settle()
    return found


def parse_captures(arguments: Sequence[str]) -> list[tuple[str, Path]]:
    """``LABEL=DIR`` as label and folder; raises ``CommandError`` unless there are two or more."""
    captures: dict[str, Path] = {}
    for argument in arguments:
        label, separator, folder = argument.partition("=")
        if not separator or not label.strip() or not folder:
            raise CommandError(f"{argument!r}: a capture is given as LABEL=DIR")
        if label in captures:
            raise CommandError(f"{label!r} names two captures: give each its own label")
        captures[label] = Path(folder)
        require_readable(captures[label])
    if len(captures) < 2:
        raise CommandError("comparing needs two captures or more: LABEL=DIR LABEL=DIR")
    return list(captures.items())


def captures_of(folders: Iterable[tuple[str, Path]], troubles: Troubles) -> list[Capture]:
    """The captures with the files that are in their folders now."""
    return [Capture(label, Listing(files_of(folder, troubles), start_of(folder))) for label, folder in folders]


def _run(started: datetime) -> dict[str, str | float]:
    finished = datetime.now(UTC)
    return {
        "started": started.isoformat(timespec="seconds"),
        "finished": finished.isoformat(timespec="seconds"),
        "seconds": round((finished - started).total_seconds(), 3),
        "host": platform.node(),
        "version": __version__,
        "python": platform.python_version(),
    }
