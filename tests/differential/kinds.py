"""What dciodvfy talks about, as a closed set of kinds, and which of its sentences belongs to which."""

import re
from enum import StrEnum


class Kind(StrEnum):
    """The subject of one line of dciodvfy; the names of the rows in the table of the comparison."""

    MISSING = "missing attribute"
    EMPTY = "empty attribute"
    NOT_PERMITTED = "present though not permitted"
    ITEM_COUNT = "number of items"
    MULTIPLICITY = "value multiplicity"
    ENUMERATED = "enumerated value"
    DEFINED_TERM = "defined term"
    BITMAP = "bits of a number"
    ZERO = "zero or negative"
    NOT_IN_IOD = "not in the IOD"
    RETIRED = "retired attribute"
    UNDESIRABLE = "attribute to avoid"
    VALUE_FOR_VR = "value against its VR"
    REPERTOIRE = "characters against the character set"
    VR_MISMATCH = "VR against the dictionary"
    UID = "roots and repetitions of UIDs"
    ORDER = "order of tags"
    ENCODING = "encoding of the data set"
    PRIVATE = "private attributes"
    META = "file meta information"
    PIXEL_DATA = "pixel data"
    OFFSETS = "offset tables and fragments"
    CODESTREAM = "codestream"
    LUT = "lookup tables"
    ORIENTATION = "orientation"
    SPACING = "spacing and aspect ratio"
    FRAMES = "frames and functional groups"
    DIMENSIONS = "dimensions"
    SEGMENTS = "segments"
    ANNOTATIONS = "bulk annotations"
    TILES = "tiles"
    CODES = "codes"
    EVIDENCE = "references and evidence"
    CONTENT = "content items"
    WAVEFORM = "waveforms"
    DISPLAYED_AREA = "displayed area"
    DIRECTORY = "needed to build a DICOMDIR"
    SENTENCE = "sentence of a module"
    SOP_CLASS = "SOP class not known"
    OTHER = "anything else"


_PATTERNS: tuple[tuple[Kind, str], ...] = (
    (Kind.DIRECTORY, r"needed to build DICOMDIR"),
    (Kind.SOP_CLASS, r"Information Object Not found|Unrecognized SOP Class|Information Object.*Not found"),
    (
        Kind.META,
        r"^(MediaStorage|Metaheader|Meta Information|Missing meta|Incomplete meta|Bad FileMeta|Empty or missing)",
    ),
    (Kind.META, r"^Unexpected TransferSyntaxUID|^Implicit value representation big-endian"),
    (Kind.CODES, r"^(CodeMeaning|CodeValue|CodingScheme|LongCodeValue|UCUM|Code Sequence|Private CodingScheme)"),
    (Kind.MISSING, r"^Missing attribute\b"),
    (Kind.EMPTY, r"^Empty attribute|^Attribute present but empty|only permitted to be empty when actually unknown"),
    (Kind.NOT_PERMITTED, r"^Attribute present when condition|^(Shall|May|may) (not|only) be present|not be present"),
    (Kind.NOT_PERMITTED, r"^Only permitted when|^Only permitted for FOR|Attribute shall be empty"),
    (
        Kind.ITEM_COUNT,
        r"Bad Sequence number of Items|Items? (is|are) (permitted|required)|items not permitted|items required",
    ),
    (Kind.MULTIPLICITY, r"^Bad attribute Value Multiplicity|Value Multiplicity not 0 or 1"),
    (Kind.ENUMERATED, r"^Unrecognized enumerated value"),
    (Kind.DEFINED_TERM, r"^Unrecognized defined term"),
    (Kind.BITMAP, r"^Unrecognized bitmap"),
    (
        Kind.ZERO,
        r"^Value is zero|^Illegal negative|^Not permitted to be (neg|0)|greater than (0|zero)|^Must start from one",
    ),
    (Kind.NOT_IN_IOD, r"not present in standard DICOM IOD|is not a recognized standard attribute"),
    (Kind.RETIRED, r"^Retired attribute"),
    (Kind.UNDESIRABLE, r"^Attribute should not be used|^Undesirable attribute"),
    (Kind.PRIVATE, r"odd group number|private owner|^Private (tag|creator)"),
    (Kind.REPERTOIRE, r"Character invalid for character repertoire"),
    (Kind.UID, r"root for UID|root for UID|has same value as|^Duplicate (SOP|Annotation)|organization root"),
    (Kind.VALUE_FOR_VR, r"for this VR|delimiters \(|null in string|^Bad (date|time) value"),
    (Kind.VR_MISMATCH, r"doesn't match data dictionary|^Unrecognized tag|^Missing Pixel Representation|^Overriding"),
    (Kind.ORDER, r"^Tags out of order"),
    (Kind.OFFSETS, r"OffsetTable|fragment"),
    (Kind.CODESTREAM, r"bitstream|transfer syntax is required to have|method inconsistent|MPEG"),
    (Kind.LUT, r"^(LUT|LookupTable|Not checking LUT|Only one LUT)"),
    (Kind.ORIENTATION, r"Orientation vector|PatientOrientation"),
    (Kind.SPACING, r"^(PixelSpacing|PixelAspectRatio|EstimatedRadio)"),
    (Kind.DIMENSIONS, r"Dimension|InStackPosition|TemporalPositionIndex"),
    (Kind.TILES, r"tiled total|TotalPixelMatrix|ImagedVolume|Pyramid"),
    (Kind.FRAMES, r"Functional ?Group|FrameIncrementPointer|vector|Concatenation|NumberOfFrames"),
    (Kind.SEGMENTS, r"Segment"),
    (Kind.ANNOTATIONS, r"PointCoordinates|LongPrimitivePoint|Annotation"),
    (Kind.EVIDENCE, r"Evidence|^Referenced SOP Instance|ReferencedSeriesSequence|StudiesContainingOther"),
    (Kind.CONTENT, r"ontent [Ii]tem|Scaled numeric|Only permitted to be VERIFIED"),
    (Kind.WAVEFORM, r"^WaveformSequence"),
    (Kind.DISPLAYED_AREA, r"^DisplayedArea"),
    (Kind.PIXEL_DATA, r"PixelData|Pixel Data|^PixelRepresentation|^Bad (PixelRep|attribute value)|Other Byte"),
    (
        Kind.ENCODING,
        r"[Rr]ead failed|[Ss]eek failed|[Vv]alue [Ll]ength|[Ee]xplicit|[Ii]mplicit|[Dd]elimit|VR|Dicom dataset|"  # noqa: ISC004  one pattern on two lines
        r"[Vv]alue [Rr]epresentation|encoding|group length|Bad (tag|group)|prematurely|^Skipping|unsupported",
    ),
    (Kind.SENTENCE, r"."),
)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)


def kind_of(message: str) -> Kind:
    """Which kind a message is of; ``OTHER`` where there is none."""
    return next((kind for kind, pattern in _COMPILED if pattern.search(message)), Kind.OTHER)


_FAMILIES = {
    "CHR": Kind.REPERTOIRE,
    "FIL": Kind.ENCODING,
    "GEO": Kind.ORIENTATION,
    "IOD": Kind.SENTENCE,
    "MFR": Kind.FRAMES,
    "PIX": Kind.PIXEL_DATA,
    "PRV": Kind.PRIVATE,
    "SRD": Kind.CONTENT,
    "UID": Kind.UID,
    "VRV": Kind.VALUE_FOR_VR,
}
_CODES: dict[str, Kind] = {}
"""Rules whose kind is not that of their family."""


def kind_of_code(code: str) -> Kind:
    """In which row of the table an error of ours stands that dciodvfy does not report."""
    return _CODES.get(code) or _FAMILIES.get(code[:3], Kind.OTHER)
