"""Prints how fast files are received over HTTP: ``python -m benchmarks.receiving [FILES]``.

An installation of its own is started in a folder that is thrown away; the clients are three threads of this process, as
a browser sends from three connections. Each file is different. What counts is from the first byte sent to the last
answer: then everything is digested, on disk (fsync) and in the database.
"""

import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

FILES = 2_000
CONNECTIONS = 3
BYTES_A_REQUEST = 16 * 1024**2
BOUNDARY = "benchmark"
SHAPES = ((20_000, 100), (20_000, 1), (200_000, 100), (200_000, 1))
"""Bytes of a file, and how many files a request takes along."""


class Installation(NamedTuple):
    """A running server."""

    port: int
    process: int
    """Of its supervisor."""


def main() -> None:
    files = int(sys.argv[1]) if len(sys.argv) > 1 else FILES
    with installation() as server:
        for size, batch in SHAPES:
            measure(server, files=files, size=size, batch=min(batch, BYTES_A_REQUEST // size))


@contextmanager
def installation() -> Iterator[Installation]:
    """Web server, worker and reconciler on a free port, with an empty database."""
    with tempfile.TemporaryDirectory(prefix="dicomcheck-bench-") as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        environment = {name: value for name, value in os.environ.items() if not name.startswith("DICOMCHECK_")}
        command = [sys.executable, "-m", "dicomcheck.supervisor", "--port", str(port), "--data", folder]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        try:
            wait_for(f"http://127.0.0.1:{port}/api/v1/cases")
            yield Installation(port, process.pid)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(20)


def wait_for(address: str) -> None:
    """Until the sample case is there and done, so that its analysis does not disturb what is measured."""
    for _ in range(240):
        time.sleep(0.5)
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if any(case["state"] == "done" for case in json.load(answer)["cases"]):
                    return
        except OSError:
            continue
    raise SystemExit("The installation did not start within two minutes.")


def measure(server: Installation, *, files: int, size: int, batch: int) -> None:
    """Send the files of one shape into a new case and print the rate."""
    case = new_case(server.port)
    content = secrets.token_bytes(size - 8)
    batches = [range(start, min(start + batch, files)) for start in range(0, files, batch)]
    shares = [batches[share::CONNECTIONS] for share in range(CONNECTIONS)]
    cpu, started = cpu_seconds(server.process), time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        list(pool.map(lambda share: send(server.port, case, share, content), shares))
    wall, cpu = time.perf_counter() - started, cpu_seconds(server.process) - cpu
    print(
        f"{files:,} files of {size:,} bytes, {batch} a request: {wall:.1f} s, {files / wall:,.0f} files/s, "
        f"{files * size / wall / 1e6:.0f} MB/s, {cpu / files * 1e3:.2f} ms CPU a file, "
        f"peak of a server process {peak(server.process)} MiB",
        flush=True,
    )


def new_case(port: int) -> int:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/v1/cases",
        json.dumps({"title": "Receiving", "captures": ["Source"]}).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        number: int = json.load(answer)["id"]
        return number


def send(port: int, case: int, batches: list[range], content: bytes) -> None:
    """Send some batches, one after the other, over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for batch in batches:
        connection.request(
            "POST",
            f"/api/v1/cases/{case}/captures/0/files",
            b"".join(body(batch, content)),
            {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "Accept": "application/json"},
        )
        answer = connection.getresponse()
        outcome = json.loads(answer.read())
        if answer.status != 201 or len(outcome["files"]) != len(batch):
            raise SystemExit(f"The server answered {answer.status}: {outcome}")
    connection.close()


def body(batch: range, content: bytes) -> Iterator[bytes]:
    paths = json.dumps([f"study/series/{number:06}.dcm" for number in batch])
    yield f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="paths"\r\n\r\n{paths}\r\n'.encode()
    for number in batch:
        yield (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{number}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        ).encode()
        yield number.to_bytes(8)
        yield content
        yield b"\r\n"
    yield f"--{BOUNDARY}--\r\n".encode()


def descendants(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [process, *(below for child in children for below in descendants(int(child)))]


def cpu_seconds(process: int) -> float:
    """Of a process and everything that it started, in seconds."""
    ticks = 0
    for each in descendants(process):
        fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def peak(process: int) -> int:
    """The largest resident set, in MiB, that any of them ever had."""
    statuses = (Path(f"/proc/{each}/status").read_text() for each in descendants(process))
    return max(int(status.partition("VmHWM:")[2].split()[0]) for status in statuses) // 1024


if __name__ == "__main__":
    main()
