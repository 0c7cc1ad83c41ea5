"""Where the tables of PS3.3 list an attribute."""

import pytest

from validator.engine.standard import iods
from validator.engine.standard.dictionary import tag_of
from validator.engine.standard.occurrences import Definition, definition, listed_tags, occurrences, row_at, users


def tags(*keywords: str) -> tuple[int, ...]:
    return tuple(tag for keyword in keywords if (tag := tag_of(keyword)) is not None)


def defined(key: str, *keywords: str) -> Definition | None:
    iod = iods.iod(key)
    assert iod is not None
    return definition(iod, tags(*keywords))


def test_an_attribute_is_found_at_the_top_level_and_in_items() -> None:
    found = {(each.module.key, each.path, each.row.type) for each in occurrences(0x00100020)}
    assert ("patient", (), "2") in found
    assert ("patient", tags("OtherPatientIDsSequence"), "1") in found
    assert ("inventory", tags("InventoriedStudiesSequence", "OtherPatientIDsSequence"), "2") in found


def test_every_place_is_one_that_the_module_really_has() -> None:
    for tag in tags("CodeValue", "PixelSpacing", "Rows", "ReferencedSOPClassUID"):
        places = occurrences(tag)
        assert len({(each.module.key, each.path) for each in places}) == len(places)
        for each in places:
            assert row_at(each.module.table, (*each.path, tag)) is each.row


def test_what_no_module_lists_is_found_nowhere() -> None:
    assert occurrences(0x00020010) == []
    assert 0x00020010 not in listed_tags()
    assert 0x00100020 in listed_tags()


def test_the_users_of_a_module_are_the_iods_that_have_it() -> None:
    assert [iod.key for iod in users("ct-image")] == ["ct-image"]
    every = filter(None, map(iods.iod, iods.keys()))
    with_patient = [iod.key for iod in every if any(module.key == "patient" for module in iod.modules)]
    assert [iod.key for iod in users("patient")] == with_patient
    assert len(with_patient) > 150
    assert users("no-such-module") == ()


@pytest.mark.parametrize(
    ("keywords", "module", "type_"),
    [
        (["PatientID"], "patient", "2"),
        (["ImageType"], "ct-image", "1"),
        (["AnatomicRegionSequence", "CodeValue"], "general-image", "1C"),
    ],
)
def test_of_several_modules_the_strictest_defines_an_attribute(keywords: list[str], module: str, type_: str) -> None:
    found = defined("ct-image", *keywords)
    assert found is not None
    assert (found.module.key, found.row.type, found.path) == (module, type_, tags(*keywords[:-1]))


@pytest.mark.parametrize("keywords", [["EchoTime"], ["PatientID", "CodeValue"], ["AnatomicRegionSequence", "EchoTime"]])
def test_what_an_iod_does_not_list_it_does_not_define(keywords: list[str]) -> None:
    assert defined("ct-image", *keywords) is None
