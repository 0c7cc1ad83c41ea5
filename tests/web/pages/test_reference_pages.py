"""The reference: a page for each rule and each kind of change, and the search that leads there."""

import pytest
from django.test import Client
from django.utils.html import escape

from validator.engine.catalogue import FAMILIES, RULES
from validator.services.report.reference import ABOUT, kind_sections, rule_families


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
    ("sought", "code", "other"),
    [
        ("IDN001", "IDN001", "UID003"),
        ("patient id is missing", "IDN001", "UID003"),
        ("PS3.10 7.1", "FIL010", "IDN001"),
        ("character sets", "CHR001", "IDN001"),
    ],
)
def test_rules_are_searched_by_code_name_section_and_family(client: Client, sought: str, code: str, other: str) -> None:
    found = client.get("/rules/", {"q": sought}).content.decode()
    assert f'id="{code}"' in found
    assert f'id="{other}"' not in found


@pytest.mark.django_db
def test_rules_are_searched_by_the_words_of_their_page(client: Client) -> None:
    rule = RULES["IDN001"]
    assert [rule.code for family in rule_families(rule.page.fix) for rule in family.rules] == [rule.code]


@pytest.mark.django_db
def test_a_rule_page_tells_everything_of_its_rule(client: Client) -> None:
    rule = RULES["IDN001"]
    html = client.get("/rules/IDN001/").content.decode()
    for part in (
        rule.name,
        rule.severity.value,
        "each data set",
        ABOUT["IDN"],
        *(each.split(".")[0] for each in rule.page),
    ):
        assert escape(" ".join(part.split())) in " ".join(html.split())
    assert f'rel="noreferrer">{rule.reference}</a>' in html


def test_every_family_is_explained() -> None:
    assert ABOUT.keys() == FAMILIES.keys()


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
