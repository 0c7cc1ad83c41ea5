"""The page of a pair: one instance before and after a hop, two of its copies, or all its captures."""

from collections.abc import Callable
from io import BytesIO
from urllib.parse import urlencode

import pydicom
import pytest
from django.test import Client
from pydicom.sequence import Sequence

from tests.build import code
from tests.web.conftest import Api
from tests.web.pages.conftest import HOSTILE, bytes_of, image
from validator.models import Instance, Member
from validator.services.errors import NotFound
from validator.services.report import hop_detail, pair
from validator.services.report.lineage import LineagePage, lineage_page
from validator.services.report.pair_choice import PairChoice, parse_pair
from validator.services.report.run import Run, find_run

ROUTER, ARCHIVE = 1, 2


def run_of(client: Client, case: int) -> Run:
    return find_run(client.get("/").wsgi_request.user, number=case)


def page_of(client: Client, case: int, lineage: int = 1, **choice: object) -> LineagePage:
    return lineage_page(run_of(client, case), lineage, PairChoice(**choice))  # type: ignore[arg-type]


def lost(client: Client, case: int) -> int:
    """The lineage that the archive lacks."""
    members = Member.objects.filter(analysis=run_of(client, case).analysis)
    archived = members.filter(capture=ARCHIVE).values("lineage")
    number: int = members.exclude(lineage__in=archived).values_list("lineage", flat=True)[0]
    return number


def text_of(client: Client, case: int, lineage: int, **choice: object) -> str:
    response = client.get(f"/cases/{case}/lineages/{lineage}/?{urlencode(choice)}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def copied(api: Api, drain: Callable[..., int], ct_small: bytes) -> int:
    """The archive holds an instance twice, once with another weight."""
    case = api.new_case("Modality", "Archive")
    data_set = image(ct_small, 1)
    assert api.send(case, 0, {"ct.dcm": bytes_of(data_set)}).status_code == 201
    other = pydicom.dcmread(BytesIO(bytes_of(data_set)))
    other.PatientWeight = "81"
    assert api.send(case, 1, {"a.dcm": bytes_of(data_set), "b.dcm": bytes_of(other)}).status_code == 201
    assert api.post(f"cases/{case}/analyse").status_code == 202
    drain()
    return case


def test_a_hop_shows_its_changes_side_by_side(client: Client, chain: int) -> None:
    page = page_of(client, chain, hop=ARCHIVE)
    assert page.pair is not None
    assert [file.capture for file in page.files] == ["Router", "Archive"]
    loud = {line.path: line for line in page.pair.lines if line.loud}
    assert set(loud) == {"(0008,0050)", "(0010,0020)"}
    accession = loud["(0008,0050)"]
    assert [tuple(piece) for piece in accession.before] == [("", "RAD-2026"), ("del", "-000-123")]
    assert [tuple(piece) for piece in accession.after] == [("", "RAD-2026")]
    assert (accession.kind, accession.impact, accession.state) == ("value.truncated", "breaks", "meaning")


def test_all_elements_stand_in_their_order_and_what_stayed_is_the_same(client: Client, chain: int) -> None:
    page = page_of(client, chain, hop=ARCHIVE, show="all")
    assert page.pair is not None
    paths = [line.path for line in page.pair.lines]
    assert paths == sorted(paths)
    assert {"(0002,0010)", "(0008,0060)", "(7FE0,0010)"} <= set(paths)
    assert {line.state for line in page.pair.lines} == {"same", "meaning"}


def test_what_was_taken_out_of_an_item_that_moved_is_shown(
    api: Api, client: Client, drain: Callable[..., int], ct_small: bytes
) -> None:
    case = api.new_case("Modality", "Router")
    data_set = image(ct_small, 1)
    items = [code("1", "99ACME", "One"), code("2", "99ACME", "Two")]
    data_set.ProcedureCodeSequence = Sequence(items)
    assert api.send(case, 0, {"ct.dcm": bytes_of(data_set)}).status_code == 201
    del items[0].CodeMeaning
    data_set.ProcedureCodeSequence = Sequence(reversed(items))
    assert api.send(case, 1, {"ct.dcm": bytes_of(data_set)}).status_code == 201
    assert api.post(f"cases/{case}/analyse").status_code == 202
    drain()
    page = page_of(client, case, hop=1)
    assert page.pair is not None
    assert ("(0008,1032)[0].(0008,0104)", "after") in [(line.path, line.lacks) for line in page.pair.lines]


def test_encoding_is_shown_and_not_stepped_through(client: Client, chain: int) -> None:
    page = page_of(client, chain, hop=ROUTER)
    assert page.pair is not None
    by_path = {line.path: line for line in page.pair.lines}
    assert (by_path["(0002,0013)"].state, by_path["(0002,0013)"].loud) == ("encoding", False)
    assert (by_path["(0020,000D)"].state, by_path["(0020,000D)"].loud) == ("meaning", True)


def test_one_column_holds_both_values(client: Client, chain: int) -> None:
    assert "RAD-2026<del>-000-123</del>" in text_of(client, chain, 1, hop=ARCHIVE, view="inline")


def test_all_captures_say_where_the_instance_is_missing(client: Client, chain: int) -> None:
    page = page_of(client, chain, lost(client, chain))
    assert page.pair is None
    states = {line.path: [cell.state for cell in line.cells] for section in page.sections for line in section.lines}
    assert states["(0020,000D)"] == ["value", "changed", "missing"]
    assert [(hop.before, hop.after) for hop in page.hops] == [("Modality", "Router")]
    assert "does not have it" in text_of(client, chain, lost(client, chain))


def test_a_hop_to_a_capture_without_the_instance_has_no_pair(client: Client, chain: int) -> None:
    assert "Archive does not have this instance" in text_of(client, chain, lost(client, chain), hop=ARCHIVE)
    assert "There is no pair here" in text_of(client, chain, 1, hop=0)


def test_bytes_are_shown_for_the_line_that_was_asked_for(client: Client, chain: int) -> None:
    page = page_of(client, chain, hop=ARCHIVE, at="(0010,0020)")
    assert page.pair is not None
    assert page.pair.chosen == "Patient ID"
    assert [(held.label, held.dump is not None) for held in page.pair.bytes] == [("Router", True), ("Archive", True)]
    part = client.get(
        f"/cases/{chain}/lineages/1/?hop=2&at=%280010%2C0020%29", headers={"HX-Request": "true", "HX-Target": "bytes"}
    ).content.decode()
    assert part.startswith("<h3><code>(0010,0020)</code> Patient ID in bytes</h3>")
    assert part.count('class="hex"') == 2


def test_many_lines_come_in_pages_and_the_next_change_is_known(
    client: Client, chain: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pair, "LINES_A_PAGE", 20)
    first = page_of(client, chain, hop=ARCHIVE, show="all").pair
    assert first is not None
    assert (len(first.lines), first.previous, first.next, first.previous_change) == (20, None, 20, None)
    assert first.next_change is not None
    then = page_of(client, chain, hop=ARCHIVE, show="all", first=first.next_change.first).pair
    assert then is not None
    assert first.next_change.path in [line.path for line in then.lines if line.loud]
    last = page_of(client, chain, hop=ARCHIVE, show="all", first=10_000).pair
    assert last is not None
    assert (last.next, last.next_change, last.last) == (None, None, last.total)
    assert last.previous_change is not None


def test_copies_are_compared_with_each_other(client: Client, copied: int) -> None:
    analysis = run_of(client, copied).analysis
    ordinals = {instance.name: instance.ordinal for instance in Instance.objects.filter(analysis=analysis)}
    pair_of_copies = {"before": ordinals["a.dcm"], "after": ordinals["b.dcm"]}
    page = page_of(client, copied, **pair_of_copies)
    assert page.pair is not None
    assert [(line.path, line.state) for line in page.pair.lines] == [("(0010,1030)", "meaning")]
    assert urlencode(pair_of_copies).replace("&", "&amp;") in text_of(client, copied, 1)
    same = page_of(client, copied, before=ordinals["a.dcm"], after=ordinals["ct.dcm"])
    assert same.pair is not None
    assert same.pair.lines == ()
    assert "Both files hold the same" in text_of(client, copied, 1, before=ordinals["ct.dcm"], after=ordinals["a.dcm"])


def test_a_file_of_another_instance_is_no_copy(client: Client, chain: int) -> None:
    with pytest.raises(NotFound):
        page_of(client, chain, before=0, after=1)
    assert client.get(f"/cases/{chain}/lineages/1/?before=0&after=99").status_code == 404


def test_changes_stay_where_the_files_are_gone(client: Client, chain: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(instance: Instance) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(pair, "header_of", gone)
    monkeypatch.setattr(hop_detail, "header_of", gone)
    page = page_of(client, chain, hop=ARCHIVE, show="all")
    assert page.pair is not None
    assert page.pair.gone
    assert [line.path for line in page.pair.lines if line.loud] == ["(0008,0050)", "(0010,0020)"]
    assert "is not kept any more" in text_of(client, chain, 1, hop=ARCHIVE)


def test_what_made_the_pair_is_told(client: Client, chain: int) -> None:
    Member.objects.filter(lineage=1).update(paired_by="acquisition-key", score=0.83, reasons=["Rows", "Study Date"])
    shown = text_of(client, chain, 1)
    assert "acquisition, score 0.83: Rows, Study Date agree" in shown


def test_what_files_hold_is_inert(client: Client, chain: int) -> None:
    assert HOSTILE not in text_of(client, chain, 1, hop=ARCHIVE, show="all")


def test_an_address_that_makes_no_sense_shows_all_captures() -> None:
    choice = parse_pair({"hop": "x", "before": "3", "view": "sideways", "show": "everything", "from": "-1"})
    assert choice == PairChoice()
    assert parse_pair({"hop": "2", "before": "3", "after": "4"}) == PairChoice(before=3, after=4)


def test_another_choice_begins_at_its_first_line() -> None:
    choice = PairChoice(hop=2, show="all", first=500, at="(0010,0020)", run=3)
    assert choice.address(view="inline") == "?hop=2&view=inline&show=all&run=3"
    assert choice.address(hop=None, show="changes") == "?run=3"
