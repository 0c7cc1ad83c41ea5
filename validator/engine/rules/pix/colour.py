"""PIX090 and PIX091: the colours of the codestream against the Photometric Interpretation."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.pixels.codestream import Coding, Kind
from validator.engine.rules.pix.stream import first_stream
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import PHOTOMETRIC_INTERPRETATION, PIXEL_DATA

COLOUR = 3
TRANSFORMED = {"YBR_RCT": Coding.REVERSIBLE, "YBR_ICT": Coding.IRREVERSIBLE}
"""The Photometric Interpretations after the component transformation of JPEG 2000, with the wavelet of each."""
WAVELETS = {Coding.REVERSIBLE: "reversible (5-3)", Coding.IRREVERSIBLE: "irreversible (9-7)"}
ADOBE_YCBCR = 1
YBR = frozenset({"YBR_FULL", "YBR_FULL_422"})


@rule(
    "PIX090",
    "Colour transformation against Photometric Interpretation",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute}: the JPEG 2000 codestream {held}, but the Photometric Interpretation is {term}: colours come "
    "out wrong.",
    reference="PS3.5 8.2.4, PS3.3 C.7.6.3.1.2",
)
def component_transformation(data_set: DataSet) -> Iterator[Hit]:
    """JPEG 2000 says whether it transformed the components. Then the Photometric Interpretation is YBR_RCT (with the
    reversible wavelet) or YBR_ICT (with the other); without a transformation it is neither.

    Why it matters
    Decoders undo the transformation by the codestream, viewers convert colours by the attribute. Where the two
    disagree it is done twice or not at all: the picture turns green or pink.

    Example
    RGB in the attribute beside a codestream that says it was transformed.

    How to fix
    The codestream is right about itself: correct the Photometric Interpretation.
    """
    stream, description = first_stream(data_set), data_set.description
    term = description.photometric if description else None
    if stream is None or stream.kind is not Kind.JPEG_2000 or not term or stream.is_transformed is None:
        return
    if stream.extent is None or stream.extent.components < COLOUR:
        return
    wavelet = TRANSFORMED.get(term)
    if stream.is_transformed != (wavelet is not None):
        held = "transforms its components" if stream.is_transformed else "does not transform its components"
    elif wavelet is not None and stream.coding not in (wavelet, Coding.UNKNOWN):
        held = f"uses the {WAVELETS[stream.coding]} wavelet"
    else:
        return
    yield data_set.at(PIXEL_DATA, held=held, term=term)


@rule(
    "PIX091",
    "Colours of the JPEG against Photometric Interpretation",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {term}, but the codestream {held}: colours come out wrong.",
    reference="PS3.5 8.2.1, PS3.3 C.7.6.3.1.2",
)
def jpeg_colours(data_set: DataSet) -> Iterator[Hit]:
    """A JPEG may say itself in which colours it is: by a segment of Adobe, by the names of its components, or by
    having fewer samples of colour than of brightness, which RGB never has.

    Why it matters
    Decoders follow the codestream, viewers the attribute: colours are converted twice or not at all.

    Example
    RGB in the attribute beside a JPEG as cameras make it, in YBR_FULL_422.

    How to fix
    The codestream is right about itself: correct the Photometric Interpretation.
    """
    stream, description = first_stream(data_set), data_set.description
    term = description.photometric if description else None
    extent = stream.extent if stream is not None and stream.kind is Kind.JPEG else None
    if stream is None or extent is None or extent.components != COLOUR or extent.method != "JPEG":
        return
    if term == "RGB" and (extent.is_subsampled or stream.adobe == ADOBE_YCBCR):
        held = "has fewer samples of colour" if extent.is_subsampled else "says that it is in YBR_FULL"
        yield data_set.at(PHOTOMETRIC_INTERPRETATION, term=term, held=held)
    elif term in YBR and extent.space == "RGB":
        yield data_set.at(PHOTOMETRIC_INTERPRETATION, term=term, held="says that it is in RGB")
