"""The language of the overlays, line by line."""

from typing import Any

import pytest

from tools.standard.grammar import GrammarError, keywords, parse

MODALITY = ["", "Modality"]
CT, MR = ["is", MODALITY, 0, ["CT"]], ["is", MODALITY, 0, ["MR"]]


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("always", ["always"]),
        ("never", ["never"]),
        ("encapsulated", ["encapsulated"]),
        ("cites", ["cites"]),
        ('unknown "the body part is paired"', ["unknown", "the body part is paired"]),
        ("present(Modality)", ["present", MODALITY]),
        ("absent(Modality)", ["not", ["present", MODALITY]]),
        ("filled(Modality)", ["filled", MODALITY]),
        ("Modality is CT", CT),
        ("Modality is CT|MR", ["is", MODALITY, 0, ["CT", "MR"]]),
        (
            'PhotometricInterpretation is "PALETTE COLOR"',
            ["is", ["", "PhotometricInterpretation"], 0, ["PALETTE COLOR"]],
        ),
        ("ImageType[3] is AXIAL", ["is", ["", "ImageType"], 3, ["AXIAL"]]),
        ("Modality is not CT", ["is-not", MODALITY, 0, ["CT"]]),
        ("ImageType[1] is not ORIGINAL", ["is-not", ["", "ImageType"], 1, ["ORIGINAL"]]),
        ('LossyImageCompression is "01"', ["is", ["", "LossyImageCompression"], 0, ["01"]]),
        ("SamplesPerPixel > 1", ["number", ["", "SamplesPerPixel"], ">", 1]),
        ("SamplesPerPixel >= 1", ["number", ["", "SamplesPerPixel"], ">=", 1]),
        ("SamplesPerPixel != 1", ["number", ["", "SamplesPerPixel"], "!=", 1]),
        ("SamplesPerPixel = 1", ["number", ["", "SamplesPerPixel"], "=", 1]),
        ("SliceThickness <= -0.5", ["number", ["", "SliceThickness"], "<=", -0.5]),
        ("items(SegmentSequence) > 1", ["items", ["", "SegmentSequence"], ">", 1]),
        ("values(MaskFrameNumbers) < 2", ["values", ["", "MaskFrameNumbers"], "<", 2]),
        (
            "ConceptNameCodeSequence code is 121058^DCM|113000^DCM",
            ["code", ["", "ConceptNameCodeSequence"], [["121058", "DCM"], ["113000", "DCM"]]],
        ),
        (
            "ConceptNameCodeSequence code is not 121058^DCM",
            ["not", ["code", ["", "ConceptNameCodeSequence"], [["121058", "DCM"]]]],
        ),
        ("iod is ct-image|mr-image", ["iod", ["ct-image", "mr-image"]]),
        ("not iod is ct-image", ["not", ["iod", ["ct-image"]]]),
        ("iod is not ct-image", ["not", ["iod", ["ct-image"]]]),
        ("class is CTImageStorage", ["class", ["CTImageStorage"]]),
        ("module is contrast-bolus", ["module", ["contrast-bolus"]]),
        ("root:Modality is CT", ["is", ["root", "Modality"], 0, ["CT"]]),
        ("present(parent:ValueType)", ["present", ["parent", "ValueType"]]),
        ("here:SegmentSequence.SegmentLabel is A", ["is", ["here", "SegmentSequence", "SegmentLabel"], 0, ["A"]]),
        ("frame:FrameType[1] is ORIGINAL", ["is", ["frame", "FrameType"], 1, ["ORIGINAL"]]),
        ("Modality is CT and Modality is MR", ["all", CT, MR]),
        ("Modality is CT or Modality is MR and never", ["any", CT, ["all", MR, ["never"]]]),
        ("(Modality is CT or Modality is MR) and never", ["all", ["any", CT, MR], ["never"]]),
        ("not Modality is CT and Modality is MR", ["all", ["not", CT], MR]),
        ("not (Modality is CT and Modality is MR)", ["not", ["all", CT, MR]]),
    ],
)
def test_expressions(text: str, expression: list[Any]) -> None:
    assert parse(text).required == expression


@pytest.mark.parametrize(
    ("text", "otherwise"),
    [
        ("Modality is CT", ["silent"]),
        ("Modality is CT ; else allowed", ["always"]),
        ("Modality is CT; else forbidden", ["never"]),
        ("Modality is CT ; else Modality is MR", MR),
        ('Modality is CT ; else unknown "it matters"', ["unknown", "it matters"]),
    ],
)
def test_what_holds_otherwise(text: str, otherwise: list[Any]) -> None:
    assert parse(text).otherwise == otherwise


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Modality",
        "Modality is",
        "Modality is CT MR",
        "Modality is CT|",
        "Modality is (CT)",
        "(Modality is CT",
        "present Modality",
        "present(Modality",
        "items(SegmentSequence)",
        "items(SegmentSequence) > many",
        "SamplesPerPixel ! 1",
        "ImageType[A] is AXIAL",
        "ConceptNameCodeSequence code is 121058",
        "somewhere:Modality is CT",
        "Modality is CT ; allowed",
        "Modality is CT ; else perhaps",
        "Modality is CT & never",
        "iod ct-image",
        "unknown",
    ],
)
def test_what_is_no_condition_is_refused(text: str) -> None:
    with pytest.raises(GrammarError):
        parse(text)


def test_the_keywords_that_an_expression_names() -> None:
    required = parse("root:Modality is CT and (absent(here:A.B) or not items(C) > 1) and iod is x").required
    assert keywords(required) == {"Modality", "A", "B", "C"}
    assert keywords(required, "here") == {"A"}
    assert keywords(required, "root") == {"Modality"}
