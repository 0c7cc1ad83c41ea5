"""Who may ask: nobody through another site, and with accounts nobody unknown."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dicomcheck import checks
from tests.web.conftest import Api
from validator.intake import spool
from validator.models import Case

ROOT = Path(__file__).resolve().parent.parent.parent
NEW_CASE = json.dumps({"title": "x", "captures": ["a"]})


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://testserver"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/api/v1/cases", "/cases/new/"])
def test_a_request_from_another_site_changes_nothing(api: Api, headers: dict[str, str], path: str) -> None:
    response = api.client.post(path, NEW_CASE, content_type="application/json", headers=headers)
    assert response.status_code == 403
    assert b"This request came from another site" in response.content
    assert not Case.objects.exists()


@pytest.mark.parametrize("headers", [{"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}, {}])
def test_a_request_from_the_own_pages_or_from_a_script_is_carried_out(api: Api, headers: dict[str, str]) -> None:
    response = api.client.post("/api/v1/cases", NEW_CASE, content_type="application/json", headers=headers)
    assert response.status_code == 201


def test_an_origin_that_a_proxy_stands_for_is_our_own(api: Api, settings: Any) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://dicomcheck.example"]
    headers = {"Origin": "https://dicomcheck.example", "Sec-Fetch-Site": "same-origin"}
    response = api.client.post("/api/v1/cases", NEW_CASE, content_type="application/json", headers=headers)
    assert response.status_code == 201


def test_reading_from_another_site_is_left_to_the_browser(api: Api) -> None:
    assert api.client.get("/api/v1/cases", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_a_host_that_is_not_ours_is_refused(api: Api) -> None:
    assert api.client.get("/api/v1/cases", headers={"Host": "rebound.example"}).status_code == 400


def test_a_page_asks_for_its_token(db: None) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert browser.post("/cases/new/", {"title": "x"}).status_code == 403


def test_pages_allow_no_script_but_their_own(db: None) -> None:
    policy = Client().get("/")["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.usefixtures("accounts")
class TestWithAccounts:
    """``DICOMCHECK_ACCOUNTS=True``"""

    @pytest.mark.parametrize("path", ["/api/v1/cases", "/api/v1/cases/1", "/api/v1/cases/1/report.json"])
    def test_the_api_answers_401_to_the_unknown(self, api: Api, path: str) -> None:
        response = api.client.get(path)
        assert (response.status_code, response.json()) == (
            401, {"error": "Sign in first: this address needs an account."},
        )  # fmt: skip

    @pytest.mark.parametrize("path", ["/", "/cases/new/", "/tools/dicom-header-validator"])
    def test_pages_lead_the_unknown_to_the_sign_in(self, api: Api, path: str) -> None:
        response = api.client.get(path)
        assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={path}")

    def test_the_sign_in_and_the_health_check_are_open(self, api: Api) -> None:
        assert api.client.get("/accounts/login/").status_code == 200
        assert api.client.get("/healthz").status_code == 200

    def test_the_unknown_cannot_make_the_disk_fill(self, api: Api, ct_small: bytes) -> None:
        for path in ("/api/v1/cases/1/captures/0/files", "/cases/new/"):
            api.client.post(path, {"files": SimpleUploadedFile("a.dcm", ct_small)})
        assert list(spool.incoming().iterdir()) == []

    def test_everybody_sees_their_own_cases_and_an_administrator_all(self, api: Api) -> None:
        names = {}
        for name in ("ada", "ben"):
            api.client.force_login(User.objects.create_user(name))
            names[name] = api.new_case("source", title=f"Case of {name}")
        assert [case["title"] for case in api.get("cases").json()["cases"]] == ["Case of ben"]
        assert api.get(f"cases/{names['ada']}").status_code == 404
        api.client.force_login(User.objects.create_superuser("root"))
        assert [case["title"] for case in api.get("cases").json()["cases"]] == ["Case of ben", "Case of ada"]

    @pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", r"/\evil.example", "javascript:x"])
    def test_signing_in_leads_to_no_other_site(self, api: Api, target: str) -> None:
        User.objects.create_user("ada", password="correct horse battery")
        form = {"username": "ada", "password": "correct horse battery", "next": target}
        response = api.client.post(f"/accounts/login/?next={target}", form)
        assert (response.status_code, response["Location"]) == (302, "/")
        assert api.client.get(f"/accounts/login/?next={target}")["Location"] == "/"

    def test_signing_in_begins_a_session_of_its_own(self, api: Api) -> None:
        User.objects.create_user("ada", password="correct horse battery")
        api.client.cookies["sessionid"] = "planted"
        api.client.post("/accounts/login/", {"username": "ada", "password": "correct horse battery"})
        cookie = api.client.cookies["sessionid"]
        assert cookie.value != "planted"
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")
        before = cookie.value
        api.client.post("/accounts/logout/")
        api.client.cookies["sessionid"] = before
        assert api.get("cases").status_code == 401

    def test_a_session_needs_its_token(self, api: Api, ct_small: bytes) -> None:
        user = User.objects.create_user("ada")
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(user)
        refused = browser.post("/api/v1/cases", NEW_CASE, content_type="application/json")
        assert (refused.status_code, list(refused.json())) == (403, ["error"])
        browser.get("/cases/new/")
        token = {"X-CSRFToken": browser.cookies["csrftoken"].value}
        made = browser.post("/api/v1/cases", NEW_CASE, content_type="application/json", headers=token)
        assert made.status_code == 201
        path = f"/api/v1/cases/{made.json()['id']}/captures/0/files"
        file = {"files": SimpleUploadedFile("a.dcm", ct_small)}
        assert browser.post(path, file).status_code == 403
        assert list(spool.incoming().iterdir()) == []
        assert browser.post(path, {"files": SimpleUploadedFile("a.dcm", ct_small)}, headers=token).status_code == 201


@pytest.mark.parametrize(
    ("host", "accounts", "codes"),
    [
        ("127.0.0.1", False, []),
        ("::1", False, []),
        ("localhost", False, []),
        ("0.0.0.0", False, ["validator.E001"]),
        ("192.168.1.4", False, ["validator.E001"]),
        ("pacs.example", False, ["validator.E001"]),
        ("0.0.0.0", True, []),
    ],
)
def test_listening_to_others_needs_accounts(settings: Any, host: str, accounts: bool, codes: list[str]) -> None:
    settings.HOST, settings.ACCOUNTS = host, accounts
    assert [message.id for message in checks.open_to_others()] == codes


@pytest.mark.parametrize("program", [["dicomcheck.supervisor"], ["dicomcheck.supervisor.roles", "web"]])
def test_the_start_is_refused_with_a_hint(tmp_path: Path, program: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *program],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
        env={**os.environ, "DICOMCHECK_HOST": "0.0.0.0", "DICOMCHECK_DATA": str(tmp_path / "data")},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "dicomcheck cannot start. It would listen on 0.0.0.0, where other machines reach it, without asking who they "
        "are. Set DICOMCHECK_ACCOUNTS=True and make an administrator with 'createsuperuser', or set "
        "DICOMCHECK_HOST=127.0.0.1. (validator.E001)\n"
    )


def test_every_host_is_no_list_of_hosts(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    assert [message.id for message in checks.any_host()] == ["validator.E002"]


def test_debugging_is_for_oneself(settings: Any) -> None:
    settings.DEBUG, settings.ACCOUNTS = True, True
    assert [message.id for message in checks.debug_with_accounts()] == ["validator.E003"]


def test_a_database_for_many_wants_a_broker_for_many(settings: Any) -> None:
    settings.EMBEDDED_BROKER = False
    assert [message.id for message in checks.embedded_halves()] == ["validator.W001"]
