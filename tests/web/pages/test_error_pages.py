"""What goes wrong is said in a sentence, on a page like the others."""

import pytest
from django.test import Client

from validator.services import results
from validator.services.errors import Outdated
from validator.views import home


@pytest.mark.django_db
def test_an_address_that_is_none_is_a_page(client: Client) -> None:
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert b"<h1>Nothing is here</h1>" in response.content


def test_a_run_of_an_older_version_keeps_its_headers_and_leads_back(
    client: Client, chain: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> None:
        raise Outdated("It cannot be read any more.")

    monkeypatch.setattr(results, "checked_file", refuse)
    html = client.get(f"/cases/{chain}/instances/0/").content
    assert b"An older version of the program made this run" in html
    assert b"Accession Number" in html
    monkeypatch.setattr(results, "changes_of", refuse)
    page = client.get(f"/cases/{chain}/lineages/1/")
    assert page.status_code == 410
    assert b"<h1>Made by an older version</h1>" in page.content
    assert f'href="/cases/{chain}/">To the case</a>'.encode() in page.content


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_with_a_way_on() -> None:
    response = Client(enforce_csrf_checks=True).post("/cases/new/", {"title": "x", "label": ["a"]})
    assert response.status_code == 403
    assert b"Reload it and try again." in response.content


@pytest.mark.django_db
def test_a_fault_of_ours_says_that_the_files_are_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("with a patient's name in it")

    monkeypatch.setattr(home, "case_list", fail)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    assert b"Your files are safe" in response.content
    assert b"patient" not in response.content


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/cases/7/cancel/", "/cases/7/run/"])
def test_what_changes_something_is_not_done_by_looking(client: Client, address: str) -> None:
    assert client.get(address).status_code == 405


@pytest.mark.django_db
def test_a_number_beyond_every_database_is_not_there(client: Client) -> None:
    assert client.get(f"/cases/{'9' * 30}/").status_code == 404
