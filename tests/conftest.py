"""Fixtures for all tests, and the reason printed for what cannot run here."""

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pydicom
import pytest

# The programs that tests start find their modules compiled, as those of users do from the second start on.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
BUNDLED = Path(pydicom.__file__).parent / "data" / "test_files"


@pytest.fixture(scope="session")
def bundled() -> Path:
    """The test files that come with pydicom."""
    return BUNDLED


@pytest.fixture(autouse=True)
def _own_spool(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each test of the web has its own spool and broker, and no memory of another test's cases."""
    if "db" not in request.fixturenames and "transactional_db" not in request.fixturenames:
        yield
        return
    from django.conf import settings

    from validator.services import expectations, explaining, headers, packing, pairing, settling

    for name in ("messages", "control"):
        (settings.BROKER_FOLDER / name).mkdir(parents=True, exist_ok=True)
    pairing.paired.cache_clear()
    settling.settled.cache_clear()
    explaining.targets_of.cache_clear()
    expectations.of_run.cache_clear()
    headers.forget()
    packing.forget()
    yield
    for folder in (Path(settings.STORAGES["spool"]["OPTIONS"]["location"]), settings.BROKER_FOLDER):
        shutil.rmtree(folder, ignore_errors=True)


def listens(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


@pytest.fixture(scope="session")
def postgres() -> str:
    """The address of a PostgreSQL server whose databases the tests may make and drop."""
    address = os.environ.get("DICOMCHECK_TEST_POSTGRES", "")
    if address:
        return address
    if listens("127.0.0.1", 5432):
        return "postgresql://postgres@127.0.0.1:5432"
    pytest.skip("no PostgreSQL: set DICOMCHECK_TEST_POSTGRES=postgresql://user@host:port")


@pytest.fixture(scope="session")
def rabbitmq() -> str:
    """The address of a RabbitMQ server in which the tests may make and delete virtual hosts' queues."""
    address = os.environ.get("DICOMCHECK_TEST_RABBITMQ", "")
    if address:
        return address
    if listens("127.0.0.1", 5672):
        return "amqp://guest:guest@127.0.0.1:5672//"
    pytest.skip("no RabbitMQ: set DICOMCHECK_TEST_RABBITMQ=amqp://user:password@host:port//")


@pytest.fixture(scope="session")
def postgres_programs() -> Path:
    """The folder of the programs with which a test starts a PostgreSQL server of its own."""
    found = shutil.which("initdb") or next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))[::-1]), None)
    if found is None:
        pytest.skip("no PostgreSQL server to start and stop: initdb is not on the path")
    return Path(found).parent


@pytest.fixture(scope="session")
def redis_binary() -> str:
    """The program with which a test starts a Redis server of its own."""
    found = shutil.which("redis-server")
    if found is None:
        pytest.skip("no Redis: redis-server is not on the path")
    return found
