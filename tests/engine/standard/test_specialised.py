"""Conditions as they read in one IOD."""

from typing import Any

import pytest

from validator.engine.standard.iods import Condition, Iod, Module, Table
from validator.engine.standard.specialised import specialised

CLASS, OTHER_CLASS = "1.2.3", "1.2.4"
X = ["present", [0, 0x00100010]]
Y = ["present", [0, 0x00100020]]
UNKNOWN = ["unknown", "something"]


def module(key: str, usage: str) -> Module:
    return Module(key, key, "", "Image", usage, None, None, Table(0))


IOD = Iod(
    "ct-image", "CT Image", "", (CLASS,), (module("a", "M"), module("b", "U")), (), frozenset()
)  # fmt: skip


@pytest.mark.parametrize(
    ("expression", "left"),
    [
        (["iod", ["ct-image", "mr-image"]], ["always"]),
        (["iod", ["mr-image"]], ["never"]),
        (["class", [CLASS, OTHER_CLASS]], ["always"]),
        (["class", [OTHER_CLASS]], ["never"]),
        (["module", ["a", "b"]], ["always"]),
        (["module", ["b", "c"]], ["module", ["b"]]),
        (["module", ["c"]], ["never"]),
        (["not", ["iod", ["mr-image"]]], ["always"]),
        (["not", X], ["not", X]),
        (["all", X, ["iod", ["ct-image"]]], X),
        (["all", X, ["iod", ["mr-image"]]], ["never"]),
        (["all", X, ["iod", ["ct-image"]], UNKNOWN], ["all", X, UNKNOWN]),
        (["any", X, ["iod", ["mr-image"]]], X),
        (["any", X, ["iod", ["ct-image"]]], ["always"]),
        (["any", ["all", X, ["iod", ["mr-image"]]], Y], Y),
        (["all", ["iod", ["ct-image"]], ["class", [CLASS]]], ["always"]),
        (UNKNOWN, UNKNOWN),
    ],
)
def test_what_the_iod_decides_falls_away(expression: list[Any], left: list[Any]) -> None:
    assert specialised(Condition(expression, ["never"]), IOD) == Condition(left, ["never"])
    assert specialised(Condition(X, expression), IOD) == Condition(X, left)


def test_of_several_sop_classes_the_instance_decides() -> None:
    expression = ["class", [CLASS]]
    several = Iod("x", "X", "", (CLASS, OTHER_CLASS), (), (), frozenset())
    assert specialised(Condition(expression, ["never"]), several).required == expression
