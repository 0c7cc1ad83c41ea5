"""The list of expectations that ``--expect`` names."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from validator.commandline.errors import CommandError
from validator.engine.contract import Chain, Expectations, Refused, load_expectations
from validator.engine.contract.limits import LARGEST_LIST, LARGEST_MAP
from validator.engine.report.inert import visible


def read_expectations(path: Path, captures: Sequence[str]) -> Expectations:
    """The list for these captures, with the value maps that lie beside it.

    Raises ``CommandError``: where the list cannot be used, with a line for each thing that is wrong in it.
    """

    def table(name: str) -> bytes:
        return _head(path.parent / name, LARGEST_MAP)

    try:
        return load_expectations(_head(path, LARGEST_LIST), Chain(captures, table))
    except OSError as error:
        raise CommandError(f"--expect: {visible(str(path))}: {error.strerror or error}") from error
    except Refused as refused:
        lines = [f"{path}:{complaint.line}: {complaint.text}" for complaint in refused.complaints]
        raise CommandError("\n".join(["--expect: the list cannot be used", *map(visible, lines)])) from refused


def cited_list(path: Path | None) -> str:
    """The list as a report cites it: ``list.yaml, sha256 5f7a…``; empty where there is none."""
    if path is None:
        return ""
    return f"{path.name}, sha256 {hashlib.sha256(_head(path, LARGEST_LIST)).hexdigest()}"


def _head(path: Path, most: int) -> bytes:
    """A file as far as it may be read, and a byte more, by which it is known that it is too large."""
    with path.open("rb") as file:
        return file.read(most + 1)
