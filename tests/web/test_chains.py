"""Real chains through upload and ``report.json`` tell the same as the command line over the same folders."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import Api

CHAINS = Path(__file__).resolve().parent.parent.parent.parent / "shared" / "chains"
SAMPLE = ("c05-orthanc-modify-new-uids", "c12-charset-mislabelled", "c21-instances-lost-duplicated-added")
"""Run every time; the others with the long runs."""
pytestmark = pytest.mark.skipif(not CHAINS.is_dir(), reason=f"there are no chains at {CHAINS}")


def by_command_line(captures: list[Path]) -> Any:
    arguments = [f"{capture.name}={capture}" for capture in captures]
    command = [sys.executable, "-m", "validator", "compare", *arguments, "--format", "json"]
    return json.loads(subprocess.run(command, capture_output=True, check=False).stdout)


def by_upload(api: Api, drain: Callable[..., int], captures: list[Path]) -> Any:
    case = api.new_case(*(capture.name for capture in captures))
    for position, capture in enumerate(captures):
        files = {path.relative_to(capture).as_posix(): path for path in sorted(capture.rglob("*")) if path.is_file()}
        api.send(case, position, {name: path.read_bytes() for name, path in files.items()})
    api.post(f"cases/{case}/analyse")
    drain()
    return api.report(case)["compare"]


def every_chain() -> list[Any]:
    names = sorted(path.name for path in CHAINS.iterdir()) if CHAINS.is_dir() else list(SAMPLE)
    return [pytest.param(name, marks=() if name in SAMPLE else pytest.mark.soak) for name in names]


@pytest.mark.parametrize("chain", every_chain())
def test_a_chain_is_told_the_same_by_both(api: Api, drain: Callable[..., int], chain: str) -> None:
    captures = sorted(path for path in (CHAINS / chain).iterdir() if path.is_dir())
    told, uploaded = by_command_line(captures), by_upload(api, drain, captures)
    for part in ("captures", "lineages", "changes", "presence", "summary", "digest"):
        assert uploaded[part] == told[part], part
