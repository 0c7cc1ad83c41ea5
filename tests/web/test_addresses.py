"""Every address there is, one after the other: what holds for all holds for those that are added later."""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.web.conftest import Api
from validator.models import Analysis, Capture, Case, File

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
OPEN = {"health", "login"}
OF_EACH: dict[str, dict[str, object]] = {
    "kind": {"name": "value.truncated"},
    "rule": {"code": "UID003"},
    "attribute": {"keyword": "PatientID"},
    "attribute-moved": {"keyword": "PatientID"},
    "iod": {"key": "ct-image"},
    "iod-items": {"key": "ct-image", "module": "general-image", "way": "AnatomicRegionSequence"},
    "tab": {"name": "changes"},
}
OF_ALL: dict[str, object] = {"position": 0, "ordinal": 0, "lineage": 1, "form": "csv"}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each)
        else:
            yield each


NAMES = sorted(str(pattern.name) for pattern in patterns())
OF_A_CASE = sorted(str(pattern.name) for pattern in patterns() if "number" in pattern.pattern.regex.groupindex)


def address(name: str, case: int) -> str:
    values = {**OF_ALL, **OF_EACH.get(name, {}), "number": case}
    wanted = next(pattern for pattern in patterns() if pattern.name == name).pattern.regex.groupindex
    return reverse(name, kwargs={key: values[key] for key in wanted})


def everything() -> list[Any]:
    """What a request could have changed."""
    return [list(model.objects.order_by("pk").values()) for model in (Case, Capture, File, Analysis)]


@pytest.fixture
def case(api: Api, drain: Callable[..., int], ct_small: bytes) -> int:
    """A case that is done, and belongs to nobody."""
    number = api.new_case("source", "archive")
    for position in (0, 1):
        api.send(number, position, {"a.dcm": ct_small})
    api.post(f"cases/{number}/analyse")
    drain()
    return number


def test_every_address_has_a_name() -> None:
    assert "None" not in NAMES
    assert len(NAMES) == len(set(NAMES))
    assert len(OF_A_CASE) > 10


FOREIGN = ({"Origin": "https://evil.example"}, {"Origin": "http://[x"}, {"Sec-Fetch-Site": "cross-site"})


def test_another_site_reaches_none(api: Api, case: int) -> None:
    before = everything()
    for name, headers, method in product(NAMES, FOREIGN, UNSAFE):
        response = api.client.generic(method, address(name, case), headers=headers)
        assert response.status_code == 403, name
        assert b"This request came from another site" in response.content
    assert everything() == before


def test_every_answer_is_marked_and_kept_by_no_cache(api: Api, case: int) -> None:
    for name in NAMES:
        for response in (
            api.client.get(address(name, case)),
            api.client.get(address(name, 999_999)),
            api.client.post(address(name, case), headers={"Origin": "https://evil.example"}),
            api.client.get(address(name, case), headers={"Host": "rebound.example"}),
            api.client.get(f"{address(name, case)}?q=%00"),
        ):
            marked(response)
            assert "no-store" in response["Cache-Control"], name


@pytest.mark.parametrize("path", ["/static/css/base.css", "/static/absent.css", "/absent", "/api/v1/absent", "/api/x"])
def test_files_and_errors_are_marked(api: Api, path: str) -> None:
    marked(api.client.get(path))


def marked(response: Any) -> None:
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_an_address_with_a_nul_is_no_text(api: Api, case: int) -> None:
    assert {api.client.get(f"{address(name, case)}?q=%00").status_code for name in NAMES} == {400}
    assert api.client.get("/standard/attributes/%00/").status_code == 400


@pytest.mark.usefixtures("accounts")
class TestWithAccounts:
    """``DICOMCHECK_ACCOUNTS=True``"""

    @pytest.fixture
    def case(self, api: Api, drain: Callable[..., int], ct_small: bytes) -> int:
        """Of Ada, who has signed out again."""
        api.client.force_login(User.objects.create_user("ada"))
        number = api.new_case("source", "archive")
        for position in (0, 1):
            api.send(number, position, {"a.dcm": ct_small})
        api.post(f"cases/{number}/analyse")
        drain()
        api.client.logout()
        return number

    def test_the_unknown_reach_none_but_the_sign_in(self, api: Api, case: int) -> None:
        before = everything()
        for name, method in product(sorted(set(NAMES) - OPEN), ("GET", *UNSAFE)):
            path = address(name, case)
            response = api.client.generic(method, path)
            if path.startswith("/api/"):
                assert (response.status_code, list(response.json())) == (401, ["error"]), name
            else:
                assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={path}"), name
            marked(response)
        assert everything() == before

    def test_the_cases_of_others_are_not_there(self, api: Api, case: int) -> None:
        api.client.force_login(User.objects.create_user("ben"))
        before = everything()
        for name in OF_A_CASE:
            found = {api.client.generic(method, address(name, case)).status_code for method in ("GET", *UNSAFE)}
            assert found in ({404}, {404, 405}), name
        assert everything() == before

    def test_administrators_alone_choose_folders_of_the_server(
        self, api: Api, case: int, tmp_path: Path, settings: Any
    ) -> None:
        settings.IMPORT_FOLDERS = [tmp_path]
        Case.objects.update(owner=User.objects.create_user("ben"))
        Capture.objects.update(sealed_at=None)
        found = {}
        for person in (User.objects.get(username="ben"), User.objects.create_superuser("root")):
            api.client.force_login(person)
            found[person.username] = [
                api.client.get(address("folder", case)).status_code,
                api.client.get(address("api-folders", case)).status_code,
                api.client.get(address("intake", case), follow=True).content.count(b"Read a folder of the server"),
            ]
        assert found["ben"] == [403, 403, 0]
        assert found["root"][:2] == [200, 200]

    def test_a_session_alone_changes_nothing(self, api: Api, case: int) -> None:
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(User.objects.create_superuser("root"))
        Capture.objects.update(sealed_at=None)
        before = everything()
        for name, method in product(NAMES, UNSAFE):
            assert browser.generic(method, address(name, case)).status_code in {400, 403, 404, 405}, name
        assert everything() == before

    def test_the_sample_is_for_everybody_to_look_at_and_for_administrators_to_change(self, api: Api, case: int) -> None:
        Case.objects.update(is_sample=True, owner=None)
        Capture.objects.update(sealed_at=None)
        api.client.force_login(User.objects.create_user("ben"))
        before = everything()
        for name in OF_A_CASE:
            found = api.client.get(address(name, case), follow=True)
            assert found.status_code in ({403} if name == "folder" else {200, 405}), name
            assert {url for url, _ in found.redirect_chain} <= {f"/cases/{case}/"}, name
            for method in UNSAFE[1:]:
                assert api.client.generic(method, address(name, case)).status_code in {403, 405}, name
        for step in ("save", "add", "left:1", "right:0", "remove:0", "start", "reopen"):
            form = {"do": step, "title": "Mine now", "label": ["x"]}
            assert api.client.post(address("intake", case), form).status_code in {302, 403}, step
        refused = ("api-analyse", "api-cancel", "api-retry", "api-reopen", "cancel", "retry", "run-again")
        assert {api.client.post(address(name, case)).status_code for name in (*refused, "delete-case")} == {403}
        assert api.send(case, 0, {"b.dcm": b"x"}).status_code == 403
        assert api.client.delete(address("api-case", case)).status_code == 403
        assert everything() == before
        api.client.force_login(User.objects.create_superuser("root"))
        assert api.client.delete(address("api-case", case)).status_code == 200
