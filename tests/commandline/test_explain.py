"""``explain`` for what the standard says: attributes, IODs, modules, items of sequences."""

import pytest

from validator.engine.standard import iods


@pytest.mark.parametrize("name", ["PatientID", "patientid", "0010,0020", "(0010,0020)", "00100020"])
def test_an_attribute_is_explained_however_it_is_written(run, name):
    done = run("explain", name)
    lines = done.out.splitlines()
    assert done.status == 0
    assert lines[:2] == ["(0010,0020)  Patient ID", "PatientID, LO, 1"]
    assert [line for line in lines if line and not line.startswith(" ")][2:] == [
        "What breaks when it is wrong",
        "At the top level",
        "In items of sequences",
        "Rules that speak of it",
        "See it in a file",
    ]
    assert "  1   Patient: Other Patient IDs Sequence" in lines
    assert any(line.startswith("  IDN001  ") for line in lines)
    assert lines[-1] == "  dcmdump +P 0010,0020 FILE"


def test_an_attribute_of_many_places_tells_how_many(run):
    out = run("explain", "CodeValue").out
    assert " places: in " in out
    assert len(out.splitlines()) < 12


def test_values_and_what_no_module_lists_are_told(run):
    out = run("explain", "BurnedInAnnotation").out
    assert "\nValues\n  Enumerated Values: NO (" in out
    assert "\n  Enumerated Values: YES, NO (DX Image and " in out
    assert "No module of PS3.3 lists it." in run("explain", "TransferSyntaxUID").out


@pytest.mark.parametrize(
    "name", ["ct-image", "CT Image", "CTImageStorage", "CT Image Storage", "1.2.840.10008.5.1.4.1.1.2", "CT-Image"]
)
def test_an_iod_is_explained_by_key_name_and_sop_class(run, name):
    lines = run("explain", name).out.splitlines()
    assert lines[0] == "ct-image  CT Image IOD"
    assert "1.2.840.10008.5.1.4.1.1.2  CT Image Storage" in lines
    iod = iods.iod("ct-image")
    modules = [tuple(line.split()[:2]) for line in lines if line[:5].strip() in ("M", "C", "U")]
    assert modules == [(module.usage, module.key) for module in iod.modules]


def test_a_module_lists_its_attributes_with_conditions_and_values(run):
    out = run("explain", "ct-image/general-image").out
    assert out.startswith("CT Image IOD: General Image module\n")
    assert "(0008,0008)  3   Image Type\n                 Enumerated Values of value 1: ORIGINAL, DERIVED\n" in out
    assert "(0008,2218)  3   Anatomic Region Sequence (up to 1 item)\n" in out
    assert '"dicomcheck explain ct-image/general-image/AnatomicRegionSequence" lists' in out


def test_the_items_of_a_sequence_list_theirs(run):
    out = run("explain", "ct-image/general-image/AnatomicRegionSequence").out
    assert out.startswith("CT Image IOD: General Image module › Anatomic Region Sequence\n")
    assert "(0008,0104)  1   Code Meaning\n" in out


@pytest.mark.parametrize(
    "name",
    [
        "ct-image/no-such-module",
        "ct-image/general-image/ImageType",
        "ct-image/general-image/NoSuchSequence",
        "no-such-image/general-image",
        "0009,1001",
        "1.2.3.4",
    ],
)
def test_what_is_not_there_is_said(run, name):
    done = run("explain", name)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"dicomcheck: {name!r} is no rule, kind of change, attribute or IOD: ")


@pytest.mark.parametrize(("name", "meant"), [("PatientIDs", "PatientID"), ("ct-imag", "ct-image")])
def test_what_was_meant_is_suggested(run, name, meant):
    assert f"did you mean {meant}" in run("explain", name).err


def test_every_iod_can_be_explained(run):
    assert [key for key in sorted(iods.keys()) if run("explain", key).status != 0] == []
