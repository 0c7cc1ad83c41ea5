"""An installation of this program that lasts as long as it is measured, and what a client asks of it."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.migration.processes import Watch

HOST = "127.0.0.1"
BATCH = 200
"""Files in one request."""
POLL = 0.2
"""Seconds between two looks at a case."""
START_SECONDS, STOP_SECONDS = 60, 20
BOUNDARY = "dicomcheck-benchmark-7f3a"


class Installation:
    """All roles under one supervisor, reached over HTTP."""

    def __init__(self, folder: Path, port: int, watch: Watch) -> None:
        self.folder, self.port, self.watch = folder, port, watch

    def ask(self, method: str, address: str, body: bytes = b"", kind: str = "application/json") -> tuple[int, bytes]:
        """Status and body of one answer."""
        with contextlib.closing(self._connect()) as connection:
            return _ask(connection, method, address, body, kind)

    def api(self, method: str, address: str, body: Mapping[str, object] | None = None) -> Any:
        """The JSON of an answer below ``/api/v1/``. Raises ``RuntimeError`` where it is a refusal."""
        status, answer = self.ask(method, f"/api/v1/{address}", json.dumps(body or {}).encode())
        if status >= 400:
            raise RuntimeError(f"{method} {address}: {status} {answer[:500].decode(errors='replace')}")
        return json.loads(answer)

    def new_case(self, title: str, labels: Sequence[str]) -> int:
        return int(self.api("POST", "cases", {"title": title, "captures": list(labels)})["id"])

    def upload(self, case: int, position: int, folder: Path, *, clients: int, batch: int = BATCH) -> int:
        """Send all files of a folder under their paths, so many requests at a time; how many files."""
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        batches = [paths[at : at + batch] for at in range(0, len(paths), batch)]
        with ThreadPoolExecutor(clients) as pool:
            list(pool.map(lambda at: self._send(case, position, folder, batches[at::clients]), range(clients)))
        return len(paths)

    def _send(self, case: int, position: int, folder: Path, batches: Sequence[Sequence[Path]]) -> None:
        """Send one batch after the other over one connection."""
        address = f"/api/v1/cases/{case}/captures/{position}/files"
        with contextlib.closing(self._connect()) as connection:
            for paths in batches:
                named = json.dumps([str(path.relative_to(folder)) for path in paths])
                parts = [_part('name="paths"', named.encode())]
                parts += [_part(f'name="f"; filename="{at}"', path.read_bytes()) for at, path in enumerate(paths)]
                body = b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()
                kind = f"multipart/form-data; boundary={BOUNDARY}"
                status, answer = _ask(connection, "POST", address, body, kind)
                if status != 201:
                    raise RuntimeError(f"upload: {status} {answer[:500].decode(errors='replace')}")

    def _connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(HOST, self.port, timeout=600)

    def analyse(self, case: int) -> dict[str, float]:
        """Analyse a case to its end; the seconds of each phase, as they are seen from outside, in their order.

        Raises ``RuntimeError`` where it fails.
        """
        seconds: dict[str, float] = {}
        self.api("POST", f"cases/{case}/analyse")
        before = time.perf_counter()
        while (state := self.api("GET", f"cases/{case}"))["state"] == "running":
            time.sleep(POLL)
            now = time.perf_counter()
            phase = state["progress"]["phase"]
            seconds[phase] = seconds.get(phase, 0) + now - before
            before = now
        if state["state"] != "done":
            raise RuntimeError(f"the analysis ended {state['state']}: {state['error']}")
        return seconds


def _ask(
    connection: http.client.HTTPConnection, method: str, address: str, body: bytes, kind: str
) -> tuple[int, bytes]:
    connection.request(method, address, body, {"Content-Type": kind} if body else {})
    answer = connection.getresponse()
    return answer.status, answer.read()


def _part(disposition: str, content: bytes) -> bytes:
    head = f"--{BOUNDARY}\r\nContent-Disposition: form-data; {disposition}\r\n\r\n"
    return head.encode() + content + b"\r\n"


@contextlib.contextmanager
def installed(folder: Path | None = None, **variables: str) -> Iterator[Installation]:
    """Start everything in a fresh folder, with settings ``DICOMCHECK_<NAME>`` by name, and end it afterwards."""
    data = Path(folder or tempfile.mkdtemp(prefix="dicomcheck-bench-"))
    data.mkdir(parents=True, exist_ok=True)
    port = free_port()
    environment = os.environ | {f"DICOMCHECK_{name}": value for name, value in variables.items()}
    environment |= {"DICOMCHECK_DATA": str(data), "DICOMCHECK_PORT": str(port)}
    with (data / "supervisor.log").open("wb") as log:
        command = [sys.executable, "-m", "dicomcheck.supervisor"]
        supervisor = subprocess.Popen(
            command, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
        )
        watch = Watch(supervisor.pid)
        watch.start()
        try:
            one = Installation(data, port, watch)
            _wait_for(one, supervisor)
            yield one
        finally:
            watch.stop()
            supervisor.send_signal(signal.SIGTERM)
            supervisor.wait(STOP_SECONDS)
            if folder is None:
                shutil.rmtree(data)


def _wait_for(installation: Installation, supervisor: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if supervisor.poll() is not None:
            break
        with contextlib.suppress(OSError, http.client.HTTPException):
            if installation.ask("GET", "/healthz")[0] == 200:
                return
        time.sleep(POLL)
    raise RuntimeError((installation.folder / "supervisor.log").read_text(errors="replace") or "it did not start")


def free_port() -> int:
    """A port that nobody listens at now."""
    with socket.socket() as listening:
        listening.bind((HOST, 0))
        return int(listening.getsockname()[1])
