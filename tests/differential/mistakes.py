"""Where dciodvfy is wrong by the text of the standard: at most forty entries, each with its reason.

An error of dciodvfy that an entry speaks of is counted apart, and need not be matched by one of ours.
"""

from collections.abc import Callable
from typing import NamedTuple

from tests.differential.judgements import (
    allowed_otherwise,
    arc_one_one,
    behind_the_end,
    both_lists_of_instances,
    cited_by_later_frames,
    condition_on_what_is_wrong,
    count_against_no_number,
    defined_term,
    deflated,
    encapsulated_taken_for_empty,
    group_of_other_coordinates,
    laterality_without_paired_part,
    length_by_no_description,
    modality_of_a_capture,
    open_list_of_scan_options,
    orientation_of_a_segmentation,
    other_forms_of_a_code,
    sequence_that_may_be_empty,
    shared_chroma,
    unknown_compression,
    unused_frame_of_reference,
)
from tests.differential.oracle import Remark
from tests.differential.scenes import Scene


class Mistake(NamedTuple):
    """One thing that dciodvfy gets wrong."""

    name: str
    reference: str
    """The section of the standard that says otherwise."""
    reason: str
    applies: Callable[[Remark, Scene], bool]


MISTAKES: tuple[Mistake, ...] = (
    Mistake(
        "Laterality of no body part",
        "PS3.3 C.7.3.1",
        "Laterality is required if the body part examined is a paired structure. Where none is named, or one that is "
        "not paired or not known, nothing says that it has to be there, or that it must not.",
        laterality_without_paired_part,
    ),
    Mistake(
        "Length of pixel data by a description that is not there",
        "PS3.5 8.1.1",
        "The length follows from rows, columns, samples, bits and frames. Where one of these is missing, zero or no "
        "number, it is the one at fault (which both report), and no length of the pixel data is right or wrong.",
        length_by_no_description,
    ),
    Mistake(
        "All three forms of a code value",
        "PS3.3 8.8",
        "A code stands in one of Code Value, Long Code Value and URN Code Value. Where there is none, one attribute is "
        "missing and not three: which of the other two it could have been depends on a code that nobody knows.",
        other_forms_of_a_code,
    ),
    Mistake(
        "Condition on an attribute that is itself missing or wrong",
        "PS3.5 7.4.2",
        "Whether an attribute is required or must be absent, or which values it may have, depends on another one. "
        "Where that one is missing or has a value that it cannot have, nothing follows from it: it is the error.",
        condition_on_what_is_wrong,
    ),
    Mistake(
        "Count against a number that is itself wrong",
        "PS3.3 C.7.6.6",
        "Frames, vectors, tiles, entries of tables and points are counted against a number that says how many there "
        "are. Where we report an error at that number, what was to be counted may well be right.",
        count_against_no_number,
    ),
    Mistake(
        "Encapsulated pixel data taken for empty",
        "PS3.5 A.4",
        "Where Rows or another part of the description is missing dciodvfy does not read the fragments, and says that "
        "the pixel data have no value although the fragments are there.",
        encapsulated_taken_for_empty,
    ),
    Mistake(
        "Deflated data set read as if it were not",
        "PS3.5 A.5",
        "dciodvfy does not inflate data sets of Deflated Explicit VR Little Endian: its bytes are taken for elements.",
        deflated,
    ),
    Mistake(
        "Sequence of Type 3 without items",
        "PS3.5 7.4.6",
        "A sequence of Type 2 or 3 may be sent with zero length.",
        sequence_that_may_be_empty,
    ),
    Mistake(
        "Functional group of other coordinates",
        "PS3.3 A.51.5",
        "Positions on a slide are required in the Slide Coordinate System, positions in the patient in that of the "
        "patient: dciodvfy asks for both where the frames have neither.",
        group_of_other_coordinates,
    ),
    Mistake(
        "Citations of later frames overlooked",
        "PS3.3 C.12.2",
        "Referenced Series Sequence is required if the instance cites others. dciodvfy looks at the first frame only; "
        "here another frame cites instances.",
        cited_by_later_frames,
    ),
    Mistake(
        "Defined Terms taken for Enumerated Values",
        "PS3.5 6.3",
        "Defined Terms may be extended by others; only Enumerated Values may not. Photometric Interpretation is left "
        "out: PS3.5 8.2 lists its values for each Transfer Syntax.",
        defined_term,
    ),
    Mistake(
        "Attribute that may be present otherwise",
        "PS3.5 7.4.2",
        "The text of the condition allows the attribute where the condition does not hold.",
        allowed_otherwise,
    ),
    Mistake(
        "Trigger Time without a Scan Option that dciodvfy knows",
        "PS3.3 C.8.3.1",
        "Trigger Time belongs to Scan Options with heart gating, for which the text gives examples and no list.",
        open_list_of_scan_options,
    ),
    Mistake(
        "Native YBR_FULL_422 measured as if nothing were shared",
        "PS3.3 C.7.6.3.1.2",
        "Two pixels share their chroma: native pixel data in YBR_FULL_422 have two thirds of the bytes of RGB.",
        shared_chroma,
    ),
    Mistake(
        "Missing behind the end of a truncated file",
        "PS3.10 7.2",
        "What stood behind the point where the file was cut off cannot be called missing: the file is incomplete.",
        behind_the_end,
    ),
    Mistake(
        "Arc 1.1 taken for one that does not exist",
        "PS3.5 9.1",
        "UIDs are registered by ISO 9834-1, whose arc 1 has the branches 0, 1, 2 and 3.",
        arc_one_one,
    ),
    Mistake(
        "Deflated Image Frame Compression not known",
        "PS3.5 A.4",
        "The pixel data are encapsulated. dciodvfy does not know the Transfer Syntax, and cannot read past them.",
        unknown_compression,
    ),
    Mistake(
        "Frame of Reference asked for where its module is optional",
        "PS3.3 A.19.3",
        "The module is of usage U in this IOD, and no attribute of it has a value: it is not in use.",
        unused_frame_of_reference,
    ),
    Mistake(
        "Modality of a Secondary Capture that is empty",
        "PS3.3 C.8.6.1",
        "The SC Equipment Module makes Modality Type 3, in place of what the General Series Module says.",
        modality_of_a_capture,
    ),
    Mistake(
        "Both lists of cited instances",
        "PS3.3 C.12.2",
        "An instance lists what it cites of its own study in one sequence, of other studies in another. Where both are "
        "missing dciodvfy asks for both; which of them is missing is known to nobody.",
        both_lists_of_instances,
    ),
    Mistake(
        "Patient Orientation of a segmentation",
        "PS3.3 C.7.6.1",
        "It is required of images that need no Image Orientation (Patient) and Image Position (Patient). Segmentations "
        "in the patient need them; that they are missing makes no other kind of image of it.",
        orientation_of_a_segmentation,
    ),
)


def mistake_in(remark: Remark, scene: Scene) -> Mistake | None:
    """The entry that speaks of this error, if there is one."""
    return next((mistake for mistake in MISTAKES if mistake.applies(remark, scene)), None)
