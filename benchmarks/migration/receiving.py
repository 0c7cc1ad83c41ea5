"""How many files a second are received: by this program's API, and by Orthanc, both with as many clients at a time.

``python -m benchmarks.migration.receiving [--instances 5000] [--clients 4]``. Orthanc is Debian's, in a folder of its
own with its SQLite index. It parses what it receives, which this program does when the case is analysed: so both its
answer and the end of its reading are told. Each has the machine for itself, in the order of the lines printed.
"""

import argparse
import contextlib
import http.client
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.migration.generate import LABELS, generate
from benchmarks.migration.installation import BATCH, HOST, free_port, installed

START_SECONDS = 30
PROGRAMS = ("/usr/sbin/Orthanc", "Orthanc")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.migration.receiving", description=__doc__)
    parser.add_argument("--instances", type=int, default=5_000)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    with tempfile.TemporaryDirectory(prefix="dicomcheck-migration-") as temporary:
        folder = Path(temporary)
        generate(folder, instances=given.instances, seed=given.seed)
        source = folder / LABELS[0]
        paths = sorted(source.rglob("*.dcm"))
        print(f"{len(paths):,} files, {given.clients} clients")
        if program:
            with _orthanc(program, folder / "orthanc") as port:
                _say("Orthanc, POST /instances", len(paths), _send_all(port, paths, given.clients))
        else:
            print("Orthanc is not installed: apt-get install orthanc")
        with installed(folder / "data") as application:
            case = application.new_case("Received", LABELS[:1])
            started = time.perf_counter()
            application.upload(case, 0, source, clients=given.clients)
            uploaded = time.perf_counter() - started
            _say(f"our API, {BATCH} files a request", len(paths), uploaded)
            phases = application.analyse(case)
            read = sum(phases.get(phase, 0.0) for phase in ("unpack", "enrol", "read"))
            _say("the same, and every header read", len(paths), uploaded + read)
            # The files of the other capture: no byte of them is known yet.
            case, others = application.new_case("Received one by one", LABELS[:1]), folder / LABELS[1]
            started = time.perf_counter()
            count = application.upload(case, 0, others, clients=given.clients, batch=1)
            _say("our API, one file a request", count, time.perf_counter() - started)
    return 0


def _say(what: str, files: int, seconds: float) -> None:
    print(f"{what:42} {files / seconds:8,.0f} files a second, {seconds:.1f} s", flush=True)


@contextlib.contextmanager
def _orthanc(program: str, folder: Path) -> Iterator[int]:
    """Orthanc with its default index, reachable from this host alone; its port."""
    folder.mkdir()
    port = free_port()
    settings = {
        "Name": "peer",
        "StorageDirectory": str(folder / "storage"),
        "IndexDirectory": str(folder / "storage"),
        "HttpPort": port,
        "DicomServerEnabled": False,
        "RemoteAccessAllowed": False,
        "AuthenticationEnabled": False,
        "Plugins": [],
    }
    (folder / "orthanc.json").write_text(json.dumps(settings))
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen([program, str(folder / "orthanc.json")], stdout=log, stderr=log)
        try:
            _wait_for(port, running)
            yield port
        finally:
            running.terminate()
            running.wait(START_SECONDS)


def _wait_for(port: int, running: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and running.poll() is None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection(HOST, port, timeout=10)
            connection.request("GET", "/system")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.2)
    raise RuntimeError("Orthanc did not start")


def _send_all(port: int, paths: Sequence[Path], clients: int) -> float:
    """Send every file as a request of its own over connections that are kept; seconds."""
    started = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(lambda at: _send(port, paths[at::clients]), range(clients)))
    return time.perf_counter() - started


def _send(port: int, paths: Sequence[Path]) -> None:
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    for path in paths:
        connection.request("POST", "/instances", path.read_bytes(), {"Content-Type": "application/dicom"})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path.name}: {answer.status} {body[:300].decode(errors='replace')}")
    connection.close()


if __name__ == "__main__":
    sys.exit(main())
