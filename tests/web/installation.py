"""A whole installation on this machine: real processes, a real broker, a real database."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import psycopg

ROOT = Path(__file__).resolve().parent.parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def until(condition: Callable[[], bool], *, seconds: float, what: str) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"{what} did not happen within {seconds} s"
        time.sleep(0.1)


class Caller:
    """Speaks to the API at a port of this machine."""

    port: int

    def answers(self) -> bool:
        try:
            return bool(self.get("healthz", below="")[0] == 200)
        except OSError:
            return False

    def get(self, path: str, *, below: str = "api/v1/") -> tuple[int, Any]:
        return self._ask(urllib.request.Request(f"http://127.0.0.1:{self.port}/{below}{path}"))

    def post(self, path: str, body: Any = None) -> tuple[int, Any]:
        return self._send(path, json.dumps(body or {}).encode(), "application/json")

    def upload(self, case: int, position: int, files: Mapping[str, bytes]) -> tuple[int, Any]:
        boundary = uuid.uuid4().hex
        field = f'--{boundary}\r\nContent-Disposition: form-data; name="paths"\r\n\r\n'
        parts = [f"{field}{json.dumps(list(files))}\r\n".encode()]
        for number, content in enumerate(files.values()):
            head = f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{number}"\r\n\r\n'
            parts += [head.encode(), content, b"\r\n"]
        parts.append(f"--{boundary}--\r\n".encode())
        path = f"cases/{case}/captures/{position}/files"
        return self._send(path, b"".join(parts), f"multipart/form-data; boundary={boundary}")

    def _send(self, path: str, body: bytes, content_type: str) -> tuple[int, Any]:
        address = f"http://127.0.0.1:{self.port}/api/v1/{path}"
        return self._ask(urllib.request.Request(address, data=body, headers={"Content-Type": content_type}))

    def _ask(self, request: urllib.request.Request) -> tuple[int, Any]:
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"null")


class Installation(Caller):
    """Starts and kills the roles of the program, and speaks to its API."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.port = free_port()
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("DICOMCHECK_")},
            "DICOMCHECK_DATA": str(folder / "data"),
            "DICOMCHECK_PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": "dicomcheck.settings",
            **environment,
        }
        self.log_path = folder / "log"
        self.log = self.log_path.open("ab")
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        code = "from dicomcheck.supervisor.prepare import settle; settle(print)"
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=self.environment, check=True, stdout=self.log)

    def start(self, role: str, *, pause: float = 0) -> None:
        self.processes[role] = subprocess.Popen(
            [sys.executable, "-m", "tests.web.hooked", role],
            cwd=ROOT,
            env={**self.environment, "TEST_PAUSE": str(pause)},
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )
        if role == "web":
            until(self.answers, seconds=20, what="the first answer")

    def kill(self, role: str) -> None:
        """As the kernel does it when memory runs out: the process and its children, at once."""
        process = self.processes.pop(role)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        for role in list(self.processes):
            self.kill(role)
        self.log.close()

    def new_case(self, captures: Mapping[str, Mapping[str, bytes]]) -> int:
        """A case with these files, already running."""
        case: int = self.post("cases", {"title": "Test", "captures": list(captures)})[1]["id"]
        for position, files in enumerate(captures.values()):
            status, answer = self.upload(case, position, files)
            assert status == 201, answer
        status, answer = self.post(f"cases/{case}/analyse")
        assert status == 202, answer
        return case

    def wait(self, case: int, *, seconds: float = 60) -> Any:
        """The case when it is not running any more."""
        until(lambda: self.get(f"cases/{case}")[1]["state"] != "running", seconds=seconds, what="the end of the run")
        return self.get(f"cases/{case}")[1]


class Redis:
    """A Redis server of the test's own, which may be killed."""

    def __init__(self, binary: str, folder: Path) -> None:
        self.port = free_port()
        self.command = [binary, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
        self.start()

    @property
    def address(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL)
        until(lambda: listens(self.port), seconds=10, what="a listening Redis")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


class Postgres:
    """A PostgreSQL server of the test's own, which may be stopped in the middle of its work."""

    def __init__(self, programs: Path) -> None:
        self.port = free_port()
        self.programs = programs
        # PostgreSQL refuses to run as root, and its user must reach a folder whose parents may be closed to it.
        self.folder = Path(tempfile.mkdtemp(prefix="dicomcheck-postgres-"))
        self.user: list[str] = []
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
            self.user = ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups"]
        self._run("initdb", "-U", "postgres", "-A", "trust", "-N")
        self.start()

    @property
    def address(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder}"
        self._run("pg_ctl", "-w", "-s", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        """As a crash would: connections are cut and nothing is finished."""
        self._run("pg_ctl", "-m", "immediate", "-s", "stop")

    def remove(self) -> None:
        with contextlib.suppress(subprocess.CalledProcessError):
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self.user, str(self.programs / program), "-D", str(self.folder / "data"), *arguments]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd="/")


@contextlib.contextmanager
def object_store(bucket: str) -> Iterator[str]:
    """An S3-compatible server with a bucket, in a process of its own; its address."""
    port = free_port()
    code = f"from moto.server import main; main(['-H', '127.0.0.1', '-p', '{port}'])"
    server = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        until(lambda: listens(port), seconds=30, what="a listening object store")
        request = urllib.request.Request(f"{address}/{bucket}", method="PUT")
        with urllib.request.urlopen(request, timeout=30) as response:
            assert response.status == 200
        yield address
    finally:
        server.kill()
        server.wait()


def listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


@contextlib.contextmanager
def database(server: str) -> Iterator[str]:
    """A fresh PostgreSQL database, dropped in the end."""
    name = f"dicomcheck_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"{server}/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
