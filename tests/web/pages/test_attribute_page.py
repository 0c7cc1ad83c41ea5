"""The page of one attribute in one case: what each hop did to it, by which rule, and to which values."""

import html
import re
from collections.abc import Callable
from io import BytesIO
from urllib.parse import urlencode

import pydicom
import pytest
from django.test import Client

from tests.web.conftest import Api
from tests.web.pages.conftest import HOSTILE, bytes_of
from validator.engine.model import Collision, InferredRule, RuleException
from validator.engine.report import plain
from validator.models import Row
from validator.services.report import attribute, courses
from validator.services.report.attribute import CaseAttribute, attribute_page
from validator.services.report.detail import change_detail
from validator.services.report.filters import Filters
from validator.services.report.run import Run, find_run

ACCESSION, PATIENT = "(0008,0050)", "(0010,0020)"
RULE = InferredRule(
    capture="Archive",
    path=ACCESSION,
    text="first 8 characters",
    practice="cuts Accession Number after 8 characters",
    support=2,
    pairs=5,
    exceptions=(
        RuleException("RAD-2026-7", "RAD", "RAD-2026", 1, 2),
        RuleException(None, HOSTILE, None, 2, 1),
    ),
    exception_count=3,
    collisions=(Collision("RAD-2026", ("RAD-2026-1", "RAD-2026-2"), 4),),
    collision_count=1,
    expressions=(("dcm4chee: reproduce", "AccessionNumber={AccessionNumber,slice,0,8}"),),
)


def run_of(client: Client, case: int) -> Run:
    return find_run(client.get("/").wsgi_request.user, number=case)


def page_of(client: Client, case: int, row: str, **filters: int) -> CaseAttribute:
    return attribute_page(run_of(client, case), Filters(row=row, **filters))


def text_of(client: Client, case: int, row: str, **more: int) -> str:
    response = client.get(f"/cases/{case}/attribute/?{urlencode({'row': row, **more})}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def ruled(client: Client, chain: int) -> int:
    """The chain with one rule, which holds for some of the pairs."""
    analysis = run_of(client, chain).analysis
    Row.objects.filter(analysis=analysis, table=Row.Table.RULES).delete()
    Row.objects.create(analysis=analysis, table=Row.Table.RULES, rank=0, capture=2, key=ACCESSION, value=plain(RULE))
    return chain


@pytest.fixture
def relabelled(api: Api, drain: Callable[..., int], ct_small: bytes) -> int:
    """A name in Latin-1 whose label becomes that of UTF-8."""
    case = api.new_case("Modality", "Router")
    data_set = pydicom.dcmread(BytesIO(ct_small))
    data_set.SpecificCharacterSet, data_set.PatientName = "ISO_IR 100", "Müßig^Jörg"
    file = bytes_of(data_set)
    assert api.send(case, 0, {"ct.dcm": file}).status_code == 201
    assert api.send(case, 1, {"ct.dcm": file.replace(b"ISO_IR 100", b"ISO_IR 192")}).status_code == 201
    assert api.post(f"cases/{case}/analyse").status_code == 202
    drain()
    return case


@pytest.mark.parametrize("row", [PATIENT, "0010,0020", "00100020", "PatientID"])
def test_an_attribute_is_found_by_its_path_its_tag_and_its_keyword(client: Client, chain: int, row: str) -> None:
    page = page_of(client, chain, row)
    assert (page.path, page.name, page.section.number) == (PATIENT, "Patient ID", "PS3.3 C.7.1.1")
    assert [(hop.before, hop.after, [kind.code for kind in hop.kinds]) for hop in page.hops] == [
        ("Router", "Archive", ["value.zero-padded"])
    ]


def test_values_are_shown_from_capture_to_capture_the_most_frequent_first(client: Client, chain: int) -> None:
    table = page_of(client, chain, PATIENT).courses
    assert [([cell.state for cell in course.cells], course.lineages) for course in table.courses] == [
        (["value", "same", "changed"], 2)
    ]
    assert (table.first, table.last, table.total, table.pages) == (1, 2, 2, 1)


def test_a_capture_that_lacks_the_instance_is_no_unchanged_value(client: Client, chain: int) -> None:
    found = {
        tuple(cell.state for cell in course.cells): course.lineages
        for course in page_of(client, chain, "(0020,000D)").courses.courses
    }
    assert found == {("value", "changed", "same"): 2, ("value", "changed", "missing"): 1}


def test_values_are_paged_by_instances(client: Client, chain: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courses, "LINEAGES_A_PAGE", 2)
    first, second = (page_of(client, chain, "(0020,000D)", page=page).courses for page in (1, 2))
    assert (first.first, first.last, first.pages, first.total) == (1, 2, 2, 3)
    assert (second.first, second.last, sum(course.lineages for course in second.courses)) == (3, 3, 1)
    assert "page=2&amp;row=" in text_of(client, chain, "(0020,000D)").replace(
        "row=%280020%2C000D%29&amp;page=2", "page=2&amp;row="
    )


def test_a_page_reads_few_results_however_far_apart_its_instances_lie(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courses, "LINEAGES_READ", 200)
    assert list(courses._pages([1, 2, 150, 901, 902, 100_000], 100)) == [[1, 2, 150], [901, 902, 100_000]]


def test_the_rule_stands_with_its_exceptions_and_collisions(client: Client, ruled: int) -> None:
    (hop,) = page_of(client, ruled, ACCESSION).hops
    assert hop.rule is not None
    assert (hop.rule.text, hop.rule.support, hop.rule.pairs) == ("first 8 characters", 2, 5)
    assert [(line.lineage, line.count) for line in hop.rule.exception_lines] == [(1, 2), (2, 1)]
    shown = html.unescape(re.sub(r"<[^>]*>", "", text_of(client, ruled, ACCESSION)))
    for words in (
        "first 8 characters",
        "holds for 2 of 5",
        "a system that cuts Accession Number after 8 characters",
        "AccessionNumber={AccessionNumber,slice,0,8}",
        "3 exceptions",
        "not told",
        "RAD-2026-1 · RAD-2026-2",
        "and 2 more",
    ):
        assert words in shown


def test_the_panel_tells_the_rule_and_leads_to_its_exceptions(client: Client, ruled: int) -> None:
    panel = client.get(f"/cases/{ruled}/changes/?{urlencode({'row': ACCESSION})}", headers={"HX-Request": "true"})
    shown = panel.content.decode()
    assert "first 8 characters" in shown
    assert f"/cases/{ruled}/attribute/?row={'%280008%2C0050%29'}#exceptions-2" in shown
    detail = change_detail(run_of(client, ruled), ACCESSION, total=3)
    assert [hop.rule is not None for hop in detail.hops] == [True]


def test_what_files_hold_is_inert(client: Client, ruled: int) -> None:
    assert HOSTILE not in text_of(client, ruled, ACCESSION)
    assert HOSTILE not in text_of(client, ruled, "StudyDescription")


def test_an_attribute_that_no_hop_changed_says_so_and_shows_its_bytes(client: Client, chain: int) -> None:
    page = page_of(client, chain, "Modality")
    assert page.hops == ()
    assert [held.label for held in page.bytes if held.dump] == ["Modality", "Router", "Archive"]
    assert "No hop changed it" in text_of(client, chain, "Modality")
    assert "does not have it at any capture" in text_of(client, chain, "PatientMotherBirthName")


def test_what_names_no_attribute_has_no_page(client: Client, chain: int) -> None:
    assert client.get(f"/cases/{chain}/attribute/?row=no+such+thing").status_code == 404


def test_the_whole_data_set_and_nothing_at_all_are_no_errors(client: Client, chain: int) -> None:
    assert "The whole data set" in text_of(client, chain, "data-set")
    assert client.get(f"/cases/{chain}/attribute/").status_code == 302


def test_kinds_of_one_hop_tell_their_author_once(client: Client, chain: int) -> None:
    ((kind,),) = (hop.kinds for hop in page_of(client, chain, "(0020,000D)").hops)
    other = kind._replace(writer="ANOTHER")
    told = [(each.writer, each.declared) for each in attribute._told_once([kind, kind, other])]
    assert told == [(kind.writer, kind.declared), ("", ""), ("ANOTHER", kind.declared)]
    assert kind.writer.startswith("ROUTER 1.0")


def test_a_text_that_reads_differently_is_proven_on_its_bytes(client: Client, relabelled: int) -> None:
    (hop,) = page_of(client, relabelled, "PatientName").hops
    proof = hop.kinds[0].proof
    assert proof is not None
    assert [(line.capture, line.label) for line in proof.bytes] == [("Modality and Router", "")]
    assert [(line.label, line.state) for line in proof.readings if line.state != "tried"] == [
        ("ISO_IR 100", "fits"),
        ("ISO_IR 192", "broken"),
    ]
    assert "".join(piece.text for piece in proof.recovered) == "Müßig^Jörg"
    shown = text_of(client, relabelled, "PatientName")
    assert "The original text can be recovered" in shown
    assert "<b>FC DF</b>" in shown


def test_a_label_is_proven_on_one_of_the_texts_under_it(client: Client, relabelled: int) -> None:
    (hop,) = page_of(client, relabelled, "SpecificCharacterSet").hops
    proof = hop.kinds[0].proof
    assert proof is not None
    assert proof.example
    assert [stage.done for stage in proof.stages] == ["read as ISO_IR 100"]
