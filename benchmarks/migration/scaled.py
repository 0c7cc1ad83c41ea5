"""The same case on PostgreSQL and Redis with 1, 2 and 4 worker processes: throughput, connections, memory.

``python -m benchmarks.migration.scaled [--instances 5000] [--workers 1 2 4]`` makes a database of its own for each turn
and drops it, and uses one number of Redis, which it empties. ``--postgresql`` and ``--redis`` say where both are.
"""

import argparse
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import psycopg
import redis

from benchmarks.migration.generate import LABELS, generate
from benchmarks.migration.installation import Installation, installed
from benchmarks.migration.processes import MIB, Process

CLIENTS = 2
LOOK_EVERY = 0.5
CONNECTIONS = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
SIZE = "SELECT pg_database_size(%s)"


class Turn(NamedTuple):
    """One number of worker processes."""

    workers: int
    uploaded: float
    analysed: float
    """Seconds."""
    phases: dict[str, float]
    connections: int
    """To PostgreSQL at most, of all roles."""
    redis_clients: int
    cpu: float
    """Seconds of all processes of the worker, from the start of the analysis to its end."""
    memory: tuple[Process, ...]
    database: int
    """Bytes that it has grown by."""


class _Connections(threading.Thread):
    """Counts connections until it is stopped."""

    def __init__(self, server: str, name: str, broker: str) -> None:
        super().__init__(daemon=True)
        self._server, self._name, self._broker = server, name, broker
        self._stopped = threading.Event()
        self.most = self.most_redis = 0

    def run(self) -> None:
        with (
            psycopg.connect(f"{self._server}/postgres", autocommit=True) as asking,
            redis.from_url(self._broker) as seen,
        ):
            while not self._stopped.wait(LOOK_EVERY):
                row = asking.execute(CONNECTIONS, [self._name]).fetchone()
                self.most = max(self.most, row[0] if row else 0)
                # One of them is this one's own.
                self.most_redis = max(self.most_redis, int(seen.info("clients")["connected_clients"]) - 1)

    def stop(self) -> None:
        """Count no more."""
        self._stopped.set()
        self.join()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.migration.scaled", description=__doc__)
    parser.add_argument("--instances", type=int, default=5_000, help="a side (default: 5,000)")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--postgresql", default="postgresql://postgres@127.0.0.1:5432", help="without a database")
    parser.add_argument("--redis", default="redis://127.0.0.1:6379/7")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dicomcheck-migration-") as temporary:
        folder = Path(temporary)
        generate(folder, instances=given.instances, seed=given.seed)
        turns = [_turn(folder, workers, given.postgresql, given.redis) for workers in given.workers]
    _print(turns, 2 * given.instances)
    return 0


def _turn(folder: Path, workers: int, server: str, broker: str) -> Turn:
    name = f"dicomcheck_bench_{uuid4().hex[:12]}"
    with redis.from_url(broker) as store, psycopg.connect(f"{server}/postgres", autocommit=True) as administrator:
        if store.dbsize():
            raise SystemExit(f"{broker} is in use: give an empty database of Redis with --redis")
        administrator.execute(f'CREATE DATABASE "{name}"')
        try:
            database = f"{server}/{name}"
            with installed(DATABASE_URL=database, BROKER_URL=broker, WORKERS=str(workers)) as application:
                return _measure(application, folder, workers, _Connections(server, name, broker), administrator, name)
        finally:
            administrator.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
            store.flushdb()


def _measure(
    application: Installation,
    folder: Path,
    workers: int,
    connections: _Connections,
    administrator: psycopg.Connection[tuple[int]],
    name: str,
) -> Turn:
    empty = _size(administrator, name)
    connections.start()
    case = application.new_case("Migration", LABELS)
    started = time.perf_counter()
    for position, label in enumerate(LABELS):
        application.upload(case, position, folder / label, clients=CLIENTS)
    uploaded = time.perf_counter() - started
    before = _worker_cpu(application)
    phases = application.analyse(case)
    cpu = _worker_cpu(application) - before
    connections.stop()
    return Turn(
        workers,
        uploaded,
        sum(phases.values()),
        phases,
        connections.most,
        connections.most_redis,
        cpu,
        application.watch.processes(),
        _size(administrator, name) - empty,
    )


def _worker_cpu(application: Installation) -> float:
    return sum(process.cpu for process in application.watch.processes() if process.role == "worker")


def _size(administrator: psycopg.Connection[tuple[int]], name: str) -> int:
    row = administrator.execute(SIZE, [name]).fetchone()
    return row[0] if row else 0


def _print(turns: list[Turn], files: int) -> None:
    """A table of all turns; CPU is that of the workers, without the servers of the database and of the broker."""
    print(f"{files:,} files of two captures")
    print(
        f"{'workers':>7} {'upload s':>9} {'analysis s':>10} {'files a second':>14} {'ms CPU a file':>13}"
        f" {'a CPU-hour':>10} {'PostgreSQL':>10} {'Redis':>6} {'database':>14}"
    )
    for turn in turns:
        print(
            f"{turn.workers:>7} {turn.uploaded:>9.1f} {turn.analysed:>10.1f} {files / turn.analysed:>14,.0f}"
            f" {turn.cpu / files * 1e3:>13.2f} {files / turn.cpu * 3600:>10,.0f}"
            f" {turn.connections:>10} {turn.redis_clients:>6} {turn.database / files:>7,.0f} B a file"
        )
    for turn in turns:
        print(
            f"{turn.workers} workers: {', '.join(f'{phase} {seconds:.1f} s' for phase, seconds in turn.phases.items())}"
        )
        shown = ", ".join(f"{process.role} {process.peak / MIB:,.0f}" for process in turn.memory)
        print(f"    memory at most, MiB: {shown}")


if __name__ == "__main__":
    sys.exit(main())
