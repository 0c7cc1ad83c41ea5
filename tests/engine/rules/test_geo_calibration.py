"""GEO020 to GEO024."""

from tests import build, multiframe
from tests.engine.rules.harness import allows, flags

SPACING = "(0028,0030)"


def scanned(**attributes: object) -> build.Dataset:
    """A scanned film whose pixels were calibrated with an object of known size."""
    return multiframe.film(
        **{
            "NominalScannedPixelSpacing": [0.2, 0.2],
            "PixelSpacing": [0.18, 0.18],
            "PixelSpacingCalibrationType": "FIDUCIAL",
            "PixelSpacingCalibrationDescription": "Ball of 25 mm",
            "ConversionType": "DF",
            **attributes,
        }
    )


UNCALIBRATED = {"PixelSpacingCalibrationType": None, "PixelSpacingCalibrationDescription": None}


def test_a_calibration_that_is_not_declared():
    (finding,) = flags(scanned(**UNCALIBRATED), ("GEO020", SPACING))
    assert "differs from (0018,2010) Nominal Scanned Pixel Spacing, and" in finding.message
    allows("GEO020", scanned())
    allows("GEO020", scanned(**UNCALIBRATED, PixelSpacing=["0.2000001", "0.2"]))


def test_a_calibration_without_spacing():
    flags(scanned(PixelSpacing=None), ("GEO021", SPACING))
    allows("GEO021", scanned())


def test_pixels_that_are_larger_in_the_patient():
    beside = [("IOD040", "(0018,1164)")]
    flags(scanned(PixelSpacing=[0.25, 0.25], ImagerPixelSpacing=[0.2, 0.2]), ("GEO022", SPACING), *beside)
    allows("GEO022", scanned(ImagerPixelSpacing=[0.2, 0.2]), *beside)


def test_a_magnification_that_is_not_that_of_the_distances():
    def magnified(factor: float) -> build.Dataset:
        return multiframe.film(
            DistanceSourceToDetector=1100, DistanceSourceToPatient=1000, EstimatedRadiographicMagnificationFactor=factor
        )

    *_, finding = flags(magnified(1), ("GEO023", "(0018,1114)"), ("IOD040", ""))
    assert "is 1, but the distances from source to detector and to patient make 1.1." in finding.message
    allows("GEO023", magnified(1.11), ("IOD040", ""))


def test_a_tilt_that_no_gantry_has():
    (finding,) = flags(build.ct(GantryDetectorTilt=345), ("GEO024", "(0018,1120)"))
    assert "is 345 degrees:" in finding.message
    allows("GEO024", build.ct(GantryDetectorTilt=-30))
