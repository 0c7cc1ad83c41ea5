"""Which older row tells of a newer one."""

import pytest

from tools.standard import modules
from tools.standard.modules import macro_sequences, macros_of, older_row
from tools.standard.sources import Older

pytestmark = pytest.mark.usefixtures("sources")


def place(row: Older | None) -> str:
    """``module:tag:tag`` of an older row."""
    assert row is not None
    return str(row.row["path"])


def test_the_row_at_the_very_place() -> None:
    row, is_certain = older_row("image-pixel", ("PlanarConfiguration",), "1C")
    assert place(row) == "image-pixel:00280006"
    assert is_certain


def test_of_a_row_of_another_conditional_type_the_condition_is_not_meant() -> None:
    path = ("PatientOrientation",)
    assert older_row("general-image", path, "2C")[1]
    row, is_certain = older_row("general-image", path, "1C")
    assert place(row) == "general-image:00200020"
    assert not is_certain


def test_of_a_row_that_was_conditional_once_all_but_the_condition_is_meant() -> None:
    row, is_certain = older_row("general-image", ("PatientOrientation",), "2")
    assert place(row) == "general-image:00200020"
    assert is_certain


def test_an_overlay_stands_under_its_mask() -> None:
    row, is_certain = older_row("overlay-plane", ("OverlayRows",), "1")
    assert place(row) == "overlay-plane:60xx0010"
    assert is_certain


def test_a_functional_group_is_told_of_by_the_macro_of_the_iod() -> None:
    path = ("PerFrameFunctionalGroupsSequence", "CTImageFrameTypeSequence", "FrameType")
    row, is_certain = older_row("enhanced-ct-image-multi-frame-functional-groups", path, "1")
    assert place(row) == "ct-image-frame-type:00189329:00089007"
    assert is_certain


def test_where_nearly_all_rows_of_a_parent_and_type_say_the_same_one_stands_for_them() -> None:
    row, is_certain = older_row("a-new-module", ("ProcedureCodeSequence", "EquivalentCodeSequence", "CodeValue"), "1C")
    assert row is not None
    assert (row.path[-2:], row.type, is_certain) == (("00080121", "00080100"), "1C", True)


def test_what_nobody_tells_of() -> None:
    assert older_row("a-new-module", ("PyramidUID",), "1") == (None, False)


def test_every_module_is_a_tree_in_which_each_attribute_stands_once() -> None:
    trees = dict(modules.modules())
    assert len(trees) > 430
    ct = trees["ct-image"]
    assert ct["RescaleIntercept"].type == "1"
    assert ct["RescaleIntercept"].path == ("RescaleIntercept",)
    region = trees["general-image"]["AnatomicRegionSequence"]
    assert region.children["CodeMeaning"].path == ("AnatomicRegionSequence", "CodeMeaning")
    assert region.children["CodeMeaning"].tag == 0x00080104


def test_the_functional_groups_that_an_iod_lists() -> None:
    macros = {macro["macro"]: macro["usage"] for macro in macros_of("enhanced-ct-image")}
    assert macros["pixel-measures"] == "M"
    assert macros["cardiac-synchronization"] == "C"
    assert macros_of("photoacoustic-image") == ()


def test_a_group_is_a_sequence() -> None:
    assert macro_sequences("pixel-measures") == (0x00289110,)
    assert macro_sequences("cardiac-synchronization") == (0x00189118,)
