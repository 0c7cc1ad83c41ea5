"""A chain that touches nothing but private attributes: what the strip says of it, and what stands open."""

from collections.abc import Callable
from io import BytesIO

import pydicom
import pytest
from django.test import Client
from pydicom.uid import ImplicitVRLittleEndian

from tests.web.conftest import Api
from tests.web.pages.conftest import bytes_of
from validator.services.report.filters import Filters
from validator.services.report.hops import hop_counts
from validator.services.report.matrix import change_matrix
from validator.services.report.overview import overview_of
from validator.services.report.run import Run, find_run


@pytest.fixture(params=[{}], ids=["private-only"])
def run(request: pytest.FixtureRequest, api: Api, client: Client, drain: Callable[..., int], ct_small: bytes) -> Run:
    """The archive writes implicitly, so that private VRs are lost; the gateway takes private attributes away.

    A parameter holds what else the gateway writes, by keyword.
    """
    case = api.new_case("Modality", "Archive", "Gateway")
    data_set = pydicom.dcmread(BytesIO(ct_small))
    assert api.send(case, 0, {"ct.dcm": bytes_of(data_set)}).status_code == 201
    data_set.file_meta.TransferSyntaxUID = ImplicitVRLittleEndian
    implicit = BytesIO()
    pydicom.dcmwrite(implicit, data_set, implicit_vr=True, little_endian=True)
    assert api.send(case, 1, {"ct.dcm": implicit.getvalue()}).status_code == 201
    data_set.remove_private_tags()
    for keyword, value in request.param.items():
        setattr(data_set, keyword, value)
    stripped = BytesIO()
    pydicom.dcmwrite(stripped, data_set, implicit_vr=True, little_endian=True)
    assert api.send(case, 2, {"ct.dcm": stripped.getvalue()}).status_code == 201
    assert api.post(f"cases/{case}/analyse").status_code == 202
    drain()
    return find_run(client.get("/").wsgi_request.user, number=case)


def test_an_encoding_that_does_harm_is_not_called_no_change(run: Run) -> None:
    hops = hop_counts([run.analysis.pk])[run.analysis.pk]
    assert {at: (hop.impact, hop.changes > 0, hop.encoding > 0) for at, hop in hops.items()} == {
        1: ("degrades", False, True),
        2: ("degrades", True, False),
    }
    archive, gateway = overview_of(run, Filters()).strip.hops
    assert (archive.sign, archive.captions[0].text) == ("▲", f"{hops[1].encoding:,} in encoding")
    assert (gateway.sign, gateway.captions[0].text) == ("1", f"{hops[2].changes:,} changes")


def test_a_section_stays_open_where_nothing_else_changed(run: Run) -> None:
    sections = {section.key: section for section in change_matrix(run, Filters(), total=1).sections}
    assert sections["private"].size > 12
    assert not sections["private"].folded


@pytest.mark.parametrize("run", [{"PatientID": "GH-1CT1"}], indirect=True, ids=["patient-id-too"])
def test_a_long_section_is_folded_where_something_else_changed(run: Run) -> None:
    sections = {section.key: section for section in change_matrix(run, Filters(), total=1).sections}
    assert (sections["private"].folded, sections["private"].rows) == (True, ())
    opened = {section.key: section for section in change_matrix(run, Filters(unfold="private"), total=1).sections}
    assert len(opened["private"].rows) == opened["private"].size == sections["private"].size
