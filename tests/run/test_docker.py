"""The containers start what the program has: roles, probes and settings that exist, as a user without rights."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from dicomcheck.supervisor import probe, roles

DOCKER = Path(__file__).resolve().parent.parent.parent / "docker"
ROOT = DOCKER.parent


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DOCKER / "compose.yml").read_text("utf-8"))["services"]
    return found


def test_every_role_runs_in_a_service_of_its_own(services: dict[str, Any]) -> None:
    assert set(services) == {"prepare", "web", "worker", "reconciler", "postgres", "redis"}
    for role in roles.ROLES:
        assert services[role]["command"] == ["python", "-m", "dicomcheck.supervisor.roles", role]
        assert callable(getattr(roles, role))


def test_every_service_that_stays_has_a_health_check(services: dict[str, Any]) -> None:
    assert {name for name, service in services.items() if "healthcheck" in service} == set(services) - {"prepare"}
    for role in roles.ROLES:
        test = services[role]["healthcheck"]["test"]
        assert test == ["CMD", "python", "-m", "dicomcheck.supervisor.probe", role]
        assert callable(getattr(probe, role))


def test_every_variable_is_one_that_the_settings_read(services: dict[str, Any]) -> None:
    read = (ROOT / "dicomcheck" / "settings.py").read_text("utf-8")
    known = set(re.findall(r'env\.\w+\(\s*"(\w+)"', read))
    for service in (services["web"], services["worker"]):
        own = {name for name in service["environment"] if name.startswith("DICOMCHECK_")}
        assert {name.removeprefix("DICOMCHECK_") for name in own} <= known
        assert set(service["environment"]) - own == {"TMPDIR"}


def test_temporary_files_lie_on_a_disk_that_the_program_may_write_to(services: dict[str, Any]) -> None:
    folder = services["worker"]["environment"]["TMPDIR"]
    assert f"scratch:{folder}" in services["worker"]["volumes"]
    made = re.search(r"install -d -o dicomcheck .*", (ROOT / "docker" / "Dockerfile").read_text("utf-8"))
    assert made is not None
    assert folder in made[0].split()


def test_the_documentation_names_every_variable() -> None:
    read = (ROOT / "dicomcheck" / "settings.py").read_text("utf-8")
    told = (ROOT / "docs" / "deployment.md").read_text("utf-8")
    assert [name for name in re.findall(r'env\.\w+\(\s*"(\w+)"', read) if f"`{name}`" not in told] == []


def test_accounts_are_switched_on(services: dict[str, Any]) -> None:
    assert services["web"]["environment"]["DICOMCHECK_ACCOUNTS"] == "True"


def test_the_program_runs_without_rights_on_what_the_image_has(services: dict[str, Any]) -> None:
    lines = (DOCKER / "Dockerfile").read_text("utf-8").splitlines()
    assert "USER dicomcheck" in lines[lines.index("FROM python:3.13-slim") :]
    assert services["web"]["cap_drop"] == ["ALL"]
    copied = [source for line in lines if line.startswith("COPY ") for source in shlex.split(line)[1:-1]]
    assert [source for source in copied if not source.startswith("/opt") and source.startswith("--") is False
            and not (ROOT / source).exists()] == []  # fmt: skip
