"""SRD062 to SRD065."""

from typing import Any

from pydicom import Dataset
from pydicom.sequence import Sequence

from tests.build import ROOT, changed
from tests.engine.rules.harness import allows, flags
from tests.engine.rules.presentations import area, series, state

BLENDING, ADVANCED = "1.2.840.10008.5.1.4.1.1.11.4", "1.2.840.10008.5.1.4.1.1.11.8"


def plain(sop_class: str) -> Dataset:
    """What the kinds of presentation states have in common."""
    made = state(SOPClassUID=sop_class)
    for keyword in (
        "ReferencedSeriesSequence",
        "GraphicAnnotationSequence",
        "GraphicLayerSequence",
        "PresentationLUTShape",
    ):
        delattr(made, keyword)
    made.ICCProfile = bytes(128)
    return made


def blending(*positions: str) -> Dataset:
    made = plain(BLENDING)
    made.BlendingSequence = Sequence([_set(position) for position in positions])
    made.DisplayedAreaSelectionSequence = Sequence([area()])
    made.RelativeOpacity = 0.5
    made.RedPaletteColorLookupTableDescriptor = [256, 0, 16]
    made.GreenPaletteColorLookupTableDescriptor = [256, 0, 16]
    made.BluePaletteColorLookupTableDescriptor = [256, 0, 16]
    made.RedPaletteColorLookupTableData = bytes(512)
    made.GreenPaletteColorLookupTableData = bytes(512)
    made.BluePaletteColorLookupTableData = bytes(512)
    return made


def _set(position: str) -> Dataset:
    item = Dataset()
    item.BlendingPosition = position
    item.StudyInstanceUID = f"{ROOT}.2.1"
    item.ReferencedSeriesSequence = Sequence([series(f"{ROOT}.4.2{len(position)}")])
    return item


def test_two_layers_in_one_position():
    flags(blending("SUPERIMPOSED", "SUPERIMPOSED"), ("SRD062", "(0070,0402)[1].(0070,0405)"))
    allows("SRD062", blending("SUPERIMPOSED", "UNDERLYING"))


def advanced(*numbers: int, inputs: tuple[int, ...] = (1, 2), mode: str = "EQUAL") -> Dataset:
    made = plain(ADVANCED)
    made.AdvancedBlendingSequence = Sequence([_input(number) for number in numbers])
    step = Dataset()
    step.BlendingDisplayInputSequence = Sequence([_numbered(number) for number in inputs])
    step.BlendingMode = mode
    if mode == "FOREGROUND":
        step.RelativeOpacity = 0.5
    made.BlendingDisplaySequence = Sequence([step])
    made.PixelPresentation = "TRUE_COLOR"
    return made


def _numbered(number: int, **attributes: Any) -> Dataset:
    item = Dataset()
    item.BlendingInputNumber = number
    return changed(item, **attributes)


def _input(number: int) -> Dataset:
    return _numbered(number, StudyInstanceUID=f"{ROOT}.2.1", SeriesInstanceUID=f"{ROOT}.3.{number + 20}")


def test_inputs_with_a_gap():
    (finding,) = flags(advanced(1, 3, inputs=(1, 3)), ("SRD063", "(0070,1B01)[1].(0070,1B02)"))
    assert "is 3 in item 2" in finding.message
    allows("SRD063", advanced(1, 2))


def test_a_step_with_an_unknown_input():
    flags(advanced(1, 2, inputs=(1, 3)), ("SRD064", "(0070,1B04)[0].(0070,1B03)[1].(0070,1B02)"))


def test_a_step_may_take_what_another_made():
    made = advanced(1, 2)
    made.BlendingDisplaySequence[0].BlendingInputNumber = 3
    last = Dataset()
    last.BlendingDisplayInputSequence = Sequence([_numbered(3)])
    last.BlendingMode = "EQUAL"
    made.BlendingDisplaySequence.append(last)
    allows("SRD064", made)


def test_three_inputs_in_the_foreground():
    flags(advanced(1, 2, 3, inputs=(1, 2, 3), mode="FOREGROUND"), ("SRD065", "(0070,1B04)[0].(0070,1B03)"))
    allows("SRD065", advanced(1, 2, mode="FOREGROUND"))
