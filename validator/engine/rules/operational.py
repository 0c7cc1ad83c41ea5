"""The 26 operational tags: what routing, worklists, hanging protocols and viewers lose when one of them is wrong."""

from typing import NamedTuple

NOT_VISIBLE = "not-visible"
PICTURE_WRONG = "picture-wrong"
QUERY_ODD = "query-odd"
NAMES_GARBLED = "names-garbled"
STUDY_SPLIT = "study-split"
ORDER_UNMATCHED = "order-unmatched"
IMPORT_REJECTED = "import-rejected"
FRAMES_MISSING = "frames-missing"


class Operational(NamedTuple):
    """One operational attribute."""

    breaks: str
    """What breaks when it is wrong: the page of the tag."""
    symptoms: tuple[str, ...]
    """What the users notice, by the keys of ``symptoms.SYMPTOMS``."""
    rules: tuple[str, ...]
    """The codes of the rules that look after it."""


FIRST = (0x00100020, 0x00080050, 0x0020000D, 0x0020000E, 0x00020010)
"""The five that break most transfers between vendors: Patient ID, Accession Number, Study and Series Instance UID,
Transfer Syntax UID. They come first everywhere."""
OPERATIONAL: dict[int, Operational] = {
    0x00100020: Operational(
        "The archive files the study under another patient or under none. Priors are not found, and images of two "
        "people may meet in one record.",
        (NOT_VISIBLE, STUDY_SPLIT, ORDER_UNMATCHED),
        ("IDN001", "IDN002", "IDN003", "IDN011", "IDN012", "IDN013", "IDN035", "IDN036", "UID033"),
    ),
    0x00080050: Operational(
        "The study does not meet its order: it stays off the reading list, the report goes to another study, and "
        "billing waits.",
        (NOT_VISIBLE, ORDER_UNMATCHED),
        ("IDN004", "IDN005", "IDN006", "IDN007", "IDN008", "IDN011", "IDN033", "IDN034"),
    ),
    0x0020000D: Operational(
        "The study appears twice or in pieces, a retrieve fetches a part of it, and reports, presentation states and "
        "key images point at something that is not there.",
        (NOT_VISIBLE, QUERY_ODD, STUDY_SPLIT, ORDER_UNMATCHED),
        ("IDN009", "UID001", "UID010", "UID011", "UID012", "UID032", "UID033"),
    ),
    0x0020000E: Operational(
        "Series fall apart or run together. Scrolling, reconstruction and hanging protocols work on the wrong set of "
        "images.",
        (NOT_VISIBLE, QUERY_ODD, STUDY_SPLIT),
        ("IDN010", "UID001", "UID010", "UID011", "UID012", "UID032", "UID034"),
    ),
    0x00020010: Operational(
        "The receiver refuses the instance because it does not know the encoding, or takes one encoding for another "
        "and shows noise.",
        (PICTURE_WRONG, IMPORT_REJECTED),
        ("FIL013", "FIL014", "FIL030", "UID017", "UID018", "UID019", "UID020", "OPS038", "PIX040", "PIX041"),
    ),
    0x00080016: Operational(
        "No presentation context fits, so the sender cannot even offer the instance. Viewers choose the wrong "
        "tools for it.",
        (NOT_VISIBLE, IMPORT_REJECTED),
        ("OPS001", "FIL017", "UID013", "UID014", "UID015", "UID016", "OPS032"),
    ),
    0x00080018: Operational(
        "The archive overwrites another instance or drops this one, and everything that refers to it leads nowhere.",
        (NOT_VISIBLE, IMPORT_REJECTED),
        ("OPS002", "FIL018", "UID001", "UID030", "UID031"),
    ),
    0x00100010: Operational(
        "People compare names. A blank, garbled or differently divided name hides the patient from searches and makes "
        "two records of one.",
        (NOT_VISIBLE, NAMES_GARBLED),
        ("OPS003", "OPS037", "IDN030", "IDN036", "VRV040", "VRV041", "VRV042"),
    ),
    0x00100030: Operational(
        "Imports of foreign studies are matched by name, birth date and sex: they wait for somebody to decide. Ages on "
        "the screen, in dose and in growth charts are wrong.",
        (QUERY_ODD,),
        ("OPS004", "OPS033", "IDN030"),
    ),
    0x00080020: Operational(
        "Queries by date miss the study, it is no prior of any other, and retention deletes it too early or never.",
        (QUERY_ODD,),
        ("OPS005", "OPS034", "IDN031", "VRV020", "VRV021", "VRV022"),
    ),
    0x00080030: Operational(
        "Two studies of one day change places, and comparisons hang the wrong way round.",
        (QUERY_ODD,),
        ("OPS006", "IDN031", "VRV023", "VRV024", "VRV025"),
    ),
    0x00080060: Operational(
        "Routing, retention, worklists by department and hanging protocols go by it: the study is stored and appears "
        "nowhere.",
        (NOT_VISIBLE, QUERY_ODD),
        ("OPS007", "OPS030", "OPS031", "OPS032", "IDN032"),
    ),
    0x00081030: Operational(
        "Hanging protocols and prefetching match it: the default layout comes up, without the prior beside it.",
        (QUERY_ODD,),
        ("OPS008", "IDN031"),
    ),
    0x00180015: Operational(
        "Hanging protocols and prefetching by region do not match; a chest comes up in the layout for anything.",
        (QUERY_ODD,),
        ("OPS009", "OPS035", "IDN032"),
    ),
    0x00200011: Operational(
        "Series change places from one opening to the next, and comparisons with the study before hang wrong.",
        (QUERY_ODD,),
        ("OPS010", "OPS052", "IDN032"),
    ),
    0x00200013: Operational(
        "Scrolling jumps back and forth, and image 17 of the report is another image in each viewer.",
        (QUERY_ODD, FRAMES_MISSING),
        ("OPS011", "OPS050", "OPS051"),
    ),
    0x00080005: Operational(
        "Names and reports come out as question marks and odd pairs of letters; searches for a name find nothing.",
        (NAMES_GARBLED,),
        ("CHR001", "CHR002", "CHR003", "CHR010", "CHR011", "CHR020", "CHR030"),
    ),
    0x00280010: Operational(
        "The picture is cut, stretched or sheared, or the viewer fails for lack of memory.",
        (PICTURE_WRONG,),
        ("PIX010", "PIX011", "PIX030", "PIX032"),
    ),
    0x00280011: Operational(
        "The picture leans to one side and wraps around, or is cut; measurements on it are wrong.",
        (PICTURE_WRONG,),
        ("PIX010", "PIX011", "PIX031"),
    ),
    0x00280004: Operational(
        "The picture is inverted, or its colours are wrong: green skin, pink bone.",
        (PICTURE_WRONG,),
        ("PIX010", "PIX016", "PIX017", "PIX018", "PIX042"),
    ),
    0x00280100: Operational(
        "Every other pixel is missing, or the picture turns to noise.",
        (PICTURE_WRONG,),
        ("PIX010", "PIX012", "PIX043", "OPS039"),
    ),
    0x00280101: Operational(
        "Contrast and measured values are wrong, because the samples are cut to another number of bits.",
        (PICTURE_WRONG,),
        ("PIX010", "PIX013", "PIX014"),
    ),
    0x00281050: Operational(
        "The picture opens too dark or too bright, and users take it for a bad exposure.",
        (PICTURE_WRONG,),
        ("OPS012", "PIX071"),
    ),
    0x00281051: Operational(
        "The picture opens black, white or without contrast, and users think that it is lost.",
        (PICTURE_WRONG,),
        ("PIX070", "PIX071"),
    ),
    0x00280002: Operational(
        "A colour picture appears three times side by side in grey, a grey one as coloured noise.",
        (PICTURE_WRONG,),
        ("PIX010", "PIX018", "PIX019"),
    ),
    0x7FE00010: Operational(
        "The image is listed and stays black, lacks its lower part, or playback stops at the frame that is not there.",
        (PICTURE_WRONG, FRAMES_MISSING),
        ("PIX001", "PIX002", "PIX030", "PIX031", "PIX032", "PIX050", "PIX052", "FIL056"),
    ),
}
"""In the order in which they are shown."""
