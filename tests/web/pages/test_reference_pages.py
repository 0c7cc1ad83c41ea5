"""The reference: a page for each rule and each kind of change, and the search that leads there."""

import pytest
from django.test import Client

from validator.services.report.attributes import attribute_pages
from validator.services.report.reference import kind_sections, rule_families


@pytest.mark.django_db
def test_every_rule_has_its_page_and_stands_in_the_list(client: Client) -> None:
    listed = client.get("/rules/").content.decode()
    for family in rule_families():
        for rule in family.rules:
            assert f'id="{rule.code}"' in listed
            assert client.get(f"/rules/{rule.code}/").status_code == 200


@pytest.mark.django_db
def test_every_kind_has_its_page_and_stands_in_the_list(client: Client) -> None:
    listed = client.get("/kinds/").content.decode()
    for section in kind_sections():
        for kind in section.kinds:
            assert f'id="{kind.name}"' in listed
            assert client.get(f"/kinds/{kind.name}/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/rules/ZZZ999/", "/kinds/value.nonsense/"])
def test_an_unknown_name_is_a_404(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_the_list_is_searched_by_words(client: Client) -> None:
    found = client.get("/kinds/?q=zeros+front").content.decode()
    assert 'id="value.zero-padded"' in found
    assert 'id="uid.regenerated"' not in found


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sought", "page"), [("uid030", "/rules/UID030/"), ("value.truncated", "/kinds/value.truncated/")]
)
def test_a_code_leads_straight_to_its_page(client: Client, sought: str, page: str) -> None:
    assert client.get("/find/", {"q": sought})["Location"] == page


@pytest.mark.django_db
@pytest.mark.parametrize("sought", ["PatientID", "0010,0020", "(0010,0020)", "00100020"])
def test_an_attribute_is_found_in_each_way_to_write_it(client: Client, sought: str) -> None:
    html = client.get("/find/", {"q": sought}).content.decode()
    assert "<b>Patient ID</b>" in html
    assert 'href="/rules/IDN001/"' in html


@pytest.mark.django_db
def test_a_well_known_uid_is_named(client: Client) -> None:
    assert "<b>CT Image Storage</b>" in client.get("/find/", {"q": "1.2.840.10008.5.1.4.1.1.2"}).content.decode()


@pytest.mark.django_db
def test_the_five_attributes_that_break_most_come_first_and_each_has_its_page(client: Client) -> None:
    pages = attribute_pages()
    assert [page.entry.keyword for page in pages[:5]] == [
        "PatientID", "AccessionNumber", "StudyInstanceUID", "SeriesInstanceUID", "TransferSyntaxUID",
    ]  # fmt: skip
    listed = client.get("/attributes/").content.decode()
    for page in pages:
        assert f'id="{page.entry.keyword}"' in listed
        assert client.get(f"/attributes/{page.entry.keyword}/").status_code == 200
    assert client.get("/attributes/PatientComments/").status_code == 404
