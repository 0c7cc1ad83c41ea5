"""Which modules are in use, and by what."""

from typing import Any

import pytest

from tests.engine.rules.conformance.tables import (
    IS_CT,
    UNKNOWN,
    data_set,
    deviations,
    instance,
    iod,
    module,
    row,
    tag,
)
from validator.engine.rules.conformance.deviation import Difference
from validator.engine.rules.conformance.modules import Modules
from validator.engine.standard.iods import Module

AGENT = ["present", [0, tag("ContrastBolusAgent")]]


def contrast(**use: Any) -> Module:
    """A module with a required attribute of its own, an optional one, and one that others have as well."""
    return module(
        "contrast",
        row("ContrastBolusAgent", "2"),
        row("ContrastBolusVolume", "3"),
        row("BodyPartExamined", "1"),
        **use,
    )


GENERAL = module("general", row("Modality", "1"), row("BodyPartExamined", "3"))


def in_use(*modules: Module, **attributes: Any) -> dict[str, Any]:
    """The modules in use by their key, with the reason."""
    used = Modules(iod(*modules), instance(data_set(**attributes))).in_use()
    return {use.module.key: use.because for use in used}


def test_mandatory_modules_are_always_in_use():
    assert in_use(GENERAL, contrast()) == {"general": None, "contrast": None}


def test_a_conditional_module_is_in_use_where_its_condition_holds():
    conditional = contrast(usage="C", required=IS_CT)
    assert in_use(GENERAL, conditional, Modality="CT") == {"general": None, "contrast": IS_CT}
    assert in_use(GENERAL, conditional, Modality="MR") == {"general": None}


def test_it_is_not_in_use_where_its_condition_does_not_hold_whatever_is_there():
    conditional = contrast(usage="C", required=IS_CT)
    assert in_use(GENERAL, conditional, Modality="MR", ContrastBolusAgent="IODINE") == {"general": None}


@pytest.mark.parametrize("use", [{"usage": "U"}, {"usage": "C", "required": UNKNOWN}])
def test_an_attribute_of_its_own_that_it_demands_tells_that_a_module_is_in_use(use: dict[str, Any]):
    assert in_use(GENERAL, contrast(**use)) == {"general": None}
    assert in_use(GENERAL, contrast(**use), ContrastBolusAgent="IODINE") == {"general": None, "contrast": AGENT}
    assert in_use(GENERAL, contrast(**use), ContrastBolusAgent="") == {"general": None, "contrast": AGENT}


@pytest.mark.parametrize("attributes", [{"ContrastBolusVolume": 100}, {"BodyPartExamined": "CHEST"}])
def test_one_that_it_does_not_demand_or_that_others_have_tells_nothing(attributes: dict[str, Any]):
    assert in_use(GENERAL, contrast(usage="U"), **attributes) == {"general": None}


def test_a_condition_of_the_table_takes_the_place_of_own_attributes():
    volume = ["filled", [0, tag("ContrastBolusVolume")]]
    optional = contrast(usage="U", in_use=volume)
    assert in_use(optional, ContrastBolusAgent="IODINE") == {}
    assert in_use(optional, ContrastBolusVolume="") == {}
    assert in_use(optional, ContrastBolusVolume=100) == {"contrast": volume}
    assert in_use(contrast(usage="U", in_use=["never"]), ContrastBolusAgent="IODINE") == {}


def test_a_module_may_ask_for_another():
    following = module("following", row("Rows", "1"), usage="C", required=["module", ["contrast"]])
    assert in_use(following, contrast(usage="U")) == {}
    assert set(in_use(following, contrast(usage="U"), ContrastBolusAgent="")) == {"following", "contrast"}


def test_modules_that_ask_for_each_other_come_to_an_end():
    one = module("one", row("Rows", "1"), usage="C", required=["module", ["other"]])
    other = module("other", row("Columns", "1"), usage="C", required=["module", ["one"]])
    assert in_use(one, other) == {}


def test_what_a_module_demands_that_is_not_in_use_is_not_missed():
    listed = iod(GENERAL, contrast(usage="U"))
    assert deviations(listed, data_set(Modality="CT")) == []
    assert deviations(listed, data_set(Modality="CT", ContrastBolusAgent="")) == [
        (Difference.TYPE_1_MISSING, "(0018,0015)")
    ]


def test_an_attribute_of_a_module_that_is_not_in_use_belongs_to_the_iod_all_the_same():
    listed = iod(GENERAL, contrast(usage="C", required=IS_CT))
    assert deviations(listed, data_set(Modality="MR", ContrastBolusAgent="IODINE")) == []
