"""OPS008 to OPS013: what hanging protocols, prefetching and viewers go by, where it is not said."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.pixels.description import MONOCHROME
from validator.engine.rules.classes import SECONDARY_CAPTURE, must_hold_pixels
from validator.engine.rules.ops.absence import missing
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import (
    ANATOMIC_REGION_SEQUENCE,
    BODY_PART_EXAMINED,
    CONVERSION_TYPE,
    INSTANCE_NUMBER,
    SERIES_NUMBER,
    STUDY_DESCRIPTION,
    VOI_LUT_SEQUENCE,
    WINDOW_CENTER,
    WINDOW_WIDTH,
)

PROJECTIONS = frozenset(
    {
        "1.2.840.10008.5.1.4.1.1.1",  # Computed Radiography
        "1.2.840.10008.5.1.4.1.1.1.1",  # Digital X-Ray, For Presentation
        "1.2.840.10008.5.1.4.1.1.1.1.1",  # Digital X-Ray, For Processing
        "1.2.840.10008.5.1.4.1.1.2",  # CT
        "1.2.840.10008.5.1.4.1.1.4",  # MR
    }
)
"""Classes whose images hang by Body Part Examined."""
WINDOWED = frozenset({"1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.1.1", "1.2.840.10008.5.1.4.1.1.1.2"})
"""CT, Digital X-Ray and Mammography for presentation: classes that open badly without a window."""


@rule(
    "OPS008",
    "Study Description is missing",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="{attribute} is missing or empty: lists and hanging protocols that go by it have nothing to match.",
    reference="PS3.3 C.7.2.1",
)
def study_description(data_set: DataSet) -> Iterator[Hit]:
    """The attribute is optional, and most systems rely on it.

    Why it matters
    Readers choose priors by it, and hanging protocols and prefetching match it. Without it the default layout comes up.

    Example
    A modality whose worklist does not hand down the description of the procedure.

    How to fix
    Have the modality copy it from the worklist, or the archive set it from the order.
    """
    if data_set.is_patients and must_hold_pixels(data_set.sop_class):
        yield from missing(data_set, STUDY_DESCRIPTION)


@rule(
    "OPS009",
    "Body Part Examined is missing",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="{attribute} is missing or empty, and no Anatomic Region stands in for it: hanging and prefetching cannot "
    "match the region.",
    reference="PS3.3 C.7.3.1, C.7.6.1.1",
)
def body_part(data_set: DataSet) -> Iterator[Hit]:
    """The attribute is optional in radiographs, CT and MR, and many hanging protocols rely on it.

    Why it matters
    A chest image comes up in the layout for anything, and the earlier chest images are not fetched.

    Example
    A detector whose protocols were set up without a body part.

    How to fix
    Set it in the protocols of the modality, in the terms of PS3.16 annex L.
    """
    if data_set.sop_class in PROJECTIONS and data_set.get(ANATOMIC_REGION_SEQUENCE) is None:
        yield from missing(data_set, BODY_PART_EXAMINED)


@rule(
    "OPS010",
    "Series Number is missing",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is missing or empty: the series of the study have no order.",
    reference="PS3.3 C.7.3.1",
)
def series_number(data_set: DataSet) -> Iterator[Hit]:
    """The standard permits an empty number.

    Why it matters
    Viewers sort series by it. Series without one change places from one opening to the next, and comparisons with the
    study before hang wrong.

    Example
    Objects of a post-processing workstation.

    How to fix
    Let the writing system number its series, high enough to come after those of the modality.
    """
    if data_set.is_patients:
        yield from missing(data_set, SERIES_NUMBER)


@rule(
    "OPS011",
    "Instance Number is missing",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is missing or empty: the images of the series have no order.",
    reference="PS3.3 C.7.6.1, C.10.2",
)
def instance_number(data_set: DataSet) -> Iterator[Hit]:
    """Images are sorted by it within their series, as far as no geometry says better.

    Why it matters
    Scrolling jumps back and forth, and "image 17" of a report means another image in each viewer.

    Example
    A converter that names files by number and leaves the attribute empty.

    How to fix
    Let the writing system number the instances of each series.
    """
    if data_set.is_patients and must_hold_pixels(data_set.sop_class):
        yield from missing(data_set, INSTANCE_NUMBER)


@rule(
    "OPS012",
    "Image without a window",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="{attribute} is missing, and there is no VOI LUT: each viewer makes up its own contrast.",
    reference="PS3.3 C.11.2",
)
def window(data_set: DataSet) -> Iterator[Hit]:
    """A grey image of CT, digital radiography or mammography says neither window nor look-up table.

    Why it matters
    The first impression depends on the viewer: too dark in one, washed out in the other.

    Example
    A CT series after a tool removed (0028,1050) and (0028,1051).

    How to fix
    Let the modality write the window of its protocol.
    """
    description = data_set.description
    if description is None or description.photometric not in MONOCHROME or data_set.sop_class not in WINDOWED:
        return
    if not data_set.text(WINDOW_WIDTH) and data_set.get(VOI_LUT_SEQUENCE) is None:
        yield from missing(data_set, WINDOW_CENTER)


@rule(
    "OPS013",
    "Conversion Type is missing",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is missing or empty: nothing says whether this Secondary Capture is a film, a screen or a "
    "drawing.",
    reference="PS3.3 C.8.6.1",
)
def conversion_type(data_set: DataSet) -> Iterator[Hit]:
    """Secondary Capture images say what they were made from.

    Why it matters
    Some archives reject the instance, because the attribute is required. Others cannot tell scanned films, which are
    to be kept, from screen shots.

    Example
    A PDF converted to Secondary Capture without (0008,0064).

    How to fix
    Let the converter write the term: SD for a scanned document, DF for a digitised film, WSD for a workstation.
    """
    if data_set.sop_class in SECONDARY_CAPTURE:
        yield from missing(data_set, CONVERSION_TYPE)
