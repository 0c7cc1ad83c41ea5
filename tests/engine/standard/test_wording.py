"""Conditions in plain words."""

from typing import Any

import pytest

from validator.engine.standard.iods import Condition
from validator.engine.standard.wording import clause, otherwise, sentence

HERE, AROUND, ROOT, FRAME = 0, 1, -1, -2
MODALITY, IMAGE_TYPE, SCANNING_SEQUENCE = 0x00080060, 0x00080008, 0x00180020
SPECIES, FRAMES, WINDOW_CENTER, WINDOW_WIDTH = 0x00102202, 0x00280008, 0x00281050, 0x00281051
REGION, CODE_VALUE, VALUE_TYPE, SOP_CLASS = 0x00082218, 0x00080100, 0x0040A040, 0x00081150
CONTRAST, FRAME_TYPE, ROWS = 0x00180010, 0x00089007, 0x00280010

CT = ["is", [ROOT, MODALITY], 0, ["CT"]]
MR = ["is", [ROOT, MODALITY], 0, ["MR"]]
EP = ["is", [HERE, SCANNING_SEQUENCE], 0, ["EP"]]
ORIGINAL = ["is", [HERE, IMAGE_TYPE], 1, ["ORIGINAL", "MIXED"]]
CENTER, WIDTH = ["present", [HERE, WINDOW_CENTER]], ["present", [HERE, WINDOW_WIDTH]]
FRAME_COUNT = ["number", [HERE, FRAMES], ">", 1]
ONE_ROW = ["number", [HERE, ROWS], "=", 1]
PAIRED = ["unknown", "the body part is paired"]


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        (["all", MR, EP], "Modality is MR and Scanning Sequence contains EP"),
        (ORIGINAL, "Image Type value 1 is ORIGINAL or MIXED"),
        (["is", [FRAME, FRAME_TYPE], 3, ["A", "B", "C"]], "Frame Type value 3 is A, B or C"),
        (["not", ["present", [HERE, SPECIES]]], "Patient Species Code Sequence is absent"),
        (FRAME_COUNT, "Number of Frames is greater than 1"),
        (["number", [HERE, ROWS], ">=", 2], "Rows is at least 2"),
        (["number", [HERE, ROWS], "=", 2.5], "Rows is 2.5"),
        (["not", ["number", [HERE, ROWS], "=", 2]], "Rows is not 2"),
        (["not", FRAME_COUNT], "Number of Frames is not greater than 1"),
        (["filled", [HERE, CONTRAST]], "Contrast/Bolus Agent has a value"),
        (["not", ["filled", [HERE, CONTRAST]]], "Contrast/Bolus Agent has no value"),
        (["filled", [HERE, REGION]], "Anatomic Region Sequence has an item"),
        (["items", [HERE, REGION], ">", 1], "Anatomic Region Sequence has more than 1 item"),
        (["items", [HERE, REGION], ">=", 1], "Anatomic Region Sequence has an item"),
        (["items", [HERE, REGION], "=", 2], "Anatomic Region Sequence has exactly 2 items"),
        (["not", ["items", [HERE, REGION], ">", 0]], "Anatomic Region Sequence has no item"),
        (["values", [HERE, WINDOW_CENTER], ">", 1], "Window Center has more than 1 value"),
        (["is-not", [HERE, CONTRAST], 0, ["NONE"]], "Contrast/Bolus Agent is not NONE"),
        (["is-not", [HERE, MODALITY], 0, ["CT", "MR"]], "Modality is neither CT nor MR"),
        (["is-not", [HERE, MODALITY], 0, ["CT", "MR", "US"]], "Modality is none of CT, MR or US"),
        (["is-not", [HERE, SCANNING_SEQUENCE], 0, ["EP"]], "Scanning Sequence does not contain EP"),
        (["not", CT], "Modality is not CT"),
        (["not", ["is-not", [HERE, MODALITY], 0, ["CT"]]], "Modality is CT"),
        (
            ["all", ["filled", [HERE, CONTRAST]], ["is-not", [HERE, CONTRAST], 0, ["NONE"]]],
            "Contrast/Bolus Agent has a value other than NONE",
        ),
        (
            ["present", [HERE, REGION, CODE_VALUE]],
            "Code Value in Anatomic Region Sequence is present",
        ),
        (["is", [AROUND, VALUE_TYPE], 0, ["CONTAINER"]], "Value Type one level up is CONTAINER"),
        (["is", [AROUND, MODALITY], 0, ["CT"]], "Modality is CT"),
        (
            ["code", [HERE, 0x0040A043], [["121058", "DCM"], ["113000", "DCM"]]],
            "Concept Name Code Sequence holds the code (121058, DCM) or (113000, DCM)",
        ),
        (["class", ["1.2.840.10008.5.1.4.1.1.2"]], "the SOP Class is CT Image Storage"),
        (["not", ["class", ["1.2.840.10008.5.1.4.1.1.2"]]], "the SOP Class is not CT Image Storage"),
        (
            ["is", [HERE, SOP_CLASS], 0, ["1.2.840.10008.5.1.4.1.1.4"]],
            "Referenced SOP Class UID is MR Image Storage",
        ),
        (["not", ["iod", ["ct-image", "mr-image"]]], "the IOD is not CT Image or MR Image"),
        (["module", ["contrast-bolus"]], "the Contrast/Bolus module is in use"),
        (["not", ["module", ["cine", "multi-frame"]]], "the Cine or Multi-frame module is not in use"),
        (["encapsulated"], "the pixel data are encapsulated"),
        (["not", ["encapsulated"]], "the pixel data are not encapsulated"),
        (PAIRED, "the body part is paired"),
        (["not", PAIRED], "it is not so that the body part is paired"),
        (["present", [HERE, 0x00091001]], "Private Attribute is present"),
    ],
)  # fmt: skip
def test_a_test_is_said_with_the_names_and_terms_of_the_standard(expression: list[Any], words: str) -> None:
    assert clause(expression) == words


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        (["all", CENTER, WIDTH], "Window Center and Window Width are present"),
        (["any", CENTER, WIDTH], "Window Center or Window Width is present"),
        (["not", ["any", CENTER, WIDTH]], "Window Center and Window Width are absent"),
        (["not", ["all", CENTER, WIDTH]], "Window Center or Window Width is absent"),
        (["all", CENTER, ["not", WIDTH]], "Window Center is present and Window Width is absent"),
        (["all", CENTER, MR, EP], "Window Center is present, Modality is MR and Scanning Sequence contains EP"),
        (["any", ["any", MR, EP], CENTER], "Modality is MR, Scanning Sequence contains EP or Window Center is present"),
        (
            ["all", CT, ["any", EP, CENTER]],
            "Modality is CT, and either Scanning Sequence contains EP or Window Center is present",
        ),
        (
            ["any", ["all", MR, EP], CENTER],
            "both Modality is MR and Scanning Sequence contains EP, or Window Center is present",
        ),
        (
            ["any", ["all", MR, EP, ONE_ROW], CENTER],
            "all of Modality is MR, Scanning Sequence contains EP and Rows is 1; or Window Center is present",
        ),
        (["all", ORIGINAL, MR], "Image Type value 1 is ORIGINAL or MIXED, and Modality is MR"),
        (
            ["all", MR, ["any", ["all", EP, ONE_ROW], CENTER]],
            "Modality is MR, and either both Scanning Sequence contains EP and Rows is 1, or Window Center is present",
        ),
        (["not", ["all", MR, ["not", EP]]], "Modality is not MR or Scanning Sequence contains EP"),
        (
            ["any", ["present", [HERE, REGION, CODE_VALUE]], ["present", [HERE, SPECIES, CODE_VALUE]]],
            "Code Value in Anatomic Region Sequence or Patient Species Code Sequence is present",
        ),
        (
            ["any", ["present", [HERE, REGION, CODE_VALUE]], CENTER, WIDTH],
            "Code Value in Anatomic Region Sequence, or Window Center or Window Width is present",
        ),
        (["any", MR, ["is", [FRAME, MODALITY], 0, ["MR"]]], "Modality is MR"),
        (["all", CENTER, ["present", [ROOT, WINDOW_CENTER]]], "Window Center is present"),
        (
            ["all", ["filled", [HERE, CONTRAST]], ["is-not", [HERE, CONTRAST], 0, ["A", "B", "C"]], CT],
            "Contrast/Bolus Agent has a value other than A, B or C, and Modality is CT",
        ),
        (["all", PAIRED, ["not", CENTER]], "the body part is paired and Window Center is absent"),
    ],
)  # fmt: skip
def test_joined_tests_read_as_one_sentence(expression: list[Any], words: str) -> None:
    assert clause(expression) == words


@pytest.mark.parametrize(
    ("required", "alternative", "words"),
    [
        (MR, ["always"], "may be present otherwise"),
        (MR, ["never"], "must not be present otherwise"),
        (MR, CENTER, "may be present otherwise only if Window Center is present"),
        (["never"], CENTER, "may be present only if Window Center is present"),
        (["never"], ["always"], "may be present"),
        (["always"], ["never"], ""),
        (PAIRED, ["never"], ""),
        (PAIRED, ["always"], "may be present otherwise"),
        (["all", PAIRED, MR], ["never"], "must not be present otherwise"),
    ],
)
def test_what_holds_otherwise_is_said_where_it_can_be_told(
    required: list[Any], alternative: list[Any], words: str
) -> None:
    assert otherwise(Condition(required, alternative)) == words


@pytest.mark.parametrize(
    ("required", "alternative", "words"),
    [
        (MR, ["never"], "Required if Modality is MR. Must not be present otherwise."),
        (PAIRED, ["never"], "Required if the body part is paired."),
        (["always"], ["never"], "Required."),
        (["never"], CENTER, "May be present only if Window Center is present."),
    ],
)
def test_a_whole_condition_is_a_sentence(required: list[Any], alternative: list[Any], words: str) -> None:
    assert sentence(Condition(required, alternative)) == words
