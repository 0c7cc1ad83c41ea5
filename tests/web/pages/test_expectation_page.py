"""The page on which expectations are written, and what of them the report shows."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.conftest import Api
from tests.web.pages.conftest import HOSTILE
from validator.models import Case, Group
from validator.services import expectations

CUT = "- capture: Archive\n  path: AccessionNumber\n  kind: value.truncated\n"


def post(api: Api, case: int, **fields: Any) -> Any:
    return api.client.post(f"/cases/{case}/expectations/", fields)


def text_of(response: Any) -> str:
    """What stands in the editor."""
    (found,) = re.findall(r"<textarea[^>]*>\n?(.*?)</textarea>", response.content.decode(), re.DOTALL)
    return unescape(found)


def kept(case: int) -> str:
    return expectations.draft_of(Case.objects.get(pk=case)).text


def offers(response: Any) -> list[int]:
    return [int(group) for group in re.findall(r'value="add:(\d+)"', response.content.decode())]


def test_a_new_case_invites_to_write(api: Api) -> None:
    case = api.new_case("source", "archive")
    page = api.client.get(f"/cases/{case}/expectations/")
    assert page.status_code == 200
    assert text_of(page) == ""
    assert b"Begin with an example" in page.content
    assert b"Seen and not expected" not in page.content
    assert f'href="/cases/{case}/expectations/"'.encode() in api.client.get(f"/cases/{case}/intake/").content


def test_a_single_capture_has_no_hop(api: Api) -> None:
    case = api.new_case("only")
    assert b"no hop that could change anything" in api.client.get(f"/cases/{case}/expectations/").content


def test_the_example_is_a_list_for_this_case(api: Api) -> None:
    case = api.new_case("source", "deep: archive")
    page = post(api, case, do="example", text="")
    assert '- capture: "deep: archive"\n' in text_of(page)
    assert b"Not saved yet." in page.content
    assert kept(case) == ""
    saved = post(api, case, do="save", text=text_of(page))
    assert saved.status_code == 302
    assert kept(case) == text_of(page)
    assert b"Saved. The next run uses it." in api.client.get(saved["Location"]).content


def test_mistakes_stand_beside_their_lines_and_the_text_stays(api: Api) -> None:
    case = api.new_case("source", "archive")
    text = f"- capture: archive\n  path: {HOSTILE}\n  kind: value.cut\n"
    page = post(api, case, do="save", text=text)
    content = page.content.decode()
    assert page.status_code == 400
    assert text_of(page) == text
    assert "Not saved: 2 mistakes." in content
    assert re.findall(r'<li class="wrong">(\d+)</li>', content) == ["2", "3"]
    assert "<b>Line 3</b> There is no kind of change &#x27;value.cut&#x27;" in content
    assert HOSTILE not in content
    assert kept(case) == ""


def test_what_the_last_run_saw_is_offered_as_entries(api: Api, chain: int) -> None:
    page = api.client.get(f"/cases/{chain}/expectations/")
    groups = offers(page)
    assert groups == list(
        Group.objects.filter(scope__in=["change", "presence"])
        .exclude(level="encoding")
        .order_by("rank")
        .values_list("pk", flat=True)
    )
    text = CUT
    for group in groups:
        text = text_of(post(api, chain, do=f"add:{group}", text=text))
    assert text.startswith(CUT + "\n- capture: ")
    assert "- capture: Archive\n  path: (0008,0050)  # Accession Number\n  kind: value.truncated\n" in text
    assert '- capture: Archive\n  path: "*"\n  kind: instance.missing\n' in text
    assert kept(chain) == ""
    assert post(api, chain, do="save", text=text).status_code == 302


def test_a_line_that_is_not_of_this_case_is_not_added(api: Api, chain: int) -> None:
    other = api.new_case("source", "archive")
    group = Group.objects.order_by("rank").first()
    assert group is not None
    for argument in (str(group.pk), "0", "x", "9" * 40):
        assert post(api, other, do=f"add:{argument}", text="").status_code == 404


def test_value_maps_are_kept_and_removed(api: Api) -> None:
    case = api.new_case("source", "archive")
    text = CUT.replace("Archive", "archive") + "  rule: map ids.csv\n"
    upload = SimpleUploadedFile("ids.csv", b"A1,B1\n")
    page = post(api, case, do="upload", text=text, maps=upload)
    assert page.status_code == 200
    assert text_of(page) == text
    assert b"<code>ids.csv</code>" in page.content
    assert post(api, case, do="save", text=text).status_code == 302
    refused = post(api, case, do="drop:ids.csv", text=text)
    assert refused.status_code == 400
    assert b"ids.csv cannot be read" in refused.content
    post(api, case, do="save", text="")
    assert post(api, case, do="drop:ids.csv", text="").status_code == 200
    assert expectations.draft_of(Case.objects.get(pk=case)).tables == {}
    refused = post(api, case, do="save", text=CUT, maps=SimpleUploadedFile("x.csv", b"\xff"))
    assert (refused.status_code, text_of(refused)) == (400, CUT)


def test_the_report_folds_what_was_expected(api: Api, chain: int, drain: Callable[..., int]) -> None:
    every = "- {capture: '*', path: '*', kind: '*', note: all of it}\n"
    assert b"Run again with this list" not in api.client.get(f"/cases/{chain}/expectations/").content
    post(api, chain, do="save", text=CUT)
    assert f'formaction="/cases/{chain}/run/"'.encode() in api.client.get(f"/cases/{chain}/expectations/").content
    api.client.post(f"/cases/{chain}/run/")
    drain()
    page = api.client.get(f"/cases/{chain}/changes/").content.decode()
    assert re.search(r"expected <i>2</i>", page)
    assert "· expected" in page
    asked = api.client.get(f"/cases/{chain}/changes/?level=expected").content.decode()
    assert re.findall(r"<code>(\([0-9A-F,]+\))</code> \w", asked)[0] == "(0008,0050)"
    assert "(0020,000D)" not in asked
    shown = api.client.get(f"/cases/{chain}/expectations/").content.decode()
    assert "What came of it in run 2" in shown
    post(api, chain, do="save", text=every)
    api.client.post(f"/cases/{chain}/run/")
    drain()
    page = api.client.get(f"/cases/{chain}/changes/").content.decode()
    assert "No hop changed the meaning of any attribute but as expected." in page
    assert not Group.objects.filter(analysis__number=3, scope__in=["change", "presence"], expected=False).exists()


def test_what_was_required_and_missing_is_among_the_findings(api: Api, chain: int, drain: Callable[..., int]) -> None:
    post(api, chain, do="save", text=f"{CUT}  rule: truncate 4\n  required: true\n")
    api.client.post(f"/cases/{chain}/run/")
    drain()
    page = api.client.get(f"/cases/{chain}/findings/?row=CON001").content.decode()
    assert "Required change did not happen" in page
    shown = api.client.get(f"/cases/{chain}/expectations/").content.decode()
    assert '<span class="breaks">✕ 2</span>' in shown


def test_a_row_shows_what_was_expected_of_its_other_hops(api: Api, chain: int, drain: Callable[..., int]) -> None:
    post(api, chain, do="save", text="- {capture: Router, path: StudyInstanceUID, kind: uid.regenerated}\n")
    api.client.post(f"/cases/{chain}/run/")
    drain()
    page = api.client.get(f"/cases/{chain}/changes/").content.decode()
    (row,) = re.findall(r'<tr id="row-0020-000D".*?</tr>', page, re.DOTALL)
    assert '<td class="changed expected">' in row
    assert "expected</em>" in row
