"""GEO041 to GEO043."""

from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build, multiframe
from tests.engine.rules.harness import allows, check, flags

IDENTITY = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
MATRIX = "(0028,9520)"
EXTENDED = [("IOD040", MATRIX)]


def changed(**elements: float) -> list[float]:
    """The identity with other elements: ``r1c4`` is the shift along x."""
    matrix: list[float] = list(IDENTITY)
    for name, number in elements.items():
        matrix[(int(name[1]) - 1) * 4 + int(name[3]) - 1] = number
    return matrix


def registered(matrix: list[float], kind: str) -> Dataset:
    """A registration of one series, by this matrix."""
    inner = multiframe.item(FrameOfReferenceTransformationMatrix=matrix, FrameOfReferenceTransformationMatrixType=kind)
    wrapped = multiframe.item(MatrixSequence=Sequence([inner]), RegistrationTypeCodeSequence=Sequence())
    one = multiframe.item(FrameOfReferenceUID=f"{build.ROOT}.5.2", MatrixRegistrationSequence=Sequence([wrapped]))
    dataset = build.instance("1.2.840.10008.5.1.4.1.1.66.1")
    dataset.Modality = "REG"
    dataset.SeriesDescription = "Registration"
    dataset.FrameOfReferenceUID = f"{build.ROOT}.5.1"
    dataset.PositionReferenceIndicator = ""
    dataset.ContentDate = "20240229"
    dataset.ContentTime = "103000"
    dataset.ContentLabel = "REG"
    dataset.ContentDescription = ""
    dataset.ContentCreatorName = ""
    dataset.ManufacturerModelName = "Builder"
    dataset.DeviceSerialNumber = "1"
    dataset.SoftwareVersions = "1"
    dataset.RegistrationSequence = Sequence([one, one])
    return dataset


def test_a_matrix_written_by_columns():
    flags(build.ct(ImageToEquipmentMappingMatrix=changed(r4c1=5)), ("GEO041", MATRIX), *EXTENDED)
    allows("GEO041", build.ct(ImageToEquipmentMappingMatrix=changed(r1c4=5)), *EXTENDED)


def test_a_mapping_that_is_not_rigid():
    flags(build.ct(ImageToEquipmentMappingMatrix=changed(r1c1=2)), ("GEO042", MATRIX), *EXTENDED)
    flags(build.ct(ImageToEquipmentMappingMatrix=changed(r1c2=0.5)), ("GEO042", MATRIX), *EXTENDED)
    turned = changed(r1c1=0, r1c2=-1, r2c1=1, r2c2=0)
    allows("GEO042", build.ct(ImageToEquipmentMappingMatrix=turned), *EXTENDED)


def test_a_registration_that_is_not_what_it_says():
    first, second = (f"(0070,0308)[{number}].(0070,0309)[0].(0070,030A)[0].(3006,00C6)" for number in (0, 1))
    finding, _ = flags(registered(changed(r1c1=1.02), "RIGID"), ("GEO043", first), ("GEO043", second))
    assert finding.message.endswith("Type says: RIGID.")
    allows("GEO043", registered(changed(r1c1=1.02), "RIGID_SCALE"))
    flags(registered(changed(r1c2=0.5), "RIGID_SCALE"), ("GEO043", first), ("GEO043", second))
    allows("GEO043", registered(changed(r1c2=0.5), "AFFINE"))


def test_a_registration_with_another_last_row():
    codes = {finding.code for finding in check(registered(changed(r4c1=1), "AFFINE")).findings}
    assert codes == {"GEO041"}
