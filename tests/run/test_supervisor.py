"""The supervisor: one address, everything restarted, nothing left behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.installation import ROOT, free_port, until


class Supervisor:
    """``python -m dicomcheck.supervisor`` on a data folder of the test's own."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port()
        self.process: subprocess.Popen[str] | None = None

    def start(self, *before: str) -> float:
        """Seconds until it says that it is ready; ``before`` is a program that starts it."""
        began = time.monotonic()
        command = [sys.executable, "-m", "dicomcheck.supervisor", "--port", str(self.port), "--data", str(self.data)]
        self.process = subprocess.Popen(
            [*before, *command],
            cwd=ROOT,
            env=clean_environment(),
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line == f"dicomcheck is ready at http://127.0.0.1:{self.port}/ (Ctrl-C stops it)\n":
                return time.monotonic() - began
        raise AssertionError(f"it ended with status {self.process.wait()}")

    def send(self, number: signal.Signals) -> float:
        """Seconds until it has ended after a signal."""
        assert self.process is not None
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.communicate(timeout=20)
        return time.monotonic() - began

    def family(self) -> dict[int, str]:
        """Every living process that works on this data folder, with its command."""
        mark = f"DICOMCHECK_DATA={self.data}".encode()
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (folder / "environ").read_bytes().split(b"\0"):
                    command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                    if command:
                        found[int(folder.name)] = command
            except OSError:
                continue
        return found

    def roles(self) -> set[str]:
        return {
            role for role in ("web", "worker", "reconciler") for line in self.family().values() if f" {role} " in line
        }


def clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("DICOMCHECK_", "DJANGO_"))}


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    found = Supervisor(tmp_path / "data")
    yield found
    for process in found.family():
        os.kill(process, signal.SIGKILL)


pytestmark = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="there is no /proc to look into")


def test_a_second_start_is_quick_and_an_interrupt_ends_everything(supervisor: Supervisor) -> None:
    supervisor.start()
    assert supervisor.data.stat().st_mode & 0o777 == 0o700
    assert (supervisor.data / "secret").stat().st_mode & 0o777 == 0o600
    assert supervisor.send(signal.SIGINT) < 5
    assert supervisor.family() == {}
    assert supervisor.start() < 5
    until(lambda: supervisor.roles() == {"web", "worker", "reconciler"}, seconds=5, what="three roles")
    assert supervisor.send(signal.SIGINT) < 5
    assert supervisor.process is not None
    assert supervisor.process.returncode == 0
    assert supervisor.family() == {}


def test_nothing_outlives_a_supervisor_that_is_killed(supervisor: Supervisor) -> None:
    supervisor.start()
    until(lambda: len(supervisor.family()) >= 7, seconds=10, what="a whole family")
    supervisor.send(signal.SIGKILL)
    until(lambda: supervisor.family() == {}, seconds=5, what="the end of all children")


def test_a_terminal_that_is_closed_ends_everything(supervisor: Supervisor) -> None:
    supervisor.start()
    assert supervisor.send(signal.SIGHUP) < 5
    assert supervisor.family() == {}


def test_what_nohup_started_outlives_its_terminal(supervisor: Supervisor) -> None:
    supervisor.start("nohup")
    assert supervisor.process is not None
    supervisor.process.send_signal(signal.SIGHUP)
    with pytest.raises(subprocess.TimeoutExpired):
        supervisor.process.wait(timeout=1)
    assert supervisor.send(signal.SIGTERM) < 5


def test_a_shell_that_starts_it_in_the_background_can_still_interrupt_it(supervisor: Supervisor) -> None:
    supervisor.start("/bin/sh", "-c", 'trap "" INT; exec "$@"', "sh")
    assert supervisor.send(signal.SIGINT) < 5


def test_an_impatient_second_interrupt_does_not_disturb_the_end(supervisor: Supervisor) -> None:
    supervisor.start()
    assert supervisor.process is not None
    for _ in range(3):
        supervisor.process.send_signal(signal.SIGINT)
        time.sleep(0.2)
    assert supervisor.send(signal.SIGINT) < 5
    assert supervisor.process.returncode == 0
    assert supervisor.family() == {}


def test_a_child_that_dies_is_started_again(supervisor: Supervisor) -> None:
    supervisor.start()
    until(lambda: supervisor.roles() == {"web", "worker", "reconciler"}, seconds=5, what="three roles")
    before = {process for process, command in supervisor.family().items() if " worker " in command}
    for process in before:
        os.kill(process, signal.SIGKILL)

    def back() -> bool:
        return bool({process for process, line in supervisor.family().items() if " worker " in line} - before)

    until(back, seconds=10, what="a new worker")
    supervisor.send(signal.SIGTERM)


def test_two_programs_do_not_share_a_data_folder(supervisor: Supervisor) -> None:
    supervisor.start()
    assert refusal(supervisor.data, free_port()) == (
        f"dicomcheck cannot start. dicomcheck is running already with the data folder {supervisor.data}: stop it "
        "first, or choose another folder with DICOMCHECK_DATA.\n"
    )
    supervisor.send(signal.SIGTERM)


def test_a_busy_port_is_said_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert refusal(tmp_path / "data", port) == (
            f"dicomcheck cannot start. Port {port} is in use: stop the program that uses it, or choose another: "
            f"make run PORT={port + 1}\n"
        )


def test_a_data_folder_that_cannot_be_made_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    data = tmp_path / "file" / "data"
    assert refusal(data, free_port()) == (
        f"dicomcheck cannot start. The data folder {data} cannot be used (Not a directory). Choose another with "
        "DICOMCHECK_DATA.\n"
    )


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("ACCOUNTS", "yes", "Unexpected value DICOMCHECK_ACCOUNTS='yes', use 'True' or 'False'."),
        ("WORKERS", "0", "Unexpected value DICOMCHECK_WORKERS='0', use a whole number from 1 to 256."),
        ("SPOOL", "ftp", "Unexpected value DICOMCHECK_SPOOL='ftp', use 'folder' or 's3'."),
        (
            "DATABASE_URL",
            "mysql://x/y",
            (
                "Unexpected value of DICOMCHECK_DATABASE_URL, use postgresql://user:password@host:port/name or "
                "leave it out."
            ),
        ),
    ],
)
def test_a_setting_that_makes_no_sense_is_said_in_one_sentence(
    tmp_path: Path, variable: str, value: str, sentence: str
) -> None:
    told = refusal(tmp_path / "data", free_port(), **{f"DICOMCHECK_{variable}": value})
    assert told == f"dicomcheck cannot start. {sentence}\n"


def refusal(data: Path, port: int, **environment: str) -> str:
    """What it says when it does not start."""
    done = subprocess.run(
        [sys.executable, "-m", "dicomcheck.supervisor", "--port", str(port), "--data", str(data)],
        cwd=ROOT,
        env={**clean_environment(), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    return done.stderr
