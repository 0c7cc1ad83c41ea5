"""A whole installation behind a browser: web server, worker and reconciler under the supervisor."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
START_SECONDS = 60


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where an installation of its own answers, for all tests of the session."""
    port = _free_port()
    data = tmp_path_factory.mktemp("installation")
    command = [sys.executable, "-m", "dicomcheck.supervisor", "--port", str(port), "--data", str(data)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DICOMCHECK_", "DJANGO_"))}
    program = subprocess.Popen(command, env=environment, cwd=Path(__file__).parents[2])
    try:
        _wait_for(f"http://127.0.0.1:{port}/", program)
        yield f"http://127.0.0.1:{port}"
    finally:
        program.send_signal(signal.SIGINT)
        program.wait(timeout=20)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    path = CHROMIUM if Path(CHROMIUM).exists() else shutil.which("chromium")
    if path is None:
        pytest.skip("no Chromium: install the package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser, address: str) -> Iterator[BrowserContext]:
    """A fresh profile whose links are relative to the installation."""
    context = chromium.new_context(base_url=address, viewport={"width": 1440, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which any complaint of the browser, such as one of the content security policy, fails the test."""
    page = context.new_page()
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(address: str, program: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if program.poll() is not None:
            pytest.fail(f"the installation ended with status {program.returncode} instead of starting")
        if _answers(address):
            return
        time.sleep(0.3)
    pytest.fail(f"the installation did not answer within {START_SECONDS} seconds")


def _answers(address: str) -> bool:
    """Whether it answers, and has the sample: that is made only where nobody was quicker with a case of his own."""
    try:
        with urllib.request.urlopen(f"{address}api/v1/cases", timeout=2) as answer:
            return bool(json.load(answer)["cases"])
    except OSError:
        return False
