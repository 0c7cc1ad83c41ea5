"""Fixtures for the tests of the web."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from validator.jobs import queue
from validator.jobs.limits import LANES
from validator.services import working

SIGN_IN = "dicomcheck.guard.SignInMiddleware"


@pytest.fixture
def drain() -> Callable[..., int]:
    """Do the work that is due, in this process, or so many jobs of it; how many that were."""

    def run(most: int = 10_000) -> int:
        done = 0
        while done < most and (lease := next((lease for lane in LANES if (lease := queue.claim(lane))), None)):
            working.perform(lease)
            done += 1
        return done

    return run


class Api:
    """The JSON API, as a script uses it."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def new_case(self, *labels: str, title: str = "Migration") -> int:
        response = self.post("cases", {"title": title, "captures": list(labels)})
        assert response.status_code == 201, response.content
        number: int = response.json()["id"]
        return number

    def send(self, case: int, position: int, files: Mapping[str, bytes]) -> Any:
        """Upload files under these paths."""
        parts = [SimpleUploadedFile(f"part{number}", content) for number, content in enumerate(files.values())]
        return self.client.post(
            f"/api/v1/cases/{case}/captures/{position}/files", {"files": parts, "paths": json.dumps(list(files))}
        )

    def post(self, path: str, body: Any = None) -> Any:
        return self.client.post(f"/api/v1/{path}", json.dumps(body or {}), content_type="application/json")

    def get(self, path: str) -> Any:
        return self.client.get(f"/api/v1/{path}")

    def report(self, case: int) -> Any:
        response = self.get(f"cases/{case}/report.json")
        assert response.status_code == 200, response.content
        return json.loads(b"".join(response.streaming_content))


@pytest.fixture
def api(client: Client, transactional_db: None) -> Api:
    return Api(client)


@pytest.fixture
def accounts(settings: Any) -> None:
    """As ``DICOMCHECK_ACCOUNTS=True`` makes the settings."""
    settings.ACCOUNTS = True
    place = settings.MIDDLEWARE.index("django.middleware.csrf.CsrfViewMiddleware")
    settings.MIDDLEWARE = [*settings.MIDDLEWARE[:place], SIGN_IN, *settings.MIDDLEWARE[place:]]


@pytest.fixture
def ct_small(bundled: Path) -> bytes:
    return (bundled / "CT_small.dcm").read_bytes()
