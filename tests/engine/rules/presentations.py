"""Well-formed presentation states."""

from typing import Any

from pydicom import Dataset
from pydicom.sequence import Sequence

from tests.build import CT_IMAGE, ROOT, changed, instance

GRAYSCALE = "1.2.840.10008.5.1.4.1.1.11.1"
FIRST, SECOND = f"{ROOT}.4.11", f"{ROOT}.4.12"


def state(**attributes: Any) -> Dataset:
    """A Grayscale Softcopy Presentation State for two CT images, with one line drawn on both."""
    made = instance(GRAYSCALE)
    made.Modality = "PR"
    made.SeriesDescription = "Annotations"
    made.SoftwareVersions = "1.0"
    made.ManufacturerModelName = "Workstation"
    made.DeviceSerialNumber = "17"
    made.PresentationCreationDate = "20240229"
    made.PresentationCreationTime = "103000"
    made.ContentLabel = "MARKS"
    made.ContentDescription = ""
    made.ContentCreatorName = ""
    made.PresentationLUTShape = "IDENTITY"
    made.ReferencedSeriesSequence = Sequence([series(FIRST, SECOND)])
    made.DisplayedAreaSelectionSequence = Sequence([area()])
    made.GraphicAnnotationSequence = Sequence([annotation(line(1, 1, 5, 5))])
    made.GraphicLayerSequence = Sequence([layer("MARKS")])
    return changed(made, **attributes)


def images(*uids: str) -> Sequence:
    return Sequence([_image(uid) for uid in uids])


def _image(uid: str) -> Dataset:
    image = Dataset()
    image.ReferencedSOPClassUID = CT_IMAGE
    image.ReferencedSOPInstanceUID = uid
    return image


def series(*uids: str) -> Dataset:
    item = Dataset()
    item.SeriesInstanceUID = f"{ROOT}.3.9"
    item.ReferencedImageSequence = images(*uids)
    return item


def area(first: tuple[int, int] = (1, 1), last: tuple[int, int] = (64, 32), *uids: str) -> Dataset:
    """A displayed area, of all images unless some are named."""
    item = Dataset()
    item.DisplayedAreaTopLeftHandCorner = list(first)
    item.DisplayedAreaBottomRightHandCorner = list(last)
    item.PresentationSizeMode = "SCALE TO FIT"
    item.PresentationPixelAspectRatio = ["1", "1"]
    if uids:
        item.ReferencedImageSequence = images(*uids)
    return item


def annotation(*graphics: Dataset, layer: str = "MARKS", **attributes: Any) -> Dataset:
    item = Dataset()
    item.GraphicLayer = layer
    item.GraphicObjectSequence = Sequence(graphics)
    return changed(item, **attributes)


def line(*data: float, **attributes: Any) -> Dataset:
    """A POLYLINE, or what the attributes make of it."""
    item = Dataset()
    item.GraphicAnnotationUnits = "PIXEL"
    item.GraphicDimensions = 2
    item.NumberOfGraphicPoints = len(data) // 2
    item.GraphicData = list(data)
    item.GraphicType = "POLYLINE"
    return changed(item, **attributes)


def layer(name: str) -> Dataset:
    item = Dataset()
    item.GraphicLayer = name
    item.GraphicLayerOrder = "1"
    return item


def window(*uids: str) -> Dataset:
    """An item of the Softcopy VOI LUT Sequence, for all images unless some are named."""
    item = Dataset()
    item.WindowCenter = "40"
    item.WindowWidth = "400"
    if uids:
        item.ReferencedImageSequence = images(*uids)
    return item
