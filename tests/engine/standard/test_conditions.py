"""Conditions are true, false or unknown; what is unknown stays so unless the rest decides."""

from collections.abc import Sequence
from itertools import product
from typing import Any

import pytest

from validator.engine.model import Element, Item
from validator.engine.standard.conditions import FRAME, ROOT, Reference, evaluate, is_filled, reason, valued

MODALITY, IMAGE_TYPE, SAMPLES, CODES, ABSENT = 0x00080060, 0x00080008, 0x00280002, 0x00081032, 0x00180050
EMPTY = 0x00100040
TRUE, FALSE, UNKNOWN = ["always"], ["never"], ["unknown", "somebody knows"]


def element(tag: int, vr: str, value: bytes | None, **others: Any) -> Element:
    return Element(tag, vr, vr, len(value or b""), 0, 8, value, **others)


ELEMENTS = {
    MODALITY: element(MODALITY, "CS", b"CT"),
    IMAGE_TYPE: element(IMAGE_TYPE, "CS", b"ORIGINAL\\PRIMARY"),
    SAMPLES: element(SAMPLES, "IS", b"3"),
    EMPTY: element(EMPTY, "CS", b""),
    CODES: element(CODES, "SQ", None, items=(Item(0, 0, ()), Item(0, 0, ()))),
}


class Here:
    """Surroundings of a few elements, whose values are plain text."""

    iod, sop_class, encapsulated = "ct-image", "1.2.840.10008.5.1.4.1.1.2", False

    def __init__(self, *, is_cut: bool = False) -> None:
        self.is_cut = is_cut

    def find(self, reference: Reference) -> Element | None:
        up, tag = reference
        return ELEMENTS.get(tag) if up == 0 else None

    def texts(self, element: Element) -> tuple[str, ...]:
        return tuple((element.value or b"").decode().split("\\")) if element.value else ()

    def codes(self, element: Element) -> set[tuple[str, str]]:
        return {("24627-2", "LN"), ("P5-00100", "SRT")}

    def is_unread(self, reference: Reference) -> bool:
        return self.is_cut

    def uses(self, module: str) -> bool | None:
        return {"contrast-bolus": True, "cine": False}.get(module)

    def cites(self) -> bool:
        return True


def here(*tag: int) -> list[int]:
    return [0, *tag]


@pytest.mark.parametrize(
    ("expression", "held"),
    [
        (["present", here(MODALITY)], True),
        (["present", here(EMPTY)], True),
        (["present", here(ABSENT)], False),
        (["filled", here(MODALITY)], True),
        (["filled", here(EMPTY)], False),
        (["filled", here(ABSENT)], False),
        (["is", here(MODALITY), 0, ["CT", "MR"]], True),
        (["is", here(MODALITY), 0, ["MR"]], False),
        (["is", here(ABSENT), 0, ["MR"]], False),
        (["is", here(EMPTY), 0, ["MR"]], False),
        (["is", here(IMAGE_TYPE), 0, ["PRIMARY"]], True),
        (["is", here(IMAGE_TYPE), 1, ["PRIMARY"]], False),
        (["is", here(IMAGE_TYPE), 2, ["PRIMARY"]], True),
        (["is", here(IMAGE_TYPE), 3, ["PRIMARY"]], False),
        (["is-not", here(MODALITY), 0, ["MR"]], True),
        (["is-not", here(MODALITY), 0, ["CT"]], False),
        (["is-not", here(ABSENT), 0, ["CT"]], None),
        (["is-not", here(EMPTY), 0, ["CT"]], None),
        (["is-not", here(IMAGE_TYPE), 3, ["CT"]], None),
        (["number", here(SAMPLES), "=", 3], True),
        (["number", here(SAMPLES), "!=", 3], False),
        (["number", here(SAMPLES), ">", 1], True),
        (["number", here(SAMPLES), ">=", 4], False),
        (["number", here(SAMPLES), "<", 3], False),
        (["number", here(SAMPLES), "<=", 3], True),
        (["number", here(MODALITY), ">", 1], None),
        (["number", here(EMPTY), ">", 1], False),
        (["number", here(ABSENT), ">", 1], False),
        (["items", here(CODES), ">", 1], True),
        (["items", here(CODES), ">", 2], False),
        (["items", here(ABSENT), "=", 0], True),
        (["items", here(MODALITY), "=", 0], True),
        (["values", here(IMAGE_TYPE), "=", 2], True),
        (["values", here(ABSENT), "<", 1], True),
        (["code", here(CODES), [["24627-2", "LN"]]], True),
        (["code", here(CODES), [["24627-2", "DCM"]]], False),
        (["code", here(ABSENT), [["24627-2", "LN"]]], False),
        (["iod", ["mr-image", "ct-image"]], True),
        (["iod", ["mr-image"]], False),
        (["class", ["1.2.840.10008.5.1.4.1.1.2"]], True),
        (["class", ["1.2.840.10008.5.1.4.1.1.4"]], False),
        (["module", ["contrast-bolus"]], True),
        (["module", ["cine"]], False),
        (["module", ["cine", "contrast-bolus"]], True),
        (["module", ["cine", "elsewhere"]], None),
        (["encapsulated"], False),
        (["cites"], True),
        (["silent"], False),
        (TRUE, True),
        (FALSE, False),
        (UNKNOWN, None),
    ],
    ids=str,
)
def test_every_test_of_the_language(expression: Sequence[Any], held: bool | None) -> None:
    assert evaluate(expression, Here()) is held


@pytest.mark.parametrize(
    "expression",
    [
        ["present", here(ABSENT)],
        ["filled", here(ABSENT)],
        ["is", here(ABSENT), 0, ["CT"]],
        ["is-not", here(ABSENT), 0, ["CT"]],
        ["number", here(ABSENT), "=", 1],
        ["items", here(ABSENT), "=", 0],
        ["values", here(ABSENT), "=", 0],
        ["code", here(ABSENT), [["1", "DCM"]]],
        ["not", ["present", here(ABSENT)]],
    ],
    ids=str,
)
def test_what_may_lie_behind_the_end_of_a_damaged_file_is_unknown(expression: Sequence[Any]) -> None:
    assert evaluate(expression, Here(is_cut=True)) is None


def test_what_was_read_of_a_damaged_file_is_known() -> None:
    assert evaluate(["is", here(MODALITY), 0, ["CT"]], Here(is_cut=True)) is True
    assert evaluate(["filled", here(EMPTY)], Here(is_cut=True)) is False


OUTCOMES = [(TRUE, True), (FALSE, False), (UNKNOWN, None)]


@pytest.mark.parametrize("parts", list(product(OUTCOMES, repeat=3)), ids=str)
def test_all_any_and_not_as_in_logic_with_three_values(parts: Any) -> None:
    expressions, outcomes = [part for part, _ in parts], [outcome for _, outcome in parts]
    everything = False if False in outcomes else None if None in outcomes else True
    anything = True if True in outcomes else None if None in outcomes else False
    assert evaluate(["all", *expressions], Here()) is everything
    assert evaluate(["any", *expressions], Here()) is anything
    negated = {True: False, False: True, None: None}
    assert evaluate(["not", ["all", *expressions]], Here()) is negated[everything]


@pytest.mark.parametrize(
    ("vr", "value", "is_full"),
    [
        ("LO", b"A ", True),
        ("LO", b"", False),
        ("LO", b"  ", False),
        ("UI", b"\0", False),
        ("US", b"\0\0", True),
        ("US", b"", False),
        ("FD", bytes(8), True),
        ("OB", bytes(2), True),
        ("UN", b"\0\0", True),
        ("LT", None, True),
    ],
)
def test_padding_is_no_value_but_a_zero_is_one(vr: str, value: bytes | None, is_full: bool) -> None:
    """A value that stays on disk is one."""
    assert is_filled(element(0x00104000, vr, value)) is is_full


def test_a_sequence_is_filled_by_items() -> None:
    assert is_filled(element(CODES, "SQ", None, items=())) is False
    assert is_filled(element(CODES, "SQ", None, items=(Item(0, 0, ()),))) is True


def test_a_value_that_was_cut_off_is_one() -> None:
    assert is_filled(Element(0x00104000, "LT", "LT", 20, 0, 8, b"")) is True


def test_pixel_data_in_fragments_are_a_value() -> None:
    assert is_filled(element(0x7FE00010, "OB", b"", fragments=())) is True


def tags(expression: Sequence[Any]) -> set[tuple[int, ...]]:
    return {tuple(reference) for reference in valued(expression)}


@pytest.mark.parametrize(
    ("expression", "read"),
    [
        (["is", here(MODALITY), 0, ["CT"]], {(0, MODALITY)}),
        (["is-not", [ROOT, MODALITY], 0, ["CT"]], {(ROOT, MODALITY)}),
        (["number", [1, SAMPLES], ">", 1], {(1, SAMPLES)}),
        (["code", [FRAME, CODES], [["1", "DCM"]]], {(FRAME, CODES)}),
        (["all", ["is", here(MODALITY), 0, ["CT"]], ["not", ["number", here(SAMPLES), "=", 1]]], {
            (0, MODALITY), (0, SAMPLES),
        }),
        (["present", here(MODALITY)], set()),
        (["iod", ["ct-image"]], set()),
        (UNKNOWN, set()),
    ],
    ids=str,
)  # fmt: skip
def test_which_references_are_read_for_their_value(expression: Sequence[Any], read: set[tuple[int, ...]]) -> None:
    assert tags(expression) == read


def test_the_reason_is_what_holds_of_the_alternatives() -> None:
    at = Here()
    is_ct, is_mr = ["is", here(MODALITY), 0, ["CT"]], ["is", here(MODALITY), 0, ["MR"]]
    assert reason(["any", is_mr, is_ct], at) == is_ct
    assert reason(["all", is_ct, ["any", is_ct, is_mr, ["always"]]], at) == ["all", is_ct, ["all", is_ct, ["always"]]]
    assert reason(is_ct, at) == is_ct
