"""Prints what each phase of the web's work costs on a large case: ``python -m benchmarks.web [IMAGES]``.

The case is made and worked off in one process, in a database and a spool that are thrown away unless
``DICOMCHECK_DATA`` names a folder.
"""

import os
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

IMAGES = 10_000
FILES_A_REQUEST = 500


@dataclass(slots=True)
class Cost:
    """What a phase came to."""

    jobs: int = 0
    wall: float = 0.0
    cpu: float = 0.0
    """Seconds, those of child processes included."""
    peak: int = 0
    """The largest resident set, in MiB, with what the process held before."""


def main() -> None:
    images = int(sys.argv[1]) if len(sys.argv) > 1 else IMAGES
    folder = os.environ.get("DICOMCHECK_DATA") or tempfile.mkdtemp(prefix="dicomcheck-bench-")
    os.environ |= {"DICOMCHECK_DATA": folder, "DJANGO_SETTINGS_MODULE": "dicomcheck.settings"}
    try:
        measure(images, Path(folder))
    finally:
        if folder.startswith(tempfile.gettempdir() + "/dicomcheck-bench-"):
            shutil.rmtree(folder)


def measure(images: int, folder: Path) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    started = time.perf_counter()
    files = _send(images)
    print(f"{files:,} files taken in: {time.perf_counter() - started:.0f} s")
    costs = _work()
    for phase, cost in costs.items():
        print(
            f"{phase:10} {cost.jobs:5,} jobs  {cost.cpu:7.1f} s CPU  {cost.wall:7.1f} s"
            f"  {cost.cpu / images * 1e3:6.2f} ms CPU an image  {cost.peak:5,} MiB"
        )
    from django.db.models import Sum

    from validator.models import Pack

    packs = Pack.objects.aggregate(size=Sum("size", default=0))["size"]
    print(f"headers     {packs / files:.0f} bytes a file, in packs")
    database = folder / "dicomcheck.sqlite3"
    if database.exists():
        print(f"database    {database.stat().st_size / files:.0f} bytes a file")


def _send(images: int) -> int:
    """Make the case and start its analysis; how many files it has."""
    from django.contrib.auth.models import AnonymousUser

    from benchmarks.chain import LABELS, chain
    from validator.intake.spool import Part
    from validator.services import analysis, cases, uploads

    actor = AnonymousUser()
    case = cases.create(actor, title=f"{images:,} images", labels=list(LABELS))
    captures = list(case.captures.order_by("position"))
    waiting: dict[int, list[uploads.Arrived]] = defaultdict(list)
    files = 0

    def send(position: int) -> None:
        uploads.receive(actor, case, captures[position], waiting.pop(position))

    for sent in chain(images):
        part = Part()
        part.write(sent.content)
        waiting[sent.capture].append(uploads.Arrived(sent.name, part))
        files += 1
        if len(waiting[sent.capture]) == FILES_A_REQUEST:
            send(sent.capture)
    for position in list(waiting):
        send(position)
    analysis.start(actor, case)
    return files


def _work() -> dict[str, Cost]:
    """Do what is due until nothing is, as a worker does."""
    from validator.jobs import queue
    from validator.jobs.limits import LANES
    from validator.services import working

    costs: dict[str, Cost] = defaultdict(Cost)
    while lease := next((lease for lane in LANES if (lease := queue.claim(lane))), None):
        _forget_peak()
        wall, cpu = time.perf_counter(), _cpu()
        working.perform(lease)
        cost = costs[lease.phase]
        cost.jobs += 1
        cost.wall += time.perf_counter() - wall
        cost.cpu += _cpu() - cpu
        cost.peak = max(cost.peak, _peak())
    return costs


def _cpu() -> float:
    return sum(os.times()[:4])


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def _peak() -> int:
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


if __name__ == "__main__":
    main()
