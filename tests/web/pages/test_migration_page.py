"""The migration report on the web: its page, its downloads, and who may have them."""

import csv
import io
import json
import re
import zipfile

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.web.conftest import Api
from tests.web.pages.conftest import HOSTILE
from validator.services.documents import DOWNLOADS

MOST_QUERIES = 30


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_the_page_has_every_section_in_its_order(chain: int, client: Client):
    page = client.get(f"/cases/{chain}/migration/").content.decode()
    assert re.findall(r'<section class="part" id="([a-z-]+)"', page) == [
        "completeness",
        "expected",
        "unexpected",
        "findings",
        "coverage",
        "sign-off",
    ]
    assert "Archive holds 1 study, 1 series, 2 instances (1 missing)." in page
    assert "Every instance that is at two captures or more was compared" in page


def test_values_of_files_are_text_on_the_page(chain: int, client: Client):
    assert HOSTILE not in client.get(f"/cases/{chain}/migration/").content.decode()


def test_the_page_asks_the_database_little(chain: int, client: Client, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(f"/cases/{chain}/migration/")


def test_one_capture_says_that_there_is_nothing_to_sign(single: int, client: Client):
    response = client.get(f"/cases/{single}/migration/")
    assert response.status_code == 200
    assert "There is nothing to sign off yet" in response.content.decode()


@pytest.mark.parametrize("form", DOWNLOADS)
def test_downloads_have_names_without_anything_of_the_case(chain: int, client: Client, form: str):
    for address in (f"/cases/{chain}/report.{form}", f"/api/v1/cases/{chain}/report.{form}"):
        response = client.get(address)
        assert response.status_code == 200
        assert response["Content-Disposition"] == f'attachment; filename="case-{chain}-run-1.{form}"'
        assert response.streaming
        assert body(response)


def test_every_format_tells_the_same_digest(chain: int, client: Client, api: Api):
    digest = api.report(chain)["compare"]["digest"]
    assert digest in client.get(f"/cases/{chain}/migration/").content.decode()
    assert digest in body(client.get(f"/cases/{chain}/report.html")).decode()
    with zipfile.ZipFile(io.BytesIO(body(client.get(f"/cases/{chain}/report.xlsx")))) as book:
        assert digest in book.read("xl/worksheets/sheet1.xml").decode()


def test_the_sign_off_cites_the_inputs(chain: int, client: Client, api: Api):
    run = api.report(chain)["compare"]["run"]
    page = client.get(f"/cases/{chain}/migration/").content.decode()
    assert len(run["inputs"]) == 64
    assert f"<dd><code>{run['inputs']}</code></dd>" in page


def test_the_table_counts_what_the_page_counts(chain: int, client: Client):
    rows = list(csv.DictReader(io.StringIO(body(client.get(f"/cases/{chain}/report.csv")).decode())))
    whole = [row for row in rows if row["record"] == "breakdown" and not row["keyword"] and row["kind"] == "instances"]
    assert [(row["capture"], row["count"]) for row in whole] == [("Modality", "3"), ("Router", "3"), ("Archive", "2")]


def test_a_single_capture_has_its_findings_in_formats_of_text_only(single: int, client: Client):
    lines = body(client.get(f"/cases/{single}/report.ndjson")).decode().splitlines()
    assert json.loads(lines[0])["schema"] == "dicomcheck.check/1"
    refused = client.get(f"/api/v1/cases/{single}/report.pdf")
    assert refused.status_code == 404
    assert "one capture" in refused.json()["error"]


def test_nobody_else_may_download(chain: int, client: Client, accounts: None):
    client.force_login(User.objects.create_user("somebody else"))
    addresses = [f"/cases/{chain}/migration/"]
    addresses += [f"{root}/cases/{chain}/report.{form}" for root in ("", "/api/v1") for form in DOWNLOADS]
    assert {client.get(address).status_code for address in addresses} == {404}
