"""A migration through the web application, against the command line on the same files in the same run.

``python -m benchmarks.migration.web [--instances 10000]`` starts everything in a fresh folder as ``make run`` does,
uploads both captures, analyses the case, requests its pages and says what the database holds. The exit status is 1
where the report misses or makes up anything or a page answers with an error.
"""

import argparse
import json
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.migration import truth
from benchmarks.migration.generate import LABELS, generate
from benchmarks.migration.installation import Installation, installed
from benchmarks.migration.pages import Page, crawl
from benchmarks.migration.processes import MIB, run
from benchmarks.migration.score import print_score, records_of, score_check, score_comparison

CLIENTS = 2
SLOW = 0.3
"""Seconds; pages that take longer are listed."""
SHOWN = 20
"""Of them, at most."""
LARGEST_TABLES = 12


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.migration.web", description=__doc__)
    parser.add_argument("--instances", type=int, default=10_000, help="a side (default: 10,000)")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dicomcheck-migration-") as temporary:
        folder = Path(temporary)
        generate(folder, instances=given.instances, seed=given.seed)
        sides = [f"{label}={folder / label}" for label in LABELS]
        command = [sys.executable, "-m", "validator", "compare", *sides, "--format", "ndjson"]
        alone = run(command, folder / "compare.out", folder / "compare.err")
        print(f"compare, command line          {alone.wall:8.1f} s wall {alone.cpu:8.1f} s CPU", flush=True)
        command = [sys.executable, "-m", "validator", "check", *(str(folder / label) for label in LABELS)]
        checked = run([*command, "--format", "ndjson"], folder / "check.out", folder / "check.err")
        print(f"check, command line            {checked.wall:8.1f} s wall {checked.cpu:8.1f} s CPU", flush=True)
        with installed() as application:
            return _measure(application, folder, alone.wall)


def _measure(application: Installation, folder: Path, alone: float) -> int:
    case = application.new_case("Migration", LABELS)
    started = time.perf_counter()
    files = sum(
        application.upload(case, position, folder / label, clients=CLIENTS) for position, label in enumerate(LABELS)
    )
    uploaded = time.perf_counter() - started
    print(f"upload                         {uploaded:8.1f} s wall {files / uploaded:8,.0f} files a second", flush=True)
    phases = application.analyse(case)
    analysed = sum(phases.values())
    goal = 1.5 * alone + 5
    print(
        f"analysis                       {analysed:8.1f} s wall {files / analysed:8,.0f} files a second;"
        f" goal {goal:.1f} s (1.5 × compare + 5 s)"
    )
    print(f"    {', '.join(f'{phase} {seconds:.1f}' for phase, seconds in phases.items())}")
    _print_memory(application)
    _print_storage(application, files)
    right = _score(application, case, folder)
    pages = crawl(application, case)
    print_pages(pages)
    return 0 if right and all(page.status < 400 for page in pages) else 1


def _score(application: Installation, case: int, folder: Path) -> bool:
    """Whether the report of the case tells what was planted and nothing else."""
    status, answer = application.ask("GET", f"/api/v1/cases/{case}/report.json")
    if status != 200:
        print(f"report.json: {status}")
        return False
    report, facts = json.loads(answer), list(truth.read(folder))
    compared = score_comparison(facts, records_of(report["compare"]))
    checked = score_check(facts, records_of(report["check"]))
    print_score("report of the case, compare", compared)
    print_score("report of the case, check", checked)
    return compared.perfect and checked.perfect


def _print_memory(application: Installation) -> None:
    processes = application.watch.processes()
    workers = sum(process.cpu for process in processes if process.role == "worker")
    print(f"CPU of the workers             {workers:8,.1f} s, their start included")
    shown = ", ".join(f"{process.role} {process.peak / MIB:,.0f}" for process in processes)
    print(f"memory at most, MiB            {shown}")


def _print_storage(application: Installation, files: int) -> None:
    """What was written: the database by table, the packs of headers, the spool."""
    database = application.folder / "dicomcheck.sqlite3"
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA wal_checkpoint")
        tables = connection.execute(
            "SELECT coalesce(tbl_name, s.name), sum(pgsize) FROM dbstat s LEFT JOIN sqlite_master m ON m.name = s.name"
            " GROUP BY 1 ORDER BY 2 DESC"
        ).fetchall()
        (packs,) = connection.execute("SELECT coalesce(sum(size), 0) FROM validator_pack").fetchone()
    connection.close()
    spool = sum(path.stat().st_size for path in (application.folder / "spool").rglob("*") if path.is_file())
    whole = sum(size for _, size in tables)
    print(f"database                       {whole / files:8,.0f} bytes a file")
    for name, size in tables[:LARGEST_TABLES]:
        print(f"    {name:35} {size / files:8,.0f}")
    print(f"packs of headers               {packs / files:8,.0f} bytes a file")
    print(f"spool, packs included          {spool / files:8,.0f} bytes a file")


def print_pages(found: list[Page]) -> None:
    """How long pages took, which were slow or failed; and how long whole reports took, which are no pages."""
    pages = [page for page in found if urlsplit(page.address).path.endswith("/")]
    seconds = sorted(page.seconds for page in pages)
    print(
        f"{len(pages)} pages: median {statistics.median(seconds) * 1e3:,.0f} ms, nine of ten within"
        f" {seconds[len(seconds) * 9 // 10] * 1e3:,.0f} ms, worst {seconds[-1] * 1e3:,.0f} ms"
    )
    slow = sorted((page for page in pages if page.seconds > SLOW), key=lambda page: -page.seconds)
    print(f"{len(slow)} over {SLOW * 1e3:.0f} ms")
    _print_each(slow[:SHOWN])
    print("reports as files")
    _print_each([page for page in found if page not in pages])
    failed = [page for page in found if page.status >= 400]
    print(f"{len(failed)} answered with an error")
    _print_each(failed)


def _print_each(pages: list[Page]) -> None:
    for page in pages:
        print(f"    {page.seconds * 1e3:8,.0f} ms  {page.status}  {page.size:>9,} bytes  {page.address}")


if __name__ == "__main__":
    sys.exit(main())
