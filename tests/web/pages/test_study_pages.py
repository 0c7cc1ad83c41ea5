"""A study whose images got new UIDs while what cites them did not: its references, its completeness, its verdict."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.engine.compare.study import CT_NAMES, FIRST, SECOND, only, study
from tests.web.conftest import Api
from tests.web.pages.test_report_pages import run_of
from validator.engine.model import ReferenceLink, ReferenceState
from validator.models import Capture
from validator.services.report.delta import delta_table
from validator.services.report.filters import Filters
from validator.services.report.graph import STATES, arrange
from validator.services.report.matrix import chosen_groups
from validator.services.report.overview import overview_of
from validator.services.report.references import KIND_OF, reference_page
from validator.services.report.studies import study_table
from validator.services.report.taken import taken_of


@pytest.fixture
def case(api: Api, drain: Callable[..., int]) -> int:
    """At the router the CT series was given new UIDs, and nothing that cites it was told; the archive lost a report."""
    number = api.new_case("Modality", "Router", "Archive", title="Forgotten references")
    before, after = study(), study(only(CT_NAMES, SECOND), FIRST)
    lost = {name: content for name, content in after.items() if name != "sr"}
    for position, files in enumerate((before, after, lost)):
        assert api.send(number, position, files).status_code == 201
    Capture.objects.filter(case=number, position=2).update(method=Capture.Method.MOVE)
    assert api.post(f"cases/{number}/analyse").status_code == 202
    drain()
    return number


def test_the_references_are_drawn_at_the_hop_that_broke_them(client: Client, case: int) -> None:
    page = reference_page(run_of(client, case), Filters())
    assert page.chosen == 1
    assert [drawing.label for drawing in page.drawings] == ["Modality", "Router"]
    before, after = page.drawings
    assert not any(arrow.state.is_broken for arrow in before.arrows)
    assert {arrow.state for arrow in after.arrows if arrow.state.is_broken} == {ReferenceState.WRONG_GENERATION}
    assert [box[:2] for box in before.boxes] == [box[:2] for box in after.boxes]
    assert [hop.broken > 0 for hop in page.hops] == [False, True, True]


def test_every_line_of_references_tells_what_became_of_it(client: Client, case: int) -> None:
    lines = reference_page(run_of(client, case), Filters()).lines
    broken = [line for line in lines if line.broken]
    assert lines[: len(broken)] == tuple(broken)
    (of_segmentation,) = (line for line in broken if line.source.startswith("SEG") and line.cited == "SOP Instance")
    assert of_segmentation.target == "CT · CT Image"
    assert [cell.broken for cell in of_segmentation.cells] == [False, True, True]
    assert of_segmentation.cells[0].parts == (("resolved", 3),)
    assert of_segmentation.cells[1].parts == (("cite a UID that it had before", 3),)
    assert of_segmentation.example in {(FIRST(name), SECOND(name)) for name in CT_NAMES}
    assert of_segmentation.kind == "reference.dangling"


def test_the_page_of_references_says_it_in_words_too(client: Client, case: int) -> None:
    html = client.get(f"/cases/{case}/references/").content.decode()
    assert html.count("<svg viewBox") >= 2
    assert "cite a UID that it had before" in html
    assert "renewed, one to one" in html
    assert client.get(f"/cases/{case}/references/?hop=0").status_code == 200
    assert client.get(f"/cases/{case}/references/?hop=99").status_code == 200


def test_studies_and_series_are_counted_at_each_capture(client: Client, case: int) -> None:
    table = study_table(run_of(client, case), Filters())
    (whole,) = (row for row in table.rows if not row.is_series)
    assert [cell.instances for cell in whole.cells] == [8, 8, 7]
    assert whole.cells[2].notes == ("1 missing",)
    (series,) = (row for row in table.rows if row.modality == "CT")
    assert [(cell.instances, cell.notes) for cell in series.cells] == [(3, ()), (3, ()), (3, ())]
    (lost,) = (row for row in table.rows if row.modality == "SR")
    assert [(cell.instances, cell.impact) for cell in lost.cells] == [(1, ""), (1, ""), (0, "breaks")]


def test_studies_that_are_not_the_same_everywhere_can_be_looked_at_alone(client: Client, case: int) -> None:
    run = run_of(client, case)
    every, odd = (study_table(run, Filters(by="study", presence=presence)) for presence in ("", "odd"))
    assert every.total == len(every.rows) > len(odd.rows) == odd.odd == 2
    html = client.get(f"/cases/{case}/instances/?by=study&presence=odd").content.decode()
    assert "not the same everywhere" in html


def test_each_sentence_leads_to_the_lines_it_speaks_of(client: Client, case: int) -> None:
    run = run_of(client, case)
    lines = overview_of(run, Filters()).verdict
    assert 2 <= len(lines) <= 7
    for number, line in enumerate(lines, start=1):
        assert client.get(f"/cases/{case}/{line.tab}/{line.address}").status_code == 200
        if line.tab == "changes":
            groups = chosen_groups(run, Filters(said=number, level="all"))
            assert groups
            assert {run.label(group.capture) for group in groups} <= {"Router", "Archive"}


def test_a_sentence_that_is_not_there_narrows_nothing(client: Client, case: int) -> None:
    run = run_of(client, case)
    assert len(chosen_groups(run, Filters(said=99))) == len(chosen_groups(run, Filters()))


def test_what_each_hop_did_to_the_findings_stands_under_the_hop(client: Client, case: int) -> None:
    run = run_of(client, case)
    table = delta_table(run, Filters())
    inherited = delta_table(run, Filters(state="inherited"))
    assert {section.state for section in table.sections} <= {"introduced", "fixed"}
    assert {section.state for section in inherited.sections} == {"inherited"}
    assert {state.state: state.rows for state in table.states}["inherited"] == sum(
        len(section.rows) for section in inherited.sections
    )
    assert client.get(f"/cases/{case}/findings/?by=hop").status_code == 200


def test_what_the_way_of_taking_may_have_changed_stands_beside_the_chain(client: Client, case: int) -> None:
    source, router, archive = taken_of(run_of(client, case))
    assert (source.remarks, router.remarks) == ((), ())
    assert "What is there" in {remark.what for remark in archive.remarks}
    html = client.get(f"/cases/{case}/").content.decode()
    assert "and what that may itself have changed" in html
    assert "Retrieved (C-MOVE or C-GET)" in html


def test_the_arrows_of_one_box_arrive_side_by_side() -> None:
    """Also where two boxes are cited from the same height on average."""
    cited = {1: (11,), 2: (12,), 3: (11,)}
    resolved = ReferenceState.RESOLVED
    links = [
        ReferenceLink("a", source, target, "instance", resolved, 1, (1,), ("(0008,1140)",), ("1.2", "1.2"))
        for source, targets in cited.items()
        for target in targets
    ]
    layout = arrange(links)
    for route, (_, end) in layout.routes.items():
        top, height = layout.targets[route.target]
        assert top < end < top + height


def test_every_state_of_a_reference_has_words() -> None:
    assert set(STATES) == set(ReferenceState)
    assert set(KIND_OF) == {state for state in ReferenceState if state.is_broken}
    assert all(words.drawn for state, words in STATES.items() if state.is_broken)
