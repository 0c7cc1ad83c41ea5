"""Addresses that nobody links to: what is not understood is left aside or not there, and nothing fails."""

import re
from itertools import product

import pytest

from tests.web.conftest import Api
from validator.views.report import READERS

PARAMETERS = (
    "hop", "capture", "kind", "rule", "impact", "severity", "level", "state", "presence", "by", "group", "said", "q",
    "row", "unfold", "page", "run", "at", "from", "before", "after", "show", "view",
)  # fmt: skip
RUBBISH = (
    "", "0", "-1", "1", "2", "7", "999999999", "99999999999999999999", "1e3", "٣", "²", "nan", "None", "x" * 3_000,
    "'", '"><script>alert(1)</script>', "=cmd|' /C calc'!A0", "\x1b[2J", "\u202e", "\ud7ff", "%", "%00", "%ff", "%s",
    "(0010,0020)", "(0010,0020", "(0010,0020)[0].(0008,0050)", "(0010,0020)[*].", "(" * 500, "[" * 500, "." * 500,
    "PatientID", "..", "0:1", "1:", ":", "0-1", "a|b|c", "value.prefixed", "uid.*", "0,0,0", "\\", "{0}", "encoding",
    "hop", "bytes",
)  # fmt: skip
PAGES = ("", "attribute/", "instances/0/", "lineages/1/", "expectations/", "progress/", *(f"{tab}/" for tab in READERS))
INLINE = re.compile(rb"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)


@pytest.mark.parametrize("page", PAGES)
def test_no_parameters_make_a_page_fail(api: Api, chain: int, page: str) -> None:
    # Each page gets a third of the values, and its neighbours the others; all of them under ``soak``.
    for value in RUBBISH[PAGES.index(page) % 3 :: 3]:
        answered(api, f"/cases/{chain}/{page}", dict.fromkeys(PARAMETERS, value) | {"run": ""})


@pytest.mark.soak
@pytest.mark.parametrize("page", PAGES)
def test_no_parameter_alone_makes_a_page_fail(api: Api, chain: int, page: str) -> None:
    for name, value in product(PARAMETERS, RUBBISH):
        row = {"row": "(0010,0020)"} if page == "attribute/" else {}
        answered(api, f"/cases/{chain}/{page}", {**row, name: value})


def answered(api: Api, path: str, query: dict[str, str], **headers: str) -> None:
    """The page is there or is not; what was asked stands nowhere in it as something to run."""
    response = api.client.get(path, query, headers=headers)
    assert response.status_code in {200, 302, 404}, query
    assert not INLINE.search(response.content), query


@pytest.mark.parametrize("page", ["changes/", "findings/", "lineages/1/"])
def test_no_target_makes_a_part_fail(api: Api, chain: int, page: str) -> None:
    for target, row in product(("report", "detail", "rows", "bytes", "<script>"), ("", "(0010,0020)", "<script>", "0")):
        headers = {"HX-Request": "true", "HX-Target": target}
        answered(api, f"/cases/{chain}/{page}", {"row": row, "at": row}, **headers)


@pytest.mark.parametrize("path", ["lineages/0/", "lineages/999999999999999999999/", "instances/99999999999999999999/"])
def test_a_number_beyond_all_is_not_there(api: Api, chain: int, path: str) -> None:
    assert api.client.get(f"/cases/{chain}/{path}").status_code == 404
    assert api.client.get(f"/cases/99999999999999999999/{path}").status_code == 404
