"""GEO020 to GEO024: which size a pixel has at the detector and in the patient, and how the gantry stands."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.geo import tags
from validator.engine.rules.geo.vectors import top_numbers
from validator.engine.rules.subject import DataSet, Hit, attribute

CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2"
STEEPEST = 45
"""Degrees."""
ROUNDING = 0.001
"""Part of a value by which two that are written with few digits may differ."""
AGREEMENT = 0.02
"""Part of a value within which a magnification counts as that of the distances."""


@rule(
    "GEO020",
    "Calibrated spacing that does not say how",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} differs from {other}, and Pixel Spacing Calibration Type does not say why: "
    "what was measured by it may be wrong.",
    reference="PS3.3 10.7.1.1, 10.7.1.2",
)
def undeclared(data_set: DataSet) -> Iterator[Hit]:
    """Without calibration, Pixel Spacing is that of the detector or of the scanned film. Where it differs, the image
    was calibrated, and Pixel Spacing Calibration Type says whether by geometry or by an object of known size.

    Why it matters
    A length in a projection depends on the depth for which it was calibrated. Without the type nobody can judge it;
    implants are planned with such lengths.

    Example
    Pixel Spacing of 0.14 beside Imager Pixel Spacing of 0.16, from a workstation that calibrates silently.

    How to fix
    Have the workstation write GEOMETRY or FIDUCIAL, with a description.
    """
    if data_set.get(tags.PIXEL_SPACING) is None or data_set.text(tags.PIXEL_SPACING_CALIBRATION_TYPE):
        return
    for other in (tags.IMAGER_PIXEL_SPACING, tags.NOMINAL_SCANNED_PIXEL_SPACING):
        if data_set.get(other) is not None and _differ(
            _spacing(data_set, tags.PIXEL_SPACING), _spacing(data_set, other)
        ):
            yield data_set.at(tags.PIXEL_SPACING, other=attribute(other))
            return


@rule(
    "GEO021",
    "Calibration without its result",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is missing, but Pixel Spacing Calibration Type says that the image was calibrated.",
    reference="PS3.3 10.7.1.2, 10.7.1.1",
)
def without_result(data_set: DataSet) -> Iterator[Hit]:
    """Pixel Spacing is what a calibration comes to, and is required where there was one.

    Why it matters
    Measurements fall back to the spacing at the detector, which is too large by the magnification.

    Example
    Calibration Type of FIDUCIAL, and no (0028,0030), after a tool removed the spacing.

    How to fix
    Take the spacing from the source, or remove type and description.
    """
    if data_set.text(tags.PIXEL_SPACING_CALIBRATION_TYPE) and data_set.lacks(tags.PIXEL_SPACING):
        yield data_set.at(tags.PIXEL_SPACING)


@rule(
    "GEO022",
    "Pixels larger in the patient than at the detector",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is larger than (0018,1164) Imager Pixel Spacing: projection magnifies, "
    "so that it must be smaller.",
    reference="PS3.3 10.7.1.1, 10.7.1.2",
)
def enlarged(data_set: DataSet) -> Iterator[Hit]:
    """X-rays diverge: what lies before the detector is shown larger than it is, so that a pixel covers less of the
    patient than of the detector.

    Why it matters
    Lengths come out too large, or the image was resampled and one of the two spacings is stale.

    Example
    Pixel Spacing of 0.3 after an image was reduced to half its size, with Imager Pixel Spacing still at 0.15.

    How to fix
    Correct both spacings where an image is resampled; otherwise look at the factor of the calibration.
    """
    if data_set.get(tags.IMAGER_PIXEL_SPACING) is None:
        return
    inner, outer = _spacing(data_set, tags.PIXEL_SPACING), _spacing(data_set, tags.IMAGER_PIXEL_SPACING)
    if inner and outer and any(a > b * (1 + AGREEMENT) for a, b in zip(inner, outer, strict=True)):
        yield data_set.at(tags.PIXEL_SPACING)


@rule(
    "GEO023",
    "Magnification against the distances",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is {factor}, but the distances from source to detector and to patient make {ratio}.",
    reference="PS3.3 C.8.7.5, C.8.11.5",
)
def magnification(data_set: DataSet) -> Iterator[Hit]:
    """The estimated magnification is the distance from source to detector, divided by that from source to patient.

    Why it matters
    Lengths in the patient are computed with one or the other.

    Example
    A factor of 1 beside 1,100 and 700 millimetres.

    How to fix
    Correct the system that writes them.
    """
    if data_set.get(tags.ESTIMATED_RADIOGRAPHIC_MAGNIFICATION_FACTOR) is None:
        return
    found = [
        top_numbers(data_set, tag)[:1]
        for tag in (
            tags.ESTIMATED_RADIOGRAPHIC_MAGNIFICATION_FACTOR,
            tags.DISTANCE_SOURCE_TO_DETECTOR,
            tags.DISTANCE_SOURCE_TO_PATIENT,
        )
    ]
    if all(found) and min(values[0] for values in found) > 0:
        factor, detector, patient = (values[0] for values in found)
        ratio = detector / patient
        if abs(ratio - factor) > AGREEMENT * ratio:
            words = {"factor": f"{factor:.4g}", "ratio": f"{ratio:.4g}"}
            yield data_set.at(tags.ESTIMATED_RADIOGRAPHIC_MAGNIFICATION_FACTOR, **words)


@rule(
    "GEO024",
    "Tilt that no gantry has",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is {angle} degrees: gantries tilt by 45 at most.",
    reference="PS3.3 C.8.2.1",
)
def tilt(data_set: DataSet) -> Iterator[Hit]:
    """The tilt of a CT gantry is given in degrees; scanners reach about 30.

    Why it matters
    Workstations that correct for the tilt shear the volume.

    Example
    345 for a tilt of -15 degrees.

    How to fix
    Write the angle between -45 and 45. How the slices lie is told by Image Orientation (Patient) in any case.
    """
    if data_set.get(tags.GANTRY_DETECTOR_TILT) is None or data_set.sop_class != CT_IMAGE:
        return
    angle = next(iter(top_numbers(data_set, tags.GANTRY_DETECTOR_TILT)), 0.0)
    if abs(angle) > STEEPEST:
        yield data_set.at(tags.GANTRY_DETECTOR_TILT, angle=f"{angle:g}")


def _spacing(data_set: DataSet, tag: int) -> tuple[float, ...]:
    """Row and column spacing; empty where they are not there, or not two positive numbers."""
    values = top_numbers(data_set, tag)
    return values if len(values) == 2 and min(values) > 0 else ()


def _differ(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return bool(one and other) and any(abs(a - b) > ROUNDING * b for a, b in zip(one, other, strict=True))
